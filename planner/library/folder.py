"""The files of a folder of content, as names and bytes; whatever else lies there is a fault.

content/<language>/<shelf>/<code>.md, and content/<language>/cards/stay-or-stop.md
"""

import re
from collections.abc import Iterator
from pathlib import Path

from planner.library.faults import Fault
from planner.library.frontmatter import BYTES_MOST, too_large
from planner.library.shelves import SHELVES

CARDS = "cards"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def folder_files(root: Path, faults: list[Fault]) -> dict[str, bytes]:
    """Name (`en/practices/micro-pause.md`) -> content of every file; links are not followed."""
    found: dict[str, bytes] = {}
    for path in _files(root, faults):
        name = path.relative_to(root).as_posix()
        size = path.stat().st_size
        if size > BYTES_MOST:
            faults.append(too_large(name, size))
        else:
            found[name] = path.read_bytes()
    return found


def _files(root: Path, faults: list[Fault]) -> Iterator[Path]:
    for language in _languages(root, faults):
        for shelf in sorted(language.iterdir()):
            if shelf.name.startswith("."):
                continue
            if shelf.name not in (CARDS, *SHELVES) or not shelf.is_dir():
                name = f"{language.name}/{shelf.name}"
                faults.append(Fault(name, 1, "", "a shelf of the library is expected"))
                continue
            for path in sorted(shelf.iterdir()):
                if path.is_file() and not path.is_symlink() and path.suffix == ".md":
                    yield path
                else:
                    name = f"{language.name}/{shelf.name}/{path.name}"
                    faults.append(Fault(name, 1, "", "a file named CODE.md is expected"))


def _languages(root: Path, faults: list[Fault]) -> list[Path]:
    """The folders of languages."""
    if not root.is_dir():
        faults.append(Fault(str(root), 1, "", "is not a folder"))
        return []
    found = []
    for path in sorted(root.iterdir()):
        if path.is_dir() and LANGUAGE.fullmatch(path.name):
            found.append(path)
        elif not path.name.startswith((".", "__")) and path.name != "README.md":
            faults.append(Fault(path.name, 1, "", "a folder named by a language is expected"))
    if not found and not faults:
        faults.append(Fault(str(root), 1, "", "holds no language"))
    return found
