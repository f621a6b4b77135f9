"""Search: the page of results, and what is suggested while somebody types."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from articles.search.analysis import LONGEST_QUERY
from articles.search.form import SearchForm
from articles.search.results import answer, facets, results
from articles.search.searching import MOST_SORTED_OUT, RELEVANCE, Count
from articles.search.suggesting import completions, nearby
from articles.search.words import names_a_person
from liangcheng.reading import Reading, traditional

ON_A_PAGE = 20


@require_safe
def search(request):
    """Results page by page; a form that is wrong or empty says what to do."""
    form = SearchForm(request.GET)
    context = {"form": form, "question": form.question}
    if form.question and not form.question.is_empty:
        context |= _answer(form)
    response = render(request, "articles/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(form):
    question, order, cursor = form.question, form.asked["order"], form.asked["before"]
    found = answer(question, ON_A_PAGE, order=order, cursor=cursor)
    articles = results(found, question)
    is_first = cursor is None
    context = {
        "found": found,
        "articles": articles,
        "is_first": is_first,
        "further": found.cursor and form.address({"before": found.cursor}),
        "is_cut_short": not found.is_complete and len(found.hits) < ON_A_PAGE,
        "newest": form.without("order"),
        "relevant": form.address({"order": RELEVANCE}),
        "feed": form.address({"order": None}, "search_feed"),
    }
    if is_first and articles:
        departments = form.fields["department"].departments.values()
        context["facets"] = _links(form, facets(found.labels, departments))
        if found.count.number > MOST_SORTED_OUT:
            context["sorted_out"] = Count(MOST_SORTED_OUT)
    elif is_first and not context["is_cut_short"]:
        meant = {form.address({"q": text}): text for text in nearby(form.words)}
        context["meant"] = meant
        context["ways_out"] = [way for way in form.ways_out() if way.address not in meant]
    return context


def _links(form, facets):
    """The facets that divide what was found: (title, [(choice, address), …]) each."""
    return [
        (
            facet.title,
            [(each, form.address({facet.parameter: each.value})) for each in facet.choices],
        )
        for facet in facets
        # What is chosen already is a chip; the others' numbers would be of both together.
        if len(facet.choices) > 1 and not form.asked[facet.parameter]
    ]


@require_safe
def suggest(request):
    """What the words so far may become, as OpenSearch suggestions: `["社", ["社管办", …]]`.

    In the characters that the reader chose: this is no page, so `reading_middleware` lets it be.
    """
    words = request.GET.get("q", "")[:LONGEST_QUERY]
    write = _in_traditional_characters if Reading.of(request).hant else str
    response = JsonResponse(
        [words, [write(word) for word in completions(words)]],
        safe=False,
        content_type="application/x-suggestions+json",
        json_dumps_params={"ensure_ascii": False},
    )
    patch_vary_headers(response, ["Cookie"])
    return response


def _in_traditional_characters(word):
    """The text of a `SearchWord`; of a person, as a name: 范 is not 範."""
    return traditional.convert(word.text, {word.text} if names_a_person(word) else ())
