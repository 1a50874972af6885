"""The site's own configuration of gunicorn, without documents that are warm before they are wanted."""

from typing import Any

from config import server

globals().update({name: value for name, value in vars(server).items() if name[0] != "_"})


def post_worker_init(worker: Any) -> None:
    """What the site's own does, but for the documents."""
    server.spare_what_stays()
