"""Static files in production: hashed names, also where one script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """As whitenoise has it, and imports between scripts name the hashed files too."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 12
    """A script's hash is settled after those that it imports: the longest chain, and room."""
