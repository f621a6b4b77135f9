"""Share cards as pictures: public with what they belong to, never of a draft."""

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles import cards
from articles.models import Article, Issue, Page, Publication
from articles.views.media import HOUR


@require_safe
def article_card(request, pk):
    """`/articles/17/card.jpg`"""
    article = Article.objects.published().for_list().defer("plain_text").filter(pk=pk).first()
    if not article:
        raise Http404("没有这篇稿件，或者它还没有发表。")
    return _answer(cards.of_article(article, Publication.objects.current()), f"article-{pk}")


@require_safe
def issue_card(request, issue):
    """`/issues/2021-04-14/card.jpg`"""
    found = Issue.objects.published().filter(**issue._asdict()).first()
    if not found:
        raise Http404("没有这一期，或者它还没有出版。")
    card = cards.of_issue(found, Publication.objects.current(), _headlines(page__issue=found))
    return _answer(card, f"issue-{found.pk}")


@require_safe
def page_card(request, issue, number):
    """`/issues/2021-04-14/02/card.jpg`"""
    found = Page.objects.published().select_related("issue").at(issue, number).first()
    if not found:
        raise Http404("这一期没有这一版，或者它还没有出版。")
    card = cards.of_page(found, Publication.objects.current(), _headlines(page=found))
    return _answer(card, f"page-{found.pk}")


def _headlines(**where):
    stories = Article.objects.published().filter(**where).as_printed()
    return stories.values_list("headline", flat=True)[: cards.STORIES]


@require_safe
def paper_card(request):
    """`/card.jpg`"""
    return _answer(cards.of_paper(Publication.objects.current()), "paper")


def _answer(card, owner):
    response = HttpResponse(cards.card_picture(card, owner), content_type="image/jpeg")
    response["ETag"] = f'"{card.key}"'
    # It may be corrected or withdrawn: ask again each hour.
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
