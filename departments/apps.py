from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    """Who: departments, people, appointments and meetings. Knows nothing of articles."""

    name = "departments"
    verbose_name = "单位、人物与会议"
