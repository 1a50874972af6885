"""Adding a list: looked at first, confirmed as it was seen, all or none."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as HttpClient

from clients.models import CareTeam, Client, Journal
from tests import factories as make
from tests.cast import Cast

from .asking import address, errors_of, sent_to, text_of

THERE = ["M-17", "M-18", "M-19"]


@pytest.fixture
def ben(cast: Cast) -> HttpClient:
    return cast.staff("ben")


def codes() -> list[str]:
    return list(Client.objects.order_by("code").values_list("code", flat=True))


def look(cast: Cast, browser: HttpClient, text: str, **more: Any) -> Any:
    return browser.post(address("client_import", cast.harbour), {"text": text} | more)


def test_looking_stores_nothing(cast: Cast, ben: HttpClient) -> None:
    shown = look(cast, ben, "A-1, Ada Lund\nBo Berg")
    assert shown.status_code == 200
    assert "Add these 2 clients" in text_of(shown)
    assert "A-1, Ada Lund\nBo Berg</textarea>" in shown.content.decode()
    assert codes() == THERE
    assert Journal.objects.filter(act="created").count() == 0


def test_what_was_looked_at_is_added(cast: Cast, ben: HttpClient) -> None:
    text = "Bo Berg\r\nA-1, Ada Lund\r\nB-2"
    shown = look(cast, ben, text)
    done = look(cast, ben, text, seen=shown.context["seen"])
    assert sent_to(done) == address("client_list", cast.harbour)
    added = Client.objects.exclude(code__in=THERE)
    assert sorted((one.name, one.code[:2] == "A-") for one in added if one.code == "A-1") == [
        ("Ada Lund", True)
    ]
    assert sorted(one.name for one in added) == ["", "Ada Lund", "Bo Berg"]
    leads = CareTeam.objects.filter(client__in=added, member=cast.ben, role="lead")
    assert leads.count() == 3
    assert {one.clinic for one in added} == {cast.harbour}
    assert "3 clients added." in text_of(ben.get(sent_to(done)))


def test_only_the_text_that_was_seen_can_be_confirmed(cast: Cast, ben: HttpClient) -> None:
    seen = look(cast, ben, "A-1").context["seen"]
    changed = look(cast, ben, "A-1\nA-2", seen=seen)
    assert (changed.status_code, codes()) == (200, THERE)
    assert "Add these 2 clients" in text_of(changed)
    assert look(cast, ben, "A-1", seen="x").status_code == 200
    assert codes() == THERE


def test_one_fault_stops_all(cast: Cast, ben: HttpClient) -> None:
    text = "A-1, Ada\nA-1, Bo\nM-17, Cy\nA-2"
    shown = look(cast, ben, text)
    assert shown.status_code == 422
    page = text_of(shown)
    for said in ("2 lines cannot be added.", "The same code as line 1.", "already has this code."):
        assert said in page
    assert "Cy" in page
    assert look(cast, ben, text, seen=shown.context["seen"]).status_code == 422
    assert codes() == THERE


def test_a_code_that_was_taken_meanwhile_stops_all(cast: Cast, ben: HttpClient) -> None:
    seen = look(cast, ben, "A-1\nA-2").context["seen"]
    make.client(cast.harbour, "A-2")
    again = look(cast, ben, "A-1\nA-2", seen=seen)
    assert again.status_code == 422
    assert codes() == ["A-2", *THERE]


def test_a_code_of_another_clinic_is_free(cast: Cast, ben: HttpClient) -> None:
    make.client(cast.lakeside, "A-1")
    assert look(cast, ben, "A-1").status_code == 200


def test_a_file(cast: Cast, ben: HttpClient) -> None:
    sent = SimpleUploadedFile("list.csv", "\ufeffcode;name\r\nA-1;Zoë\r\n".encode())
    shown = look(cast, ben, "", file=sent)
    assert [(line.code, line.name) for line in shown.context["lines"]] == [("A-1", "Zoë")]
    done = look(cast, ben, shown.context["typed"], seen=shown.context["seen"])
    assert done.status_code == 303
    assert Client.objects.get(code="A-1").name == "Zoë"


def test_columns_that_are_not_understood_are_named_first(cast: Cast, ben: HttpClient) -> None:
    text = "name,<b>phone</b>,code,\nAda Lund,0123,A-1,yes\nBo,,A-2,"
    shown = look(cast, ben, text)
    page = text_of(shown)
    assert (shown.status_code, codes()) == (200, THERE)
    assert "2 columns are not understood, and nothing of them would be added" in page
    assert "Line 1, column 2: “&lt;b&gt;phone&lt;/b&gt;”" in page
    assert "Line 1, column 4: no title" in page
    assert page.index("not understood") < page.index("Add these 2 clients")
    assert "Ada Lund,0123,A-1,yes\nBo,,A-2,</textarea>" in shown.content.decode()
    faulty = look(cast, ben, text + "\nCy,,A-1,")
    assert (faulty.status_code, "column 4: no title" in text_of(faulty)) == (422, True)
    assert look(cast, ben, text, seen=shown.context["seen"]).status_code == 303
    assert codes() == ["A-1", "A-2", *THERE]


@pytest.mark.parametrize(
    ("text", "content", "field"),
    [
        ("", None, "text"),
        (" \n ", None, "text"),
        ("x" * 100_001, None, "text"),
        ("", b"\xff\xfe\x00", "file"),
        ("", b"x" * 100_001, "file"),
        ("", b"", "file"),
    ],
)
def test_what_is_no_list(
    cast: Cast, ben: HttpClient, text: str, content: bytes | None, field: str
) -> None:
    more = {} if content is None else {"file": SimpleUploadedFile("list.csv", content)}
    assert list(errors_of(look(cast, ben, text, **more))) == [field]


@pytest.mark.parametrize(("count", "status"), [(200, 200), (201, 422)])
def test_two_hundred_lines_at_once(cast: Cast, ben: HttpClient, count: int, status: int) -> None:
    text = "\n".join(f"A-{number}" for number in range(count))
    shown = look(cast, ben, text)
    assert (shown.status_code, len(shown.context["lines"])) == (status, 200)
    assert ("These are 201 lines" in text_of(shown)) is (count == 201)
    assert look(cast, ben, text, seen=shown.context["seen"]).status_code == (303, 422)[count == 201]
    assert len(codes()) == (203, 3)[count == 201]


def test_markup_and_formulas_are_shown_as_they_were_written(cast: Cast, ben: HttpClient) -> None:
    shown = look(cast, ben, "A-1, <b>=1+1</b>").content.decode()
    assert "<b>=1" not in shown
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in shown
