"""What stands on paper, as plain frozen values: sheets for clients, and for sessions.

A composer fills these from rows; `planner.documents` prints them. Every text is capped, so that
no field can make a sheet endless.
"""

from .given import ClientSheet, DiarySheet, HandoutSheet, PieceSheet, WorksheetSheet
from .guides import AgendaLine, AgendaSheet, GuideBlock, GuidePart, GuideSheet
from .invitations import InvitationSheet
from .parts import Contact, Look, Paper, SheetError
from .sessions import SessionSheet, SheetBlock, SheetFinding, SudsGrid

__all__ = [
    "AgendaLine",
    "AgendaSheet",
    "ClientSheet",
    "Contact",
    "DiarySheet",
    "GuideBlock",
    "GuidePart",
    "GuideSheet",
    "HandoutSheet",
    "InvitationSheet",
    "Look",
    "Paper",
    "PieceSheet",
    "SessionSheet",
    "SheetBlock",
    "SheetError",
    "SheetFinding",
    "SudsGrid",
    "WorksheetSheet",
]
