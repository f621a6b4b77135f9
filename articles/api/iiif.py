"""The addresses of IIIF Presentation 3: the issues for any IIIF viewer."""

import json

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from articles import back_issues
from articles.api import manifests
from articles.api.answers import Answers
from articles.api.issues import HAS_PAGES, published_issue
from articles.api.service import read_document
from articles.models import Article, Issue, Page, Publication
from articles.published import pages_with_stories

router = Router(tags=["IIIF"])


@read_document(router, "/iiif/collection.json", "Collection", "IIIF：各年")
def iiif_collection(request: HttpRequest):
    publication = Publication.objects.current()
    years = back_issues.years(HAS_PAGES)
    return _answer(manifests.collection(publication, years, Answers(request)))


@read_document(router, "/iiif/issues/{yyyy:year}/collection.json", "Collection", "IIIF：一年各期")
def iiif_year(request: HttpRequest, year: int):
    fronts = Page.objects.exclude(image="").order_by("sequence", "pk")
    issues = (
        Issue.objects.published()
        .filter(HAS_PAGES, issued_on__year=year)
        .order_by("issued_on", "edition")
        .prefetch_related(Prefetch("pages", fronts, to_attr="front_pages"))
    )
    if not issues:
        raise Http404(f"{year}年没有出版记录。有哪些年见 /api/iiif/collection.json。")
    publication = Publication.objects.current()
    return _answer(manifests.year(publication, year, issues, Answers(request)))


@read_document(router, "/iiif/issues/{issue}/manifest.json", "Manifest", "IIIF：一期")
def iiif_manifest(request: HttpRequest, issue: str):
    found = published_issue(issue)
    pages = list(pages_with_stories(found, Article.objects.published()))
    if not pages:
        raise Http404("这一期没有版面。")
    publication = Publication.objects.current()
    return _answer(manifests.manifest(found, pages, publication, Answers(request)))


def _answer(document):
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type=manifests.MEDIA_TYPE)
