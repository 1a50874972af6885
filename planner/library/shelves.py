"""The shelves of the library: which kind of document stands on which, in order of reading."""

from typing import Final

from planner.library.challenges import ChallengeDocument
from planner.library.courses import CourseDocument
from planner.library.documents import Document
from planner.library.packs import PackDocument
from planner.library.pieces import PieceDocument
from planner.library.practices import PracticeDocument
from planner.library.protocols import ProtocolDocument
from planner.library.worksheets import WorksheetDocument

# A worksheet is read before the practice that brings it along.
KINDS: Final[tuple[type[Document], ...]] = (
    WorksheetDocument,
    PracticeDocument,
    PieceDocument,
    ChallengeDocument,
    PackDocument,
    ProtocolDocument,
    CourseDocument,
)
SHELVES: Final[dict[str, type[Document]]] = {kind.shelf: kind for kind in KINDS}
