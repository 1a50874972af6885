"""A caseload as it is pasted or sent as CSV: one client a line, read with exact faults."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

MOST_LINES = 200
MOST_BYTES = 100_000
CODE_MOST = 20
NAME_MOST = 120
DELIMITERS = "\t;,"
COLUMNS = frozenset({"code", "name"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one line would add. `number` is the line of the text, from 1.

    An empty `code` means that a free one is found. `fault` is a word for why it cannot be added
    (empty, code_long, name_long, sign, twice, taken, quote, cells) and `same_as` the line that has
    the same code, or the same name without a fault: two people may share a name.
    """

    number: int
    code: str = ""
    name: str = ""
    fault: str = ""
    same_as: int = 0


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of which nothing is read: `title` stands in this line and column, both from 1."""

    line: int
    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class _Header:
    """The line of the titles (from 0), what separates them, and each as it was written."""

    at: int
    sign: str
    titles: tuple[str, ...]

    @property
    def places(self) -> dict[str, int]:
        """Where code and name stand; of two with one title the first counts."""
        known = [title.casefold() for title in self.titles]
        return {name: known.index(name) for name in COLUMNS if name in known}


def read_caseload(text: str, taken: Iterable[str] = ()) -> tuple[Line, ...]:
    """The lines of a text, with a header (`code`, `name`) or without; blank ones are passed over.

    Cells are text and nothing else, whatever they begin with. `taken` are codes that are in use.
    """
    lines = [_checked(line) for line in _read(text)]
    return tuple(_compared(lines, frozenset(taken)))


def unread_columns(text: str) -> tuple[Column, ...]:
    """The columns of which nothing would be added: neither code nor name, or there a second time.

    One without a title counts only where something stands in it.
    """
    rows = _rows(text)
    header = _header_of(rows)
    if header is None:
        return ()
    read = header.places.values()
    return tuple(
        Column(line=header.at + 1, number=place + 1, title=title)
        for place, title in enumerate(header.titles)
        if place not in read and (title or _is_used(rows, header, place))
    )


def _is_used(rows: list[str], header: _Header, place: int) -> bool:
    """Whether something stands in this column in any line."""
    lines = (_cells(row, header.sign) or [] for row in rows[header.at + 1 :])
    return any(cells[place].strip() for cells in lines if len(cells) > place)


def _rows(text: str) -> list[str]:
    return text.removeprefix("\ufeff").splitlines()


def _header_of(rows: list[str]) -> _Header | None:
    """The first line that is not blank, where it names a code or a name."""
    first = next((row for row in rows if row.strip()), "")
    sign = next((sign for sign in DELIMITERS if sign in first), ",")
    titles = [cell.strip().strip('"').strip() for cell in _cells(first, sign) or []]
    header = _Header(at=rows.index(first) if first else 0, sign=sign, titles=tuple(titles))
    return header if header.places else None


def _cells(row: str, sign: str) -> list[str] | None:
    """The cells of a line, or None where a quotation mark is not closed."""
    try:
        return next(csv.reader([row], delimiter=sign, strict=True, skipinitialspace=True), [])
    except csv.Error:
        return None


def _read(text: str) -> Iterator[Line]:
    rows = _rows(text)
    header = _header_of(rows)
    if header is not None:
        yield from _with_header(rows, header)
        return
    for number, row in enumerate(rows, 1):
        if row.strip():
            yield _bare(number, row)


def _with_header(rows: list[str], header: _Header) -> Iterator[Line]:
    """One record a line, under the titles; `unread_columns` names what is passed over."""
    for number, row in enumerate(rows[header.at + 1 :], header.at + 2):
        if not row.strip():
            continue
        cells = _cells(row, header.sign)
        if cells is None:
            yield Line(number=number, fault="quote")
            continue
        if len(cells) > len(header.titles):
            yield Line(number=number, fault="cells")
            continue
        said = {name: cells[at] for name, at in header.places.items() if at < len(cells)}
        yield Line(number=number, code=said.get("code", ""), name=said.get("name", ""))


def _bare(number: int, row: str) -> Line:
    """A code, a name, or a code and a name; each may stand in quotation marks.

    "Smith, John" is a name: what comes first is a code only when it looks like one.
    """
    sign = next((sign for sign in DELIMITERS if sign in row), DELIMITERS[-1])
    cells = _cells(row, sign)
    if cells is None:
        return Line(number=number, fault="quote")
    first, *others = [cell.strip() for cell in cells if cell.strip()] or [""]
    name = f"{sign} ".join(others)
    is_label = first.isupper() and " " not in first and not name.isupper()
    has_digit = any(sign.isdigit() for sign in first)
    if (is_label or has_digit) if name else looks_like_code(" ".join(first.split())):
        return Line(number=number, code=first, name=name)
    return Line(number=number, name=f"{sign} ".join(filter(None, (first, name))))


def looks_like_code(written: str) -> bool:
    """Whether it is a code: one word with a digit in it, not longer than a code may be."""
    # A few letters become two in capitals.
    is_word = " " not in written and len(written.upper()) <= CODE_MOST
    return is_word and any(sign.isdigit() for sign in written)


def _checked(line: Line) -> Line:
    """The line made even, with the fault that it has by itself."""
    if line.fault:
        return line
    code = "-".join(line.code.split()).upper()
    name = " ".join(line.name.split())
    found = replace(line, code=code, name=name)
    if not code and not name:
        return replace(found, fault="empty")
    if len(code) > CODE_MOST:
        return replace(found, fault="code_long")
    if len(name) > NAME_MOST:
        return replace(found, fault="name_long")
    if not (code + name).isprintable():
        return replace(found, fault="sign")
    return found


def _compared(lines: Iterable[Line], taken: frozenset[str]) -> Iterator[Line]:
    """The same lines, compared with those before and with the codes in use."""
    codes: dict[str, int] = {}
    names: dict[str, int] = {}
    for line in lines:
        known = line.name.casefold()
        if line.fault:
            yield line
        elif line.code in codes:
            yield replace(line, fault="twice", same_as=codes[line.code])
        elif line.code and line.code in taken:
            yield replace(line, fault="taken")
        else:
            yield replace(line, same_as=names.get(known, 0) if known else 0)
        if line.code:
            codes.setdefault(line.code, line.number)
        if known:
            names.setdefault(known, line.number)
