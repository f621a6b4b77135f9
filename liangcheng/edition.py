"""The real edition of 14 April 2021, as fixtures."""

from django.core.management import call_command

from articles.changes import gathered

# In the order in which `loaddata` needs them: each names rows of those before it.
REAL_EDITION = (
    "groups",
    "publication",
    "departments",
    "people",
    "meetings",
    "edition-2021-04-14",
)


def load_real_edition():
    """Load it, all or nothing; each article goes into the search index once, when it is whole."""
    with gathered():
        call_command("loaddata", *REAL_EDITION, verbosity=0)
