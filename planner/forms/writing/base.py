"""Forms that write a file of the library, and rows inside them.

A form holds what a browser sent or would send, nothing else: it is made from a file and makes a
file. What it has no field for travels along unchanged in a hidden one (`rest`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from clients.forms.uncut import UncutForm
from planner.library.documents import field_names
from planner.library.faults import Fault
from planner.library.frontmatter import ContentFile, UnreadableError, read_content
from planner.library.shelves import SHELVES
from planner.library.writer import as_file, without_defaults

from .fields import Words

REST = "rest"
ROWS_MOST = 40
type Sent = dict[str, list[str]]
_PLACE = re.compile(r"(\w+)\[(\d+)\](?:\.(.*))?")


@dataclass(frozen=True)
class Section:
    """A part of the form: its heading and its fields, and whether it is open at first.

    A tuple of names stands on one line.
    """

    title: Any
    names: tuple[str | tuple[str, ...], ...]
    opened: bool = False


@dataclass(frozen=True)
class LineOfForm:
    """Fields beside each other, or the rows of a list under its name."""

    fields: tuple[forms.BoundField, ...] = ()
    name: str = ""
    rows: tuple["RowForm", ...] = ()
    title: Any = ""


@dataclass(frozen=True)
class PartOfForm:
    """A section as it is shown; one with a fault in it is open."""

    title: Any
    lines: tuple[LineOfForm, ...]
    opened: bool


class FileForm(UncutForm):
    """Fields named by their place in the file, `gates__led_by`; unbound and unchecked by Django."""

    rest = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, sent: Sent, prefix: str | None = None) -> None:
        full = {f"{prefix}-{name}" if prefix else name: values for name, values in sent.items()}
        super().__init__(data=MultiValueDict(full), prefix=prefix)
        self.own = {name: values for name, values in sent.items() if name in self.fields}
        # The gate judges, not the fields: nothing is cleaned, and errors come from `complain`.
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field, Words):
                field.put_first(self.own.get(name, []))

    @classmethod
    def sent_for(cls, data: Mapping[str, Any]) -> Sent:
        """What a browser would send for these fields of a file."""
        left, sent = _copied(cls.unfolded(data)), {}
        for name, field in cls.written_fields().items():
            *above, last = name.split("__")
            holder = _inside(left, above)
            if isinstance(holder, dict) and last in holder:
                values = field.sent(holder[last])
                if values is not None:
                    sent[name] = values
                    del holder[last]
        left = {key: value for key, value in left.items() if value != {}}
        return sent | ({REST: [as_file(left, "")]} if left else {})

    def said(self) -> dict[str, Any]:
        """The fields of the file that this form writes."""
        data = self._kept()
        for name, field in self.written_fields().items():
            value = field.said(self.own.get(name, []))
            if value is not None:
                *above, last = name.split("__")
                holder = data
                for part in above:
                    holder = holder.setdefault(part, {})
                    if not isinstance(holder, dict):
                        break  # what travels along is no mapping; the gate refuses it
                else:
                    holder[last] = value
        return self.folded(data)

    def complain(self, field: str, reason: str) -> bool:
        """Put a reason at the field of this place in the file; False where there is none."""
        place = field.split("[")[0].replace(".", "__")
        names = [*self.written_fields(), *self.more_places()]
        inside = [name for name in names if name.startswith(f"{place}__")]
        fitting = [place] if place in names else inside
        name = self.more_places().get(fitting[0], fitting[0]) if fitting else ""
        if name:
            self.add_error(name, f"{reason[:1].upper()}{reason[1:]}.")
        return bool(name)

    @classmethod
    def written_fields(cls) -> dict[str, Any]:
        """The fields that stand in the file, by name."""
        return {name: field for name, field in cls.base_fields.items() if name != REST}

    @classmethod
    def more_places(cls) -> dict[str, str]:
        """Places in the file that a field of another name stands for."""
        return {}

    @classmethod
    def unfolded(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The data as the fields of this form take them."""
        return data

    @classmethod
    def folded(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The data as the file has them."""
        return data

    def _kept(self) -> dict[str, Any]:
        """What this form has no field for."""
        kept = (self.own.get(REST) or [""])[-1]
        try:
            return read_content(kept.encode("utf-8", "replace"), REST).data if kept else {}
        except UnreadableError:
            return {REST: "cannot be read"}  # somebody changed it by hand; the gate refuses this


class RowForm(FileForm):
    """One entry of a list: a step, a claim, a question."""

    title: ClassVar[Any] = ""
    heading: ClassVar[str] = "label"  # the field that names the row

    @classmethod
    def as_first(cls, sent: Sent) -> Sent:
        """What is sent when the row has come to stand first."""
        return sent

    def is_blank(self) -> bool:
        """Whether nothing was written in it."""
        return not any(
            value.strip()
            for name, values in self.own.items()
            if not isinstance(self.fields[name], forms.ChoiceField | forms.BooleanField)
            for value in values
        )


class ItemForm(FileForm):
    """The whole file of one kind."""

    shelf: ClassVar[str]
    sections: ClassVar[tuple[Section, ...]]
    row_kinds: ClassVar[dict[str, type[RowForm]]] = {}

    def __init__(self, sent: Sent, rows: Mapping[str, list[Sent]]) -> None:
        super().__init__(sent)
        self.rows: dict[str, list[RowForm]] = {
            name: [kind(row, f"{name}-{place}") for place, row in enumerate(rows.get(name, []))]
            for name, kind in self.row_kinds.items()
        }
        self.others: list[Fault] = []

    @classmethod
    def of_file(cls, content: ContentFile) -> Self:
        """The form that shows this file."""
        body = SHELVES[cls.shelf].body
        data = {key: value for key, value in content.data.items() if key != body}
        rows = {}
        for name, kind in cls.row_kinds.items():
            entries = data.get(name, [])
            if isinstance(entries, list) and all(isinstance(one, dict) for one in entries):
                rows[name] = [kind.sent_for(one) for one in entries]
                data.pop(name, None)
        sent = cls.sent_for(data)
        return cls(sent | ({body: [content.body]} if body else {}), rows)

    @classmethod
    def of_post(cls, post: Any) -> Self:
        """The form as a browser sent it."""
        sent = {name: post.getlist(name) for name in cls.base_fields if name in post}
        rows: dict[str, list[Sent]] = {}
        for name, kind in cls.row_kinds.items():
            given = post.get(f"{name}-count", "")
            count = min(int(given), ROWS_MOST) if given.isascii() and given.isdecimal() else 0
            rows[name] = [
                {
                    field: post.getlist(f"{name}-{place}-{field}")
                    for field in kind.base_fields
                    if f"{name}-{place}-{field}" in post
                }
                for place in range(count)
            ]
        return cls(sent, rows)

    def rearranged(self, act: str) -> Self:
        """The form after a button such as `steps:up:2`: up, down, drop, or add."""
        name, _sign, rest = act.partition(":")
        verb, _sign, number = rest.partition(":")
        rows = {key: [row.own for row in found] for key, found in self.rows.items()}
        entries = rows.get(name, [])
        place = int(number) if number.isascii() and number.isdecimal() else -1
        if verb == "add" and name in rows and len(entries) < ROWS_MOST:
            entries.append({})
        elif verb == "drop" and place in range(len(entries)):
            entries.pop(place)
        elif verb in ("up", "down") and place in range(len(entries)):
            to = place + (1 if verb == "down" else -1)
            entries.insert(max(0, to), entries.pop(place))
        if entries:
            entries[0] = self.row_kinds[name].as_first(entries[0])
        return type(self)(self.own, rows)

    def parts(self) -> list[PartOfForm]:
        """The sections with their fields and rows."""
        found = []
        for section in self.sections:
            lines = tuple(self.line(names) for names in section.names)
            faulty = any(one.errors for line in lines for one in line.fields)
            faulty = faulty or any(row.errors for line in lines for row in line.rows)
            found.append(PartOfForm(section.title, lines, section.opened or faulty))
        return found

    def line(self, names: str | tuple[str, ...]) -> LineOfForm:
        """The fields of these names side by side, or the rows of this one."""
        if isinstance(names, str) and names in self.row_kinds:
            title = self.row_kinds[names].title
            return LineOfForm(name=names, rows=tuple(self.rows[names]), title=title)
        each = (names,) if isinstance(names, str) else names
        return LineOfForm(fields=tuple(self[name] for name in each))

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Let a code be chosen from these instead of being typed; a code not among them stays."""
        given = (self.own.get(name) or [""])[-1]
        known = {code for code, _label in choices}
        more = [(given, given)] if given and given not in known else []
        self.fields[name].widget = forms.Select(choices=[("", _("None")), *choices, *more])
        self.fields[name].help_text = ""

    def written(self) -> str:
        """The file that this form writes, right or not."""
        data = self.said()
        body = data.pop(SHELVES[self.shelf].body, "") if SHELVES[self.shelf].body else ""
        written = {name: [row.said() for row in self._written(name)] for name in self.rows}
        data |= {name: rows for name, rows in written.items() if rows or name not in data}
        order = {name: place for place, name in enumerate(field_names(SHELVES[self.shelf]))}
        known = sorted(data, key=lambda name: order.get(name, len(order)))
        return as_file(without_defaults({name: data[name] for name in known}), str(body))

    def show(self, faults: Iterable[Fault]) -> None:
        """Put every fault of the file at its field; `others` are those that have none here."""
        self.others = [fault for fault in faults if not self._place(fault)]

    def _place(self, fault: Fault) -> bool:
        in_row = _PLACE.fullmatch(fault.field)
        if in_row and in_row[1] in self.rows:
            written = self._written(in_row[1])
            row = written[int(in_row[2]) - 1] if int(in_row[2]) <= len(written) else None
            place = in_row[3] or (row.heading if row else "")
            return row is not None and row.complain(place, fault.reason)
        return self.complain(fault.field, fault.reason)

    def _written(self, name: str) -> list[RowForm]:
        """The rows that get into the file."""
        return [row for row in self.rows[name] if not row.is_blank()]


def _copied(value: Any) -> Any:
    """Mappings copied, so that fields can be taken out."""
    return {k: _copied(one) for k, one in value.items()} if isinstance(value, Mapping) else value


def _inside(data: Any, path: list[str]) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data
