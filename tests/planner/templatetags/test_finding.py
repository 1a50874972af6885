"""The cards of what was found: each shape drawn once in a process, and nobody's words stay in it."""

import re
from dataclasses import replace
from typing import Any

from django.template import Context, Template
from django.test import RequestFactory

from planner.library.entries import Entry
from planner.models.cards import Card
from planner.templatetags import stencil
from tests.cast import Cast

PRACTICE = Entry(
    shelf="practices",
    code="soft-touch",
    language="en",
    title="Soft <b>touch",
    purpose="To be kind & steady.",
    phases=("compassion", "grounding"),
    minutes=20,
    shortest=5,
    wing="compassion",
    text="A hand rests on the chest, and the breath flows.",
    words={},
    phrase="",
)


def drawn(cast: Cast, *cards: Card, asked: str = "/library/?q=a<b", token: str = "t1") -> str:
    request: Any = RequestFactory().get(asked)
    request.member = cast.amara
    page = Template("{% load finding %}{% drawn_cards cards %}")
    context = Context({"request": request, "cards": cards, "csrf_token": token})
    return page.render(context)


def test_a_card_says_what_is_its_own(cast: Cast) -> None:
    plain = Card(entry=PRACTICE)
    found = Card(entry=PRACTICE, matched=frozenset({"kind"}), own=True, favourite=True, within=10)
    one, two = drawn(cast, plain), drawn(cast, found, token="t2")
    assert [stencil.MARKS.findall(html) for html in (one, two)] == [[], []]
    assert re.findall(r"<h3>.*</h3>", one) == [
        '<h3><a href="soft-touch/">Soft &lt;b&gt;touch</a></h3>'
    ]
    assert re.findall(r"<p>(.*)</p>", one + two) == [
        "To be kind &amp; steady.",
        "To be <mark>kind</mark> &amp; steady.",
    ]
    assert [re.findall(r'aria-pressed="(\w+)"', html) for html in (one, two)] == [
        ["false"],
        ["true"],
    ]
    assert [
        re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html) for html in (one, two)
    ] == [["t1"], ["t2"]]
    assert ["(5 min at least)" in html for html in (one, two)] == [False, True]
    assert [">Own<" in html for html in (one, two)] == [False, True]


def test_a_shape_is_drawn_once_and_keeps_no_words(cast: Cast) -> None:
    other = Card(entry=replace(PRACTICE, code="other", title="Other", purpose="Else."))
    first = drawn(cast, Card(entry=PRACTICE), other)
    assert first.index("Soft") < first.index("Other")
    alone = drawn(cast, other, asked="/library/?q=else")
    assert [word for word in ("Soft", "steady", "a%3Cb", "chest") if word in alone] == []
    assert 'name="back" value="/library/?q=else"' in alone
