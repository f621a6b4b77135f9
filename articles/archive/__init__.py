"""An invented archive for trials and benchmarks: `manage.py make_archive`.

Read in this order: `making` is the plan; `layout` says which issue appears when and holds how much;
`founding` stores the invented subdistrict of `world`; `rows` makes the rows of a batch of issues,
in the order of `columns`, out of the manuscripts of `newsroom` (with `meetings`), whose texts come
from `prose`, their words from `words` and `names`; `bulk` writes the rows; `pictures` paints what
`--pictures` asks for. Rows are made in a process of their own, which touches no database, beside
the one that writes them.
"""
