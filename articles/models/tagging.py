"""How an article's tags are stored and set, and how long one may be."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from taggit.managers import _TaggableManager

LONGEST_TAG = 60


def validate_tag(name):
    """Refuse a tag that is too long, or whose address would be (ﬃ is three letters there)."""
    if max(len(name), len(slugify(name, allow_unicode=True))) > LONGEST_TAG:
        raise ValidationError(
            f"标签“{name[:12]}……”太长：最多 {LONGEST_TAG} 个字。请写短一些，或分成几个标签。",
            code="tag_too_long",
        )


class ArticleTags(_TaggableManager):
    """taggit's manager, which `loaddata` can use too.

    A fixture cannot name taggit's own rows by what they say: they know an article by its number
    only. So the article itself names its tags, as with any many-to-many field.
    """

    def set(self, tags, **kwargs):
        """Also takes primary keys: `loaddata` turns a tag's natural key into one."""
        keys = [tag for tag in tags if isinstance(tag, int)]
        by_key = self.through.tag_model()._default_manager.in_bulk(keys)
        super().set([by_key.get(tag, tag) for tag in tags], **kwargs)
