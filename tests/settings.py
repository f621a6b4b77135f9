"""The project's own settings with what a test run must fix; DATABASE_URL chooses the database."""

import atexit
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Undefined

_scratch = TemporaryDirectory(prefix="liangcheng-tests-")
atexit.register(_scratch.cleanup)

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["ENV_FILE"] = os.devnull
os.environ["HTTPS"] = "off"
os.environ["STATIC_FROM_SOURCE"] = "on"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
# Made anew each time, unless a test is about that: rolled back, a test leaves its pages behind.
os.environ["PAGE_CACHE_MEGABYTES"] = "0"
os.environ["MEDIA_ROOT"] = f"{_scratch.name}/media"
# A file, as a real site has it: in memory, all threads of the live server would share one
# connection and run into each other's transactions.
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_scratch.name}/site.sqlite3")

from liangcheng.settings import *  # noqa: E402, F403
from liangcheng.settings import DATABASES, TEMPLATES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": Path(_scratch.name) / "tests.sqlite3"}


class Unprinted(Undefined):
    """What nobody gave a public template: to be asked for, but a printed one is a slip."""

    __str__ = __iter__ = __len__ = Undefined._fail_with_undefined_error


TEMPLATES[0]["OPTIONS"]["undefined"] = Unprinted
# Fast hashes: passwords are not what the tests are about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A busy machine changes no result.
SEARCH_SECONDS = 30
# All tests ask from one address.
API_REQUESTS_PER_MINUTE = 0
