import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def test_health_is_ok_when_the_database_answers(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_health_is_unavailable_when_the_database_fails(client, monkeypatch, caplog):
    def cursor():
        raise OperationalError("no such host")

    monkeypatch.setattr(connection, "cursor", cursor)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable"}
    assert "no such host" in caplog.text
    assert "no such host" not in response.content.decode()


def test_health_is_only_asked(client):
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405


def test_health_is_told_over_plain_http(client, settings):
    """A probe comes from the machine itself, past the proxy that ends TLS."""
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 301
