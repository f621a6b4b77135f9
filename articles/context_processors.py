from django.utils.functional import SimpleLazyObject

from articles.generation import once_a_generation
from articles.models import Publication


def publication(request):
    """The paper, for masthead and footer."""
    if getattr(request, "generation", None):
        return {"publication": _current(request)}
    # Later, and only if it is read: what is refused is said without the database.
    return {"publication": SimpleLazyObject(Publication.objects.current)}


def publication_if_read(request):
    """The same for templates of which some do not say it, such as Django's index of sitemaps."""
    return {"publication": SimpleLazyObject(lambda: publication(request)["publication"])}


@once_a_generation
def _current():
    return Publication.objects.current()
