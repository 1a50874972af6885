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


def read_caseload(text: str, taken: Iterable[str] = ()) -> tuple[Line, ...]:
    """The lines of a text, with a header (`code`, `name`) or without; blank ones are passed over.

    Cells are text and nothing else, whatever they begin with. `taken` are codes that are in use.
    """
    lines = [_checked(line) for line in _read(text)]
    return tuple(_compared(lines, frozenset(taken)))


def _read(text: str) -> Iterator[Line]:
    rows = text.removeprefix("\ufeff").splitlines()
    first = next((row for row in rows if row.strip()), "")
    delimiter = next((sign for sign in DELIMITERS if sign in first), ",")
    titles = [cell.strip().strip('"').casefold() for cell in first.split(delimiter)]
    if COLUMNS & set(titles):
        yield from _with_header(rows, rows.index(first), titles, delimiter)
        return
    for number, row in enumerate(rows, 1):
        if row.strip():
            yield _bare(number, row)


def _with_header(rows: list[str], header: int, titles: list[str], sign: str) -> Iterator[Line]:
    """One record a line, under the titles; other columns are passed over."""
    for number, row in enumerate(rows[header + 1 :], header + 2):
        if not row.strip():
            continue
        try:
            cells = next(csv.reader([row], delimiter=sign, strict=True))
        except csv.Error:
            yield Line(number=number, fault="quote")
            continue
        if len(cells) > len(titles):
            yield Line(number=number, fault="cells")
            continue
        said = dict(zip(titles, cells, strict=False))
        yield Line(number=number, code=said.get("code", ""), name=said.get("name", ""))


def _bare(number: int, row: str) -> Line:
    """A code, a name, or a code and a name."""
    sign = next((sign for sign in DELIMITERS if sign in row), None)
    code, _between, name = row.partition(sign) if sign else (row, "", "")
    if not sign and not looks_like_code(" ".join(row.split())):
        return Line(number=number, name=row)
    return Line(number=number, code=code, name=name)


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
