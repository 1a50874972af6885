"""Writing own items: in a form and as a file, with preview, rows, languages, and two at once."""

import re
from typing import Any

import pytest
from django.test import Client as HttpClient

from planner.models import Item
from tests.cast import Cast
from tests.clients.views.asking import queries, sent_to, text_of
from tests.planner import shelves
from tests.planner.shelves import PAUSE, TOUCH

from .writing import address, as_file, file_of, in_form, now, post

HTMX = {"HX-Request": "true"}


@pytest.fixture
def item(cast: Cast) -> Item:
    """An own item that everybody in the clinic sees; the library around it is loaded."""
    shelves.load_all()
    return shelves.item(PAUSE, clinic=cast.harbour)


def test_the_form_shows_what_it_says(cast: Cast, item: Item, amara: HttpClient) -> None:
    page = text_of(amara.get(address("edit", cast)))
    assert 'value="Micro-Pause"' in page
    assert page.count('class="own-row"') == 4 + 2  # steps and claims
    assert "As it will read" in page
    assert "Let a breath come in." in page
    assert re.search(r'<option value="weekly-practice-log" selected>My week</option>', page)


def test_the_form_saves_a_version(cast: Cast, item: Item, amara: HttpClient) -> None:
    answer = post(amara, address("edit", cast), in_form(item, title="Pause at the door"))
    assert sent_to(answer) == address("edit", cast, language="en")
    assert (now(item).number, now(item).title, now(item).made_by) == (
        2,
        "Pause at the door",
        cast.amara,
    )
    assert "Saved as version 2." in text_of(amara.get(sent_to(answer)))


def test_the_file_saves_a_version(cast: Cast, item: Item, amara: HttpClient) -> None:
    text = file_of(item).replace("title: Micro-Pause", "title: Pause at the door")
    answer = post(amara, address("edit", cast), as_file(item, text))
    assert sent_to(answer) == address("edit", cast, language="en", way="file")
    assert now(item).title == "Pause at the door"
    assert text_of(amara.get(sent_to(answer))).count("title: Pause at the door") == 1


