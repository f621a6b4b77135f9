"""Parts of public pages: the macros of `templates/`, each by itself."""
