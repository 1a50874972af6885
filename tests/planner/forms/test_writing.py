"""Forms that write files: a file goes through its form unchanged, and faults find their fields."""

from typing import Any

import pytest
from django.http import QueryDict

from planner.forms.writing import FORMS, ItemForm
from planner.library.documents import Document
from planner.library.faults import Fault, LibraryError
from planner.library.frontmatter import read_content
from planner.library.reader import Known, read_one, shipped_cards
from planner.library.writer import path_of, written
from tests.planner import shelves
from tests.planner.library.kinds import EVERY_KIND

SHIPPED = shelves.library().documents
WITH_FORM = [one for one in (*SHIPPED, *EVERY_KIND.documents) if one.shelf in FORMS]


def stands(code: str, language: str) -> Document | None:
    """What an item says in this language, else in English."""
    fitting = [one for one in (*SHIPPED, *EVERY_KIND.documents) if one.code == code]
    return max(fitting, key=lambda one: one.language == language, default=None)


KNOWN = Known(
    shelves={one.code: one.shelf for one in (*SHIPPED, *EVERY_KIND.documents)},
    find=stands,
    cards=shipped_cards(),
)


def form_of(text: str, shelf: str = "practices") -> ItemForm:
    return FORMS[shelf].of_file(read_content(text.encode(), "x.md"))


def sent_by(form: ItemForm) -> QueryDict:
    """What a browser sends when the form is shown and sent back untouched."""
    query = QueryDict(mutable=True)
    for one in (form, *(row for rows in form.rows.values() for row in rows)):
        for name, values in one.own.items():
            query.setlist(one.add_prefix(name), values)
    for name, rows in form.rows.items():
        query[f"{name}-count"] = str(len(rows))
    return query


def changed(like: str, **sent: str) -> ItemForm:
    """The form of an item of the library, sent back with these fields changed."""
    form = form_of(written(shelves.library().find(like)))
    query = sent_by(form)
    for name, value in sent.items():
        query[name] = value
    return type(form).of_post(query)


def read(form: ItemForm, code: str) -> Any:
    """The document that the form writes; the form shows the faults when there is none."""
    try:
        return read_one(form.written(), name=f"en/{form.shelf}/{code}.md", known=KNOWN)
    except LibraryError as error:
        form.show(error.faults)
    return None


@pytest.mark.parametrize("document", WITH_FORM, ids=lambda one: one.code)
def test_a_file_goes_through_its_form_unchanged(document: Document) -> None:
    form = form_of(written(document), document.shelf)
    again = type(form).of_post(sent_by(form))
    assert read_one(again.written(), name=path_of(document), known=KNOWN) == document


def test_what_is_typed_gets_into_the_file() -> None:
    form = changed("micro-pause", title="Our pause", cautions="One.\r\n\r\n  Two.  ", tags="a, b,")
    document = read(form, "micro-pause")
    assert document.title == "Our pause"
    assert document.cautions == ("One.", "Two.")
    assert document.tags == ("a", "b")


def test_each_fault_stands_at_its_field() -> None:
    form = changed(
        "three-step-integration-cycle",
        title="",
        minutes__usual="ten",
        gates__led_by="nobody",
        **{"steps-1-seconds": "4000", "evidence-0-source": "clinical tradition"},
    )
    assert read(form, "three-step-integration-cycle") is None
    assert form.errors["title"] == ["A text is expected."]
    assert form.errors["minutes__usual"] == ["A whole number is expected."]
    assert "gates__led_by" in form.errors
    assert [dict(row.errors) for row in form.rows["steps"]] == [
        {},
        {"seconds": ["1 to 3600 is expected, not 4000."]},
        {},
    ]
    assert "source" in form.rows["evidence"][0].errors
    assert form.others == []


def test_steps_that_do_not_fit_are_said_at_the_minutes() -> None:
    form = changed("three-step-integration-cycle", **{"steps-0-seconds": "600"})
    assert read(form, "three-step-integration-cycle") is None
    assert list(form.errors) == ["minutes__shortest"]
    assert "longer than 8 min" in form.errors["minutes__shortest"][0]


