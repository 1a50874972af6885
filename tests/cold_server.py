"""The site's own configuration of gunicorn, without documents that are warm before they are wanted."""

from config import server

globals().update(
    {
        name: value
        for name, value in vars(server).items()
        if name[0] != "_" and name != "post_worker_init"
    }
)
