"""What of an item decides whether it may go on paper, read from its data without reading all of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from clients.prescription import Gates


@dataclass(frozen=True, kw_only=True)
class Slip:
    """An item as a list shows it, with its gates.

    `forms` are the gates of a practice in each of its forms, as it stands ("") first. `worksheet` is
    the code of the sheet that a practice brings along. `reader` is whom a piece is for.
    """

    code: str
    shelf: str
    title: str
    purpose: str
    minutes: int
    client_title: str
    wing: str
    reader: str
    gates: Gates
    forms: tuple[tuple[str, Gates], ...]
    has_card: bool
    worksheet: str

    @classmethod
    def of(cls, shelf: str, data: Mapping[str, Any]) -> "Slip":
        """The slip of a practice, a worksheet or a piece, from its data as they are kept."""
        minutes, sheet = data["minutes"], data.get("worksheet")
        gates = Gates.from_data(data["gates"]) if "gates" in data else Gates()
        return cls(
            code=data["code"],
            shelf=shelf,
            title=data["title"],
            purpose=data["purpose"],
            minutes=minutes["usual"] if isinstance(minutes, Mapping) else minutes,
            client_title=data.get("client_title", ""),
            wing=data.get("wing", "other"),
            reader=data.get("reader", "client"),
            gates=gates,
            forms=(("", gates), *(_form(gates, one) for one in data.get("variants", ()))),
            has_card=data.get("stay_or_stop") is not None,
            worksheet=sheet["code"] if sheet else "",
        )

    @property
    def may_go_home(self) -> bool:
        """Whether it may be printed for anybody at all, as far as it goes itself."""
        return self.gates.may_go_home and self.reader == "client"

    @property
    def form_codes(self) -> tuple[str, ...]:
        """The forms of a practice, as it stands ("") first."""
        return tuple(code for code, _gates in self.forms)


def _form(gates: Gates, variant: Mapping[str, Any]) -> tuple[str, Gates]:
    """The gates of a practice in one of its forms, as `to_prescription` makes them."""
    lifts, activating = variant.get("lifts", ()), variant.get("activating")
    return variant["code"], replace(
        gates,
        activating=gates.activating if activating is None else activating,
        leave_out_when=tuple(one for one in gates.leave_out_when if one not in lifts),
    )
