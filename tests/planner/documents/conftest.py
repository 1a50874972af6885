"""Pools for the tests of paper."""

from collections.abc import Iterator

import pytest

from planner.documents.pool import Pool
from planner.documents.worker import Limits


@pytest.fixture(scope="package")
def pool() -> Iterator[Pool]:
    """One child with the usual limits, for tests that only render."""
    made = Pool(size=1)
    yield made
    made.close()


@pytest.fixture
def hasty_pool() -> Iterator[Pool]:
    """Two children that have two seconds and take a document of any length."""
    made = Pool(limits=Limits(seconds=2), wait_seconds=20, longest_html=10_000_000)
    yield made
    made.close()
