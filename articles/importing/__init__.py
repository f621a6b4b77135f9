"""A printed page becomes a draft edition: what was read, what is what, what it says (导入).

    reading      a file's content → pages of blocks of lines, with their places   readers/
    arranging    which block is what of which story; doubts for a person          layout/, flow/
    composing    lines → headlines, paragraphs, sign-offs: a draft of each story  composing.py
    suggesting   people, meeting, departments, tags, for a person to confirm      suggesting/
    accepting    a draft issue in the paper, in one transaction                   accepting.py

Each step is a plain function of the step before, and what passes between them are the values of
`pieces.py`, `arrangement.py` and `drafts.py`, which go to JSON and back: the review screen keeps
them, changes an arrangement, and composes anew.
"""
