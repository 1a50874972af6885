"""What a reader asked of a page by its address."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`form` is a form of a practice or "", `day` the day that a pack leads up to."""

    today: dt.date
    form: str = ""
    day: dt.date | None = None
