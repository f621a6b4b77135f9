"""A desk of its own process: edits at random what other desks edit too. Run by test_processes.py.

    python -m tests.articles.search.worker NUMBER SECONDS

Says that it is ready, waits for a line, works, and prints one JSON object: how often each thing
was `done`, how often it came `too_late` for what others had done, and what `failed`, each with its
error.
"""

import json
import os
import sys
import time
import traceback
from collections import Counter
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import IntegrityError  # noqa: E402

from articles.changes import gathered  # noqa: E402
from articles.models import Article, Issue, Page  # noqa: E402
from articles.publishing import NotReady  # noqa: E402
from articles.search.words import words_of  # noqa: E402
from departments.models import Department, Meeting  # noqa: E402

WORDS = "社区 公园 居民 步道 会议 党建 文明 凉亭 早市 图书 讲座 义诊".split()  # noqa: SIM905


class Desk:
    """One process's random choices; each public method is something a clerk does."""

    def __init__(self, number):
        self.number = number
        self.random = Random(number)  # noqa: S311 -- no secret
        self.labels = iter(range(10_000))

    def any(self, model):
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        return model.objects.get(pk=self.random.choice(keys))

    def words(self, number):
        return "".join(self.random.choices(WORDS, k=number))

    def edit(self):
        article = self.any(Article)
        article.headline = self.words(3)
        article.body = f"<p>{self.words(9)}</p>"
        article.save()

    def edit_as_a_form_does(self):
        article = self.any(Article)
        with gathered():
            article.headline = self.words(2)
            article.save()
            article.signoffs.get_or_create(department=self.any(Department))
            article.tags.set(self.random.sample(WORDS, 2))

    def edit_two_at_once(self):
        articles = {article.pk: article for article in (self.any(Article), self.any(Article))}
        with gathered():
            for _, article in sorted(articles.items()):
                article.headline = self.words(2)
                article.save()

    def publish(self):
        self.any(Article).publish()

    def withdraw(self):
        self.any(Article).withdraw()

    def publish_some(self):
        keys = Article.objects.order_by("?").values_list("pk", flat=True)[:3]
        Article.objects.filter(pk__in=list(keys)).publish()

    def publish_issue(self):
        self.any(Issue).publish()

    def withdraw_issue(self):
        self.any(Issue).withdraw()

    def tag(self):
        self.any(Article).tags.add(self.random.choice(WORDS))

    def untag(self):
        self.any(Article).tags.remove(self.random.choice(WORDS))

    def sign(self):
        self.any(Article).signoffs.get_or_create(department=self.any(Department))

    def renumber(self):
        page = self.any(Page)
        page.number = f"{'ABCDEFGH'[self.number]}{next(self.labels)}"
        page.sequence = self.random.randint(1, 9)
        page.save()

    def move(self):
        article = self.any(Article)
        article.page = self.any(Page)
        article.position = 0
        article.save()

    def link(self):
        self.any(Article).meetings.add(self.any(Meeting))

    def reclassify(self):
        meeting = self.any(Meeting)
        meeting.classification = self.random.choice(Meeting.Classification.values)
        with gathered():
            meeting.save()

    def renumber_in_a_form(self):
        with gathered():
            self.renumber()

    def write(self):
        with gathered():  # or another desk could sign it first, for the same department
            article = Article.objects.create(headline=self.words(2), page=self.any(Page))
            article.signoffs.create(department=self.any(Department))

    def delete(self):
        if Article.objects.count() > 12:
            self.any(Article).delete()


ACTS = [name for name, act in vars(Desk).items() if callable(act) and act.__code__.co_argcount == 1]


def work(number, seconds):
    desk, done, too_late, failed = Desk(number), Counter(), Counter(), []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name = desk.random.choice(ACTS)
        try:
            getattr(desk, name)()
        except (NotReady, Article.DoesNotExist):
            too_late[name] += 1
        except IntegrityError as error:
            # Of an article that is gone; or it was signed while it was being deleted.
            if "foreign key" not in str(error).lower():
                failed.append(f"{name}: {traceback.format_exc()}")
            too_late[name] += 1
        except Exception:
            failed.append(f"{name}: {traceback.format_exc()}")
        else:
            done[name] += 1
    return {"done": done, "too_late": too_late, "failed": failed}


if __name__ == "__main__":
    words_of("社区")  # loads the dictionary
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    print(json.dumps(work(int(sys.argv[1]), float(sys.argv[2]))))  # noqa: T201
