from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Article, Correction, Issue, Mention, Page, Publication, Signoff
from tests.constraints import assert_refused
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 5, 10)


# The paper


def test_publication_is_only_one():
    Publication.objects.create(name="云栖")
    Publication(name="栖云").save()

    assert [str(paper) for paper in Publication.objects.all()] == ["《栖云》"]


def test_second_publication_is_refused():
    with pytest.raises(ValidationError, match="只有一份报纸"):
        Publication(pk=2, name="云栖").full_clean()
    with pytest.raises(IntegrityError, match="publication_only_one"):
        Publication.objects.bulk_create([Publication(pk=2, name="云栖")])


def test_publication_that_nobody_entered_has_a_name_all_the_same():
    assert Publication.objects.current().name == "社区报"
    assert not Publication.objects.exists()


def test_contact_is_a_line_each():
    assert Publication(contact=" 云栖路1号 \n\n电话见报头\n").contact_lines() == [
        "云栖路1号",
        "电话见报头",
    ]


# Issues


def test_second_issue_of_a_day_is_refused_and_told_what_to_do():
    make_issue(DAY)

    assert_refused(Issue(issued_on=DAY), "2023年5月10日的这一期已经有了.*“当日第几次”改为 2")


def test_issue_twice_that_escapes_the_form_is_refused_by_its_constraint():
    make_issue(DAY)

    with pytest.raises(ValidationError, match="这一天的这一期已经有了"):
        Issue(issued_on=DAY).validate_constraints()


def test_extra_edition_of_a_day_is_accepted():
    make_issue(DAY)
    extra = make_issue(DAY, edition=2)

    extra.full_clean()
    assert str(extra) == "2023年5月10日（当日第2次）"
    assert (make_issue(date(2023, 5, 3)).key, extra.key) == ("2023-05-03", "2023-05-10-2")


@pytest.mark.parametrize("edition", [0, 100, 356])
def test_edition_has_an_address(edition):
    assert_refused(Issue(issued_on=DAY, edition=edition), "“当日第几次”是 1 到 99")


@pytest.mark.parametrize("day", [date(202, 4, 14), date(1799, 12, 31), date(2200, 1, 1)])
def test_issue_is_of_a_plausible_day(day):
    assert_refused(Issue(issued_on=day), f"年份写成了 {day.year}，应在 1800 到 2199 之间")


def test_lately_reaches_back_to_the_previous_issue():
    first, second = make_issue(date(2023, 5, 3)), make_issue(DAY)

    assert first.lately() == "/2023-05-03"
    assert second.lately() == "2023-05-03/2023-05-10"


def test_issue_moved_to_another_day_takes_its_articles_along():
    issue = make_issue(DAY)
    article = make_article(page=make_page(issue))
    assert article.dated_on == DAY

    issue.issued_on = date(2023, 5, 11)
    issue.save()

    article.refresh_from_db()
    assert article.dated_on == issue.issued_on


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moved", ["issue", "page"])
def test_article_keeps_its_date_where_its_issue_or_page_could_not_be_moved(moved):
    article = make_article(page=make_page(issue=make_issue(DAY)))
    other = make_page(issue=make_issue(DAY + timedelta(days=7)))
    row = article.page.issue if moved == "issue" else article.page
    if moved == "issue":
        row.issued_on = other.issue.issued_on
    else:
        row.issue, row.number = other.issue, other.number

    with pytest.raises(IntegrityError):
        row.save()

    article.refresh_from_db()
    assert article.dated_on == DAY


def test_issue_with_articles_is_not_deleted():
    issue = make_issue()
    make_article(page=make_page(issue))

    with pytest.raises(ProtectedError):
        issue.delete()


def test_issue_reminds_of_what_its_articles_lack():
    page = make_page(make_issue(DAY), "02", section_label="全景")
    make_photo(make_article("步道", page=page), alt_text="")
    make_article("花园", page=page, body="")

    assert page.issue.reminders() == [
        "2023年5月10日 第02版 全景《步道》：1 张图片没有替代文字，看不见图的读者无从知道。",
        "2023年5月10日 第02版 全景《花园》：既没有正文，也没有图片。",
    ]


def test_issue_of_a_day_to_come_reminds_that_readers_would_see_it_at_once():
    today = timezone.localdate()
    coming, due = make_issue(today + timedelta(days=3)), make_issue(today)

    (reminder,) = coming.reminders()
    assert "还没有到：现在发布，读者马上看得到" in reminder
    assert due.reminders() == []
    Issue.objects.filter(pk=coming.pk).update(
        status="published", published_at=timezone.now() + timedelta(days=3)
    )
    coming.refresh_from_db()
    assert coming.reminders() == []


# Pages


def test_page_number_twice_in_an_issue_is_refused():
    page = make_page(make_issue(DAY), "02")

    assert_refused(Page(issue=page.issue, number="02"), "2023年5月10日已经有第02版了")
    with pytest.raises(ValidationError, match="这一期已经有这个版次了"):
        Page(issue=page.issue, number="02").validate_constraints()


@pytest.mark.parametrize("number", ["0 2", "2/3", "二", "A-3", ""])
def test_page_number_that_fits_no_address_is_refused(number):
    page = Page(issue=make_issue(), number=number)

    with pytest.raises(ValidationError):
        page.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        page.save()


def test_page_number_says_what_it_may_be():
    with pytest.raises(ValidationError, match="版次只能用数字和字母，如 02、A3"):
        Page(issue=make_issue(), number="二").full_clean()


def test_page_comes_after_those_before_it():
    issue = make_issue()

    pages = [make_page(issue, number) for number in ("A1", "02", "B3")]

    assert [page.sequence for page in pages] == [1, 2, 3]
    assert list(issue.pages.all()) == pages


