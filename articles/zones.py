"""Drawing hot zones (热区): what clerks draw on a page is stored for all its articles at once."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.changes import gathered
from articles.models import Article
from liangcheng.regions import validate_regions
from liangcheng.rows.locking import lock


class NotDrawn(Exception):
    """Nothing was stored.

    `.problems`: {article's key: sentences about its zones}. `.overtaken`: the keys of articles
    whose zones somebody else changed meanwhile. `.gone`: the keys of articles that stand on this
    page no longer.
    """

    def __init__(self, problems, overtaken, gone):
        super().__init__(problems, overtaken, gone)
        self.problems, self.overtaken, self.gone = problems, overtaken, gone


def fingerprint(regions):
    """A short text, the same for the same regions only: what a clerk saw when beginning to draw."""
    written = json.dumps(regions, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def draw(page, drawn, seen):
    """Store the zones of a page's articles, all or none; returns the articles that changed.

    `drawn` is {article's key: regions}, empty to take all zones away; `seen` is {article's key:
    fingerprint of the regions when the drawing began}. What was left as seen stays as it is now,
    whatever a colleague made of it. Raises NotDrawn.
    """
    mine = {pk: regions for pk, regions in drawn.items() if fingerprint(regions) != seen.get(pk)}
    with gathered():
        lock(Article, mine)
        articles = Article.objects.filter(pk__in=mine, page=page).order_by("position", "pk")
        here = {article.pk: article for article in articles}
        # Without zones there is nothing to lose with an article that left.
        gone = {pk for pk in mine if mine[pk] and pk not in here}
        changed = [article for pk, article in here.items() if article.regions != mine[pk]]
        overtaken = {
            article.pk
            for article in changed
            if fingerprint(article.regions) != seen.get(article.pk)
        }
        problems = {}
        for article in changed:
            article.regions = mine[article.pk]
            article.updated_at = timezone.now()
            if sentences := _problems(article.regions):
                problems[article.pk] = sentences
        if problems or overtaken or gone:
            raise NotDrawn(problems, overtaken, gone)
        # In one statement, however many; by the queryset's own update(), so that the search
        # index follows. Nothing else of an article follows from its zones.
        Article.objects.bulk_update(changed, ["regions", "updated_at"])
    return changed


def _problems(regions):
    try:
        if regions:
            validate_regions(regions)
    except ValidationError as error:
        return error.messages
    return []
