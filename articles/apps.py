from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    """The paper: issues, pages, articles and pictures."""

    name = "articles"
    verbose_name = "报纸"

    def ready(self):
        from articles import discarding, generation, statistics
        from articles.search import signals

        post_migrate.connect(statistics.after_migrations, sender=self)  # once: an app with models
        signals.connect()
        generation.connect()
        discarding.connect()
