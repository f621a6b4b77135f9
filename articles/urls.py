"""The public addresses of the paper. They are citations: none may ever change."""

from django.urls import path, register_converter

from articles.converters import (
    IssueConverter,
    MonthConverter,
    PageNumberConverter,
    SlugConverter,
    YearConverter,
)
from articles.feeds import (
    ArticlesAtomFeed,
    ArticlesFeed,
    DepartmentAtomFeed,
    DepartmentFeed,
    SearchAtomFeed,
)
from articles.views import articles, calendar, cards, directory, issues, media, search

register_converter(IssueConverter, "issue")
register_converter(PageNumberConverter, "page")
register_converter(SlugConverter, "tag")
register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")

urlpatterns = [
    path("issues/", calendar.IssueListView.as_view(), name="issue_list"),
    # /issues/on-this-day/?day=04-14
    path("issues/on-this-day/", calendar.OnThisDayView.as_view(), name="on_this_day"),
    # /issues/2021/
    path("issues/<yyyy:year>/", calendar.IssueYearView.as_view(), name="issue_year"),
    # /issues/2021/04/
    path("issues/<yyyy:year>/<mm:month>/", calendar.IssueMonthView.as_view(), name="issue_month"),
    # /issues/2021-04-14/ and /issues/2021-04-14-2/
    path("issues/<issue:issue>/", issues.IssueDetailView.as_view(), name="issue"),
    path("issues/<issue:issue>/card.jpg", cards.issue_card, name="issue_card"),
    # /issues/2021-04-14/02/
    path("issues/<issue:issue>/<page:number>/", issues.PageDetailView.as_view(), name="page"),
    path("issues/<issue:issue>/<page:number>/card.jpg", cards.page_card, name="page_card"),
    path("articles/", articles.ArticleListView.as_view(), name="article_list"),
    # /articles/17/
    path("articles/<int:pk>/", articles.ArticleDetailView.as_view(), name="article"),
    path("articles/<int:pk>/qr.svg", articles.ArticleQrView.as_view(), name="article_qr"),
    path("articles/<int:pk>/card.jpg", cards.article_card, name="article_card"),
    path("card.jpg", cards.paper_card, name="paper_card"),
    path("departments/", directory.DepartmentListView.as_view(), name="department_list"),
    # /departments/dangjianban/
    path("departments/<slug:slug>/", articles.DepartmentDetailView.as_view(), name="department"),
    path("people/", directory.PersonListView.as_view(), name="person_list"),
    # /people/3/
    path("people/<int:pk>/", directory.PersonDetailView.as_view(), name="person"),
    path("meetings/", directory.MeetingListView.as_view(), name="meeting_list"),
    # /meetings/2021/04/
    path(
        "meetings/<yyyy:year>/<mm:month>/",
        directory.MeetingMonthView.as_view(),
        name="meeting_month",
    ),
    # /meetings/5/ and /meetings/5.ics
    path("meetings/<int:pk>/", directory.MeetingDetailView.as_view(), name="meeting"),
    path("meetings/<int:pk>.ics", directory.MeetingCalendarView.as_view(), name="meeting_ics"),
    path("tags/", articles.TagListView.as_view(), name="tag_list"),
    # /tags/文明创建/
    path("tags/<tag:slug>/", articles.TagDetailView.as_view(), name="tag"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("feeds/atom/", ArticlesAtomFeed(), name="feed_atom"),
    path("feeds/rss/", ArticlesFeed(), name="feed_rss"),
    # /feeds/departments/dangjianban/atom/
    path("feeds/departments/<slug:slug>/atom/", DepartmentAtomFeed(), name="department_feed_atom"),
    path("feeds/departments/<slug:slug>/rss/", DepartmentFeed(), name="department_feed_rss"),
    # /feeds/search/atom/?q=公园&department=dangjianban
    path("feeds/search/atom/", SearchAtomFeed(), name="search_feed"),
    path("feeds/meetings.ics", directory.MeetingsCalendarView.as_view(), name="meetings_ics"),
    # /media/photos/3f2a…/960.avif
    path("media/<path:path>", media.media, name="media"),
]
