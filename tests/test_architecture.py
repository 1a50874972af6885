"""The house keeps its rules. There are no exceptions."""

from collections.abc import Callable

import pytest

from tests import architecture as rules
from tests.architecture import Source

EXCEPTIONS: list[str] = []


def complaints(check: Callable[[Source], list[str]], sources: list[Source]) -> list[str]:
    """What the rule has to say about these files;

    Printed too, because pytest shortens long lists.
    """
    found = [complaint for source in sources for complaint in check(source)]
    for line in found:
        print(line)  # noqa: T201
    return found


@pytest.mark.parametrize("check", rules.PYTHON_CHECKS, ids=lambda check: check.__name__)
def test_code_keeps_the_rule(check: Callable[[Source], list[str]]) -> None:
    sources = rules.python_sources(*rules.HOUSE, "scripts")
    assert complaints(check, sources) == EXCEPTIONS


@pytest.mark.parametrize("check", rules.TEMPLATE_CHECKS, ids=lambda check: check.__name__)
def test_templates_keep_the_rule(check: Callable[[Source], list[str]]) -> None:
    sources = rules.template_sources()
    assert complaints(check, sources) == EXCEPTIONS


@pytest.mark.parametrize(
    "check", [rules.sizes, rules.signatures, rules.broad_excepts], ids=lambda check: check.__name__
)
def test_tests_keep_the_rule(check: Callable[[Source], list[str]]) -> None:
    assert complaints(check, rules.python_sources("tests")) == EXCEPTIONS


def test_there_is_a_house_to_look_at() -> None:
    apps = {source.app for source in rules.python_sources(*rules.HOUSE)}
    assert apps == {"clients", "planner", "config"}
    assert rules.template_sources()


LONG_MODULE = "x = 1\n" * 401
LONG_FUNCTION = "def f() -> None:\n" + "    print()\n" * 40
LONG_TEMPLATE = "<p>\n" * 141

BAD_PYTHON = [
    (rules.direction, "clients/views/a.py", "from planner.models import Session"),
    (rules.direction, "clients/models/a.py", "x = ForeignKey('planner.Session')"),
    (rules.direction, "clients/views/a.py", "import planner"),
    (rules.direction, "config/a.py", "from clients.models import Client"),
    (rules.layers, "clients/models/a.py", "from clients.actions.homework import assign"),
    (rules.layers, "clients/models/a.py", "from ..views import home"),
    (rules.layers, "clients/actions/a.py", "from clients.access import may"),
    (rules.layers, "clients/forms/a.py", "from clients import actions"),
    (rules.layers, "planner/forms/a.py", "from clients.actions.homework import assign"),
    (rules.layers, "clients/access/a.py", "from clients.views import home"),
    (rules.layers, "planner/timegrid.py", "from planner.models import Block"),
    (rules.sizes, "clients/a.py", LONG_MODULE),
    (rules.sizes, "clients/a.py", LONG_FUNCTION),
    (rules.objects, "clients/views/a.py", "Client.objects.all()"),
    (rules.objects, "planner/forms/a.py", "Client._default_manager.get()"),
    (rules.objects, "clients/portal/a.py", "Client.objects.all()"),
    (rules.requests, "clients/actions/a.py", "def f(*, request): ..."),
    (rules.requests, "planner/timegrid.py", "def f(request): ..."),
    (rules.paper, "planner/views/a.py", "import weasyprint"),
    (rules.paper, "clients/actions/a.py", "from weasyprint.text import ffi"),
    (rules.signatures, "clients/a.py", "def f(a) -> None: ..."),
    (rules.signatures, "clients/a.py", "def f(a: int): ..."),
    (rules.signatures, "clients/a.py", "def f(*args) -> None: ..."),
    (rules.docstrings, "clients/a.py", "def f() -> None: ..."),
    (rules.docstrings, "clients/a.py", "class A: ..."),
    (rules.verbs, "clients/actions/a.py", "def admit(client, *, by): ..."),
    (rules.late_imports, "clients/views/a.py", "def f():\n    import json"),
    (rules.late_imports, "clients/views/a.py", "def f():\n    from .models import A"),
    (rules.broad_excepts, "clients/a.py", "try:\n    x\nexcept:\n    y"),
    (rules.broad_excepts, "clients/a.py", "try:\n    x\nexcept (OSError, Exception):\n    y"),
    (rules.broad_excepts, "clients/a.py", "with suppress(Exception):\n    x"),
    (rules.signals, "clients/a.py", "from django.db.models.signals import post_save"),
    (rules.signals, "clients/a.py", "from django.dispatch import receiver"),
    (rules.names, "clients/utils.py", ""),
    (rules.names, "planner/common/plans.py", ""),
]

