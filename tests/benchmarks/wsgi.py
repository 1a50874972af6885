"""The site with the yardsticks of tests/benchmarks/urls.py, for gunicorn."""

from django.conf import settings

from config.wsgi import application

settings.ROOT_URLCONF = "tests.benchmarks.urls"

__all__ = ["application"]
