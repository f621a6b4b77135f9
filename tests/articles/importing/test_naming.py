"""Whom an accepted import names: people who are known already, and new ones told apart."""

import pytest

from articles.importing import naming
from articles.importing.drafts import PersonDraft, StoryDraft
from departments.models import Person
from tests.factories import make_article, make_issue, make_page, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "is_apart, labels",
    [(False, ["", "区绿化局"]), (True, ["", "区绿化局", "区绿化局局长", "第4位"])],
)
def test_new_person_is_told_apart_from_all_namesakes(is_apart, labels):
    make_person("苏合")
    make_person("苏合", disambiguation="区绿化局")
    issue = make_issue()
    page = make_page(issue)
    person = PersonDraft(name="苏合", organisation="区绿化局", title="局长", is_apart=is_apart)
    story = StoryDraft(story=0, people=[person])

    for _ in range(2):
        naming.name(issue, [(make_article(page=page), story)], is_confirmed=True)

    assert list(Person.objects.order_by("pk").values_list("disambiguation", flat=True)) == labels


def test_name_is_kept_as_printed_where_the_person_has_none_of_its_blanks():
    page = make_page(make_issue())
    article = make_article(page=page)
    story = StoryDraft(story=0, people=[PersonDraft(name="王　芳")])

    naming.name(page.issue, [(article, story)], is_confirmed=True)

    mention = article.mentions.get()
    assert (mention.name, mention.person.name) == ("王　芳", "王芳")


def test_name_with_the_blanks_of_its_setting_is_no_other_person_s():
    known = make_person("王芳", disambiguation="平安办")
    blank = PersonDraft(name="王　芳", organisation="平安办")
    new = [PersonDraft(name=name) for name in ("苏合", "苏　合")]

    people = naming._people([StoryDraft(story=0, people=[blank, *new])])

    assert people[naming.who(blank)] == known
    assert people[naming.who(new[0])] == people[naming.who(new[1])]


@pytest.mark.parametrize("order", [1, -1])
def test_who_is_said_to_be_none_of_the_known_is_another_than_who_is_not_recognised(order):
    known = make_person("王芳", disambiguation="平安办")
    said = PersonDraft(name="王芳", organisation="平安办", is_apart=True)
    unsaid = PersonDraft(name="王芳", organisation="平安办")
    stories = [StoryDraft(story=0, people=[said]), StoryDraft(story=1, people=[unsaid])][::order]

    people = naming._people(stories)

    assert people[naming.who(unsaid)] == known
    assert people[naming.who(said)] != known
