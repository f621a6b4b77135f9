"""What makes the index follow: every change of an article, of its parts, and of what names it.

Connected when the app is ready. Rows written past signals (`bulk_create` of parts, raw SQL) are not
seen: who does that calls `announce`. `Article.objects.update()` and `bulk_create()` are.
"""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_delete,
    pre_save,
)
from taggit.models import TaggedItem

from articles.changes import announce, articles_changed
from articles.models import Article, Issue, Mention, Page, Photo, SearchEntry, Signoff
from articles.search.backends import backend
from articles.search.index import forget, refresh
from articles.search.words import NAMED, drop_names, label_of, set_names
from departments.models import DepartmentName, Meeting, PersonName
from liangcheng.rows.locking import lock

PARTS = (Signoff, Mention, Photo, TaggedItem)


def connect():
    """Connect everything below; twice is the same as once."""
    post_save.connect(_article_saved, sender=Article)
    pre_delete.connect(_article_goes, sender=Article)
    articles_changed.connect(_articles_changed)
    for part in PARTS:
        pre_save.connect(_part_is_saved, sender=part)
        pre_delete.connect(_part_goes, sender=part)
        for signal in (post_save, post_delete):
            signal.connect(_part_changed, sender=part)
    for relation in (Article.tags.through, Article.meetings.through):
        m2m_changed.connect(_linked, sender=relation)
    for model, path in ((Page, "page"), (Issue, "page__issue"), (Meeting, "meetings")):
        post_save.connect(_surroundings_changed(path), sender=model, weak=False)
    for model in (Page, Meeting):
        pre_save.connect(_surroundings_are_saved, sender=model)
    pre_delete.connect(_meeting_goes, sender=Meeting)
    post_delete.connect(_meeting_gone, sender=Meeting)
    post_migrate.connect(_emptied, sender=apps.get_app_config("articles"))
    for named in NAMED:
        post_save.connect(_named, sender=named)
        post_delete.connect(_unnamed, sender=named)
    for other_name, owner in ((DepartmentName, "department"), (PersonName, "person")):
        for signal in (post_save, post_delete):
            signal.connect(_named_otherwise(owner), sender=other_name, weak=False)


def _article_saved(instance, **kwargs):
    announce([instance.pk])


def _article_goes(instance, **kwargs):
    forget([instance.pk])


def _articles_changed(article_ids, **kwargs):
    refresh(article_ids)


def _part_is_saved(instance, **kwargs):
    instance.owners = set(_owners(instance))
    if instance.pk:  # it may have been another article's before
        for stored in type(instance).objects.filter(pk=instance.pk):
            instance.owners.update(_owners(stored))
    _lock(Article, instance.owners)


def _part_goes(instance, origin, **kwargs):
    instance.owners = set() if _is_of_articles(origin) else set(_owners(instance))
    _lock(Article, instance.owners)


def _part_changed(instance, **kwargs):
    announce(instance.owners)


def _owners(part):
    """The key of the article whose part it is, in a list; none if something else is tagged."""
    if not isinstance(part, TaggedItem):
        return [part.article_id]
    articles = ContentType.objects.get_for_model(Article)
    return [part.object_id] if part.content_type_id == articles.pk else []


def _is_of_articles(origin):
    """Whether articles are deleted, and parts with them."""
    return isinstance(origin, Article) or (isinstance(origin, QuerySet) and origin.model is Article)


def _lock(model, keys):
    """Lock rows before what depends on them.

    Outside a transaction there is nothing to lock for: each change is seen once it is made.
    """
    if connection.in_atomic_block:
        lock(model, keys)


def _linked(sender, instance, action, pk_set, **kwargs):
    is_article = isinstance(instance, Article)
    articles, others = ({instance.pk}, pk_set) if is_article else (pk_set, {instance.pk})
    if action == "pre_add" and sender is Article.meetings.through:
        _lock(Meeting, others)
    if action == "pre_clear" and not is_article:
        _remember(instance)
    elif action == "post_clear" and not is_article:
        announce(instance.reported_by)
    elif action.startswith("pre_"):
        _lock(Article, articles)
    else:
        announce(articles)


def _remember(meeting):
    meeting.reported_by = list(meeting.articles.values_list("pk", flat=True))
    _lock(Article, meeting.reported_by)


def _meeting_goes(instance, **kwargs):
    _remember(instance)


def _meeting_gone(instance, **kwargs):
    announce(instance.reported_by)


def _surroundings_are_saved(sender, instance, **kwargs):
    # Nobody joins an article to it meanwhile, who would neither see the change nor be seen.
    _lock(sender, [instance.pk])


def _surroundings_changed(path):
    def changed(instance, created, **kwargs):
        if not created:
            articles = Article.objects.filter(**{path: instance.pk})
            announce(articles.order_by().values_list("pk", flat=True))

    return changed


def _emptied(**kwargs):
    """`flush` empties Django's own tables only."""
    tables = connection.introspection.table_names()
    if SearchEntry._meta.db_table in tables and not SearchEntry.objects.exists():
        backend().clear()


def _named(instance, **kwargs):
    set_names([instance])


def _unnamed(instance, **kwargs):
    drop_names(label_of(instance))


def _named_otherwise(owner):
    def changed(instance, **kwargs):
        model = type(instance)._meta.get_field(owner).related_model
        set_names(model.objects.filter(pk=getattr(instance, f"{owner}_id")))

    return changed
