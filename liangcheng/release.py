"""Which release of the site this is: what it says belongs to the texts that it is made from."""

from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from django.conf import settings

PACKAGES = ("articles", "departments", "liangcheng")
IN_PAGES = ("CDN_SECONDS", "OFFLINE", "API_REQUESTS_PER_MINUTE")


@cache
def release():
    """A short text, the same on every machine with the same release and the same headers.

    Of templates, code, the names of the collected static files, the packages' versions and the
    settings that stand in answers' headers, or in pages; read once a process.
    """
    digest = blake2b(digest_size=12)
    for file in _files():
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    headers = [name for name in dir(settings) if name.startswith("SECURE_")]
    for name in [*headers, "CONTENT_SECURITY_POLICY", "X_FRAME_OPTIONS", *IN_PAGES]:
        digest.update(f"{name} {getattr(settings, name)!r}".encode())
    return digest.hexdigest()


def _files():
    templates = (settings.BASE_DIR / "templates").rglob("*.*")
    code = chain.from_iterable((settings.BASE_DIR / package).rglob("*.py") for package in PACKAGES)
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    packages = settings.BASE_DIR / "requirements" / "base.txt"
    beside = [file for file in (packages, manifest) if file.exists()]
    return [*sorted(templates), *sorted(code), *beside]
