"""The whole site: the paper, the newsroom, and what machines ask for."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from articles.api.urls import api
from articles.sitemaps import SITEMAPS
from articles.views.api import ApiView
from liangcheng import offline, views
from liangcheng.reading.views import reading_settings

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("", include("articles.urls")),
    path("settings/", reading_settings, name="reading_settings"),
    path("api/", ApiView.as_view(), name="api"),
    path("api/", api.urls),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.RobotsView.as_view(), name="robots"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    # At the root: a worker sees what lies below its own address.
    path("sw.js", offline.worker, name="worker"),
    path("offline.json", offline.news, name="offline_news"),
    path("offline/", offline.stored, name="offline"),
    path("opensearch.xml", views.OpenSearchView.as_view(), name="opensearch"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": SITEMAPS, "template_name": "feeds/sitemap.xml"},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("admin/", admin.site.urls),
]
handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.server_error
