"""What may be asked of the lists: their parameters, and what is said of wrong ones."""

import re
from datetime import date
from typing import Annotated, Literal

from django.http import Http404
from ninja import Schema
from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema, model_validator

from articles.converters import PageNumberConverter
from articles.search.form import SearchForm
from articles.search.query import OF_ANY_DAY
from articles.search.searching import HIGHEST, NEWEST, RELEVANCE
from departments.models import Meeting

MOST = 100
USUAL = 20
HIGHEST_KEY = (1 << 63) - 1
# One holds how a name is sorted: 120 characters, at worst each twelve in JSON, sixteen in base64.
LONGEST_CURSOR = 2100

# Each is the parameter's description, and what is said where it is wrong.
PARAMETERS = {
    "limit": f"一批几条，写 1 到 {MOST} 的整数。",
    "cursor": "从哪里接着列：照上一批的 next 写，不要自己编。",
    "q": "要查的词；写法和网站的搜索框一样。",
    "department": "发稿单位的网址名（slug），如 dangjianban。",
    "person": "文中人物的编号，写整数。",
    "tag": "标签的网址名（slug）。",
    "meeting": "报道的会议的编号，写整数。",
    "issue": "哪一期，写成 2021-04-14；同一天的第二期是 2021-04-14-2。",
    "page": "版次，照报上印的：02、A3。",
    "from": "从哪一天起，写成 2021-04-14。",
    "to": "到哪一天止，写成 2021-04-14；不能比 from 早。",
    "kind": "报道的会议的类别：" + "、".join(Meeting.Classification.values) + "。",
    "year": "年份，写四位数字。",
    "order": f"次序：{NEWEST}（最新在前）或 {RELEVANCE}（最相关在前）。",
}


def wrong(parameter):
    """The sentence about a parameter whose value cannot be understood."""
    return f"参数 {parameter} 写错了：{PARAMETERS[parameter]}"


def _day(text):
    # Only as ISO 8601 writes it: pydantic would take 1618358400 for a day too.
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Number = Annotated[int, Field(ge=1, le=HIGHEST_KEY)]


def asked(name, default=None, **more):
    """A parameter of the name that it has in an address; None where it is not there."""
    more["json_schema_extra"] = _without_null
    return Field(default, alias=name, description=PARAMETERS[name], **more)


def _without_null(schema):
    # An address cannot say null: the parameter is left out.
    if schema.get("default", "") is None:
        del schema["default"]


class Asked(Schema):
    """The parameters of a list: whatever else an address says is a mistake, and said to be one."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = asked("limit", USUAL)
    cursor: str = asked("cursor", "", max_length=LONGEST_CURSOR)

    @model_validator(mode="before")
    @classmethod
    def _nothing_else(cls, data, info: ValidationInfo):
        known = [field.alias for field in cls.model_fields.values()]
        for name in info.context["request"].GET:
            if name not in known:
                raise ValueError(f"没有 {name[:40]} 这个参数。可以用的有：{'、'.join(known)}。")
        return data


class Days(Asked):
    """A list that can be cut to some days, the first and the last included."""

    since: Day = asked("from")
    until: Day = asked("to")

    @model_validator(mode="after")
    def _in_order(self):
        if self.since and self.until and self.since > self.until:
            raise ValueError("to 的日期比 from 的早，请对调。")
        return self


class Narrowed(Days):
    """A list of articles, narrowed like a search."""

    department: str = asked("department", "", max_length=60)
    tag: str = asked("tag", "", max_length=100)
    issue: str = asked("issue", "", max_length=13)
    page: str = asked("page", "", pattern=rf"^(?:{PageNumberConverter.regex})?$")

    def form(self, **more):
        """The conditions as the search form of the site understands them.

        Raises Http404 where one names what is not there, or not public.
        """
        form = SearchForm(
            {
                "department": self.department,
                "tag": self.tag,
                "issue": self.issue,
                "page": self.page,
                "from": self.since and self.since.isoformat(),
                "to": self.until and self.until.isoformat(),
                **more,
            }
        )
        for name in form.errors:
            raise Http404(_ABSENT[name])
        return form

    @property
    def rank(self):
        """The rank that the cursor names; the highest without one."""
        cursor = self.cursor or str(HIGHEST)
        if not re.fullmatch("[0-9]{1,19}", cursor) or int(cursor) > HIGHEST:
            raise Http404(NO_SUCH_PLACE)
        return int(cursor)


_ABSENT = {
    "department": "没有这个单位。单位的网址名（slug）见 /api/departments。",
    "tag": "没有这个标签。",
    "issue": "没有这一期，或者它还没有出版。各期见 /api/issues。",
}
NO_SUCH_PLACE = "没有这一批：cursor 只能照上一批的 next 写。请从第一批开始。"


class OfArticles(Narrowed):
    """The parameters of `/api/articles`."""

    person: Number = asked("person")
    meeting: Number = asked("meeting")

    def question(self):
        """What the articles answer, but for person and meeting; everything by default."""
        return self.form().question or OF_ANY_DAY


class OfSearch(Narrowed):
    """The parameters of `/api/search`."""

    q: str = asked("q", "")
    kind: Literal["", *Meeting.Classification.values] = asked("kind", "")
    year: Annotated[int, Field(ge=1, le=9999)] = asked("year")
    order: Literal["", NEWEST, RELEVANCE] = asked("order", "")

    def form(self):
        return super().form(q=self.q, kind=self.kind, year=self.year, order=self.order)
