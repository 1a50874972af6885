"""An invitation on paper: how a phone comes in, in words that say nothing of what it is for."""

import datetime as dt
from dataclasses import dataclass

from .parts import Paper, capped


@dataclass(frozen=True, kw_only=True)
class InvitationSheet:
    """The link of one phone, good once and until then, by the client's clock.

    It names neither person nor clinic, and it is never kept: the link on it is a secret.
    """

    link: str
    until: dt.datetime
    language: str
    paper: Paper = "A4"
    large: bool = False

    def __post_init__(self) -> None:
        capped(self)
