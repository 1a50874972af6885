"""Sign-in by allauth with our settings, on the site's real addresses."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client as HttpClient

from clients.models import User

PASSWORD = "a kettle of quiet mornings"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> User:
    return User.objects.create_user("ruth@example.org", PASSWORD)


def sign_in(http: HttpClient, email: str, password: str) -> Any:
    return http.post("/accounts/login/", {"login": email, "password": password})


def page(answer: Any) -> str:
    """The page without its token and without what was typed."""
    text = re.sub(r"[A-Za-z0-9]{64}", "TOKEN", answer.content.decode())
    return re.sub(r"[a-z]+@example\.org", "ADDRESS", text)


def test_in_with_address_and_password(http: HttpClient, ruth: User) -> None:
    assert sign_in(http, "Ruth@Example.org", PASSWORD).status_code == 302
    assert http.session["_auth_user_id"] == str(ruth.pk)
    assert "_messages" not in http.session  # the next page greets nobody as "user 1"


def test_unknown_and_wrong_look_the_same(http: HttpClient, ruth: User) -> None:
    wrong = sign_in(http, "ruth@example.org", "not the right password")
    unknown = sign_in(http, "nobody@example.org", "not the right password")
    assert (wrong.status_code, page(wrong)) == (unknown.status_code, page(unknown))
    assert "_auth_user_id" not in http.session


def test_an_account_that_was_closed(http: HttpClient, ruth: User) -> None:
    ruth.is_active = False
    ruth.save()
    sign_in(http, "ruth@example.org", PASSWORD)
    assert "_auth_user_id" not in http.session


def test_after_five_wrong_ones_also_the_right_one_waits(http: HttpClient, ruth: User) -> None:
    for _ in range(5):
        sign_in(http, "ruth@example.org", "not the right password")
    sign_in(HttpClient(), "ruth@example.org", PASSWORD)
    assert sign_in(http, "ruth@example.org", PASSWORD).status_code == 200
    assert "_auth_user_id" not in http.session


def test_nobody_signs_up_by_themselves(http: HttpClient) -> None:
    form = {"email": "new@example.org", "password1": PASSWORD}
    answer = http.post("/accounts/signup/", form)
    assert answer.status_code == 200
    assert "new@example.org" not in answer.content.decode()
    assert User.objects.count() == 0


def test_a_reset_tells_nobody_who_has_an_account(http: HttpClient, ruth: User) -> None:
    known = http.post("/accounts/password/reset/", {"email": "ruth@example.org"})
    unknown = http.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in mail.outbox] == [["ruth@example.org"]]


def reset_page(http: HttpClient) -> str:
    """The address of the new-password form, by the link of the letter."""
    http.post("/accounts/password/reset/", {"email": "ruth@example.org"})
    found = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found
    return str(http.get(found[1])["Location"])


@pytest.mark.parametrize(
    "weak", ["fourteen chars", "password1234567", "ruth@example.org"], ids=str.split
)
def test_a_weak_password_is_refused(http: HttpClient, ruth: User, weak: str) -> None:
    answer = http.post(reset_page(http), {"password1": weak, "password2": weak})
    assert answer.status_code == 200
    ruth.refresh_from_db()
    assert ruth.check_password(PASSWORD)


def test_a_good_one_is_taken_and_ends_other_sittings(http: HttpClient, ruth: User) -> None:
    elsewhere = HttpClient()
    sign_in(elsewhere, "ruth@example.org", PASSWORD)
    assert "_auth_user_id" in elsewhere.session
    new = "seven boats and a slow tide"
    assert http.post(reset_page(http), {"password1": new, "password2": new}).status_code == 302
    ruth.refresh_from_db()
    assert ruth.check_password(new)
    assert elsewhere.get("/accounts/password/change/").status_code == 302


def test_out_only_by_a_form(http: HttpClient, ruth: User) -> None:
    sign_in(http, "ruth@example.org", PASSWORD)
    http.get("/accounts/logout/")
    assert "_auth_user_id" in http.session
    answer = http.post("/accounts/logout/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache"')
    assert "_auth_user_id" not in http.session