def test_faults_stand_at_their_fields_and_nothing_is_saved(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    answer = post(amara, address("edit", cast), in_form(item, title="", **{"steps-0-seconds": "0"}))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors == {"title": ["A text is expected."]}
    assert form.rows["steps"][0].errors == {"seconds": ["1 to 3600 is expected, not 0."]}
    page = text_of(answer)
    assert "Not saved yet: something needs another look" in page
    assert "Let a breath come in." in page
    assert now(item).number == 1


def test_faults_of_the_file_stand_by_line(cast: Cast, item: Item, amara: HttpClient) -> None:
    text = file_of(item).replace("wing: both\n", "wing: <b>left</b>\n", 1)
    line = text[: text.index("wing: <b>")].count("\n") + 1
    answer = post(amara, address("edit", cast), as_file(item, text))
    assert answer.status_code == 422
    page = text_of(answer)
    assert f'data-line="{line}">line {line}</a>' in page
    assert "<code>wing</code>: allowed: awareness, compassion, both" in page
    assert "<code>wing</code>: HTML is not allowed" in page
    assert "wing: &lt;b&gt;left&lt;/b&gt;" in page


def test_what_is_no_file_at_all_is_kept_too(cast: Cast, item: Item, amara: HttpClient) -> None:
    answer = post(amara, address("edit", cast), as_file(item, "just some words"))
    assert answer.status_code == 422
    assert "just some words</textarea>" in text_of(answer)
    assert "the file begins with a line of three hyphens" in text_of(answer)


@pytest.mark.parametrize("sent", [{}, {"seen": "x"}, {"way": "form", "seen": 1}, {"seen": -1}])
def test_a_form_that_was_cut_short_saves_nothing(
    cast: Cast, item: Item, amara: HttpClient, sent: dict[str, Any]
) -> None:
    assert amara.post(address("edit", cast), sent).status_code == 422
    assert item.versions.count() == 1


def test_the_second_of_two_keeps_both_texts(cast: Cast, item: Item, amara: HttpClient) -> None:
    mine, theirs = in_form(item, title="Mine"), in_form(item, title="Theirs")
    post(cast.staff("ben"), address("edit", cast), theirs)
    answer = post(amara, address("edit", cast), mine)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Somebody else saved a version while you were writing" in page
    assert "Ben Adler" in page
    assert 'value="Mine"' in page
    assert re.search(r"<del>.{1,80}Theirs.{1,80}</del><ins>.{1,80}Mine.{1,80}</ins>", page)
    assert now(item).title == "Theirs"
    mine["seen"] = "2"
    assert 'name="seen" value="2"' in page
    assert post(amara, address("edit", cast), mine).status_code == 303
    assert now(item).title == "Mine"
    assert [one.title for one in item.versions.order_by("number")] == [
        "Micro-Pause",
        "Theirs",
        "Mine",
    ]


def test_the_preview_comes_alone_for_htmx(cast: Cast, item: Item, amara: HttpClient) -> None:
    query = in_form(item, do="preview", purpose="A stop at the door.")
    part = post(amara, address("edit", cast), query, **HTMX)
    assert part.status_code == 200
    page = text_of(part)
    assert "A stop at the door." in page
    assert "<form" not in page
    assert "<html" not in page
    assert now(item).number == 1


def test_the_preview_names_what_is_not_right(cast: Cast, item: Item, amara: HttpClient) -> None:
    query = in_form(item, do="preview", minutes__usual="ten")
    page = text_of(post(amara, address("edit", cast), query, **HTMX))
    assert "<strong>Minutes: Usual</strong>: a whole number is expected" in page


def test_without_javascript_the_preview_is_the_whole_page(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    page = text_of(post(amara, address("edit", cast), in_form(item, do="preview", title="New")))
    assert "<html" in page
    assert 'value="New"' in page
    assert 'class="paper-title">New<' in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_rows_move_without_being_saved(
    cast: Cast, item: Item, amara: HttpClient, headers: dict[str, str]
) -> None:
    query = in_form(item, do="steps:up:1", title="")
    answer = post(amara, address("edit", cast), query, **headers)
    assert answer.status_code == 200
    page = text_of(answer)
    names = re.findall(r'name="steps-\d-label" value="([^"]*)"', page)
    assert names == ["Notice", "In", "A kind line", "Out"]
    assert ("<html" in page) is not bool(headers)
    assert "A text is expected" not in page
    assert now(item).number == 1
    if headers:
        assert answer.headers["HX-Trigger"] == '{"rearranged": {}}'


@pytest.mark.parametrize("act", ["nothing:up:1", "steps:::", "steps:up:99999999999999999999"])
def test_an_odd_button_does_nothing(cast: Cast, item: Item, amara: HttpClient, act: str) -> None:
    answer = post(amara, address("edit", cast), in_form(item, do=act), **HTMX)
    assert answer.status_code == 200
    assert now(item).number == 1


def test_the_way_changes_with_what_was_typed(cast: Cast, item: Item, amara: HttpClient) -> None:
    page = text_of(post(amara, address("edit", cast), in_form(item, do="file", title="New")))
    assert "title: New" in page
    text = file_of(item).replace("title: Micro-Pause", "title: Newer")
    page = text_of(post(amara, address("edit", cast), as_file(item, text, do="form")))
    assert 'value="Newer"' in page
    page = text_of(post(amara, address("edit", cast), as_file(item, "no file", do="form")))
    assert "no file</textarea>" in page


def test_kinds_without_a_form_are_written_as_files(cast: Cast, amara: HttpClient) -> None:
    shelves.load_all()
    shelves.item("group-90", clinic=cast.harbour)
    page = text_of(amara.get(address("edit", cast, "group-90")))
    assert 'name="text"' in page
    assert "Write in the form" not in page


def test_an_own_item_may_not_name_what_is_not_there(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    shelves.item(TOUCH, clinic=cast.lakeside, code="their-secret")
    draft = shelves.item(TOUCH, clinic=cast.harbour, code="bens-draft")
    Item.objects.filter(pk=draft.pk).update(draft_of=cast.ben)
    for code in ("gone", "their-secret", "bens-draft", PAUSE):
        answer = post(amara, address("edit", cast), in_form(item, related=code))
        assert answer.status_code == 422
        assert "Related" in str(answer.context["writing"].in_words)
    assert post(amara, address("edit", cast), in_form(item, related=TOUCH)).status_code == 303


def test_what_everybody_sees_names_no_draft_of_ones_own(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    draft = shelves.item(TOUCH, clinic=cast.harbour, code="my-draft")
    Item.objects.filter(pk=draft.pk).update(draft_of=cast.amara)
    query = in_form(item, related="my-draft")
    assert post(amara, address("edit", cast), query).status_code == 422
    Item.objects.filter(pk=item.pk).update(draft_of=cast.amara)
    assert post(amara, address("edit", cast), query).status_code == 303


def test_a_translation_begins_with_the_english_words(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    url = address("edit", cast, language="es")
    page = text_of(amara.get(url))
    assert "These are the English words." in page
    text = file_of(item).replace("title: Micro-Pause", "title: Micropausa")
    mark = now(item).content_hash[:12]
    text = text.replace("client_title:", f"of: {mark}\nclient_title:", 1)
    answer = post(amara, url, as_file(item, text, seen=0))
    assert sent_to(answer) == address("edit", cast, language="es", way="file")
    assert (now(item, "es").title, now(item, "es").number) == ("Micropausa", 1)
    assert now(item).number == 1


def test_an_outdated_translation_says_so_until_it_fits(
    cast: Cast, item: Item, amara: HttpClient
) -> None:
    shelves.say_also(item, language="es", of="0123456789ab", title="Micropausa")
    url = address("edit", cast, language="es")
    assert "The English text has changed since this was written." in text_of(amara.get(url))
    answer = post(amara, url, as_file(item, file_of(item, "es"), fresh="on"))
    assert answer.status_code == 303
    assert now(item, "es").document["of"] == now(item).content_hash[:12]
    assert "The English text has changed" not in text_of(amara.get(url))


def test_an_editor_asks_few_questions(cast: Cast, item: Item, amara: HttpClient) -> None:
    assert queries(amara, address("edit", cast)) <= 16
