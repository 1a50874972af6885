"""`make demo` when something is in the way: one clear sentence and an exit status that is not 0."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def demo(folder: Path, **env: str) -> tuple[int, str]:
    """Exit status and what stands on stderr."""
    done = subprocess.run(
        ["bash", "scripts/demo.sh"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stderr


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def empty_copy(tmp_path: Path) -> Path:
    """The scripts in a folder where nothing has been set up."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copy(ROOT / ".python-version", tmp_path)
    return tmp_path


def only(folder: Path, **programs: str) -> str:
    """A PATH with the system's small tools and these programs of ours, but no Python of its own."""
    tools = folder / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "cat", "sort", "ls", "awk", "rm", "mktemp"):
        (tools / name).symlink_to(str(shutil.which(name)))
    for name, script in programs.items():
        (tools / name).write_text(f"#!{shutil.which('bash')}\n{script}\n")
        (tools / name).chmod(0o755)
    return str(tools)


def test_a_busy_port(busy_port: int) -> None:
    assert demo(ROOT, PORT=str(busy_port)) == (
        1,
        f"Port {busy_port} is busy. Take another (PORT=9000 make demo) or stop what uses it.\n",
    )


@pytest.mark.parametrize("wrong", ["0", "65536", "80a", "-1", "٣"])
def test_a_port_that_is_none(wrong: str) -> None:
    assert demo(ROOT, PORT=wrong) == (
        1,
        f"PORT must be a number from 1 to 65535, not {wrong!r}.\n",
    )


def test_no_python_that_is_new_enough(empty_copy: Path) -> None:
    path = only(empty_copy, python3="exit 1")  # says no to "are you 3.12 to 3.14?"
    assert demo(empty_copy, PATH=path) == (
        1,
        "Two Wings needs Python 3.12, 3.13 or 3.14, and none was found. "
        "Install one (for example: pyenv install 3.13) and run this again.\n",
    )


def test_a_full_disk(empty_copy: Path) -> None:
    path = only(
        empty_copy,
        python3=f'exec {sys.executable} "$@"',
        df="echo Filesystem; echo '/dev/x 9999 9990 9 99% /'",
    )
    assert demo(empty_copy, PATH=path) == (
        1,
        "The disk is full: 500 MB are needed here and 9 MB are free. "
        "Free some space and run this again.\n",
    )
