"""An import becomes a draft issue (采用): all its pages in one transaction, or nothing.

What a person took of the suggestions is entered, and confirmed. Where nobody looked (the command),
what the archive knows is entered: departments that sign, people by name and organisation, these as
not yet confirmed; new people and meetings are for a person to propose.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from articles import generation
from articles.changes import gathered
from articles.importing import differing, entering
from articles.importing.decisions import corrected, decided
from articles.importing.drafts import PageDraft
from articles.importing.issue_numbers import LARGEST
from articles.importing.reviewing import days_of, drafts_of, review_of
from articles.models import Import, ImportedFile, ImportedPage, Issue, Page
from liangcheng.chinese.dates import chinese_date, implausible
from liangcheng.rows.locking import lock

State = ImportedFile.State


class NotAccepted(Exception):
    """Nothing was stored. `.sentences` say what has to be corrected first, and where."""

    def __init__(self, sentences):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class AlreadyThere(NotAccepted):
    """Nothing was stored: the issue has pages of these numbers.

    `.differences` say for each what would change: `accept(…, replacing={their numbers})` does it.
    """

    def __init__(self, differences):
        super().__init__([str(difference) for difference in differences])
        self.differences = differences


class JoinsPublic(NotAccepted):
    """Nothing was stored: the `.issue` is public, so readers would see new pages of it at once.

    `accept(…, joining=issue.pk)` does it.
    """

    def __init__(self, issue, entries):
        self.issue = issue
        pages = "、".join(entry.draft.masthead.page_label for entry in entries)
        files = {name: None for entry in entries for name in entering.files_of(entry.imported)}
        seen = f"{pages}的{'和 '.join(files)}" if files else pages
        super().__init__(
            [
                f"{issue}这一期已经发布：采用以后，读者马上看得到{seen}；"
                "稿件还是草稿，要一篇一篇发布。"
            ]
        )


@dataclass
class Entry:
    """A page on its way into the paper: what it was imported as, and its decided PageDraft."""

    imported: ImportedPage
    draft: PageDraft
    unread: list  # Decisions.unread
    day: date | None = None
    replaces: Page | None = None
    difference: object = field(default=None)

    @property
    def number(self):
        return self.draft.masthead.page_number

    @property
    def where(self):
        """As an editor finds it: `《a.pdf》第 1 页`, with its number if it has one."""
        label = self.draft.masthead.page_label
        label = f"（{label}）" if label else ""
        return f"《{self.imported.file.name}》第 {self.imported.number_in_file} 页{label}"


def accept(imported, *, by=None, replacing=(), joining=None):
    """Make an Import a draft Issue, or add its pages to that day's issue; returns the Issue.

    `by` is the account of who reviewed it; None where nobody did. `replacing` are the numbers of
    pages that may take the place of those that the issue has; `joining` is the key of an issue that
    may get new pages although it is public. Raises NotAccepted: AlreadyThere where such a page is
    there, JoinsPublic where readers would see one at once. How many queries it takes does not
    depend on how many articles there are, but on how many pages, new people and new meetings.
    """
    try:
        with gathered():
            return _accept(imported, by, set(replacing), joining)
    except ValidationError as error:  # of a file: a picture, a PDF
        raise NotAccepted(error.messages) from error


def _accept(imported, by, replacing, joining):
    lock(Import, [imported.pk])
    imported = Import.objects.prefetch_related("files").get(pk=imported.pk)
    _refuse_unready(imported)
    entries = _entries(imported, is_reviewed=by is not None)
    _refuse_unplaced(entries)
    _refuse_in_question(entries)
    issue = _issue(entries)
    present = _present(issue, [entry.number for entry in entries])
    for entry in entries:
        if page := present.get(entry.number):
            entry.replaces, entry.difference = page, differing.compare(page, entry.draft)
    differences = [entry.difference for entry in entries if entry.difference]
    if unasked := [found for found in differences if found.page.number not in replacing]:
        raise AlreadyThere(unasked)
    if public := [found for found in differences if found.published]:
        raise NotAccepted([found.refusal for found in public])
    _refuse_unfit(entries)
    new = [entry for entry in entries if not entry.replaces]
    if new and issue.pk and issue.state == "published" and issue.pk != joining:
        raise JoinsPublic(issue, new)
    issue.save()
    entering.enter(issue, entries, is_confirmed=by is not None)
    imported.files.filter(state=State.READY).update(state=State.ACCEPTED)
    imported.pages().update(revision=F("revision") + 1)
    Import.objects.filter(pk=imported.pk).update(accepted_by=by, accepted_at=timezone.now())
    generation.move()  # rows were written past signals
    return issue


def _present(issue, numbers):
    """{number: Page} of those pages of an issue that are there, locked before they are read."""
    if not issue.pk:
        return {}
    pages = issue.pages.filter(number__in=numbers)
    lock(Page, pages.order_by().values("pk"))
    return {page.number: page for page in pages}


def _entries(imported, *, is_reviewed):
    entries = []
    for page, draft in drafts_of(imported):
        decisions = review_of(page).decisions
        if is_reviewed:
            draft = decided(draft, decisions)
        else:
            draft = _known_only(corrected(draft, decisions))
        entries.append(Entry(page, draft, decisions.unread))
    days = days_of(imported, [entry.draft.masthead for entry in entries])
    for entry, day in zip(entries, days, strict=True):
        entry.day = day
    return entries


def _known_only(draft):
    """The draft with those suggestions only that the archive knows already."""
    stories = [
        story.model_copy(
            update={
                "people": [person for person in story.people if person.person],
                "meeting": None,
                "tags": [],
            }
        )
        for story in draft.stories
    ]
    return draft.model_copy(update={"stories": stories})


def _issue(entries):
    """That day's issue, or a new one, not stored; numbered as printed where it has no number."""
    day = entries[0].day
    issue = Issue.objects.filter(issued_on=day).order_by("edition").first() or Issue(issued_on=day)
    if issue.pk:
        lock(Issue, [issue.pk])
        issue = Issue.objects.get(pk=issue.pk)
    for ours, printed in (("number", "issue_number"), ("total_number", "total_number")):
        numbers = (getattr(entry.draft.masthead, printed) for entry in entries)
        setattr(issue, ours, getattr(issue, ours) or next(filter(None, numbers), None))
    return issue


