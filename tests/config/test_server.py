"""gunicorn's configuration: what a new worker does before it answers."""

import gc

import pytest

from config import server
from planner.documents import press
from planner.documents.pool import Pool


def test_a_new_worker_starts_its_document_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool(size=1)
    monkeypatch.setattr(press, "POOL", pool)
    server.post_worker_init(None)
    try:
        assert gc.get_freeze_count() > 0
        assert [worker is not None for worker in pool.free] == [True]
        assert pool.render("<p>warm</p>", ("sheet",)).startswith(b"%PDF-")
    finally:
        gc.unfreeze()
        pool.close()
