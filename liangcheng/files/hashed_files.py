"""Static files as a server hands them out: under names that change with their content."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and precompressed; modules import each other under those names too.

    Else a browser would run a new module with the old ones that it still holds.
    """

    support_js_module_import_aggregation = True

    @cache  # noqa: B019 -- one storage, whose files are those that were collected before it began
    def url(self, name, force=False):
        return super().url(name, force)
