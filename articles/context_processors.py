from functools import lru_cache

from django.utils.functional import SimpleLazyObject

from articles.models import Publication


def publication(request):
    """The paper, for masthead and footer; in a generation, one query for all pages."""
    generation = getattr(request, "generation", None)
    if generation:
        return {"publication": _in_generation(generation)}
    # Later, and only if it is read: what is refused is said without the database.
    return {"publication": SimpleLazyObject(Publication.objects.current)}


def publication_if_read(request):
    """The same for templates of which some do not say it, such as Django's index of sitemaps."""
    return {"publication": SimpleLazyObject(lambda: publication(request)["publication"])}


@lru_cache(1)
def _in_generation(generation):
    return Publication.objects.current()
