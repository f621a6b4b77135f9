"""What the API answers, field by field.

Names are the models' own, which follow schema.org, Open ONI and Popolo. Texts that nobody entered
are empty, numbers and dates that nobody knows are null; no field is ever left out. Days are ISO
8601, times too, in UTC; `url` is the page for people, `api_url` the same for programs.
"""

from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

from departments.models import Attendance, Department, Meeting

Classification = Literal[*Department.Classification.values]
MeetingKind = Literal[*Meeting.Classification.values]
MeetingStatus = Literal[*Meeting.Status.values]
Role = Literal[*Attendance.Role.values]


class Answer(Schema):
    model_config = ConfigDict(extra="forbid")


class Problem(Answer):
    """为什么没有答复。"""

    detail: str = Field(description="错在哪里、该怎么办，一句话。")


# What stands inside others


class DepartmentRef(Answer):
    slug: str = Field(description="网址名，用作 department 条件。")
    name: str
    url: str
    api_url: str


class PersonRef(Answer):
    id: int
    name: str
    url: str
    api_url: str


class MeetingRef(Answer):
    id: int
    name: str
    held_on: str = Field(description="日期，EDTF：2021-04-13；其间某日 2021-04-07/2021-04-14。")
    url: str
    api_url: str


class IssueRef(Answer):
    key: str = Field(description="哪一期：2021-04-14，同一天的第二期是 2021-04-14-2。")
    issued_on: date
    edition: int
    url: str
    api_url: str


class PageRef(Answer):
    number: str = Field(description="版次，照报上印的：02、A3。")
    section_label: str = Field(description="版名。")
    url: str
    api_url: str


class Tag(Answer):
    name: str
    slug: str = Field(description="用作 tag 条件。")


class Rendition(Answer):
    url: str
    width: int
    height: int
    format: str = Field(description="媒体类型，如 image/avif。")


class Picture(Answer):
    url: str = Field(description="原图。")
    width: int
    height: int
    alt_text: str = Field(description="给看不见图的人的话。")
    renditions: list[Rendition]


class Photo(Picture):
    caption: str = Field(description="图说。")
    credit: str = Field(description="摄影。")


Zones = list[list[tuple[int, int]]]


# Articles


class ArticleHeadline(Answer):
    """一篇稿件在版面目录里的样子。"""

    id: int
    headline: str
    url: str
    api_url: str
    regions: Zones = Field(
        description="在版面上的位置：多边形的角，以版面宽、高的千分之一计，从左上角算起。"
    )


class ArticleSummary(Answer):
    """一篇稿件在列表里的样子。"""

    id: int
    url: str
    api_url: str
    section: str = Field(description="栏目。")
    kicker: str = Field(description="引题。")
    headline: str
    subheadline: str = Field(description="副题。")
    bylines: str = Field(description="作者，照报上印的。")
    signoff: str = Field(description="落款，照报上印的；没有另印的是发稿单位。")
    dated_on: date | None = Field(description="所在一期的日期；网络首发的是发布那天。")
    published_at: datetime
    modified_at: datetime
    summary: str = Field(description="正文的开头。")
    issuing_departments: list[DepartmentRef]
    issue: IssueRef | None = Field(description="没有登在报上的（网络首发）为 null。")
    page: PageRef | None
    lead_photo: Photo | None


class Mention(Answer):
    person: PersonRef
    name: str = Field(description="姓名，照报上印的。")
    title: str = Field(description="职务，照报上印的。")


class Correction(Answer):
    text: str
    published_at: datetime


class Article(ArticleSummary):
    """一篇稿件的全部。"""

    body: str = Field(description="正文，HTML：只有段落、列表、强调、链接等少数标签。")
    plain_text: str = Field(description="正文，纯文字，一段一行。")
    photos: list[Photo]
    mentions: list[Mention]
    meetings: list[MeetingRef]
    tags: list[Tag]
    corrections: list[Correction] = Field(description="更正，最近的在前。")
    regions: Zones = Field(description="在版面上的位置，以千分之一计。")


# Issues and pages


class PageSummary(PageRef):
    sequence: int = Field(description="在这一期里的次序。")
    articles: list[ArticleHeadline]


class Page(PageRef):
    """一个版的全部。"""

    sequence: int
    issue: IssueRef
    responsible_editor: str = Field(description="责任编辑。")
    art_editor: str = Field(description="执行美编。")
    image: Picture | None = Field(description="版面图。")
    pdf: str | None = Field(description="这一版的 PDF。")
    articles: list[ArticleSummary]


