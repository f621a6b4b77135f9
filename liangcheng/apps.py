from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class LiangchengConfig(AppConfig):
    """The wiring: home page, health check, static files, the `demo` command."""

    name = "liangcheng"
    verbose_name = "凉城"

    def ready(self):
        # After django.contrib.auth has registered its own.
        import_module("liangcheng.desk.accounts")
        from liangcheng.fast.compiled import forget

        post_migrate.connect(forget)


class NewsroomAdminConfig(AdminConfig):
    """Django's admin with the newsroom's dashboard as its front page."""

    default_site = "liangcheng.admin.NewsroomAdminSite"