def _refuse_unready(imported):
    if imported.accepted_at:
        raise NotAccepted([f"《{imported}》已经采用过了，这次什么也没有改动。"])
    if imported.state == Import.State.READING:
        raise NotAccepted(["还有文件没有读完，请等读完再采用。"])
    if imported.state == Import.State.FAILED:
        raise NotAccepted(["没有一个文件读成了，没有可以采用的版。"])


def _refuse_unplaced(entries):
    """Raise NotAccepted unless each page has a number of its own, and all one day.

    Also where somebody wrote a number of the issue that is none.
    """
    sentences = []
    for entry in entries:
        if not entry.day:
            sentences.append(f"{entry.where}：没有日期。请填上出版日期。")
        elif sentence := implausible(entry.day):
            sentences.append(f"{entry.where}：{sentence}")
        if not entry.draft.masthead.page_label:
            wrong = f"“{entry.number}”不是版次" if entry.number else "没有版次"
            sentences.append(f"{entry.where}：{wrong}。请填上报上印的，只用数字和字母，如 02、A3。")
        sentences += [
            f"{entry.where}：“{written}”不是{label}。请填 1 到 {LARGEST} 的数，没有就留空。"
            for label, written in entry.unread
        ]
    if days := sorted({entry.day for entry in entries if entry.day})[1:]:
        first = next(entry for entry in entries if entry.day == days[0])
        sentences.append(
            f"{first.where}：日期是{chinese_date(days[0])}，和别的版不是同一天。"
            "一次采用一期：请改正日期，或把各期分开导入。"
        )
    seen = {}
    for entry in entries:
        if entry.number and (other := seen.setdefault(entry.number, entry)) is not entry:
            sentences.append(f"{entry.where}：和{other.where}的版次相同。请改正其中一个。")
    if sentences:
        raise NotAccepted(sentences)


def _refuse_in_question(entries):
    """Raise NotAccepted where somebody was taken of whom the archive has namesakes by now.

    The screen offers to take nobody who is in question, but a colleague may have entered one since.
    """
    sentences = [
        f"{entry.where}：人物库里有同名的“{person.name}”。请选定是哪一位，或选“新的人”。"
        for entry in entries
        for story in entry.draft.stories
        for person in story.people
        if person.is_in_question
    ]
    if sentences:
        raise NotAccepted(list(dict.fromkeys(sentences)))


def _refuse_unfit(entries):
    sentences = [
        f"{entry.where}{sentence}"
        for entry in entries
        for sentence in entering.misfits(entry.draft)
    ]
    if sentences:
        raise NotAccepted(sentences)
