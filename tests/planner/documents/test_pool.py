"""The pool: children are killed, replaced and never outlive their parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from planner.documents.errors import Busy, DocumentError, RenderError, TooComplex
from planner.documents.frames import Part, Sheet, pack, unpack
from planner.documents.pool import Pool
from planner.documents.worker import ROOT, Limits, Worker, resident_mib
from tests.planner.documents.examples import text_of

SMALL = '<!doctype html><html lang="en"><title>Small</title><body><p>small</p></body></html>'
SHEET = ("sheet", "handout", "a4")

BOMBS = {
    "one paragraph of a megabyte": "<p>" + "word " * 200_000,
    "five thousand rows": "<table>" + "<tr><td>a</td><td>b</td></tr>" * 5000 + "</table>",
    "fourteen nested flex boxes": '<ul class="facts"><li>' * 14 + "x",
    "five hundred nested divs": "<div>" * 500 + "x",
    "fifty thousand accents": "<p>a" + "\u0301" * 50_000,
}


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def gone_within(pid: int, seconds: float) -> bool:
    """Whether a process ends in this time."""
    until = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_running(pid)


def pids_of(pool: Pool) -> set[int]:
    """The free children of a pool."""
    return {worker.process.pid for worker in pool.free if worker}


def test_a_small_sheet_is_rendered_and_its_child_used_again(pool: Pool) -> None:
    first = pool.render(SMALL, SHEET)
    before = pids_of(pool)
    second = pool.render(SMALL, SHEET)
    assert first.startswith(b"%PDF-1.7")
    assert second.startswith(b"%PDF-1.7")
    assert pids_of(pool) == before
    assert len(before) == 1


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_with_a_clear_sentence_while_others_print(hasty_pool: Pool, bomb: str) -> None:
    hasty_pool.warm()
    for worker in hasty_pool.free:
        assert worker
        worker.wait_until_ready()
    ended: list[DocumentError] = []

    def explode() -> None:
        try:
            hasty_pool.render(f'<html lang="en">{BOMBS[bomb]}', SHEET, asker="somebody")
        except DocumentError as error:
            ended.append(error)

    began = time.monotonic()
    other = threading.Thread(target=explode)
    other.start()
    time.sleep(0.2)
    small = hasty_pool.render(SMALL, SHEET, asker="somebody else")
    small_took = time.monotonic() - began
    other.join(timeout=20)
    assert small.startswith(b"%PDF")
    assert small_took < 10
    assert [type(error) for error in ended] == [TooComplex]
    assert str(ended[0]).startswith("This sheet is too complex to print.")
    assert time.monotonic() - began < 25


def test_a_killed_child_is_replaced_at_once(hasty_pool: Pool) -> None:
    hasty_pool.warm()
    before = pids_of(hasty_pool)
    with pytest.raises(TooComplex) as caught:
        hasty_pool.render(f"<p>{BOMBS['one paragraph of a megabyte']}", SHEET)
    assert caught.value.detail == "time"
    after = pids_of(hasty_pool)
    assert len(before) == len(after) == 2
    assert len(before & after) == 1
    assert gone_within((before - after).pop(), 5)
    assert hasty_pool.render(SMALL, SHEET).startswith(b"%PDF")


def test_a_child_that_needs_too_much_memory_is_killed() -> None:
    pool = Pool(size=1, limits=Limits(seconds=20, rss_mib=80), longest_html=10_000_000)
    began = time.monotonic()
    with pytest.raises(TooComplex) as caught:
        pool.render(BOMBS["five thousand rows"], SHEET)
    pool.close()
    assert caught.value.detail == "memory"
    assert time.monotonic() - began < 25


def test_an_idle_child_that_died_is_replaced(pool: Pool) -> None:
    pool.render(SMALL, SHEET)
    (worker,) = pool.free
    assert worker
    os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    assert pool.render(SMALL, SHEET).startswith(b"%PDF")
    assert pids_of(pool).isdisjoint({worker.process.pid})


def test_a_child_is_recycled_after_its_sheets() -> None:
    pool = Pool(size=1, recycle_after=1)
    pool.render(SMALL, SHEET)
    first = pids_of(pool)
    pool.render(SMALL, SHEET)
    second = pids_of(pool)
    pool.close()
    assert len(first | second) == 2


def test_a_fault_of_ours_is_a_render_error_and_the_child_lives(pool: Pool) -> None:
    pool.render(SMALL, SHEET)
    before = pids_of(pool)
    with pytest.raises(RenderError) as caught:
        pool.render("<p>secret words of a person", ["no-such-style"])
    assert caught.value.detail == "KeyError"
    assert "secret" not in str(caught.value)
    assert pids_of(pool) == before


def test_too_long_a_document_is_refused_without_a_child() -> None:
    pool = Pool(longest_html=100)
    with pytest.raises(TooComplex) as caught:
        pool.render("x" * 101, SHEET)
    assert caught.value.detail == "length"
    assert pids_of(pool) == set()


def small_part(words: str, count: int = 1) -> Part:
    """A part of small sheets."""
    html = f'<html lang="en"><title>{words}</title><p>{words}'
    sheet: Sheet = {"html": html, "like": "small", "styles": list(SHEET), "airs": ["roomy"]}
    return {"title": "", "sheets": [sheet] * count}


def test_parts_come_back_whole_and_one_by_one_in_their_order(pool: Pool) -> None:
    whole, parts = pool.bind([small_part("first"), small_part("second", 2)])
    assert text_of(whole) == "first second second"
    assert [text_of(pdf) for pdf in parts] == ["first", "second second"]


def test_one_long_sheet_of_a_packet_is_refused_without_a_child() -> None:
    pool = Pool(longest_html=100)
    with pytest.raises(TooComplex) as caught:
        pool.bind([small_part("a"), small_part("a" * 100)])
    assert (caught.value.detail, pids_of(pool)) == ("length", set())


def test_many_sheets_have_more_time_but_not_for_ever() -> None:
    limits = Limits()
    assert [limits.seconds_for(count) for count in (1, 2, 10, 96)] == [20, 22, 38, 120]


def test_files_survive_their_way_through_the_pipe() -> None:
    files = [b"", b"%PDF one", b"\x00" * 70_000]
    assert unpack(pack(files)) == files
    assert unpack(b"") == []


def test_who_waits_too_long_is_told_so() -> None:
    pool = Pool(size=1, wait_seconds=0.1)
    slot = pool._take("")
    with pytest.raises(Busy) as caught:
        pool.render(SMALL, SHEET)
    pool._give_back("", slot)
    assert str(caught.value).startswith("Many sheets are being printed just now.")


def test_one_asker_never_holds_the_last_child() -> None:
    pool = Pool(size=2, wait_seconds=0.1)
    held = pool._take("one person")
    with pytest.raises(Busy):
        pool._take("one person")
    other = pool._take("another person")
    pool._give_back("another person", other)
    pool._give_back("one person", held)
    again = pool._take("one person")
    pool._give_back("one person", again)
    assert len(pool.free) == 2


def test_a_child_knows_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary-of-the-settings")
    worker = Worker(Limits())
    worker.wait_until_ready()
    proc = Path(f"/proc/{worker.process.pid}")
    environment = proc.joinpath("environ").read_bytes()
    maps = proc.joinpath("maps").read_text()
    files = {os.readlink(link) for link in proc.joinpath("fd").iterdir()}
    worker.kill()
    names = sorted(item.split(b"=")[0] for item in environment.split(b"\0") if item)
    assert names == [b"LANG", b"PATH", b"TMPDIR"]
    assert "sqlite" not in maps
    assert {file for file in files if "pipe:" not in file} == {"/dev/null"}


def test_a_killed_child_leaves_no_folder() -> None:
    worker = Worker(Limits())
    worker.wait_until_ready()
    folder = Path(worker.folder)
    left = [item.name for item in folder.iterdir()]
    worker.kill()
    assert len(left) == 1
    assert not folder.exists()


def test_closing_ends_every_child() -> None:
    pool = Pool(size=2)
    pool.warm()
    pids = pids_of(pool)
    pool.close()
    assert len(pids) == 2
    assert all(gone_within(pid, 5) for pid in pids)


PARENT = """
import sys, threading
from planner.documents.frames import Part, Sheet, pack, unpack
from planner.documents.pool import Pool
from planner.documents.worker import Worker
pool = Pool(size=1, longest_html=10**8)
pool.warm()
print(pool.free[0].process.pid, pool.free[0].folder, flush=True)
pool.free[0].wait_until_ready()
print("rendering", flush=True)
pool.render("<p>" + "word " * 200_000, ["sheet"])
"""


def test_a_child_in_the_middle_of_a_sheet_does_not_outlive_its_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    number, folder = parent.stdout.readline().split()
    pid = int(number)
    assert parent.stdout.readline() == "rendering\n"
    time.sleep(0.3)
    assert is_running(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert gone_within(pid, 10)
    assert not Path(folder).exists()


def test_a_forked_process_makes_its_own_children() -> None:
    pool = Pool(size=1)
    pool.warm()
    before = pids_of(pool)
    reading, writing = os.pipe()
    fork = os.fork()
    if fork == 0:
        # Nothing of pytest may run in the fork: it says what it sees and is gone.
        os.write(writing, repr((pool.free, pool.pid == os.getpid())).encode())
        os._exit(0)
    os.close(writing)
    seen = os.read(reading, 1000)
    os.close(reading)
    os.waitpid(fork, 0)
    assert seen == b"([None], True)"
    assert pids_of(pool) == before
    assert pool.render(SMALL, SHEET).startswith(b"%PDF")
    pool.close()


def test_the_web_process_never_loads_the_renderer() -> None:
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'\n"
        "import django; django.setup()\n"
        "import planner.documents.handouts, planner.documents.sessions\n"
        "print('weasyprint' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert shown.stdout == "False\n"


def test_memory_of_a_process_that_is_gone_is_nothing() -> None:
    assert resident_mib(os.getpid()) > 1
    assert resident_mib(2**22 + 1) == 0.0