def test_what_has_no_field_is_said_above() -> None:
    form = changed("three-step-integration-cycle", **{"steps-0-seconds": "600"})
    form.show([Fault("x", 3, "variants[1].note", "too long"), Fault("x", 1, "", "odd")])
    assert [fault.field for fault in form.others] == ["variants[1].note", ""]


def test_faults_pass_over_rows_that_are_blank() -> None:
    form = changed("micro-pause").rearranged("steps:add").rearranged("steps:up:4")
    query = sent_by(form)
    query["steps-4-text"] = ""
    again = type(form).of_post(query)
    assert read(again, "micro-pause") is None
    assert again.rows["steps"][3].is_blank()
    assert [list(row.errors) for row in again.rows["steps"]] == [[], [], [], [], ["text"]]


def labels(form: ItemForm) -> list[str]:
    return [(row.own.get("label") or [""])[-1] for row in form.rows["steps"]]


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("steps:up:1", [1, 0, 2]),
        ("steps:up:0", [0, 1, 2]),
        ("steps:down:0", [1, 0, 2]),
        ("steps:down:2", [0, 1, 2]),
        ("steps:drop:1", [0, 2]),
        ("steps:drop:9", [0, 1, 2]),
        ("steps:up:-1", [0, 1, 2]),
        ("steps:turn:1", [0, 1, 2]),
        ("nothing:up:1", [0, 1, 2]),
        ("", [0, 1, 2]),
    ],
)
def test_rows_are_moved_and_taken_out(act: str, order: list[int]) -> None:
    form = changed("three-step-integration-cycle")
    before = labels(form)
    assert labels(form.rearranged(act)) == [before[place] for place in order]


def test_a_row_is_added_until_there_are_enough() -> None:
    form = changed("three-step-integration-cycle").rearranged("steps:add")
    assert labels(form)[3:] == [""]
    for _ in range(60):
        form = form.rearranged("steps:add")
    assert len(form.rows["steps"]) == 40


def test_a_question_brings_only_the_limits_of_its_kind() -> None:
    form = form_of(written(shelves.library().find("day-map")), "worksheets")
    query = sent_by(form)
    query["fields-2-kind"] = "choice"
    query["fields-2-choices"] = "yes = Yes, a little\nNot at all"
    query["fields-2-most"] = "80"
    document = read(FORMS["worksheets"].of_post(query), "day-map")
    assert [(one.code, one.label) for one in document.fields[2].choices] == [
        ("yes", "Yes, a little"),
        ("not_at_all", "Not at all"),
    ]


@pytest.mark.parametrize(
    ("label", "key"), [("What I felt?", "what_i_felt"), ("3 things", "q_3_things"), ("?", "q")]
)
def test_a_new_question_gets_a_key(label: str, key: str) -> None:
    form = form_of(written(shelves.library().find("day-map")), "worksheets")
    query = sent_by(form.rearranged("fields:add"))
    query["fields-6-label"], query["fields-6-kind"] = label, "short_text"
    document = read(FORMS["worksheets"].of_post(query), "day-map")
    assert document.fields[-1].key == key


def test_one_number_of_breaths_is_both_ends() -> None:
    form = changed("micro-pause", **{"steps-0-seconds": "", "steps-0-breaths_low": "3"})
    assert read(form, "micro-pause").steps[0].breaths == (3, 3)


def test_what_travels_along_cannot_be_smuggled_in() -> None:
    for rest in ("no front matter", "---\ncode: other\n---\n", "---\na: &x 1\n---\n", "\udcff"):
        form = changed("micro-pause", rest=rest)
        assert read(form, "micro-pause") is None
        assert form.others or form.errors


def test_a_worksheet_is_chosen_by_its_title() -> None:
    form = changed("mindful-compassion-mapping")
    form.offer("worksheet", [("day-map", "A map of my day")])
    assert '<option value="day-map" selected>A map of my day</option>' in str(form["worksheet"])
    form = changed("mindful-compassion-mapping", worksheet="gone")
    form.offer("worksheet", [("day-map", "A map of my day")])
    assert '<option value="gone" selected>gone</option>' in str(form["worksheet"])
