"""The keyboard alone: every page in order and in sight; planning and logging without a mouse."""

from typing import Any

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.keys import walk
from tests.journeys.pages import PAGES, Visited, close_menus, settle
from tests.journeys.watching import DESK, PHONE


def is_of_the_phone(visited: Visited) -> bool:
    return visited.name.startswith("portal:")


@pytest.mark.parametrize("visited", PAGES, ids=str)
def test_tab_reaches_everything(enter: Visit, demo: Demo, visited: Visited) -> None:
    page = enter(visited.who, viewport=PHONE if is_of_the_phone(visited) else DESK)
    page.goto(visited.path(demo))
    settle(page)
    close_menus(page)
    met: Any = walk(page)
    assert met["reached"] == met["wanted"]
    assert met["inOrder"]
    assert met["unseen"] == []
    assert met["covered"] == []
