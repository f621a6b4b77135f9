"""`manage.py search`: what readers would find, and the upkeep of the index."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from articles.search import upkeep
from articles.search.query import parse
from articles.search.results import results
from articles.search.searching import NEWEST, RELEVANCE, Search
from liangcheng.chinese.dates import chinese_date
from liangcheng.progress import Progress


class Command(BaseCommand):
    help = "搜索已发表的稿件；--verify 检查索引，--rebuild 重建索引。"

    def add_arguments(self, parser):
        parser.add_argument("query", nargs="*", help="要找的词，写法同网页上的搜索框")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")
        parser.add_argument("--limit", type=int, default=20, help="最多列出多少篇（1 到 1000）")
        parser.add_argument(
            "--order", choices=[NEWEST, RELEVANCE], default=NEWEST, help="按日期或按相关排列"
        )
        parser.add_argument("--verify", action="store_true", help="检查索引与稿件是否一致")
        parser.add_argument("--rebuild", action="store_true", help="重建索引，网站照常运行")

    def handle(self, *, query, verify, rebuild, limit, **options):
        if not (query or verify or rebuild):
            raise CommandError("请写明要找什么，或用 --verify、--rebuild。", returncode=2)
        if not 1 <= limit <= 1000:
            raise CommandError(f"--limit 要在 1 到 1000 之间，不能是 {limit}。", returncode=2)
        if rebuild:
            self._rebuild()
        if verify:
            self._verify()
        if query:
            self._search(" ".join(query), limit, **options)

    def _rebuild(self):
        total = Article.objects.count()
        upkeep.rebuild(Progress(self.stderr, "已重建", total).advance)
        self.stdout.write(f"索引已重建，共 {total:,} 篇。")

    def _verify(self):
        total = Article.objects.count()
        problems = upkeep.problems(Progress(self.stderr, "已检查", total).advance)
        if problems:
            for problem in problems:
                self.stderr.write(problem)
            self.stderr.write("索引与稿件不一致，请运行 manage.py search --rebuild。")
            sys.exit(1)
        self.stdout.write(f"索引与稿件一致，共 {total:,} 篇。")

    def _search(self, query, limit, *, order, **options):
        question = parse(query)
        search = Search(question)
        found = search.overview(limit) if order == NEWEST else search.by_relevance(limit)
        articles = results(found, question)
        if options["format"] == "json":
            self.stdout.write(self._as_json(question, found, articles))
        else:
            self._as_text(question, found, articles)

    def _as_text(self, question, found, articles):
        for notice in question.notices:
            self.stderr.write(notice)
        for article in articles:
            self.stdout.write(f"{_when(article)}  {article.headline}  {article.get_absolute_url()}")
        self.stdout.write(f"找到 {found.count} 篇。")

    def _as_json(self, question, found, articles):
        data = {
            "query": question.text,
            "notices": list(question.notices),
            "count": found.count.number,
            "count_is_exact": found.count.is_exact,
            "articles": [
                {
                    "id": article.pk,
                    "headline": article.headline,
                    "date": article.dated_on and article.dated_on.isoformat(),
                    "page": article.page and article.page.number,
                    "departments": [str(department) for department in article.departments],
                    "url": article.get_absolute_url(),
                    "excerpt": "".join(piece for piece, _ in article.best),
                }
                for article in articles
            ],
        }
        return json.dumps(data, ensure_ascii=False, indent=2)


def _when(article):
    page = f" 第{article.page.number}版" if article.page else ""
    return f"{chinese_date(article.dated_on)}{page}"
