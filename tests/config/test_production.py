"""Starting for real: what is refused, and that the documented environment passes every check."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from config.production import DEMO_KEY
from tests.server import clean_environment

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "k3y-for-this-test-only-0123456789-abcdefghijklmnopqrstuv"


@pytest.fixture
def documented(tmp_path: Path) -> dict[str, str]:
    """The environment that docs/deployment.md asks for."""
    return clean_environment() | {
        "SITE": "production",
        "SITE_URL": "https://wings.example.org",
        "SECRET_KEY": KEY,
        "DATABASE_URL": f"sqlite:///{tmp_path}/wings.sqlite3",
        "VAR": str(tmp_path),
        "MAIL_HOST": "mail.example.org",
    }


def manage(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_documented_environment_passes_the_checks(documented: dict[str, str]) -> None:
    done = manage(documented, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "System check identified no issues (1 silenced).\n",
        "",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "1"}, "DEBUG must be off in production"),
        ({"SECRET_KEY": DEMO_KEY}, "SECRET_KEY must be a secret of at least 50 random characters"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be a secret of at least 50 random characters"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be a secret of at least 50 random characters"),
        ({"SITE_URL": "http://wings.example.org"}, "SITE_URL must start with https://"),
        ({"SITE_URL": ""}, "SITE_URL must start with https://"),
        ({"SITE": "staging"}, "SITE must be one of: demo, production."),
        ({"DATABASE_URL": "oracle://x/y"}, "DATABASE_URL must be like"),
    ],
)
def test_an_unsafe_start_is_refused(
    documented: dict[str, str], change: dict[str, str], sentence: str
) -> None:
    done = manage(documented | change, "check")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Two Wings cannot start: {sentence}")
    assert len(done.stderr.splitlines()) == 1
    assert KEY not in done.stderr


def test_the_web_server_refuses_too(documented: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        env=documented | {"DEBUG": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "DEBUG must be off in production" in done.stderr.splitlines()[-1]


def test_the_web_process_never_loads_weasyprint(documented: dict[str, str]) -> None:
    lines = (
        "import sys, config.wsgi; from django.urls import get_resolver;"
        "get_resolver().url_patterns; get_resolver().reverse_dict;"
        "print('weasyprint' in sys.modules, 'planner.urls' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", lines],
        env=documented,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False True\n"


LOOK = """
import json, re, config.wsgi
from django.test import Client
site = Client(headers={"host": "wings.example.org", "x-forwarded-proto": "https"})
page = site.get("/accounts/login/")
cookie = page.cookies["__Host-csrf"]
plain = Client(headers={"host": "wings.example.org"}).get("/accounts/login/")
other = Client(headers={"host": "evil.example", "x-forwarded-proto": "https"}).get("/healthz")
watch = Client(headers={"host": "wings.example.org"}).get("/healthz")
def text(address):
    answer = site.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer).decode()
listed = re.search('JSON.parse."(.*)".', text("/p/worker.js"))[1].encode().decode("unicode_escape")
kept = [one for one in json.loads(listed) if one.startswith("/static/")]
scripts = [one for one in kept if one.endswith(".js")]
imports = {f"/static/js/{name}" for one in scripts for name in re.findall('[(m] ?"./([^"]+.js)"', text(one))}
print(json.dumps({
    "hashed": all(re.search("[.][0-9a-f]{12}[.][a-z0-9]+$", one) for one in kept),
    "imports": [len(imports) > 10, sorted(imports - set(scripts))],
    "page": page.status_code,
    "hsts": page["Strict-Transport-Security"],
    "cookie": [cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]],
    "css": "/static/css/tokens.css" not in page.content.decode(),
    "plain": [plain.status_code, plain["Location"]],
    "other": other.status_code,
    "watch": watch.status_code,
}))
"""


def test_the_site_in_production(documented: dict[str, str]) -> None:
    for words in (["collectstatic", "--no-input", "-v0"], ["migrate", "-v0"]):
        done = manage(documented, *words)
        assert (done.returncode, done.stderr) == (0, "")
    seen = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=documented,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(seen.stdout) == {
        "hashed": True,
        "imports": [True, []],
        "page": 200,
        "hsts": "max-age=31536000; includeSubDomains",
        "cookie": [True, True, "Lax", "/"],
        "css": True,
        "plain": [301, "https://wings.example.org/accounts/login/"],
        "other": 400,
        "watch": 200,
    }


def test_a_demo_serves_collected_files_where_that_is_asked_for(documented: dict[str, str]) -> None:
    said = "from django.conf import settings as s; print(s.STATIC_ROOT, s.WHITENOISE_USE_FINDERS)"
    demo = documented | {"SITE": "demo", "SITE_URL": "http://localhost:8000"}
    answers = [
        manage(demo | more, "shell", "--no-imports", "-c", said).stdout.strip()
        for more in ({}, {"COLLECTED": "1"})
    ]
    assert answers == ["None True", f"{documented['VAR']}/static False"]
