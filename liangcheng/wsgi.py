"""The WSGI entry point for gunicorn: what is kept is answered before Django begins."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangcheng.settings")

site = get_wsgi_application()

from liangcheng.page_cache import kept_first  # noqa: E402 -- needs Django to be set up

application = kept_first(site)

# All that is loaded stays: nobody looks through it for garbage while readers wait.
gc.freeze()
