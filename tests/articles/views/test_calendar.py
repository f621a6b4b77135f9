"""Issues by date: all, a year, a month, this day in other years."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_issue, make_page, picture_file
from tests.keeping import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def may_tenth():
    """A published issue of two pages with a story on the first."""
    issue = make_issue(date(2023, 5, 10), published=True)
    first = make_page(issue, "01", section_label="要闻")
    make_page(issue, "02", section_label="全景")
    make_article("云栖街道开放三处口袋公园", page=first, published=True)
    return issue


def main(response):
    """What stands between the masthead and the footer."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_list_names_the_years_and_the_newest_issues(client, may_tenth):
    make_issue(date(2021, 12, 1), published=True)

    response = client.get("/issues/")

    assert response.context["years"] == [2023, 2021]
    assert [issue.key for issue in response.context["issue_list"]] == ["2023-05-10", "2021-12-01"]
    assert 'href="/issues/2023/05/">2023年5月</a>' in main(response)


def test_list_without_issues_says_so(client):
    assert "还没有出版过一期" in main(client.get("/issues/"))


def test_issue_shows_its_cover_set_from_headlines(client, may_tenth):
    text = main(client.get("/issues/2023/05/"))

    assert '<span class="cover-story">云栖街道开放三处口袋公园</span>' in text
    assert "共2版" in text


def test_issue_with_a_page_image_shows_it_as_its_cover(client, may_tenth):
    page = may_tenth.pages.first()
    page.image = picture_file()
    page.save()

    text = main(client.get("/issues/2023/05/"))

    assert 'alt="第01版 要闻"' in text
    assert "cover-sheet" not in text


def test_today_in_other_years_stands_on_the_list(client, may_tenth):
    today = timezone.localdate()
    assert "那年今日" not in main(client.get("/issues/"))
    make_issue(today.replace(year=today.year - 2, day=min(today.day, 28)), published=True)

    text = main(client.get("/issues/"))

    assert f'data-day="{today:%m-%d}"' in text
    assert f"<b>{today.year - 2}年</b>" in text


def test_year_links_the_days_that_have_issues(client, may_tenth):
    text = main(client.get("/issues/2023/"))

    assert '<td data-day="2023-05-10">' in text
    assert 'href="/issues/2023-05-10/" class="is-latest"' in text
    assert 'href="/issues/2023/05/">5月</a>' in text
    assert text.count("没有出报") == 11


def test_large_calendar_says_in_words_what_a_day_holds(client, may_tenth):
    make_issue(date(2023, 5, 10), edition=2, published=True)
    make_issue(date(2023, 5, 17), published=True)

    text = main(client.get("/issues/2023/05/"))

    words = [text.index(word) for word in (">看报<", "第2次", ">最新<")]
    assert words == sorted(words)


def test_only_the_latest_issue_is_called_so(client, may_tenth):
    make_issue(date(2024, 5, 15), published=True)

    for path in ("/issues/2023/", "/issues/2023/05/"):
        text = main(client.get(path))
        assert "最新" not in text
        assert "is-latest" not in text


def test_year_and_month_lead_to_the_nearest_with_issues(client, may_tenth):
    make_issue(date(2019, 3, 6), published=True)
    make_issue(date(2023, 8, 2), published=True)

    year = client.get("/issues/2023/").context
    month = client.get("/issues/2023/05/").context

    assert (year["previous"].issued_on.year, year["next"]) == (2019, None)
    assert (month["previous"].issued_on, month["next"].issued_on) == (
        date(2019, 3, 6),
        date(2023, 8, 2),
    )


@pytest.mark.parametrize(
    "asked, target",
    [
        ("?year=2023&month=5", "/issues/2023/05/"),
        ("?year=2023&month=", "/issues/2023/"),
        ("?year=2023", "/issues/2023/"),
        ("?year=2023&month=6", "/issues/2023/?month=6"),
    ],
)
def test_jump_form_leads_to_a_month_that_has_issues(client, may_tenth, asked, target):
    response = client.get(f"/issues/{asked}")

    assert (response.status_code, response.headers["Location"]) == (302, target)


def test_month_of_a_year_that_was_asked_for_and_has_issues_is_led_to(client, may_tenth):
    response = client.get("/issues/2023/?month=5")

    assert (response.status_code, response.headers["Location"]) == (302, "/issues/2023/05/")


def test_month_that_was_asked_for_in_vain_is_named(client, may_tenth):
    assert "2023年6月没有出报。下面是2023年全年的日历。" in main(
        client.get("/issues/2023/?month=6")
    )


@pytest.mark.parametrize(
    "path",
    [
        "/issues/?year=x", "/issues/?year=99999", "/issues/?year=0", "/issues/?year=2023&month=13",
        "/issues/?year=２０２３", "/issues/2023/?month=x", "/issues/on-this-day/?day=02-30",
        "/issues/on-this-day/?day=x", "/issues/on-this-day/?day=13-01",
        "/issues/on-this-day/?month=4&date=", "/issues/on-this-day/?month=4&date=32",
        "/issues/on-this-day/?month=13&date=1", "/issues/on-this-day/?day=04-14%00",
    ],
)  # fmt: skip
def test_dates_that_are_none_are_not_found(client, may_tenth, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_this_day_shows_each_year_that_has_anything(client, may_tenth):
    make_issue(date(2021, 5, 12), published=True)

    text = main(client.get("/issues/on-this-day/?day=05-10"))

    places = [text.index(word) for word in (
        "2023年</h2>", "云栖街道开放三处口袋公园", "2021年</h2>", "最近的一期是", "2021年5月12日",
    )]  # fmt: skip
    assert places == sorted(places)


def test_this_day_can_be_asked_for_with_the_form(client, may_tenth):
    response = client.get("/issues/on-this-day/?month=5&date=10")

    assert [one.year for one in response.context["anniversaries"]] == [2023]


@pytest.mark.parametrize(
    "asked, day, notice",
    [
        ("month=2&date=30", "02-29", "2月没有30日。下面是2月29日的。"),
        ("month=11&date=31", "11-30", "11月没有31日。下面是11月30日的。"),
    ],
)
def test_day_that_the_form_offers_and_no_year_has_is_the_last_of_its_month(
    client, asked, day, notice
):
    response = client.get(f"/issues/on-this-day/?{asked}")

    assert response.context["key"] == day
    assert notice in main(response)
    assert f'<option value="{int(day[3:])}" selected>' in main(response)


def test_day_without_anything_says_so(client, may_tenth):
    assert "历年的11月1日前后都没有出过报。" in main(client.get("/issues/on-this-day/?day=11-01"))


def test_this_day_without_a_day_leads_to_todays_and_is_kept_nowhere(client):
    response = client.get("/issues/on-this-day/")

    today = timezone.localdate()
    assert response.headers["Location"] == f"/issues/on-this-day/?day={today:%m-%d}"
    assert "no-store" in response["Cache-Control"]


def test_scheduled_issue_is_no_day_yet(client, may_tenth):
    make_issue(date(2023, 5, 17), published=timezone.now() + timedelta(days=1))

    assert "2023-05-17/" not in main(client.get("/issues/2023/05/"))
