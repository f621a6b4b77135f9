"""The project's own settings with what a test run must fix; DATABASE_URL chooses the database."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["ENV_FILE"] = os.devnull
os.environ["HTTPS"] = "off"
os.environ["STATIC_FROM_SOURCE"] = "on"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"

from liangcheng.settings import *  # noqa: F403
from liangcheng.settings import DATABASES

MEDIA_ROOT = tempfile.mkdtemp(prefix="liangcheng-media-")
# A pool's threads would outlive the test database.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
# Fast hashes: passwords are not what the tests are about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
