"""What Django says to staff: in the desk's words, from a catalogue of the desk."""

import ast
import gettext
import re
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article, Issue
from departments.models import Person
from tests.admin_forms import admin_url, form_data, save
from tests.factories import make_article, make_person

(LOCALE,) = settings.LOCALE_PATHS
CATALOGUE = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django"
HANZI = "[一-龥，。、：；“”]"


def read(path):
    """A .po file as {what is asked for: what is said}; a plural's key is that of its .mo."""
    said, where = {}, None
    for line in path.read_text().splitlines():
        if match := re.match(r"(msgid|msgid_plural|msgstr)(?:\[(\d)\])? ", line):
            if match[1] == "msgid":
                entry = {}
            where = match[1] + (match[2] or "")
            entry[where] = ""
            line = line.removeprefix(match[0])
        if line.startswith('"'):
            entry[where] += ast.literal_eval(line)
        elif not line and where:
            said |= _spoken(entry)
    return said | _spoken(entry)


def _spoken(entry):
    if "msgid_plural" in entry:
        return {(entry["msgid"], 0): entry["msgstr0"]}
    return {entry["msgid"]: entry["msgstr"]}


@pytest.fixture(scope="module")
def words():
    words = read(CATALOGUE.with_suffix(".po"))
    del words[""]  # the head
    return words


def spaces(text):
    return re.findall(r"%\(\w+\)[sd]|%[sd]|{\w*}", text)


# The catalogue


def test_compiled_catalogue_is_that_of_the_text(words):
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    del compiled[""]

    assert compiled == words, "msgfmt --output-file=django.mo django.po"


def test_every_sentence_is_one_of_djangos_with_its_spaces(words):
    asked = {}
    for app in ("conf", "contrib/admin", "contrib/auth"):
        folder = Path(django.__file__).parent / app / "locale" / "en" / "LC_MESSAGES"
        asked |= read(folder / "django.po")

    assert len(words) > 35
    assert set(words) <= set(asked)
    for sentence, said in words.items():
        english = sentence[0] if isinstance(sentence, tuple) else sentence
        assert set(spaces(said)) <= set(spaces(english)), said
        if "%d" in english:
            assert spaces(said) == ["%d"]


def test_every_sentence_is_polite_and_has_no_stray_blank(words):
    for said in words.values():
        assert "你" not in said
        assert not re.search(rf"{HANZI} {HANZI}", said), said
        # Blanks stand beside numbers only.
        assert not re.search(rf"{HANZI} (%\(\w*name\w*\)s|{{)|(name\)s|}}) {HANZI}", said), said


# The desk


def told(client, address, data):
    """The one sentence that stands above the page that comes after sending data."""
    text = client.post(address, data, follow=True).content.decode()
    (said,) = re.findall(r'<ul class="messagelist">.*?<li[^>]*>(.*?)</li>', text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", said)


@pytest.mark.parametrize(
    "button, added, saved",
    [
        ("_save", "已添加“乐知远”。", "已保存“乐知远”。"),
        (
            "_continue",
            "已添加“乐知远”。您可以在下面继续修改。",
            "已保存“乐知远”。您可以在下面继续修改。",
        ),
        (
            "_addanother",
            "已添加“乐知远”。您可以在下面接着添加。",
            "已保存“乐知远”。您可以在下面接着添加。",
        ),
    ],
)
def test_saving_is_told(editor_client, button, added, saved):
    address = admin_url(Person, "add")
    data = form_data(editor_client.get(address), name="乐知远", **{button: "1"})
    assert told(editor_client, address, data) == added

    address = admin_url(Person, "change", Person.objects.get().pk)
    data = form_data(editor_client.get(address), **{button: "1"})
    assert told(editor_client, address, data) == saved


def test_name_in_a_sentence_stays_text(editor_client):
    person = make_person("<b>乐知远</b>")
    address = admin_url(Person, "change", person.pk)

    response = editor_client.post(address, form_data(editor_client.get(address)), follow=True)

    assert "&lt;b&gt;乐知远&lt;/b&gt;</a>”。" in response.content.decode()


def test_deleting_is_told(editor_client):
    one, other = make_article("步道修好了"), make_article("食堂开张")
    chosen = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}

    deleted = told(editor_client, admin_url(Article, "delete", one.pk), {"post": "yes"})
    assert deleted == "已删除“步道修好了”。"
    address = admin_url(Article, "changelist")
    assert told(editor_client, address, chosen) == "已删除所选的 1 项。"


def test_list_says_what_is_missing(editor_client):
    article = make_article("步道修好了")
    address = admin_url(Article, "changelist")
    chosen = {"index": 0, "_selected_action": [article.pk]}

    said = told(editor_client, address, {"index": 0, "action": "delete_selected"})
    assert said == "什么都没有改：请先勾选要处理的，再按“执行”。"
    said = told(editor_client, address, chosen | {"action": ""})
    assert said == "什么都没有改：请先选择要做什么，再按“执行”。"
    text = editor_client.get(address).content.decode()
    assert "选中了 1 个中的 0 个" in text
    assert 'aria-label="选中“步道修好了”"' in text
    assert "删除所选的稿件" in text


def test_wrong_old_password_is_told(editor_client):
    data = {"old_password": "错", "new_password1": "新的步道", "new_password2": "新的步道"}

    text = editor_client.post(reverse("admin:password_change"), data).content.decode()

    assert "旧密码不对，请再输一次。" in text
    assert "你" not in text


def test_history_is_written_without_blanks(admin_client, editor):
    role = editor.groups.get()
    save(admin_client, admin_url(Group, "change", role.pk), name="记者", permissions=[])

    text = admin_client.get(admin_url(Group, "history", role.pk)).content.decode()

    assert "已修改名称和权限。" in text


def test_incomplete_form_and_a_name_too_long_are_told(editor_client):
    address = admin_url(Issue, "add")

    text = editor_client.post(address, {"issue_date": "2023-05-10", "pages-TOTAL_FORMS": "?"})

    assert "这张表没有完整地送到，没有保存。" in text.content.decode()
    text = save(editor_client, admin_url(Person, "add"), name="乐" * 300).content.decode()
    assert re.search(r"最多 \d+ 个字，现在有 300 个。", text)
