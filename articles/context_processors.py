from django.utils.functional import SimpleLazyObject

from articles.models import Publication


def publication(request):
    """The paper, for masthead and footer; one query where a template reads it."""
    return {"publication": SimpleLazyObject(Publication.objects.current)}
