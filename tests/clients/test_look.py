"""The look: tags in words and shapes, names as the screen may show them, pages for a fault."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

from clients.templatetags import look

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
SVG = "{http://www.w3.org/2000/svg}"


def show(source: str, **context: object) -> str:
    """Render a template of one line."""
    return Template("{% load look %}" + source).render(Context(context))


def request(path: str = "/", *, hidden: bool | None = None) -> SimpleNamespace:
    """As much of a request as the tags look at."""
    member = None if hidden is None else SimpleNamespace(hide_names=hidden)
    return SimpleNamespace(path=path, member=member)


LEILA = SimpleNamespace(name="Leila <Haddad>", code="M-17")
NAMELESS = SimpleNamespace(name="", code="R-03")


def test_a_name_is_shown_and_escaped() -> None:
    assert show("{% who c %}", c=LEILA, request=request(hidden=False)) == "Leila &lt;Haddad&gt;"


def test_a_client_without_a_name_is_the_code() -> None:
    assert show("{% who c %}", c=NAMELESS, request=request(hidden=False)) == "R-03"


def test_hidden_names_are_codes() -> None:
    assert show("{% who c %}", c=LEILA, request=request(hidden=True)) == "M-17"


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/c/1/", "today"),
        ("/c/1/clients/2/", "clients"),
        ("/c/1/appointments/2/", "clients"),
        ("/c/1/groups/", "groups"),
        ("/c/1/sessions/2/blocks/", "sessions"),
        ("/c/1/library/x/", "library"),
        ("/c/1/clinic/", "clinic"),
        ("/accounts/login/", ""),
        ("/", ""),
    ],
)
def test_the_address_tells_the_place_in_the_side_nav(path: str, section: str) -> None:
    assert show("{% nav_section %}", request=request(path)) == section


def test_a_page_may_name_its_place_itself() -> None:
    assert show("{% nav_section %}", request=request("/c/1/x/"), section="library") == "library"


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0 min"), (35, "35 min"), (60, "1 h"), (90, "1 h 30 min")]
)
def test_minutes_in_words(value: int, words: str) -> None:
    assert look.minutes(value) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (-1, "yesterday"),
        (1, "tomorrow"),
        (-2, "Tuesday 24 November, 2 days ago"),
        (-14, "Thursday 12 November"),
        (7, "Thursday 3 December"),
        (40, "5 January 2027"),
    ],
)
def test_a_date_as_one_would_say_it(days: int, words: str) -> None:
    today = dt.date(2026, 11, 26)
    assert look.day_near(today + dt.timedelta(days), today) == words


@pytest.mark.parametrize(
    ("minutes", "names"),
    [(0, "tens-0 ones-0"), (3, "tens-0 ones-3"), (35, "tens-3 ones-5"), (600, "tens-12 ones-0")],
)
def test_the_height_of_a_card(minutes: int, names: str) -> None:
    assert look.height(minutes) == names
    said = (STATIC / "css/site.css").read_text()
    written = [f".{name} {{\n    --{name.replace('-', ': ')};" in said for name in names.split()]
    # Nothing is written for zero, which is what a class counts for that is not there.
    assert written == [not name.endswith("-0") for name in names.split()]


def test_a_label_in_the_ribbon_needs_room() -> None:
    assert [look.room_for(width, "Awareness") for width in (50, 110, 250)] == ["", "narrow", "wide"]


def test_a_share_is_written_with_a_point() -> None:
    assert look.share(125) == "12.5%"


def test_an_unknown_state_is_not_due() -> None:
    assert 'class="mark mark-not_due"' in show('{% mark "x" %}')


def symbols() -> set[str]:
    """Names in the icon sheet."""
    root = ElementTree.parse(STATIC / "icons.svg").getroot()
    return {str(symbol.get("id")) for symbol in root.iter(f"{SVG}symbol")}


def test_every_icon_and_mark_used_is_in_the_sheet() -> None:
    known = symbols()
    used = {f"mark-{state}" for state in look.MARKS}
    for page in TEMPLATES.rglob("*.html"):
        used |= set(re.findall(r"{% icon \"([^\"]+)\"", page.read_text()))
    assert used - known == set()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 500, 503])
def test_a_page_for_a_fault_needs_nobody_and_names_nobody(status: int) -> None:
    page = render_to_string(f"errors/{status}.html")
    assert page == render_to_string(f"errors/{status}.html")
    assert "csrf" not in page.lower()
    assert "Two Wings" not in page
    assert page.count("<h1>") == 1


class Homework(forms.Form):
    """One field of each kind."""

    title = forms.CharField(help_text="Plain and short.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    agreed = forms.BooleanField()
    days = forms.MultipleChoiceField(
        choices=[("mo", "Monday"), ("tu", "Tuesday")], widget=forms.CheckboxSelectMultiple
    )


def test_a_form_says_what_is_missing_beside_the_field_and_keeps_what_was_typed() -> None:
    form = Homework({"note": "<b>kept</b>", "days": ["mo"]})
    page = render_to_string("parts/form.html", {"form": form})
    described = 'aria-describedby="id_title_helptext id_title_error"'
    assert described in page
    assert page.count('id="id_title_error"') == 1
    assert page.count('id="id_title_helptext"') == 1
    assert "&lt;b&gt;kept&lt;/b&gt;" in page
    assert page.count('<span class="field-mark">(optional)</span>') == 1
    assert page.count('role="alert"') == 1


def test_a_rating_is_unset_until_touched() -> None:
    class Rating(forms.Form):
        kindness = forms.ChoiceField(
            choices=[*((str(n), str(n)) for n in range(1, 8)), ("none", "Cannot say")],
            widget=forms.RadioSelect,
        )

    context = {"field": Rating()["kindness"], "low": "not at all", "high": "very much"}
    page = render_to_string("parts/rating.html", context)
    assert page.count('type="radio"') == 8
    assert page.count('class="rating-point"') == 7
    assert "checked" not in page
    assert "the lowest means not at all, the highest very much" in page


def test_no_page_carries_what_the_policy_forbids() -> None:
    forbidden = re.compile(r"\sstyle=|<style|\shx-on|js:|\son[a-z]+=|javascript:|data:|<script>")
    at_fault = [
        f"{page.relative_to(TEMPLATES)}: {found.group()}"
        for page in sorted(TEMPLATES.rglob("*.html"))
        if "documents" not in page.parts
        if (found := forbidden.search(page.read_text()))
    ]
    assert at_fault == []
