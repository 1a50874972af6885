"""The page of limits: a row each for all to read, and for owners to set and set back."""

from typing import Any

import pytest
from django.urls import reverse

from clients.models import Clinic
from planner.safety.limits import SETTINGS
from tests import factories as make
from tests.cast import Cast
from tests.planner.views.counting import real_queries
from tests.planner.views.reading import at, text_of


def page(cast: Cast) -> str:
    return reverse("planner:clinic_limits", args=[cast.harbour.uid])


def change(cast: Cast) -> str:
    return reverse("planner:limit_set", args=[cast.harbour.uid])


def test_each_limit_has_its_row_with_default_bounds_and_reason(cast: Cast) -> None:
    answer = cast.staff("olga").get(page(cast))
    html, text = answer.content.decode(), text_of(answer)
    assert html.count('name="name"') == len(SETTINGS)
    assert html.count('name="reset"') == 0
    assert "All are as by default." in text
    for setting in SETTINGS.values():
        assert f'id="limit-{setting.name}"' in html
        assert f"default {setting.said(setting.default)}" in text
        assert f"{setting.least} to {setting.said(setting.most)}" in text


def kept(cast: Cast) -> Any:
    return Clinic.objects.get(pk=cast.harbour.pk).limits


def test_a_limit_is_set_and_reset(cast: Cast) -> None:
    olga = cast.staff("olga")
    answer = olga.post(change(cast), {"name": "grounding", "number": "12"})
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"{page(cast)}#limit-grounding",
    )
    html = olga.get(page(cast)).content.decode()
    assert html.count('name="reset"') == 1
    assert "1 number is your own." in html
    assert 'name="number" value="12"' in html
    olga.post(change(cast), {"name": "grounding", "number": "12", "reset": "1"})
    assert kept(cast) == {}


def test_resetting_asks_for_no_number(cast: Cast) -> None:
    olga = cast.staff("olga")
    olga.post(change(cast), {"name": "grounding", "number": "12"})
    assert olga.post(change(cast), {"name": "grounding", "reset": "1"}).status_code == 303
    assert kept(cast) == {}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "This field is required."),
        ("x", "Enter a whole number."),
        ("7", "Please give a number from 8 to 20."),
        ("21", "Please give a number from 8 to 20."),
        ("9" * 60, "Please give a number from 8 to 20."),
        ("-10", "Please give a number from 8 to 20."),
        ("10.5", "Enter a whole number."),
    ],
)
def test_bad_numbers_are_said_at_their_row_and_stay(cast: Cast, number: str, said: str) -> None:
    answer = cast.staff("olga").post(change(cast), {"name": "grounding", "number": number})
    html = answer.content.decode()
    row = html.split('id="limit-grounding"', 1)[1].split("</li>", 1)[0]
    assert (answer.status_code, said in row, html.count(said)) == (422, True, 1)
    assert number == "" or f'value="{number}"' in row
    assert kept(cast) == {}


@pytest.mark.parametrize("name", ["", "open_at_once", "x" * 300, "\x00"])
def test_an_unknown_limit(cast: Cast, name: str) -> None:
    answer = cast.staff("olga").post(change(cast), {"name": name, "number": "3"})
    assert (answer.status_code, kept(cast)) == (422, {})


@pytest.mark.parametrize(
    ("who", "reads", "changes"), [("amara", 200, 403), ("sara", 200, 403), ("nils", 404, 404)]
)
def test_everybody_who_works_here_reads_and_only_owners_change(
    cast: Cast, who: str, reads: int, changes: int
) -> None:
    browser = cast.staff(who)
    assert browser.get(page(cast)).status_code == reads
    sent = {"name": "grounding", "number": "12"}
    assert browser.post(change(cast), sent).status_code == changes
    assert kept(cast) == {}


def test_whoever_may_not_change_them_reads_numbers_and_reasons_without_a_field(cast: Cast) -> None:
    Clinic.objects.filter(pk=cast.harbour.pk).update(limits={"grounding": 12})
    answer = cast.staff("amara").get(page(cast))
    html, text = answer.content.decode(), text_of(answer)
    assert (html.count('name="number"'), html.count(change(cast))) == (0, 0)
    assert "Whoever runs the clinic can change them." in text
    grounding = SETTINGS["grounding"]
    for setting in SETTINGS.values():
        assert f"default {setting.said(setting.default)}" in text
    assert f"{grounding.label}: {grounding.said(12)}" in text
    assert "Whoever runs the clinic" not in text_of(cast.staff("olga").get(page(cast)))


@pytest.mark.parametrize("who", ["olga", "amara"])
def test_the_clinics_page_leads_here(cast: Cast, who: str) -> None:
    clinic = reverse("clients:clinic_page", args=[cast.harbour.uid])
    assert page(cast) in cast.staff(who).get(clinic).content.decode()


def test_a_plan_is_judged_by_the_clinics_own_number(cast: Cast) -> None:
    session = make.session(cast.m17, appointment=make.appointment(cast.m17, minutes=90))
    for phase, minutes in (("awareness", 5), ("exposure", 35), ("grounding", 10), ("closing", 20)):
        make.block(session, phase, minutes)
    amara, said = cast.staff("amara"), "Suggested at least 12 min."
    assert said not in text_of(amara.get(at("session_page", session)))
    Clinic.objects.filter(pk=cast.lakeside.pk).update(limits={"grounding": 12})
    assert said not in text_of(amara.get(at("session_page", session)))
    Clinic.objects.filter(pk=cast.harbour.pk).update(limits={"grounding": 12})
    assert said in text_of(amara.get(at("session_page", session)))


def test_the_page_asks_few_questions(cast: Cast) -> None:
    olga = cast.staff("olga")
    olga.get(page(cast))
    with real_queries() as asked:
        olga.get(page(cast))
    assert len(asked) == 4, asked
