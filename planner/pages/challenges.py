"""The page of a challenge: how it shows, what to say, and what to offer in order of trying."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from planner.library.challenges import ChallengeDocument
from planner.library.prose import as_html
from planner.library.words import BARRIER_LABELS

from .asked import Asked
from .evidence import Known, what_is_known
from .named import Named


@dataclass(frozen=True, kw_only=True)
class Offering:
    """Something to offer, and what to do with it."""

    item: Named
    how: str


@dataclass(frozen=True, kw_only=True)
class ChallengePage:
    """`barriers` are the words that a client's log has for it."""

    barriers: tuple[str, ...]
    offers: tuple[Offering, ...]
    text: SafeString
    known: tuple[Known, ...]


def challenge_page(
    document: ChallengeDocument, named: Mapping[str, Named], _asked: Asked
) -> ChallengePage:
    """The challenge with what is there of its offers."""
    return ChallengePage(
        barriers=tuple(str(BARRIER_LABELS[one]) for one in document.barriers),
        offers=tuple(
            Offering(item=named[one.code], how=one.how)
            for one in document.offer
            if one.code in named
        ),
        text=as_html(document.text, below=2),
        known=what_is_known(document.evidence),
    )
