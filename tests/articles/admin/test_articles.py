"""Entering an article: what is stored clean, what comes back, what is refused and why."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Article, Page, Photo
from departments.models import Meeting
from liangcheng.files import pictures
from tests.admin_forms import admin_url, form_data, form_errors, save
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
    picture_bytes,
)

pytestmark = pytest.mark.django_db

# Article


def test_article_is_entered_as_printed(editor_client):
    page = make_page()
    first, second = make_department("云栖文化站"), make_department("云栖党建办")
    person, meeting = make_person("苏合"), make_meeting(held_on="")

    response = save(
        editor_client,
        f"{admin_url(Article, 'add')}?page={page.pk}",
        rows=[
            ("signoffs", {"department": second.pk, "position": "1"}),
            ("mentions", {"person": person.pk, "title": "站长", "is_confirmed": "on"}),
            ("photos", {"image": upload(picture_bytes(), "步道.jpg"), "alt_text": "一条步道"}),
        ],
        **{
            "kicker": "民生",
            "headline": "步道修好了",
            "subheadline": "居民出行方便",
            "bylines": "记者 苏合",
            "body": "<p>云栖街道修好了步道。</p>",
            "signoff": "云栖文化站",
            "tags": "便民，道路、 养老",
            "meetings": [meeting.pk],
            "signoffs-0-department": first.pk,
            "signoffs-0-position": "2",
        },
    )

    article = Article.objects.get()
    assert response.url == admin_url(Page, "change", page.pk)
    assert (article.page, article.position, article.dated_on) == (page, 1, page.issue.issued_on)
    assert (article.kicker, article.headline) == ("民生", "步道修好了")
    assert article.plain_text == "云栖街道修好了步道。"
    assert [str(department) for department in article.departments] == ["云栖党建办", "云栖文化站"]
    assert {tag.name for tag in article.tags.all()} == {"便民", "道路", "养老"}
    assert list(article.mentions.values_list("name", "title")) == [("苏合", "站长")]
    assert article.photos.get().alt_text == "一条步道"


def test_article_dates_the_meetings_it_reports_as_lately(editor_client):
    make_issue("2023-05-03")
    page = make_page(make_issue("2023-05-10"))
    meeting = make_meeting(held_on="", held_on_as_printed="近日")

    save(
        editor_client,
        f"{admin_url(Article, 'add')}?page={page.pk}",
        headline="会",
        meetings=meeting.pk,
    )

    meeting.refresh_from_db()
    assert meeting.held_on == "2023-05-03/2023-05-10"


def test_article_is_saved_though_its_meeting_cannot_be_dated(editor_client):
    page = make_page(make_issue("2023-05-10"))
    make_meeting("云栖环境会", held_on="/2023-05-10")
    meeting = make_meeting("云栖环境会", held_on="", held_on_as_printed="近日")

    address = f"{admin_url(Article, 'add')}?page={page.pk}"
    data = form_data(editor_client.get(address), headline="会", meetings=meeting.pk, _save="1")
    response = editor_client.post(address, data, follow=True)

    assert Article.objects.get().headline == "会"
    assert "请核对是不是同一个会" in response.content.decode()
    assert Meeting.objects.filter(held_on="").exists()


def test_article_without_a_page_goes_back_to_the_list(editor_client):
    response = save(editor_client, admin_url(Article, "add"), headline="步道修好了")

    assert response.url == admin_url(Article, "changelist")


def test_article_of_another_page_follows_on_the_same_page(editor_client):
    page = make_page()

    response = save(
        editor_client,
        f"{admin_url(Article, 'add')}?page={page.pk}",
        headline="步道修好了",
        **{"_save": "", "_addanother": "1"},
    )

    assert response.status_code == 302
    again = form_data(editor_client.get(response.url))
    assert again["page"] == [str(page.pk)]


def test_article_body_is_stored_clean(editor_client):
    body = (
        '<p onclick="alert(1)">一<script>alert(2)</script></p>'
        '<p><a href="javascript:alert(3)">二</a><img src="data:image/png;base64,AAAA"></p>'
        '<section style="color:red"><p class="MsoNormal">三</p></section>'
        '<p><a href="data:text/html,x">四</a><iframe src="//evil.example"></iframe></p>'
    )

    save(editor_client, admin_url(Article, "add"), headline="步道修好了", body=body)

    article = Article.objects.get()
    assert article.plain_text == "一\n二\n三\n四"
    for evil in ("script", "onclick", "javascript:", "data:", "style", "class", "iframe", "img"):
        assert evil not in article.body


def test_article_that_a_colleague_changed_meanwhile_is_not_overwritten(editor_client):
    article = make_article("步道修好了")
    address = admin_url(Article, "change", article.pk)
    mine = form_data(editor_client.get(address), headline="我写的", _save="1")
    Article.objects.get().save()  # a colleague saves

    refused = editor_client.post(address, mine)
    still_mine = form_data(refused, _save="1")
    editor_client.post(address, still_mine)

    assert "被别人改过" in "".join(form_errors(refused))
    assert still_mine["headline"] == "我写的"
    article.refresh_from_db()
    assert article.headline == "我写的"


def test_history_tells_of_the_body_only_where_it_was_changed(editor_client):
    make_article("步道修好了", body="<p>一早，</p>\n<p>步道修好了。</p>")
    address = admin_url(Article, "change", Article.objects.get().pk)

    # As the editor writes what it was given.
    save(editor_client, address, section="民生", body="<p>一早，</p><p>步道修好了。</p>")
    save(editor_client, address, body="<p>一早，</p><p>步道修好。</p>")

    entries = LogEntry.objects.order_by("pk")
    told = [entry.get_change_message() for entry in entries]
    assert [("栏目" in text, "正文" in text) for text in told] == [(True, False), (False, True)]


def test_form_without_a_body_is_no_error_page(editor_client):
    address = admin_url(Article, "change", make_article().pk)
    data = form_data(editor_client.get(address), _save="1")
    del data["body"]

    assert editor_client.post(address, data).status_code in {200, 302}


@pytest.mark.parametrize("year", ["0001", "0203", "9999"])
def test_correction_of_an_implausible_year_is_refused(editor_client, year):
    article = make_article(published=True)

    response = save(
        editor_client,
        admin_url(Article, "change", article.pk),
        rows=[("corrections", {"text": "步道应为三处。", "published_at": f"{year}-01-01T00:00"})],
    )

    assert f"年份写成了 {int(year)}" in form_errors(response)[0]
    assert not article.corrections.exists()


def test_long_tag_of_before_keeps_nobody_from_saving(editor_client):
    article = make_article()
    article.tags.add("长" * 70)

    save(editor_client, admin_url(Article, "change", article.pk), headline="修好了")

    article.refresh_from_db()
    assert article.headline == "修好了"


def test_article_with_an_error_comes_back_with_what_was_typed(editor_client):
    person = make_person()

    response = save(
        editor_client,
        admin_url(Article, "add"),
        headline="长" * 161,
        body="<p>写了很久的正文。</p>",
        tags="便民",
        rows=[
            ("mentions", {"person": person.pk, "title": "站长"}),
            ("mentions", {"person": "", "is_confirmed": "on"}),
        ],
    )

    data = form_data(response)
    assert len(form_errors(response)) == 1
    assert data["headline"] == "长" * 161
    assert data["body"] == "<p>写了很久的正文。</p>"
    assert (data["tags"], data["mentions-0-title"]) == ("便民", "站长")
    assert data["mentions-0-person"] == [str(person.pk)]


@pytest.mark.parametrize("tag", ["长" * 130, "ﬃ" * 40], ids=["130-characters", "letters-of-three"])
def test_tag_that_is_too_long_is_refused_and_what_was_typed_stays(editor_client, tag):
    response = save(
        editor_client, admin_url(Article, "add"), headline="步道修好了", tags=f"便民，{tag}"
    )

    (sentence,) = form_errors(response)
    assert sentence.startswith(f"标签“{tag[:12]}……”太长：最多 60 个字。")
    assert form_data(response)["tags"] == f"便民，{tag}"


def test_department_twice_under_an_article_is_refused(editor_client):
    article = make_article()
    department = article.departments[0]

    response = save(
        editor_client,
        admin_url(Article, "change", article.pk),
        rows=[("signoffs", {"department": department.pk})],
    )

    assert form_errors(response) == [
        "同一个单位写了两次，请删去一个。",
        "这一行和上面的重复了。",
    ]


# Photo


def upload(content, name):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def upload_photo(client, content, name="步道.jpg"):
    return save(
        client,
        admin_url(Article, "add"),
        headline="步道修好了",
        body="<p>正文还在。</p>",
        rows=[("photos", {"image": upload(content, name), "caption": "步道"})],
    )


def test_photo_of_forty_megabytes_is_refused(editor_client):
    response = upload_photo(editor_client, picture_bytes() + b"\0" * 40 * pictures.MEGABYTE)

    assert form_errors(response) == ["图片有 40.0 MB，超过 20 MB 的上限。请用看图软件缩小后再传。"]
    assert form_data(response)["body"] == "<p>正文还在。</p>"
    assert not Photo.objects.exists()


def test_text_file_named_jpg_is_refused(editor_client):
    response = upload_photo(editor_client, "这不是图片".encode())

    assert form_errors(response) == [
        "这个文件不是图片，或不是网页能显示的格式。请上传 JPEG、PNG 或 WebP 图片。"
    ]


def test_picture_that_was_chosen_and_not_stored_is_asked_for_again(editor_client):
    """A browser does not send it twice, and its row would seem to be empty."""
    address = admin_url(Article, "add")
    files = upload(picture_bytes(), "步道.jpg"), upload(b"no picture", "凉亭.jpg")
    failed = save(editor_client, address, rows=[("photos", {"image": file}) for file in files])
    content = failed.content.decode()
    assert '<input type="hidden" name="photos-0-image-chosen" value="1">' in content
    assert "没有存成；刚才选的图，请重新选一次。" in content

    again = save(
        editor_client,
        address,
        headline="步道修好了",
        rows=[("photos", {"image-chosen": "1"})],
    )

    assert form_errors(again) == ["请选择图片文件。刚才因为别处有错误没有存成的，要重新选一次。"]
    assert not Article.objects.exists()


def test_decompression_bomb_is_refused(editor_client, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 10_000)

    response = upload_photo(editor_client, picture_bytes(200, 200, "PNG"))

    assert form_errors(response) == ["图片的像素超过 1 万，打不开。请用看图软件缩小后再传。"]


def test_photo_shows_its_thumbnail_and_keeps_its_file(editor_client):
    photo = make_photo(make_article())
    address = admin_url(Article, "change", photo.article_id)
    name = photo.image.name

    opened = editor_client.get(address).content.decode()
    save(editor_client, address, **{"photos-0-caption": "新图说"})

    assert f'src="/media/{name.rpartition("/")[0]}/240.jpg"' in opened
    photo.refresh_from_db()
    assert (photo.caption, photo.image.name) == ("新图说", name)


def test_photos_are_reordered(editor_client):
    article = make_article()
    first, second = make_photo(article, position=1), make_photo(article, position=2)

    save(
        editor_client,
        admin_url(Article, "change", article.pk),
        **{"photos-0-position": "2", "photos-1-position": "1"},
    )

    assert list(article.photos.all()) == [second, first]


def test_correction_of_tomorrow_is_refused_beside_its_time(editor_client):
    article = make_article(published=True)
    tomorrow = timezone.localtime() + timedelta(days=1)
    row = {"text": "应为三处。", "published_at": f"{tomorrow:%Y-%m-%dT%H:%M}"}

    response = save(editor_client, admin_url(Article, "change", article.pk), [("corrections", row)])

    assert form_errors(response) == [
        "这个时间还没有到。更正一存，读者马上看得到，不能定时；请填现在或以前的时间。"
    ]
    assert not article.corrections.exists()
