"""The read-only API: what readers may read, for programs. Addresses and examples: docs/api.md.

    service       the API itself: how it renders, refuses, counts and describes itself
    middleware    reading only, from any origin, and JSON also where something is refused
    throttling    so many requests a minute from one address
    conditions    what may be asked: the parameters of lists
    paging        a page of rows, and where the next begins
    schemas       what is answered, field by field
    answers       rows → schemas
    issues · articles · directory · search      the endpoints, by noun
    manifests     issue → IIIF Presentation 3
    iiif          its endpoints

Everything goes through `published()` and `articles/public.py`. The data of a page of the site stand
at its own address with `/api` before it and without the slash at its end.
"""