@pytest.mark.parametrize("section,label", [("全景", "第02版 全景"), ("", "第02版")])
def test_page_is_named_as_a_reader_says_it(section, label):
    assert Page(number="02", section_label=section).label == label


def test_page_moved_to_another_issue_takes_its_articles_along():
    page = make_page(make_issue(DAY))
    article = make_article(page=page)

    page.issue = make_issue(date(2023, 5, 17))
    page.save()

    article.refresh_from_db()
    assert article.dated_on == date(2023, 5, 17)


# Articles


def test_body_is_cleaned_whoever_stores_it():
    article = make_article(body="<div onclick='x()'>步道<script>x()</script><br>修好了</div>")

    article.refresh_from_db()
    assert article.body == "<p>步道</p>\n<p>修好了</p>"
    assert article.plain_text == "步道\n修好了"


def test_article_comes_last_on_its_page():
    page = make_page()

    assert [make_article(page=page).position for _ in range(3)] == [1, 2, 3]


def test_article_keeps_a_given_position():
    assert make_article(page=make_page(), position=7).position == 7


def test_article_taken_off_its_page_loses_the_issues_date():
    article = make_article(page=make_page())

    article.page = None
    article.save()

    assert article.dated_on is None
    assert article.issue is None


def test_joint_signoff_keeps_its_order():
    first, second = make_department("云栖办"), make_department("安栖办")
    article = make_article(department=False)
    for position, department in enumerate([second, first]):
        Signoff.objects.create(article=article, department=department, position=position)

    assert article.departments == [second, first]
    assert article.displayed_signoff == "安栖办、云栖办"


def test_signoff_is_shown_as_printed():
    assert make_article(signoff="街道云栖办").displayed_signoff == "街道云栖办"


def test_department_twice_under_an_article_is_refused():
    department = make_department()

    assert_refused(
        Signoff(article=make_article(department=department), department=department),
        "同一个单位写了两次",
    )


def test_person_twice_in_an_article_is_refused():
    person = make_person()

    assert_refused(Mention(article=make_article(person=person), person=person), "已经记过了")


def test_department_that_signed_is_not_deleted():
    department = make_department()
    make_article(department=department)

    with pytest.raises(ProtectedError):
        department.delete()


def test_article_without_headline_is_named_all_the_same():
    article = make_article("", body="")

    assert str(article) == "（无标题）"
    assert article.place == "第?篇（无标题）"


def test_place_is_where_an_editor_finds_it():
    page = make_page(make_issue(DAY), "02", section_label="全景")

    assert make_article("步道", page=page).place == "2023年5月10日 第02版 全景《步道》"
    assert make_article("花园").place == "《花园》"
    assert make_article("", page=page, body="<p>云栖。</p>").place == (
        "2023年5月10日 第02版 全景 第2篇（无标题，开头是“云栖。”）"
    )


def test_opening_is_whole_paragraphs_of_about_a_column():
    article = Article(plain_text="\n".join(["步道修好了。" * 20] * 6))

    opening = article.opening

    assert opening[0] == "步道修好了。" * 20
    assert 340 < sum(map(len, opening)) <= 422


def test_opening_of_nothing_is_nothing():
    assert Article(plain_text="").opening == []


def test_lead_photo_is_the_first():
    article = make_article()
    make_photo(article, position=2)
    first = make_photo(article, position=1)

    assert article.lead_photo == first
    assert make_article().lead_photo is None


# 近日


def test_meeting_reported_as_lately_is_dated_by_the_issue():
    make_issue(date(2023, 5, 3))
    article = make_article(page=make_page(make_issue(DAY)))
    vague = make_meeting(held_on="", held_on_as_printed="日前")
    exact = make_meeting(held_on="2023-05-08", held_on_as_printed="5月8日")
    unknown = make_meeting(held_on="", held_on_as_printed="去年")
    article.meetings.add(vague, exact, unknown)

    article.date_meetings()

    for meeting in (vague, exact, unknown):
        meeting.refresh_from_db()
    assert vague.held_on == "2023-05-03/2023-05-10"
    assert vague.latest_on == DAY
    assert exact.held_on == "2023-05-08"
    assert unknown.held_on == ""


def test_manuscript_dates_no_meeting():
    article = make_article()
    meeting = make_meeting(held_on="", held_on_as_printed="近日")
    article.meetings.add(meeting)

    article.date_meetings()

    meeting.refresh_from_db()
    assert meeting.held_on == ""


# Tags and corrections


def test_tags_are_one_whatever_their_case():
    one, other = make_article(), make_article()
    one.tags.add("App")
    other.tags.add("app", "步道")

    assert set(one.tags.names()) == {"App"}
    assert set(other.tags.names()) == {"App", "步道"}


def test_tag_of_chinese_characters_has_an_address():
    article = make_article()
    article.tags.add("文明创建", "文明 创建")

    slugs = {tag.slug for tag in article.tags.all()}
    assert len(slugs) == 2
    assert "文明创建" in slugs


def test_newest_correction_comes_first():
    article, now = make_article(), timezone.now()
    old = article.corrections.create(text="应为“步道”。", published_at=now - timedelta(days=1))
    new = article.corrections.create(text="应为三处。", published_at=now)

    assert list(article.corrections.all()) == [new, old]
    assert str(old) == "应为“步道”。"


def test_correction_is_of_no_time_to_come():
    correction = Correction(article=make_article(), text="应为三处。")

    for minutes in (-1, 0, 4):
        correction.published_at = timezone.now() + timedelta(minutes=minutes)
        correction.full_clean()

    correction.published_at = timezone.now() + timedelta(minutes=10)
    with pytest.raises(ValidationError, match="这个时间还没有到。更正一存，读者马上看得到"):
        correction.full_clean()
