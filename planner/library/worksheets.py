"""A worksheet of the library: the fields that a client fills in, and the words around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from clients.prescription import Gates
from clients.shapes import ShapeError
from clients.worksheets import FIELDS_MOST, SheetField, Worksheet, WorksheetError
from planner.library import documents as read
from planner.library.documents import Document, DocumentError, Reader


@dataclass(frozen=True, kw_only=True)
class WorksheetDocument(Document):
    """One definition for the web form, the fillable PDF and the print."""

    shelf = read.WORKSHEETS
    body = ""
    own_readers: ClassVar[dict[str, Reader]] = {
        "plain_title": read.text(80),
        **read.SETTING,
        "minutes": read.whole(1, 90),
        "shared": lambda fields, name: fields.flag(name, default=False),
        "why": read.text(300, lines=3),
        "when": read.text(120),
        "how": read.texts(7, each=160, least=1),
        "example": read.text(600, lines=8, empty=True),
        "may_happen": read.text(600, lines=6),
        "stop_and_steady": read.text(400, lines=4),
        "real_danger_line": read.text(300, empty=True),
        "gates": read.part(Gates.from_data),
        "cautions": read.texts(12, each=400, least=1),
        "fields": read.many(1, FIELDS_MOST, SheetField.from_data),
    }

    plain_title: str
    settings: tuple[str, ...]
    audiences: tuple[str, ...]
    minutes: int
    shared: bool
    why: str
    when: str
    how: tuple[str, ...]
    example: str
    may_happen: str
    stop_and_steady: str
    real_danger_line: str
    gates: Gates
    cautions: tuple[str, ...]
    fields: tuple[SheetField, ...]

    def to_data(self) -> dict[str, Any]:
        """Plain data; each field with only the limits that its kind has."""
        return super().to_data() | {"fields": [one.to_data() for one in self.fields]}

    @property
    def length(self) -> int:
        """About how many minutes it takes."""
        return self.minutes

    @property
    def may_go_home(self) -> bool:
        """Whether a client may get it at all."""
        return self.gates.may_go_home

    def sheet(self) -> Worksheet:
        """What is given to a client; raises WorksheetError when the fields disagree."""
        return Worksheet.from_data(self.sheet_data(), "")

    def sheet_data(self) -> dict[str, Any]:
        """The worksheet as plain data, as a prescription carries it."""
        return {
            "format": 1,
            "code": self.code,
            "title": self.title,
            "plain_title": self.plain_title,
            "purpose": self.purpose,
            "shared": self.shared,
            "fields": [one.to_data() for one in self.fields],
        }

    def disagreements(self) -> Iterator[ShapeError]:
        """The fields make a sheet; what a client does alone has the line about danger."""
        try:
            self.sheet()
        except WorksheetError as error:
            yield DocumentError(error.field, error.reason)
        if self.gates.may_go_home and not self.real_danger_line:
            reason = "every sheet that a client fills in alone has it"
            yield DocumentError("real_danger_line", reason)

    def client_texts(self) -> Iterator[str]:
        """The words around the fields, and the fields themselves."""
        yield from (self.title, self.plain_title, self.purpose, self.why, self.when, *self.how)
        yield from (self.example, self.may_happen, self.stop_and_steady, self.real_danger_line)
        yield from _field_texts(self.fields)

    def searched(self) -> dict[str, str]:
        """The words around the fields and the fields' own count as text."""
        words = (self.plain_title, self.why, *self.how, self.example, *_field_texts(self.fields))
        found = {"title": self.title, "purpose": self.purpose, "tags": " ".join(self.tags)}
        return found | {"text": "\n\n".join(filter(None, words))}


def _field_texts(fields: tuple[SheetField, ...]) -> Iterator[str]:
    for one in fields:
        yield from (one.label, one.help, one.low_label, one.high_label)
        yield from (choice.label for choice in one.choices)
        yield from _field_texts(one.columns)
