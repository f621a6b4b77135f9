"""The real edition of 14 April 2021, as fixtures."""

# In the order in which `loaddata` needs them: each names rows of those before it.
REAL_EDITION = (
    "groups",
    "publication",
    "departments",
    "people",
    "meetings",
    "edition-2021-04-14",
)
