"""What WeasyPrint leaves open in a file: names of choices, and where the language changes.

Runs in a rendering child, on the finished objects, right before they are written.
"""

from collections.abc import Sequence
from typing import Any

import pydyf


def finish(document: Any, pdf: Any, languages: Sequence[str]) -> None:
    """Complete the fields of a file, and name the language of each page that has another one."""
    _name_choices(document, pdf)
    if len(set(languages)) > 1:
        _name_languages(pdf, languages)


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
                question = pdf.objects[int(widget["Parent"].split()[0])]
                question["TU"] = pydyf.String(box.element.get("data-question", ""))
                del widget["T"]
                pdf.catalog["AcroForm"]["Fields"].remove(widget.reference)


def _name_languages(pdf: Any, languages: Sequence[str]) -> None:
    """Each part of the tree of tags says the language of the page it stands on."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    document = pdf.objects[int(root["K"][0].split()[0])]
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    for reference in document["K"]:
        element = pdf.objects[int(reference.split()[0])]
        element["Lang"] = pydyf.String(languages[pages[element["Pg"]]])
