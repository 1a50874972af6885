import pytest
from django.conf import settings
from django.test import Client as HttpClient
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from clients.models import User
from tests.config.addresses import SECRET_TEXT

pytestmark = [pytest.mark.urls("tests.config.addresses"), pytest.mark.django_db]


@pytest.fixture
def http(http: HttpClient) -> HttpClient:
    """A browser that gets a page also for what raises in the view."""
    http.raise_request_exception = False
    return http


@pytest.mark.parametrize("kind", ["400", "403", "404", "500", "503"])
def test_a_page_in_plain_words(http: HttpClient, kind: str) -> None:
    answer = http.get(f"/fault/{kind}/")
    page = answer.content.decode()
    assert answer.status_code == int(kind)
    assert "<!doctype html>" in page
    assert SECRET_TEXT not in page
    assert "csrfmiddlewaretoken" not in page
    assert "nonce" not in page


@pytest.mark.parametrize("kind", ["400", "403", "404", "500", "503"])
def test_the_page_is_the_same_for_everybody(http: HttpClient, kind: str) -> None:
    stranger = http.get(f"/fault/{kind}/").content
    http.force_login(User.objects.create_user("ruth@example.org"))
    assert http.get(f"/fault/{kind}/").content == stranger


KINDS = ["400", "403", "404", "500", "503"]


@pytest.mark.parametrize("kind", KINDS)
def test_on_the_phone_it_has_leave_and_asks_no_database(
    http: HttpClient, kind: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        page = http.get(f"/p/fault/{kind}/").content.decode()
    parts = ('action="/p/leave/" data-leave>', 'js/leave.js"', 'href="/p/" data-start', "<h1>")
    assert [page.count(part) for part in parts] == [1, 1, 1, 1]
    leaks = [SECRET_TEXT, "csrfmiddlewaretoken", "nonce", "Two Wings", "data-device"]
    assert [leak for leak in leaks if leak in page] == []
    assert http.get(f"/p/fault/{kind}/").content.decode() == page


def test_bodies_and_methods_that_are_refused_have_it_too(http: HttpClient) -> None:
    length = str(settings.BODY_MAX_BYTES + 1)
    large = http.generic("POST", "/p/fault/404/", b"", CONTENT_LENGTH=length)
    assert (large.status_code, b"data-leave" in large.content) == (413, True)
    elsewhere = http.generic("POST", "/act/", b"", CONTENT_LENGTH=length)
    assert (elsewhere.status_code, b"data-leave" in elsewhere.content) == (413, False)


def test_hidden_and_missing_look_the_same(http: HttpClient) -> None:
    assert http.get("/fault/404/").content == http.get("/nothing/at/all/").content


def test_a_form_from_elsewhere(db: None) -> None:
    strict = HttpClient(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_user("ruth@example.org"))
    answer = strict.post("/act/", {"note": "x"})
    assert answer.status_code == 403
    assert b"<!doctype html>" in answer.content


def test_one_sentence_when_the_page_itself_fails(http: HttpClient) -> None:
    with override_settings(TEMPLATES=[]):
        answer, phone = http.get("/fault/500/"), http.get("/p/fault/500/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert b'<form method="post" action="/p/leave/"><button>Leave<' in phone.content
    assert SECRET_TEXT.encode() not in answer.content + phone.content


def test_who_comes_while_the_database_is_busy_is_told_when_to_come_again(
    http: HttpClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert http.get("/fault/503/").headers["Retry-After"] == "30"
    assert "database: OperationalError" in caplog.text
    assert SECRET_TEXT not in caplog.text