class IssueSummary(IssueRef):
    """一期在列表里的样子。"""

    number: int | None = Field(description="期号。")
    total_number: int | None = Field(description="总期号。")
    published_at: datetime
    manifest: str | None = Field(
        description="IIIF Presentation 3 的 Manifest；一个版也没有的一期没有。"
    )


class Issue(IssueSummary):
    """一期的全部。"""

    pdf: str | None = Field(description="整期的 PDF。")
    pages: list[PageSummary]
    previous: str | None = Field(description="上一期的接口地址。")
    next: str | None = Field(description="下一期的接口地址。")


# Who and when


class DepartmentSummary(DepartmentRef):
    """一个单位在列表里的样子。"""

    full_name: str
    classification: Classification
    classification_label: str
    parent: DepartmentRef | None = Field(description="上级。")


class OtherName(Answer):
    name: str
    started_on: date | None
    ended_on: date | None


class Post(Answer):
    """任职（Popolo Membership）。起止不知道的，attested_on 是最近一次见报的日期。"""

    title: str
    started_on: date | None
    ended_on: date | None
    attested_on: date | None


class PostOfPerson(Post):
    person: PersonRef


class PostInDepartment(Post):
    department: DepartmentRef


class Department(DepartmentSummary):
    """一个单位的全部。"""

    founded_on: date | None
    dissolved_on: date | None
    other_names: list[OtherName]
    children: list[DepartmentRef]
    memberships: list[PostOfPerson] = Field(description="今天的任职。")
    articles: str = Field(description="它发的稿件，接口地址。")


class PersonSummary(PersonRef):
    """一个人物在列表里的样子。"""

    sort_name: str = Field(description="读音（拼音）；没有核实过的为空。")


class AttendanceOf(Answer):
    role: Role
    role_label: str
    title_as_printed: str = Field(description="职务，照报上印的。")


class AttendanceOfPerson(AttendanceOf):
    meeting: MeetingRef


class Person(PersonSummary):
    """一个人物的全部。"""

    other_names: list[OtherName]
    memberships: list[PostInDepartment] = Field(description="任职，在任的和以前的。")
    attendances: list[AttendanceOfPerson] = Field(description="最近参加的会议，最多 50 次。")
    articles: str = Field(description="提到他的稿件，接口地址。")


class MeetingSummary(MeetingRef):
    """一次会议在列表里的样子。"""

    classification: MeetingKind
    classification_label: str
    held_on_as_printed: str = Field(description="日期，照报上印的，如“近日”。")
    earliest_on: date | None = Field(description="最早可能的一天。")
    latest_on: date | None = Field(description="最晚可能的一天。")
    status: MeetingStatus
    location: str
    organisers: list[DepartmentRef]


class AttendanceAt(AttendanceOf):
    person: PersonRef | None
    department: DepartmentRef | None
    as_printed: str = Field(description="没有点名的，照报上印的。")


class Meeting(MeetingSummary):
    """一次会议的全部。"""

    description: str
    attendances: list[AttendanceAt]
    articles: str = Field(description="报道它的稿件，接口地址。")


# Lists

Item = TypeVar("Item")


class Listed(Answer, Generic[Item]):
    items: list[Item]
    next: str | None = Field(description="下一批的地址；没有了为 null。Link 头里也有。")


class Issues(Listed[IssueSummary]):
    pass


class Departments(Listed[DepartmentSummary]):
    pass


class People(Listed[PersonSummary]):
    pass


class Meetings(Listed[MeetingSummary]):
    pass


class Articles(Listed[ArticleSummary]):
    is_complete: bool = Field(
        description="false：数据库太忙，时间到了还没有查完，这一批可能不满；照 next 接着查。"
    )


class Piece(Answer):
    text: str
    is_hit: bool


class Hit(ArticleSummary):
    passage: list[Piece] = Field(description="命中的一段，命中的字句另成一截。")


class Choice(Answer):
    name: str
    value: str
    count: int


class Facet(Answer):
    """同一个条件的各种取值各有多少篇，从最新的结果里数出来。"""

    title: str
    parameter: str
    choices: list[Choice]


class Count(Answer):
    number: int
    is_exact: bool = Field(description="false：不止这么多。")


class Hits(Listed[Hit]):
    is_complete: bool = Field(description="false：时间到了还没有查完，更早的没有查到。")
    count: Count | None = Field(description="共有多少篇；只在第一批里。")
    facets: list[Facet] = Field(description="只在第一批里，按最新排列时才有。")
    notices: list[str] = Field(description="要说明的，如哪个词没有查。")
