"""What a new item of a clinic starts from: a small file of every kind that is right as it stands."""

from pathlib import Path

from planner.library.frontmatter import read_content
from planner.library.writer import as_file

STARTERS = Path(__file__).parent / "starters"


def starter(shelf: str, *, code: str, title: str) -> str:
    """The file that a new item of this shelf starts from, under its own code and title."""
    path = STARTERS / f"{shelf}.md"
    content = read_content(path.read_bytes(), path.name)
    titles = {name: title for name in ("title", "client_title") if name in content.data}
    return as_file(content.data | titles | {"code": code}, content.body)
