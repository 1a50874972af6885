import gzip
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client as HttpClient

from clients.models import User
from tests.config.addresses import SECRET_TEXT

pytestmark = [pytest.mark.urls("tests.config.addresses"), pytest.mark.django_db]

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/staff/?day=2"}
NINE = 1_800_000_000


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def signed_in(http: HttpClient, clock: time_machine.Traveller) -> HttpClient:
    http.force_login(User.objects.create_user("ruth@example.org", "a long password of hers"))
    return http


def is_in(http: HttpClient, path: str = "/staff/") -> bool:
    return http.get(path).status_code == 200


# --- idle log-off ---------------------------------------------------------------------------------


def test_signed_off_after_fifteen_minutes(
    signed_in: HttpClient, clock: time_machine.Traveller
) -> None:
    assert is_in(signed_in)
    clock.shift(15 * 60)
    answer = signed_in.get("/staff/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/staff/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert settings.SESSION_COOKIE_NAME not in {
        name for name, cookie in signed_in.cookies.items() if cookie.value
    }


def test_an_act_keeps_one_signed_in(signed_in: HttpClient, clock: time_machine.Traveller) -> None:
    for _ in range(4):
        assert is_in(signed_in)
        clock.shift(14 * 60)
    assert is_in(signed_in)


@pytest.mark.parametrize(
    "by_itself",
    [
        {"HX-Request": "true"},
        {"Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Mode": "same-origin"},
        {"Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_what_a_page_fetches_by_itself_extends_nothing(
    signed_in: HttpClient, clock: time_machine.Traveller, by_itself: dict[str, str]
) -> None:
    assert is_in(signed_in)
    clock.shift(14 * 60)
    assert signed_in.get("/staff/?keep=1", headers=by_itself).content == b"staff"
    clock.shift(60)
    assert not is_in(signed_in)


def test_a_form_sent_by_htmx_is_an_act(
    signed_in: HttpClient, clock: time_machine.Traveller
) -> None:
    assert is_in(signed_in)
    clock.shift(14 * 60)
    assert signed_in.post("/act/", headers=HTMX).status_code == 200
    clock.shift(14 * 60)
    assert is_in(signed_in)


def test_signed_off_after_twelve_hours_of_work(
    signed_in: HttpClient, clock: time_machine.Traveller
) -> None:
    for _ in range(72):
        assert is_in(signed_in)
        clock.shift(10 * 60)
    assert not is_in(signed_in)


def test_the_clock_starts_at_sign_in_not_at_the_first_page(
    http: HttpClient, clock: time_machine.Traveller
) -> None:
    User.objects.create_user("ruth@example.org", "a long password of hers")
    answer = http.post(
        "/accounts/login/", {"login": "ruth@example.org", "password": "a long password of hers"}
    )
    assert answer.status_code == 302
    clock.shift(15 * 60)
    assert not is_in(http)


# --- an expired sign-in ---------------------------------------------------------------------------


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(http: HttpClient) -> None:
    answer = http.get("/staff/", headers=HTMX)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == "/accounts/login/?next=/staff/%3Fday%3D2"


def test_htmx_follows_any_redirect_as_a_page(signed_in: HttpClient) -> None:
    answer = signed_in.get("/moved/", headers=HTMX)
    assert (answer.status_code, answer.content) == (200, b"")
    assert (answer["HX-Redirect"], answer.cookies["seen"].value) == ("/staff/", "1")
    assert "Location" not in answer


def test_a_boosted_link_follows_by_itself(signed_in: HttpClient) -> None:
    answer = signed_in.get("/moved/", headers=HTMX | {"HX-Boosted": "true"})
    assert (answer.status_code, answer["Location"]) == (302, "/staff/")


def test_a_sent_form_leads_back_to_its_page(http: HttpClient) -> None:
    answer = http.post("/act/", headers={"Referer": "http://testserver/staff/"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/staff/")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/staff/", "//evil.example/", "javascript:alert(1)", ""]
)
def test_never_back_to_another_site(http: HttpClient, elsewhere: str) -> None:
    answer = http.post("/act/", headers={"Referer": elsewhere})
    assert answer["Location"] == "/accounts/login/?next=/"


# --- headers --------------------------------------------------------------------------------------


def test_nothing_of_a_signed_in_page_is_stored(signed_in: HttpClient) -> None:
    assert signed_in.get("/staff/")["Cache-Control"] == "no-store"
    assert signed_in.get("/public/")["Cache-Control"] == "no-store"
    assert signed_in.get("/missing/")["Cache-Control"] == "no-store"


def test_nothing_of_a_phone_is_stored(http: HttpClient) -> None:
    assert http.get("/p/")["Cache-Control"] == "no-store"


def test_an_open_page_may_be_kept_when_it_says_so(http: HttpClient) -> None:
    assert http.get("/public/")["Cache-Control"] == "max-age=60"
    assert http.get("/healthz")["Cache-Control"] == "no-store"


def test_sign_out_clears_the_cache(signed_in: HttpClient) -> None:
    answer = signed_in.post("/accounts/logout/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache"')


def test_security_headers(http: HttpClient) -> None:
    answer = http.get("/public/")
    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Permissions-Policy"].startswith("camera=()")


# --- input that no form of ours sends -------------------------------------------------------------


def told(answer: Any) -> tuple[int, bool]:
    """The status, and whether it is a page in plain words."""
    return answer.status_code, b"<!doctype html>" in answer.content


def test_a_body_over_the_limit(http: HttpClient) -> None:
    length = str(settings.BODY_MAX_BYTES + 1)
    for wrong in (length, "9" * 400):
        answer = http.generic("POST", "/act/", b"", CONTENT_LENGTH=wrong)
        assert told(answer) == (413, True)


def test_a_form_over_the_limit(signed_in: HttpClient) -> None:
    note = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert told(signed_in.post("/act/", {"note": note})) == (413, True)


def test_too_many_fields(signed_in: HttpClient) -> None:
    assert told(signed_in.post("/act/", {f"f{n}": "" for n in range(1001)})) == (400, True)


@pytest.mark.parametrize("length", ["-1", "ten", "٣"])
def test_a_length_that_is_none(http: HttpClient, length: str) -> None:
    assert told(http.generic("POST", "/act/", b"", CONTENT_LENGTH=length)) == (400, True)


def test_a_body_that_cannot_be_read(signed_in: HttpClient) -> None:
    answer = signed_in.post("/act/", b"--x", content_type="multipart/form-data; boundary=\x00")
    assert told(answer) == (400, True)


@pytest.mark.parametrize("value", ['"\\000' + "a" * 31 + '"', "\x00" * 32, "a" * 5000])
def test_a_session_cookie_that_is_none(http: HttpClient, value: str) -> None:
    answer = http.get("/staff/", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={value}"})
    assert answer.status_code == 302


def test_a_method_not_meant_here(signed_in: HttpClient) -> None:
    answer = signed_in.get("/act/")
    assert told(answer) == (405, True)
    assert answer["Allow"] == "POST"


# --- the log --------------------------------------------------------------------------------------


def test_a_request_line_names_nobody(http: HttpClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "site.requests"):
        http.get("/fault/403/?q=anna@example.org")
    lines = [record.getMessage() for record in caplog.records if record.name == "site.requests"]
    assert len(lines) == 1
    assert lines[0].startswith("GET /fault/<str:kind>/ 403 ")
    assert SECRET_TEXT not in lines[0]
    assert "anna" not in lines[0]


# --- compression ----------------------------------------------------------------------------------


@pytest.mark.urls("config.urls")
def test_only_pages_of_the_phone_are_compressed(http: HttpClient) -> None:
    takes = {"Accept-Encoding": "gzip"}
    plain = http.get("/p/shell/")
    small = http.get("/p/shell/", headers=takes)
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert gzip.decompress(small.content).split() == plain.content.split()
    assert "Accept-Encoding" in plain["Vary"]
    assert "Content-Encoding" not in http.get("/accounts/login/", headers=takes)
