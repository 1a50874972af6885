from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client as HttpClient

from config import health


def test_ok_with_one_query(http: HttpClient, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        answer = http.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_503_when_the_database_is_away(http: HttpClient, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def cursor(self) -> None:
            raise OperationalError("password authentication failed for user wings")

    monkeypatch.setattr(health, "connection", Away())
    answer = http.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"database")


def test_it_only_reads(http: HttpClient) -> None:
    assert http.post("/healthz").status_code == 405
