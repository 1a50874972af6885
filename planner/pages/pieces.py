"""The page of a piece of psychoeducation."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from planner.library.pieces import PieceDocument
from planner.library.prose import as_html

from .asked import Asked
from .evidence import Known, what_is_known
from .fits import audiences_of, settings_of
from .named import Named, in_order


@dataclass(frozen=True, kw_only=True)
class PiecePage:
    """The text, what is known of it, and where it leads."""

    text: SafeString
    known: tuple[Known, ...]
    settings: tuple[str, ...]
    audiences: tuple[str, ...]
    related: tuple[Named, ...]


def piece_page(document: PieceDocument, named: Mapping[str, Named], _asked: Asked) -> PiecePage:
    """The piece; its headings stand right below the page's own."""
    return PiecePage(
        text=as_html(document.text),
        known=what_is_known(document.evidence),
        settings=settings_of(document),
        audiences=audiences_of(document),
        related=in_order(document.related, named),
    )
