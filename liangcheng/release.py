"""Which release of the site this is: what it says belongs to the texts that it is made from."""

from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import django
from django.conf import settings

PACKAGES = ("articles", "departments", "liangcheng")


@cache
def release():
    """A short text, the same on every machine with the same release and the same headers.

    Of templates, code, the names of the collected static files, Django's version and the settings
    that stand in each answer's headers, or in each page; read once a process.
    """
    digest = blake2b(digest_size=12)
    for file in _files():
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    headers = [name for name in dir(settings) if name.startswith("SECURE_")]
    for name in [*headers, "CONTENT_SECURITY_POLICY", "X_FRAME_OPTIONS", "CDN_SECONDS", "OFFLINE"]:
        digest.update(f"{name} {getattr(settings, name)!r}".encode())
    digest.update(django.__version__.encode())
    return digest.hexdigest()


def _files():
    templates = (settings.BASE_DIR / "templates").rglob("*.*")
    code = chain.from_iterable((settings.BASE_DIR / package).rglob("*.py") for package in PACKAGES)
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    return [*sorted(templates), *sorted(code), *([manifest] if manifest.exists() else [])]
