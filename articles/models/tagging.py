"""How an article's tags are stored and set."""

from taggit.managers import _TaggableManager


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
