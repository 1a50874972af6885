"""Read plain data (parsed JSON) exactly: each wrong value is named by its field.

The shapes in which homework is handed over and kept (`prescription`, `schedule`, `worksheets`)
are read through here, so that paper and phone can trust every length and count.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

_NOT_SHOWN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")  # controls but \n, half a pair


class ShapeError(ValueError):
    """Data that do not fit their shape. `field` is the path of the value, `reason` the fault."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        self.reason = reason
        super().__init__(f"{field}: {reason}")


class Fields:
    """The fields of one mapping, taken one by one; `done()` refuses whatever was not asked for."""

    def __init__(
        self, data: object, error: type[ShapeError] = ShapeError, path: str = "", what: str = "data"
    ) -> None:
        if not isinstance(data, Mapping):
            raise error(path or what, "a mapping of fields is expected")
        self._data = data
        self._error = error
        self._path = path
        self._taken: set[str] = set()

    def name(self, key: str) -> str:
        """The full path of a field, for example `steps[2].seconds`."""
        return f"{self._path}.{key}" if self._path else key

    def fail(self, key: str, reason: str) -> ShapeError:
        """An error that names the field; to be raised by the caller."""
        return self._error(self.name(key), reason)

    def given(self, key: str) -> bool:
        """Whether the field is there with a value."""
        return self._data.get(key) is not None

    def raw(self, key: str) -> object:
        """The value as it came, None when missing."""
        self._taken.add(key)
        return self._data.get(key)

    def text(
        self, key: str, most: int, *, least: int = 1, lines: int = 1, default: str | None = None
    ) -> str:
        """A text of `least` to `most` characters on at most `lines` lines, without its margins.

        With `default=""` the text may be empty.
        """
        value = self.raw(key)
        if default == "":
            least = 0
        if value is None and default is not None:
            return default
        return plain_text(
            value, lambda reason: self.fail(key, reason), least=least, most=most, lines=lines
        )

    def texts(self, key: str, most: int, *, each: int, least: int = 0) -> tuple[str, ...]:
        """A list of `least` to `most` one-line texts of up to `each` characters."""
        return tuple(
            plain_text(item, partial(self._error, at), least=1, most=each)
            for at, item in self._items(key, least, most)
        )

    def whole(self, key: str, least: int, most: int, *, default: int | None = None) -> int:
        """A whole number from `least` to `most`; True and False are not numbers."""
        value = self.raw(key)
        if value is None and default is not None:
            return default
        return self._number(self.name(key), value, least, most)

    def whole_or_none(self, key: str, least: int, most: int) -> int | None:
        """As `whole`, or None when nothing is given."""
        value = self.raw(key)
        return None if value is None else self._number(self.name(key), value, least, most)

    def wholes(self, key: str, most: int, *, low: int, high: int) -> tuple[int, ...]:
        """Up to `most` different whole numbers from `low` to `high`, in rising order."""
        found = [self._number(at, item, low, high) for at, item in self._items(key, 0, most)]
        if found != sorted(set(found)):
            raise self.fail(key, "each number once and in rising order")
        return tuple(found)

    def pair_or_none(self, key: str, least: int, most: int) -> tuple[int, int] | None:
        """A range (low, high) of whole numbers with low <= high, or None."""
        if not self.given(key):
            self._taken.add(key)
            return None
        items = self._items(key, 2, 2)
        low, high = (self._number(at, item, least, most) for at, item in items)
        if low > high:
            raise self.fail(key, "the lower number comes first")
        return low, high

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or False."""
        value = self.raw(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            raise self.fail(key, "true or false is expected")
        return value

    def one_of(self, key: str, allowed: Iterable[str], *, default: str | None = None) -> str:
        """One of the allowed words."""
        value = self.raw(key)
        if value is None and default is not None:
            return default
        return self._allowed(self.name(key), value, tuple(allowed))

    def some_of(self, key: str, allowed: Iterable[str], *, least: int = 0) -> tuple[str, ...]:
        """Different words of the allowed ones, in the order given."""
        known = tuple(allowed)
        found = tuple(
            self._allowed(at, item, known) for at, item in self._items(key, least, len(known))
        )
        if len(set(found)) != len(found):
            raise self.fail(key, "the same word stands there twice")
        return found

    def many[Shape](
        self, key: str, least: int, most: int, read: Callable[[object, str], Shape]
    ) -> tuple[Shape, ...]:
        """A list of `least` to `most` parts, each read by `read(data, path)`."""
        return tuple(read(item, at) for at, item in self._items(key, least, most))

    def format(self, expected: int) -> None:
        """Refuse data written in a format that this code does not know."""
        if self.raw("format") != expected:
            raise self.fail("format", f"{expected} is expected")

    def done(self) -> None:
        """Refuse fields that nobody asked for."""
        for error in self.unknown():
            raise error

    def unknown(self) -> list[ShapeError]:
        """An error for each field that nobody asked for."""
        reason = f"unknown field; allowed: {', '.join(sorted(self._taken))}"
        return [self.fail(str(key), reason) for key in self._data if key not in self._taken]

    def _items(self, key: str, least: int, most: int) -> list[tuple[str, object]]:
        value = self.raw(key)
        items = [] if value is None else value
        if not isinstance(items, list | tuple):
            raise self.fail(key, "a list is expected")
        if not least <= len(items) <= most:
            raise self.fail(key, f"{least} to {most} entries are expected, not {len(items)}")
        return [(f"{self.name(key)}[{number}]", item) for number, item in enumerate(items, 1)]

    def _number(self, at: str, value: object, least: int, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._error(at, "a whole number is expected")
        if not least <= value <= most:
            raise self._error(at, f"{least} to {most} is expected, not {value}")
        return value

    def _allowed(self, at: str, value: object, allowed: tuple[str, ...]) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise self._error(at, f"allowed: {', '.join(allowed)}")
        return value


def plain_text(
    value: object, fail: Callable[[str], Exception], *, least: int, most: int, lines: int = 1
) -> str:
    """The text without its margins; `fail(reason)` makes the error that is raised."""
    if not isinstance(value, str):
        raise fail("a text is expected")
    text = value.replace("\r\n", "\n").strip()
    if _NOT_SHOWN.search(text):
        raise fail("contains a sign that cannot be shown")
    if not least <= len(text) <= most:
        raise fail(f"{least} to {most} characters are expected, not {len(text)}")
    if text.count("\n") >= lines:
        raise fail("one line is expected" if lines == 1 else f"at most {lines} lines are expected")
    return text
