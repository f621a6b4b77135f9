"""A Django site that does nothing but answer: what a page costs where nothing is asked or made."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="only for measuring", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__
)

urlpatterns = [path("", lambda request: HttpResponse("凉城"))]
application = get_wsgi_application()
