"""What is copied in is what was made at first."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet

from articles import generation
from articles.models import Article, Issue
from liangcheng.edition import load_real_edition
from tests import keeping
from tests.articles.search.yardstick import assert_index_agrees, found
from tests.factories import make_article, make_department, make_person, make_photo


@pytest.fixture
def loads():
    """How often it was really loaded, in a list."""
    return []


@pytest.fixture
def load(loads):
    def noted():
        loads.append(1)
        load_real_edition()

    return keeping.kept(noted)


@pytest.fixture
def kept(db, load):
    """To load is to copy from now on, and nothing is there."""
    with transaction.atomic():
        load()
        transaction.set_rollback(True)
    return load


def everything():
    return {
        model._meta.label: list(QuerySet(model).order_by("pk").values())
        for model in keeping._models()
    }


def test_copied_rows_are_those_that_were_loaded(db, load, loads):
    with transaction.atomic():
        load()
        loaded = everything()
        transaction.set_rollback(True)

    load()

    assert loads == [1]
    assert everything() == loaded
    assert_index_agrees()
    assert len(found("洗车点位")) == 1


def test_files_and_objects_come_too(db, media_root):
    make = keeping.kept(lambda: make_photo(make_article("步道")))
    with transaction.atomic():
        first = make()
        first.article.headline = "changed by a test"
        transaction.set_rollback(True)
    file = Path(first.image.path)
    content = file.read_bytes()
    file.unlink()

    second = make()

    assert second == first
    assert file.read_bytes() == content
    assert second.article.headline == Article.objects.get().headline == "步道"


def test_it_goes_on_from_copied_rows(kept):
    kept()

    make_article("步道", department=make_department(), person=make_person()).tags.add("新的")

    assert Article.objects.count() == 6
    assert_index_agrees()


def test_what_a_test_changed_is_not_in_the_next_copy(kept):
    with transaction.atomic():
        kept()
        Issue.objects.update(number=99)
        Article.objects.first().delete()
        transaction.set_rollback(True)

    kept()

    assert Issue.objects.get().number != 99
    assert Article.objects.count() == 5


def test_each_copy_is_a_generation_of_its_own(kept):
    marks = {generation.current().mark}
    for _ in range(2):
        with transaction.atomic():
            kept()
            marks.add(generation.current().mark)
            transaction.set_rollback(True)

    assert len(marks) == 3


def test_beside_something_else_it_is_loaded(kept, loads):
    make_article()

    kept()

    assert loads == [1, 1]
    assert Article.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_after_a_flush_it_is_loaded(kept, loads):
    call_command("flush", interactive=False, verbosity=0)

    kept()

    assert loads == [1, 1]
    assert Group.objects.get().permissions.filter(codename="change_article").exists()
