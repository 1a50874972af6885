"""What WeasyPrint leaves open in a file: names of choices, heads of cells, changes of language.

Runs in a rendering child, on the finished objects, right before they are written.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

TICK = ((0.1, 0.5), (0.38, 0.14), (0.92, 0.86))
"""The corners of a tick in a box of 1 by 1, from below."""


def finish(document: Any, pdf: Any, languages: Sequence[str]) -> None:
    """Complete fields and tables, and name the language of each page where there are several."""
    if "AcroForm" in pdf.catalog:
        # Viewers that draw by themselves do it with fonts that are not in the file.
        del pdf.catalog["AcroForm"]["NeedAppearances"]
    _name_choices(document, pdf)
    (body,) = _kids(pdf, _object(pdf, pdf.catalog["StructTreeRoot"]))
    for table in _tables(pdf, body):
        _name_heads(pdf, table)
    if len(set(languages)) > 1:
        _name_languages(pdf, body, languages)


def _name_choices(document: Any, pdf: Any) -> None:
    """One field for a question, one widget for each of its choices.

    A widget keeps its own tooltip, "question: choice"; the field is called by the question. Without
    this each choice would be a field inside the field, under the same name.
    """
    for page in document.pages:
        for inputs in page.forms.values():
            for box, _place in inputs:
                widget = box.widget_annotation
                if "Parent" not in widget:
                    continue
                question = _object(pdf, widget["Parent"])
                question["TU"] = pydyf.String(box.element.get("data-question", ""))
                _draw_tick(pdf, widget)
                del widget["T"]
                pdf.catalog["AcroForm"]["Fields"].remove(widget.reference)


def _draw_tick(pdf: Any, widget: Any) -> None:
    """A tick across the box, where WeasyPrint puts a dot that is hard to see; nothing when empty."""
    (reference,) = widget["AP"]["N"].values()
    chosen = _object(pdf, reference)
    _left, _bottom, wide, high = chosen.extra["BBox"]
    points = [f"{wide * x:.2f} {high * y:.2f}" for x, y in TICK]
    chosen.stream = [f"1.6 w 1 J {points[0]} m {points[1]} l {points[2]} l S".encode()]
    empty = pydyf.Stream([], dict(chosen.extra))
    pdf.add_object(empty)
    widget["AP"]["N"]["Off"] = empty.reference


def _name_heads(pdf: Any, table: Any) -> None:
    """Each cell names the heads above it, where some heads stand across several rows.

    WeasyPrint loses count of the columns there. In such tables of ours all heads are column heads.
    """
    rows = [list(_kids(pdf, row)) for row in _rows(pdf, table)]
    if not any("RowSpan" in cell["A"] for row in rows for cell in row):
        return
    heads: dict[int, list[Any]] = {}
    taken: set[tuple[int, int]] = set()
    for line, row in enumerate(rows):
        for cell in row:
            place = next(n for n in range(len(taken) + 1) if (line, n) not in taken)
            columns = range(place, place + cell["A"].get("ColSpan", 1))
            below = range(line, line + cell["A"].get("RowSpan", 1))
            taken |= {(each, column) for each in below for column in columns}
            if cell["S"] == "/TH":
                for column in columns:
                    heads.setdefault(column, []).append(cell["ID"])
            else:
                found = [head for column in columns for head in heads.get(column, [])]
                cell["A"]["Headers"] = pydyf.Array(found)


def _name_languages(pdf: Any, body: Any, languages: Sequence[str]) -> None:
    """Each part of the tree of tags says the language of the page it stands on."""
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    for element in _kids(pdf, body):
        element["Lang"] = pydyf.String(languages[pages[element["Pg"]]])


def _tables(pdf: Any, element: Any) -> Iterator[Any]:
    """Every table below an element of the tree of tags."""
    for kid in _kids(pdf, element):
        if kid["S"] == "/Table":
            yield kid
        else:
            yield from _tables(pdf, kid)


def _rows(pdf: Any, element: Any) -> Iterator[Any]:
    """Every row of a table, in its head and its body."""
    for kid in _kids(pdf, element):
        if kid["S"] == "/TR":
            yield kid
        else:
            yield from _rows(pdf, kid)


def _kids(pdf: Any, element: Any) -> Iterator[Any]:
    """The elements right below one; marked content and fields are none."""
    kids = element["K"] if isinstance(element["K"], list) else [element["K"]]
    for kid in kids:
        if isinstance(kid, bytes):
            found = _object(pdf, kid)
            if "S" in found:
                yield found


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference such as `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]
