"""The settings of a trial on one machine (`manage.py demo`, `make run`)."""

import os
import secrets
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
ENV_FILE = BASE_DIR / "var" / "demo.env"

TEMPLATE = """\
# Written by `manage.py demo` for a trial on this machine.
# Not for a public server: see docs/deploy.md.
SECRET_KEY={secret_key}
ALLOWED_HOSTS=127.0.0.1,localhost,[::1]
HTTPS=off
STATIC_FROM_SOURCE=on
LOG_LEVEL=ERROR
"""


def prepare_environment():
    """Point the settings at `var/demo.env`, writing it with a fresh secret on the first start.

    Does nothing where the environment or a `.env` file brings its own SECRET_KEY.
    """
    if "SECRET_KEY" in os.environ or (BASE_DIR / ".env").exists():
        return
    try:
        if not ENV_FILE.exists():
            ENV_FILE.parent.mkdir(exist_ok=True)
            ENV_FILE.touch(mode=0o600)
            ENV_FILE.write_text(TEMPLATE.format(secret_key=secrets.token_urlsafe(50)))
    except OSError as error:
        sys.exit(
            f"不能写入 {ENV_FILE.parent}（{error.strerror}）。请换一个有写权限的文件夹再运行。\n"
            f"Cannot write to {ENV_FILE.parent}: {error.strerror}."
        )
    os.environ["ENV_FILE"] = str(ENV_FILE)
