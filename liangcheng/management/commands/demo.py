"""`manage.py demo`: a trial on this machine, from an empty folder to a served paper."""

import errno
import os
import socket
import sys
from argparse import ArgumentTypeError
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.management.commands import runserver
from django.db import OperationalError, transaction
from django.utils.crypto import get_random_string

from articles.models import Issue, Publication
from liangcheng.edition import load_real_edition

ACCOUNT = "editor"
GROUP = "编辑"
# Without 0 and o, 1, l and i: somebody copies it from the screen by hand.
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"


def address(text):
    """`8000`, `127.0.0.1:8000` or `[::1]:8000` as host and port."""
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ArgumentTypeError(f"“{text}”不是地址或端口，请写成 8000 或 127.0.0.1:8000。")
    return host or "127.0.0.1", int(port)


class Server(runserver.Command):
    """Django's own small server, with a greeting for somebody who has never seen it."""

    def on_bind(self, server_port):
        host = f"[{self.addr}]" if self._raw_ipv6 else self.addr
        site = f"{self.protocol}://{host}:{server_port}/"
        self.stdout.write(
            f"\n  网站 the paper        {site}"
            f"\n  编辑部 the newsroom   {site}admin/"
            "\n\n按 Ctrl-C 停止，数据会保留。 Press Ctrl-C to stop; data are kept.\n"
        )
        self.stdout.flush()


class Command(BaseCommand):
    help = "试用：建好数据库，装入 2021 年 4 月 14 日的《凉城》，建一个编辑账户，开始提供网页。"

    def add_arguments(self, parser):
        parser.add_argument(
            "address",
            nargs="?",
            type=address,
            default="127.0.0.1:8000",
            help="端口，或地址和端口；默认 127.0.0.1:8000。",
        )
        parser.add_argument("--no-serve", action="store_true", help="只做准备，不提供网页。")

    def handle(self, *, address, no_serve, **options):
        host, port = address
        if not no_serve:
            require_free(host, port)
        try:
            call_command("migrate", interactive=False, verbosity=0)
            with transaction.atomic():
                self.load_edition()
                password = make_account()
        except OperationalError as error:
            sys.exit(
                f"不能写入数据库 {settings.DATABASES['default']['NAME']}：{error}\n"
                "Cannot write to the database."
            )
        self.introduce_account(password)
        if not no_serve:
            # Its notice is for people who would take it for a production server.
            os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
            call_command(Server(stdout=self.stdout), f"{host}:{port}", use_reloader=False)

    def load_edition(self):
        """Load the real edition into an empty database, and touch no other."""
        if Publication.objects.exists() or Issue.objects.exists():
            self.stdout.write("已有数据，原样保留。 Existing data are kept.")
            return
        self.stdout.write(
            "正在装入 2021 年 4 月 14 日的《凉城》02 版…… Loading the edition of 14 April 2021 …"
        )
        load_real_edition()

    def introduce_account(self, password):
        if password:
            self.stdout.write(
                f"\n  编辑账户 account      {ACCOUNT}"
                f"\n  密码 password         {password}"
                "\n\n密码只显示这一次，请记下。 The password is shown only this once."
            )
        else:
            self.stdout.write(
                f"编辑账户 {ACCOUNT} 已有。要换密码，请另开一个窗口，在这个文件夹里运行：\n"
                f"The account exists. To set a new password, run here:\n\n"
                f"  {change_password_command()}"
            )
        self.stdout.flush()


def require_free(host, port):
    """Refuse an address that cannot be served, before anything is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(
                f"端口 {port} 已被占用，可能本程序已在另一个窗口运行。请先停下它，或换一个端口："
                f"make run PORT={port + 1}\nPort {port} is in use."
            )
        sys.exit(f"不能在 {host}:{port} 提供网页：{error.strerror}\nCannot serve there.")


def make_account():
    """Make the editor's account; its password, or None where the account exists."""
    users = get_user_model().objects
    if users.filter(username=ACCOUNT).exists():
        return None
    if not Group.objects.filter(name=GROUP).exists():
        call_command("loaddata", "groups", verbosity=0)
    password = get_random_string(12, LEGIBLE)
    users.create_user(ACCOUNT, password=password, is_staff=True).groups.add(
        Group.objects.get(name=GROUP)
    )
    return password


def change_password_command():
    """The line that a person types in the project's folder to set a new password."""
    python, env_file = (
        path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path
        for path in (Path(sys.executable), Path(os.environ.get("ENV_FILE", ".env")))
    )
    prefix = f"ENV_FILE={env_file} " if "ENV_FILE" in os.environ else ""
    return f"{prefix}{python} manage.py changepassword {ACCOUNT}"