GOOD_PYTHON = [
    (rules.direction, "planner/views/a.py", "from clients.models import Client"),
    (rules.direction, "clients/views/a.py", '"""A planner would stand above this."""'),
    (rules.layers, "planner/actions/a.py", "from clients.actions.homework import assign"),
    (rules.layers, "planner/views/a.py", "from clients.access import fetch"),
    (rules.layers, "clients/actions/a.py", "from clients.prescription import Prescription"),
    (rules.objects, "clients/actions/a.py", "Client.objects.create()"),
    (rules.requests, "clients/access/a.py", "def fetch(request): ..."),
    (rules.paper, "planner/documents/child.py", "import weasyprint"),
    (rules.signatures, "clients/a.py", "class A:\n    def f(self, a: int) -> None: ..."),
    (rules.verbs, "clients/actions/a.py", "def admit(*, client, by): ..."),
    (rules.late_imports, "planner/documents/a.py", "def f():\n    import pikepdf"),
    (rules.late_imports, "clients/apps.py", "def ready():\n    from clients import checks"),
    (rules.broad_excepts, "clients/a.py", "try:\n    x\nexcept OSError:\n    y"),
]

BAD_TEMPLATES = [
    (rules.template_size, LONG_TEMPLATE),
    (rules.inline, '<p style="color: red">'),
    (rules.inline, "<style>p {}</style>"),
    (rules.inline, '<a class="x" onclick="go()">'),
    (rules.inline, '<form hx-on:submit="go()">'),
    (rules.inline, "<p hx-vals='js:{a: 1}'>"),
    (rules.inline, '<p hx-trigger="click[ctrlKey]">'),
    (rules.inline, '<a href="javascript:go()">'),
    (rules.inline, '<img src="data:image/png;base64,AA">'),
    (rules.inline, "<script>go()</script>"),
    (rules.inline, "{{ note|safe }}"),
]

GOOD_TEMPLATES = [
    (rules.inline, '<script type="module" src="/static/js/a.js"></script>'),
    (rules.inline, "{# never style= here #}<p>based on = nothing</p>"),
    (rules.inline, '<p hx-trigger="load" class="style">'),
]


@pytest.mark.parametrize(("check", "path", "text"), BAD_PYTHON)
def test_a_rule_can_fail(check: Callable[[Source], list[str]], path: str, text: str) -> None:
    assert len(check(Source(path, text))) >= 1


@pytest.mark.parametrize(("check", "path", "text"), GOOD_PYTHON)
def test_a_rule_lets_good_code_be(
    check: Callable[[Source], list[str]], path: str, text: str
) -> None:
    assert check(Source(path, text)) == []


@pytest.mark.parametrize(("check", "text"), BAD_TEMPLATES)
def test_a_template_rule_can_fail(check: Callable[[Source], list[str]], text: str) -> None:
    assert len(check(Source("templates/a.html", text))) == 1


@pytest.mark.parametrize(("check", "text"), GOOD_TEMPLATES)
def test_a_template_rule_lets_good_ones_be(check: Callable[[Source], list[str]], text: str) -> None:
    assert check(Source("templates/a.html", text)) == []


def test_every_rule_is_shown_to_fail() -> None:
    shown = {check for check, _, _ in BAD_PYTHON} | {check for check, _ in BAD_TEMPLATES}
    assert shown == {*rules.PYTHON_CHECKS, *rules.TEMPLATE_CHECKS}
