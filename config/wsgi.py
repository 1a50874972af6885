"""What gunicorn serves."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Request(WSGIRequest):
    """A request whose texts are UTF-8, whatever charset the sender names.

    Some charsets turn plain bytes into half characters that no database takes, and some that Python
    knows are no charsets at all: with those Django fails before any code of ours runs.
    """

    @property
    def encoding(self) -> None:
        """None: the default, UTF-8."""
        return

    @encoding.setter
    def encoding(self, named: str) -> None:
        """What the sender names is passed over."""


class Handler(WSGIHandler):
    """Django's handler with our kind of request."""

    request_class = Request


django.setup(set_prefix=False)
application = Handler()
