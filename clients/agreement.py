"""What was agreed about a piece of homework besides its schedule: why, how sure, and what if. Pure.

Everything is optional. It is kept with the edition that it was agreed for.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from clients.shapes import Fields, ShapeError

FORMAT = 1
CONFIDENCE_MOST = 10
SURE_ENOUGH = 7
"""Below this, of 10, making it smaller is offered (domain: section 8)."""


class AgreementError(ShapeError):
    """Data that are no agreement; names the field."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """In the client's words: why, what may come between and what then; how sure, 0 to 10.

    Of exposure homework: the `rung` of the ladder, and that R14's two demands were met when it was
    given (`rehearsed`: done together or rehearsed once, `place_safe`: judged safe in fact). After a
    stop the client goes to `go_to` and calls `call` (who, with the number; `call_hours`: when).
    """

    why: str = ""
    confidence: int | None = None
    obstacle: str = ""  # "If I come home late"
    then: str = ""  # "I do the first step in the hallway"
    rung: str = ""
    go_to: str = ""  # "the bench by the library"
    call: str = ""  # "my sister, 555 0134"
    call_hours: str = ""  # "until 9 in the evening"
    rehearsed: bool = False
    place_safe: bool = False
    format: int = field(default=FORMAT, init=False)

    @classmethod
    def from_data(cls, data: object) -> "Agreement":
        """Read it from plain data; nothing at all ({}) is an empty one, as in older editions.

        Raises AgreementError naming the field.
        """
        if data == {}:
            return cls()
        fields = Fields(data, AgreementError, what="agreement")
        fields.format(FORMAT)
        found = cls(
            why=fields.text("why", 300, lines=4, default=""),
            confidence=fields.whole_or_none("confidence", 0, CONFIDENCE_MOST),
            obstacle=fields.text("obstacle", 160, default=""),
            then=fields.text("then", 160, default=""),
            rung=fields.text("rung", 160, default=""),
            go_to=fields.text("go_to", 160, default=""),
            call=fields.text("call", 160, default=""),
            call_hours=fields.text("call_hours", 80, default=""),
            rehearsed=fields.flag("rehearsed", default=False),
            place_safe=fields.flag("place_safe", default=False),
        )
        fields.done()
        return found

    def to_data(self) -> dict[str, Any]:
        """Plain data that JSON can hold; `from_data` gives back an equal agreement."""
        return asdict(self)

    @property
    def is_shaky(self) -> bool:
        """Whether the client doubts it so much that making it smaller is offered."""
        return self.confidence is not None and self.confidence < SURE_ENOUGH

    @property
    def after_a_stop(self) -> bool:
        """Whether the stay-or-stop card knows a place to go to or somebody to call."""
        return bool(self.go_to or self.call)

    @property
    def says_something(self) -> bool:
        """Whether there is anything that the client would read again."""
        return bool(self.why or self.obstacle or self.then or self.rung)


NOTHING_AGREED = Agreement()
"""What older editions hold, and whatever nobody has spoken about."""
