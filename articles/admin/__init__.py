"""The paper in the newsroom's admin: imports, issues, pages, articles, tags, the paper itself."""

from articles.admin.articles import ArticleAdmin
from articles.admin.importing import ImportAdmin
from articles.admin.issues import IssueAdmin, PageAdmin
from articles.admin.paper import PublicationAdmin, TagAdmin

__all__ = [
    "ArticleAdmin",
    "ImportAdmin",
    "IssueAdmin",
    "PageAdmin",
    "PublicationAdmin",
    "TagAdmin",
]
