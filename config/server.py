"""gunicorn's configuration: `gunicorn -c config/server.py`.

`python:` values come from the environment: BIND (address and port), WORKERS, THREADS.
"""

import gc
import os
from importlib import import_module
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("THREADS", "4"))
wsgi_app = "config.wsgi:application"
# Not preloaded: the document processes and database pools belong to the worker that uses them.
preload_app = False
timeout = 60  # a document may take 20 seconds before it is stopped
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4096
limit_request_fields = 60
limit_request_field_size = 8190
# config.middleware.request_line writes the request lines, without people; gunicorn writes none.
accesslog = None
errorlog = "-"
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Start the document processes of this worker before somebody waits for a sheet."""
    import_module("planner.documents.press").POOL.warm()
    spare_what_stays()


def spare_what_stays() -> None:
    """Take what is loaded for good out of the sight of the garbage collector."""
    gc.collect()
    gc.freeze()
