"""A real server process for journeys, on a database of its own.

The database is prepared once per run (migrations, library, demo clinic) and copied for each site,
so that a journey may change what it likes. Works on SQLite and on PostgreSQL, by DATABASE_URL.
"""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
OURS = {"SITE", "SITE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "PROXIES", "VAR"}
OURS |= {
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DATABASE_URL",
    "DATABASE_POOL",
    "DATABASE_PREPARES",
    "MAIL_FROM",
    "MAIL_HOST",
    "BIND",
    "WORKERS",
    "THREADS",
}
TEMPLATE = "two_wings_journeys"


@dataclass(frozen=True)
class Site:
    """A running site: its address, and its command line."""

    url: str
    folder: Path
    database_url: str

    def manage(self, *words: str) -> str:
        """Run a management command on this site's database; its stdout. Raises when it fails."""
        return manage(self.folder, self.database_url, *words)

    def ask(self, python: str) -> str:
        """What a few lines of Python print, run against this site's database."""
        return self.manage("shell", "--no-imports", "-c", python).strip()


def clean_environment() -> dict[str, str]:
    """The environment of this process without the variables that the site reads."""
    return {name: value for name, value in os.environ.items() if name not in OURS}


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """The environment of a demo site with this database and this folder."""
    return clean_environment() | {
        "SITE": "demo",
        "VAR": str(folder),
        "DATABASE_URL": database_url,
    }


def manage(folder: Path, database_url: str, *words: str) -> str:
    """Run `manage.py` in a process of its own; its stdout. Raises when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=environment(folder, database_url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)}: {done.stderr or done.stdout}")
    return done.stdout


def is_sqlite() -> bool:
    """Whether this run is the one on SQLite."""
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def _cluster(name: str) -> str:
    """The address of the database `name` in the cluster of DATABASE_URL."""
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}{'?' if query else ''}{query}"


def _sql(statement: str) -> None:
    with psycopg.connect(_cluster("postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _prepare(folder: Path, database_url: str) -> None:
    manage(folder, database_url, "migrate", "--verbosity", "0")
    manage(folder, database_url, "load_library")
    manage(folder, database_url, "demo_clinic")


def prepared(shared: Path) -> Path:
    """The folder of the prepared database, made by the first of the parallel workers that asks."""
    folder = shared / "journeys"
    folder.mkdir(exist_ok=True)
    with (shared / "journeys.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            if is_sqlite():
                database = folder / "site.sqlite3"
                _prepare(folder, f"sqlite:///{database}")
                with sqlite3.connect(database) as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.close()
            else:
                _sql(f"DROP DATABASE IF EXISTS {TEMPLATE}")
                _sql(f"CREATE DATABASE {TEMPLATE}")
                _prepare(folder, _cluster(TEMPLATE))
            (folder / "done").touch()
    return folder


@contextmanager
def database_copy(ready: Path, folder: Path) -> Iterator[str]:
    """A copy of the prepared database, as a DATABASE_URL; gone afterwards."""
    if is_sqlite():
        shutil.copy(ready / "site.sqlite3", folder / "site.sqlite3")
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    name = f"journey_{uuid.uuid4().hex}"
    _sql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    try:
        yield _cluster(name)
    finally:
        _sql(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    folder: Path, database_url: str, *, app: str = "config.wsgi:application", workers: int = 1
) -> Iterator[Site]:
    """The site, served by gunicorn as in `make demo`, until the block ends.

    But for its document processes, which start with the first sheet: few journeys print.
    """
    port = free_port()
    env = environment(folder, database_url) | {
        "SITE_URL": f"http://localhost:{port}",
        "BIND": f"127.0.0.1:{port}",
        "WORKERS": str(workers),
    }
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "tests/cold_server.py", app],
            env=env,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(process, f"http://localhost:{port}/healthz", folder / "server.log")
            yield Site(f"http://localhost:{port}", folder, database_url)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start: {log.read_text()[-2000:]}")
