"""Fields of a form that writes a file: what a browser sends <-> what stands in the front matter.

They check nothing. What they say is written into the file, and the gate of the library judges the
file; so form, text and import are judged by the same rules in the same words.
"""

import re
from collections.abc import Callable
from typing import Any

from django import forms

type Choices = Callable[[], list[tuple[str, Any]]]
_NUMBER = re.compile(r"-?[0-9]{1,9}")


class Line(forms.CharField):
    """One line of text; `most` is a hint for the browser."""

    def __init__(self, label: Any, most: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"maxlength": most} if most else {}))
        super().__init__(label=label, required=False, **kwargs)

    def said(self, sent: list[str]) -> Any:
        """What stands in the file; None for nothing."""
        text = sent[-1] if sent else ""
        return text.replace("\r\n", "\n").strip() or None

    def sent(self, value: Any) -> list[str] | None:
        """What a browser would send for this; None for what the field cannot show."""
        return [str(value)] if isinstance(value, str | int) and value is not True else None


class Passage(Line):
    """A text on several lines."""

    def __init__(self, label: Any, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Entries(Passage):
    """A list, one entry a line."""

    def said(self, sent: list[str]) -> Any:
        """The lines that are not empty."""
        lines = (line.strip() for line in (sent[-1] if sent else "").splitlines())
        return [line for line in lines if line] or None

    def sent(self, value: Any) -> list[str] | None:
        """One line an entry."""
        return ["\n".join(value)] if _are_texts(value) and "\n" not in "".join(value) else None


class Commas(Line):
    """A list of words with commas between them."""

    def said(self, sent: list[str]) -> Any:
        """The words that are not empty."""
        words = (word.strip() for word in (sent[-1] if sent else "").split(","))
        return [word for word in words if word] or None

    def sent(self, value: Any) -> list[str] | None:
        """The words on one line."""
        return [", ".join(value)] if _are_texts(value) and "," not in "".join(value) else None


class Whole(Line):
    """A whole number; anything else is written as it was typed, for the gate to say so."""

    def __init__(self, label: Any, least: int, most: int, **kwargs: Any) -> None:
        attrs = {"min": least, "max": most, "inputmode": "numeric"}
        super().__init__(label, widget=forms.NumberInput(attrs=attrs), **kwargs)

    def said(self, sent: list[str]) -> Any:
        """The number."""
        text = super().said(sent)
        return int(text) if text and _NUMBER.fullmatch(text) else text


class Word(forms.ChoiceField):
    """One of the allowed words, each with its label."""

    def __init__(self, label: Any, choices: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(label=label, choices=choices, required=False, **kwargs)

    def said(self, sent: list[str]) -> Any:
        """The word."""
        return (sent[-1] if sent else "") or None

    def sent(self, value: Any) -> list[str] | None:
        """The word, where it is one that can be chosen."""
        return [value] if value in _codes(self) else None


class Words(forms.MultipleChoiceField):
    """Several of the allowed words. Those chosen stand first, in their order, and keep it."""

    def __init__(self, label: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def said(self, sent: list[str]) -> Any:
        """The words."""
        return list(sent) or None

    def sent(self, value: Any) -> list[str] | None:
        """The words, where all of them can be chosen."""
        return list(value) if _are_texts(value) and {*value} <= {*_codes(self)} else None

    def put_first(self, sent: list[str]) -> None:
        """Order the choices so that a browser sends these first, in this order."""
        found: Any = self.choices
        order = {code: place for place, code in enumerate(sent)}
        self.choices = sorted(found, key=lambda one: order.get(one[0], len(order)))


class Flag(forms.BooleanField):
    """Yes or no; with `inverse` a tick means that the file says false."""

    def __init__(self, label: Any, *, inverse: bool = False, **kwargs: Any) -> None:
        self.inverse = inverse
        super().__init__(label=label, required=False, **kwargs)

    def said(self, sent: list[str]) -> Any:
        """True or false."""
        return bool(sent) != self.inverse

    def sent(self, value: Any) -> list[str] | None:
        """A tick or nothing."""
        if not isinstance(value, bool):
            return None
        return ["on"] if value != self.inverse else []


def _codes(field: forms.ChoiceField) -> list[str]:
    choices: Any = field.choices
    return [code for code, _label in choices]


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
