"""A page of a published issue with a bit of everything, for the tests of the API."""

from types import SimpleNamespace

from articles.models import Signoff
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
    picture_file,
)

ZONES = [[[40, 120], [480, 120], [480, 400], [40, 400]], [[500, 120], [900, 120], [900, 300]]]


def fill(day):
    """One issue of a day: page 01 with an image, page 02 without; all of it public."""
    street = make_department("云栖街道", slug="yunqi-jiedao", classification="subdistrict")
    office = make_department("云栖办", slug="yunqi", parent=street)
    office.other_names.create(name="云栖管理办")
    person = make_person("苏合", sort_name="su he")
    person.other_names.create(name="合生")
    person.appointments.create(department=office, title="主任", attested_on=day)
    meeting = make_meeting("云栖环境专题会议", held_on=f"{day}", location="云栖街道")
    meeting.organisers.add(street)
    meeting.attendances.create(person=person, role="chair", title_as_printed="主任")
    meeting.attendances.create(as_printed="各居民区代表", role="attend")
    issue = make_issue(day, published=True, number=12)
    front = make_page(issue, "01", image=picture_file(), responsible_editor="林一")
    back = make_page(issue, "02", section_label="生活")
    article = make_article(
        "口袋公园开放",
        page=front,
        department=office,
        person=person,
        published=True,
        kicker="民生",
        body="<p>云栖街道的<strong>口袋公园</strong>开放了。</p><p>居民说好。</p>",
        regions=ZONES,
    )
    Signoff.objects.create(article=article, department=street, position=2)
    article.tags.add("公园")
    article.meetings.add(meeting)
    article.corrections.create(text="“开放”应为“试开放”。")
    photo = make_photo(article, credit="沈二")
    other = make_article("便民步道整修完工", page=back, department=office, published=True)
    return SimpleNamespace(**locals())
