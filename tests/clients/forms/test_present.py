"""Who else was there: colleagues by name, everybody else by role."""

from typing import Any

from clients.forms.present import PresentForm
from clients.models import Guest, Member

BEN = Member(pk=1, name="Ben Adler")


def present(**sent: Any) -> PresentForm:
    return PresentForm(
        {f"there-{name}": value for name, value in sent.items()},
        guests=[],
        members=[BEN],
        interpreter=False,
    )


def test_guests_are_colleagues_by_name_and_others_by_role() -> None:
    form = present(roles=["partner"], others="ben  adler; co-trainer, ,partner")
    assert form.is_valid(), form.errors
    assert form.guests() == ["partner", BEN, "co-trainer"]
    assert present().is_valid()


def test_guests_that_do_not_fit() -> None:
    assert list(present(others="x" * 61).errors) == ["others"]
    assert list(present(others=",".join(["a"] * 13)).errors) == ["others"]
    assert list(present(roles=["mother"]).errors) == ["roles"]


def test_guests_stand_there_as_they_were_written() -> None:
    guests = [Guest(role="partner"), Guest(member=BEN), Guest(role="co-trainer")]
    form = PresentForm(None, guests=guests, members=[], interpreter=True)
    assert (form["roles"].value(), form["others"].value()) == (
        ["partner"],
        "Ben Adler, co-trainer",
    )
    planned = PresentForm(None, guests=[], members=[], interpreter=True)
    assert planned["roles"].value() == ["interpreter"]
