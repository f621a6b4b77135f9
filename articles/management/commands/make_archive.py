"""`manage.py make_archive`: an invented archive for trials and benchmarks."""

import sys
import time
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from articles.archive.making import NotEmpty, make_archive
from liangcheng.progress import Progress

MOST = 2_000_000


def number_of_articles(text):
    """A number from 1 to `MOST`."""
    digits = text.replace(",", "").replace("_", "")
    if not digits.isdecimal() or not 1 <= int(digits) <= MOST:
        raise ArgumentTypeError(f"“{text}”不是篇数，请写 1 到 {MOST} 的整数，如 1000。")
    return int(digits)


def number_of_pictures(text):
    if not text.isdecimal() or int(text) > 1000:
        raise ArgumentTypeError(f"“{text}”不是张数，请写 0 到 1000 的整数。")
    return int(text)


class Command(BaseCommand):
    help = (
        "试用、测速：生成一份虚构的报纸存档（单位、人物、会议、各期稿件），写入数据库和搜索索引。"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--articles", type=number_of_articles, required=True, metavar="N", help="稿件篇数。"
        )
        parser.add_argument("--seed", type=int, default=1, help="同一个数生成同样的存档；默认 1。")
        parser.add_argument(
            "--pictures",
            type=number_of_pictures,
            default=0,
            metavar="N",
            help="画几张配图，供各篇共用；默认不配图。",
        )
        parser.add_argument(
            "--add", action="store_true", help="数据库里已有稿件也照样添加；已有的一概不动。"
        )

    def handle(self, *, articles, seed, pictures, add, **options):
        begun = time.monotonic()
        progress = Progress(self.stdout, "已写入", articles)
        try:
            made = make_archive(
                articles,
                seed=seed,
                add=add,
                pictures=pictures,
                progress=lambda done, of: progress.reach(done),
            )
        except NotEmpty as refusal:
            sys.exit(
                f"数据库里已有 {refusal.present:,} 篇稿件，没有写入任何内容。"
                "虚构的存档请写入空的数据库；确实要加在一起，请再加上 --add。"
            )
        except KeyboardInterrupt:
            sys.exit(
                "\n已中断。写入的各期是完整的，但搜索索引没有建完：请换一个空的数据库重新生成。"
            )
        except DatabaseError as error:
            sys.exit(f"写入数据库时出错：{error}\n新的数据库请先运行 manage.py migrate。")
        self.stdout.write(
            f"已生成虚构的稿件 {made['articles.Article']:,} 篇、报纸 {made['articles.Issue']:,} 期"
            f"（{made['articles.Page']:,} 版）、会议 {made['departments.Meeting']:,} 次，"
            f"搜索索引同时建好，用时 {duration(time.monotonic() - begun)}。"
        )


def duration(seconds):
    """`8 秒`, `13 分 5 秒`."""
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
