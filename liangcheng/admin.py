"""The newsroom's desk: the admin's front page and its words."""

from django.contrib import admin


class NewsroomAdminSite(admin.AdminSite):
    """Django's admin, named and ordered for a newsroom."""

    site_title = "编辑部"
    site_header = "《凉城》编辑部"
    index_title = "工作台"
    site_url = "/"
    empty_value_display = "—"
