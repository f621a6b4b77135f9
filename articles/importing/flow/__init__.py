"""Text without places becomes an arrangement (文字流): the order of lines is all that is known.

    pieces     lines → pieces: masthead, text, sign-off, what may be a headline   cutting.py
    stories    pieces of text → stories: cut where they are signed                 storying.py
    headlines  which of what may be one is whose: all at once, with margins        matching.py
    arranging  all of it as a SourcePage and its Arrangement                       arranging.py

Assumed of the text: that each column is whole, one after the other, as a page's text layer gives
it. Where columns run into each other (`mixing.py`) nothing can be rebuilt, and the text is refused.
"""
