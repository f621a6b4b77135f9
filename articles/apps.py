from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """The paper: issues, pages, articles and pictures."""

    name = "articles"
    verbose_name = "报纸"

    def ready(self):
        from articles import discarding, generation
        from articles.search import signals

        signals.connect()
        generation.connect()
        discarding.connect()
