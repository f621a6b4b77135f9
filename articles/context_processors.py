from functools import lru_cache, partial

from django.utils.functional import SimpleLazyObject

from articles.models import Publication


def publication(request):
    """The paper, for masthead and footer; one query a generation where a template reads it."""
    generation = getattr(request, "generation", None)
    find = partial(_in_generation, generation) if generation else Publication.objects.current
    return {"publication": SimpleLazyObject(find)}


@lru_cache(1)
def _in_generation(generation):
    return Publication.objects.current()
