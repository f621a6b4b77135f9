"""Static files as a server hands them out: under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and precompressed; modules import each other under those names too.

    Else a browser would run a new module with the old ones that it still holds.
    """

    support_js_module_import_aggregation = True
