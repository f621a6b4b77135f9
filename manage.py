#!/usr/bin/env python
"""Django's command line for 《凉城》."""

import os
import sys


def main():
    """Run one management command; `demo` first prepares its own settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangcheng.settings")
    if sys.argv[1:2] == ["demo"]:
        # Settings refuse to start without a SECRET_KEY; a trial on one machine makes its own.
        from liangcheng.demo import prepare_environment

        prepare_environment()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
