"""The paper: its issues, pages, articles and pictures.

Names of the field: schema.org (Newspaper, PublicationIssue, NewsArticle), Open ONI (issue, page,
sequence, number, section label).
"""

from articles.models.article import Article, Correction, Mention, Photo, Signoff
from articles.models.generation import GenerationStep
from articles.models.importing import Import, ImportedFile, ImportedPage
from articles.models.paper import Issue, Page, Publication
from articles.models.search import SearchEntry, SearchText, SearchWord

__all__ = [
    "Article",
    "Correction",
    "GenerationStep",
    "Import",
    "ImportedFile",
    "ImportedPage",
    "Issue",
    "Mention",
    "Page",
    "Photo",
    "Publication",
    "SearchEntry",
    "SearchText",
    "SearchWord",
    "Signoff",
]
