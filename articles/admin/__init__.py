"""The paper in the newsroom's admin: issues, pages, articles, tags and the paper itself."""

from articles.admin.articles import ArticleAdmin
from articles.admin.issues import IssueAdmin, PageAdmin
from articles.admin.paper import PublicationAdmin, TagAdmin

__all__ = ["ArticleAdmin", "IssueAdmin", "PageAdmin", "PublicationAdmin", "TagAdmin"]
