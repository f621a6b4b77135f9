"""What a reader asks: a question by the parameters of an address, and the addresses next to it."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property

from articles import public
from articles.converters import PageNumberConverter, find_issue_key
from articles.models import Issue
from articles.search.analysis import LONGEST_QUERY, runs
from articles.search.documents import label
from articles.search.query import Clause, Question, parse
from articles.search.searching import HIGHEST, NEWEST, RELEVANCE, findable
from articles.search.words import words_of
from departments.models import Department, Meeting
from departments.querysets import set_in
from liangcheng.chinese.dates import chinese_period
from liangcheng.chinese.text import one_line

MOST_WAYS = 6


@dataclass(frozen=True)
class Way:
    """A link to another search, and what it says."""

    text: str
    address: str


class WordsField(forms.CharField):
    """Words as typed or pasted, without characters that nobody sees and that XML forbids."""

    def to_python(self, value):
        line = one_line(value or "")
        return "".join(each for each in line if unicodedata.category(each)[0] != "C").strip()


class DepartmentField(forms.ChoiceField):
    """A department by its slug; all are read once, for the list and for the answer.

    The list is in the order of the page of all departments.
    """

    def read(self):
        departments = Department.objects.in_tree_order()
        self.departments = {department.slug: department for department in departments}
        names = ((slug, set_in(department)) for slug, department in self.departments.items())
        self.choices = [("", "全部单位"), *names]

    def clean(self, value):
        return self.departments.get(super().clean(value))


class KeyField(forms.CharField):
    """What `find` gives for a key; it returns None where there is nothing."""

    def __init__(self, find, **kwargs):
        super().__init__(**kwargs)
        self.find = find

    def to_python(self, value):
        found = self.find(value) if value else None
        if value and found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def _issue(key):
    found = find_issue_key(key)
    return found and Issue.objects.published().filter(**found._asdict()).first()


def _tag(slug):
    return public.tags().filter(slug=slug.replace("\x00", "")).first()


def _day(name):
    return forms.DateField(
        label=name,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "日期请写成 2021-04-14。"},
    )


def _hidden(field, sentence, **options):
    """A condition that the form carries along unseen: chosen from a list, or where one searches."""
    codes = ("invalid", "invalid_choice", "min_value", "max_value", "null_characters_not_allowed")
    messages = dict.fromkeys(codes, f"{sentence}这个条件已经去掉，请再点一次“搜索”。")
    return field(required=False, widget=forms.HiddenInput, error_messages=messages, **options)


class SearchForm(forms.Form):
    """The parameters of a search; only where they are all right is there a `question`."""

    q = WordsField(
        label="关键词",
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "enterkeyhint": "search",
                "maxlength": LONGEST_QUERY,
                "data-suggest": reverse_lazy("search_suggest"),
            }
        ),
    )
    department = DepartmentField(
        label="单位",
        required=False,
        error_messages={"invalid_choice": "没有这个单位，请从列表里选。"},
    )
    since = _day("从")
    until = _day("到")
    issue = _hidden(KeyField, "没有这一期。", find=_issue)
    page = _hidden(forms.RegexField, "没有这样的版次。", regex=f"^(?:{PageNumberConverter.regex})$")
    tag = _hidden(KeyField, "没有这个标签。", find=_tag)
    kind = _hidden(
        forms.TypedChoiceField,
        "没有这类会议。",
        choices=Meeting.Classification,
        coerce=Meeting.Classification,
        empty_value=None,
    )
    year = _hidden(forms.IntegerField, "没有这个年份。", min_value=1, max_value=9999)
    order = _hidden(
        forms.ChoiceField, "没有这种排列方法。", choices=[(NEWEST, "最新"), (RELEVANCE, "相关")]
    )
    # Where a further page begins: `Found.cursor` of the page before.
    before = _hidden(forms.IntegerField, "没有这一页。", min_value=0, max_value=HIGHEST)

    def __init__(self, data):
        super().__init__(data, auto_id="search-%s", label_suffix="")
        self.fields["department"].read()

    def add_prefix(self, field_name):
        # The addresses say `from` and `to`, which Python keeps for itself.
        return {"since": "from", "until": "to"}.get(field_name, field_name)

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "“到”的日期比“从”的早，请对调。")
        return self.cleaned_data

    @cached_property
    def asked(self):
        """Parameter → what it says: a text, a day, a department … or nothing."""
        return {self.add_prefix(name): value for name, value in self.cleaned_data.items()}

    @cached_property
    def words(self):
        """The question of the words alone."""
        return parse(self.asked["q"])

    @cached_property
    def question(self):
        """The whole question; None where the form is wrong or nothing is asked."""
        if not self.is_valid():
            return None
        question = self._narrowed(self.asked)
        if self.asked["q"] and self.words.is_empty:
            # Said also where the conditions are enough to search by.
            notice = f"“{self.words.text}”里没有可以查的字，请写汉字、字母或数字。"
            return replace(question, notices=(*question.notices, notice))
        return None if question.is_empty else question

    def _narrowed(self, asked):
        """The words with the conditions of `asked`, which is like `self.asked`."""
        labels = [
            label(kind, getattr(asked[parameter], "pk", asked[parameter]))
            for kind, parameter in (
                ("dep", "department"),
                ("iss", "issue"),
                ("pag", "page"),
                ("tag", "tag"),
                ("kin", "kind"),
            )
            if asked[parameter]
        ]
        question = self.words.narrowed(*labels, since=asked["from"], until=asked["to"])
        if year := asked["year"]:
            question = question.narrowed(since=date(year, 1, 1), until=date(year, 12, 31))
        return question

    @cached_property
    def conditions(self):
        """What the reader is told of each condition beside the words, by its parameters."""
        asked = self.asked
        told = {
            ("department",): asked["department"],
            ("from", "to"): (asked["from"] or asked["to"])
            and chinese_period(asked["from"], asked["to"]),
            ("issue",): asked["issue"],
            ("page",): asked["page"] and f"第{asked['page']}版",
            ("year",): asked["year"] and f"{asked['year']}年",
            ("tag",): asked["tag"],
            ("kind",): asked["kind"] and asked["kind"].label,
        }
        return {parameters: str(words) for parameters, words in told.items() if words}

    @property
    def title(self):
        """The whole question in Chinese: `口袋公园 · 党建办 · 2021年4月至6月`."""
        return " · ".join(filter(None, [self.words.text, *self.conditions.values()]))

    @property
    def further_results(self):
        """What a further page is called: by relevance it holds older and newer ones."""
        return "更多结果" if self.asked["order"] == RELEVANCE else "更早的结果"

    def address(self, changes=(), name="search"):
        """The address of this search with some parameters changed; None takes one away."""
        parameters = map(self.add_prefix, self.fields)
        asked = {parameter: self.data.get(parameter) for parameter in parameters}
        asked |= {"q": self.words.text, "before": None, **dict(changes)}
        said = {parameter: value for parameter, value in asked.items() if value}
        return f"{reverse(name)}?{urlencode(said)}"

    def without(self, *parameters):
        return self.address(dict.fromkeys(parameters))

    @property
    def chips(self):
        """The conditions, each with the address of the search without it."""
        return [Way(text, self.without(*names)) for names, text in self.conditions.items()]

    @property
    def everywhere(self):
        """The address of the same words in the whole paper; empty where they are asked there."""
        is_inside = self.words.text and self.conditions
        return is_inside and self.without(*(name for names in self.conditions for name in names))

    def ways_out(self):
        """Where nothing is found: searches with less in them that find something."""
        ways = {}
        for names, text in self.conditions.items():
            question = self._narrowed(self.asked | dict.fromkeys(names))
            ways[question] = Way(f"去掉“{text}”", self.without(*names))
        for clause in self.words.clauses:
            if not clause.is_excluded:
                ways |= self._by_word(clause)
        found = findable([question for question in ways if question.clauses])
        return [ways[question] for question in found[:MOST_WAYS]]

    def _by_word(self, clause):
        """One of the words alone, then its parts: people type 口袋公园建设 as one word."""
        parts = dict.fromkeys(words_of(runs(clause.typed)))
        alone = [Clause((part,), typed=part) for part in parts]
        everywhere = {name: None for names in self.conditions for name in names}
        ways = {}
        for clauses in ((clause,), tuple(alone), *((one,) for one in alone)):
            text = " ".join(each.typed for each in clauses)
            address = self.address({**everywhere, "q": text})
            ways[Question(clauses=clauses)] = Way(f"只查“{text}”", address)
        return ways
