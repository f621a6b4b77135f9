"""`manage.py import_issue`: files of printed pages become draft issues."""

import json
import sys
from argparse import ArgumentTypeError
from contextlib import ExitStack
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.importing import loading
from articles.importing.drafts import as_json
from articles.importing.report import as_text
from liangcheng.chinese.dates import chinese_date


def day(text):
    """An ISO date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2021-04-14。") from error


class Command(BaseCommand):
    help = "导入报纸的版面：PDF、文字（.txt）、Word（.docx）或图片，存成各期的草稿。"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE", help="文件，一版一个或几版一个")
        parser.add_argument(
            "--date", type=day, help="出版日期，如 2021-04-14；报头上印着的不用写，写了以这里为准"
        )
        parser.add_argument("--dry-run", action="store_true", help="只读不存")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")

    def handle(self, *, files, date, dry_run, **options):
        if not files:
            raise CommandError("请写明要导入的文件。", returncode=2)
        with ExitStack() as stack:
            try:
                loaded = loading.load(files, stack)
                pages = loading.drafts(loaded, date)
                issues = [] if dry_run else loading.store(loaded, date)
            except loading.NotLoaded as refusal:
                sys.exit("\n".join(refusal.sentences))
            except DatabaseError as error:
                sys.exit(f"写入数据库时出错：{error}\n新的数据库请先运行 manage.py migrate。")
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(pages), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(pages))
            for issue in issues:
                self.stdout.write(
                    f"已存成草稿：{chinese_date(issue.issued_on)}这一期，请到编辑部核对。"
                )
            if dry_run:
                self.stdout.write("只是试读，没有存。")
