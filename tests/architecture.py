"""The rules of the house, as functions from one source file to its complaints.

docs/architecture.md says why; tests/test_architecture.py applies them and shows that each can fail.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("clients", "planner")
HOUSE = (*APPS, "config")

ENTRANCES = {"urls", "views", "portal", "jobs", "management", "templatetags"}
ENTRANCES |= {"apps", "checks", "signin", "middleware", "demo"}
THE_FOUR = {"access", "forms", "actions", "documents"}
RANK = {"entrance": 3, "four": 2, "models": 1, "pure": 0}

MODULE_LINES = 400
FUNCTION_LINES = 40
TEMPLATE_LINES = 140

# Slow to import; a process that may never need them imports them where they are used.
SLOW_LIBRARIES = {"weasyprint", "pikepdf", "fontTools", "segno", "uharfbuzz"}
ROOMS_WITHOUT_OBJECTS = {"views", "forms", "templatetags", "portal"}
ROOMS_WITHOUT_REQUEST = {"forms", "actions", "documents", "models"}
CATCH_ALL_NAMES = {"utils", "util", "common", "helpers", "helper", "tools", "misc"}
SIGNALS = re.compile(r"(^|\.)(signals|dispatch)(\.|$)")


@dataclass(frozen=True)
class Source:
    """One file of the house."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed module."""
        return ast.parse(self.text)

    @property
    def app(self) -> str:
        """`clients`, `planner`, `config`, `tests` ..."""
        return self.path.split("/")[0]

    @property
    def room(self) -> str:
        """The first name below the app: `views`, `models`, `timegrid` ..."""
        parts = self.path.removesuffix(".py").split("/")
        return parts[1] if len(parts) > 1 else ""

    @property
    def module(self) -> str:
        """The dotted name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, line: int, complaint: str) -> str:
        """A complaint with its place."""
        return f"{self.path}:{line} {complaint}"


def python_sources(*folders: str) -> list[Source]:
    """Every module in these folders of the house; migrations are generated and left out."""
    return [
        Source(str(path.relative_to(ROOT)), path.read_text())
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and "vendor" not in path.parts
    ]


def template_sources() -> list[Source]:
    """Every template."""
    return [
        Source(str(path.relative_to(ROOT)), path.read_text())
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
    ]


def layer(dotted: str) -> str:
    """The layer of a module of an app: entrance, four, models or pure."""
    room = [*dotted.split("."), ""][1]
    if room in ENTRANCES:
        return "entrance"
    if room in THE_FOUR:
        return "four"
    return "models" if room == "models" else "pure"


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything imported; `from a import b` counts as a.b too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = source.module.split(".")
                if not source.path.endswith("__init__.py"):
                    package = package[:-1]
                above = package[: len(package) - node.level + 1]
                base = ".".join([*above, base]).rstrip(".")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def direction(source: Source) -> list[str]:
    """`clients` never imports or names planner; `config` imports no app."""
    forbidden = {"clients": {"planner"}, "config": set(APPS)}.get(source.app, set())
    found = [
        source.at(line, f"imports {name}")
        for line, name in imports(source)
        if name.split(".")[0] in forbidden
    ]
    if source.app == "clients":
        found += [
            source.at(line, f"names planner: {text!r}")
            for line, text in _strings(source.tree)
            if re.search(r"\bplanner\b", text)
        ]
    return found


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of every text in the module but its docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if id(node) in docstrings or not isinstance(node, ast.Constant):
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def layers(source: Source) -> list[str]:
    """Imports go downwards only, and the four rooms do not import one another."""
    if source.app not in APPS:
        return []
    own, found = layer(source.module), []
    for line, name in imports(source):
        if name.split(".")[0] not in APPS:
            continue
        other = layer(name)
        upwards = RANK[other] > RANK[own]
        room = name.split(".")[1] if "." in name else ""
        sideways = own == other == "four" and room != source.room
        if upwards or sideways:
            found.append(source.at(line, f"({own}) imports {name} ({other})"))
    return found


def sizes(source: Source) -> list[str]:
    """A module has 400 lines at most, a function 40."""
    found = []
    length = len(source.text.splitlines())
    if length > MODULE_LINES:
        found.append(source.at(1, f"has {length} lines"))
    for node in _functions(source):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > FUNCTION_LINES:
            found.append(source.at(node.lineno, f"{node.name} has {length} lines"))
    return found


def _functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    spec = node.args
    extra = [one for one in (spec.vararg, spec.kwarg) if one is not None]
    return [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *extra]


def objects(source: Source) -> list[str]:
    """No manager in views, forms, tags and portal: rows come through the door."""
    if source.room not in ROOMS_WITHOUT_OBJECTS:
        return []
    managers = {"objects", "_default_manager", "_base_manager"}
    return [
        source.at(node.lineno, f"uses .{node.attr}")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]


def requests(source: Source) -> list[str]:
    """Nothing below the views sees a request, but the door."""
    room_is_free = source.room not in ROOMS_WITHOUT_REQUEST and layer(source.module) != "pure"
    if source.app not in APPS or room_is_free:
        return []
    return [
        source.at(node.lineno, f"{node.name} takes a request")
        for node in _functions(source)
        if "request" in {one.arg for one in _arguments(node)}
    ]


def paper(source: Source) -> list[str]:
    """Only planner/documents speaks to WeasyPrint."""
    if source.path.startswith("planner/documents/"):
        return []
    return [
        source.at(line, "imports weasyprint")
        for line, name in imports(source)
        if name.split(".")[0] == "weasyprint"
    ]


def signatures(source: Source) -> list[str]:
    """Every argument and every result has a type."""
    found = []
    for node in _functions(source):
        bare = [
            one.arg
            for place, one in enumerate(_arguments(node))
            if one.annotation is None and not (place == 0 and one.arg in ("self", "cls"))
        ]
        if bare or node.returns is None:
            found.append(source.at(node.lineno, f"{node.name} lacks types: {bare or 'result'}"))
    return found


def docstrings(source: Source) -> list[str]:
    """Every public function and class of a module says what it is for."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [
        source.at(node.lineno, f"{node.name} has no docstring")
        for node in source.tree.body
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]


def verbs(source: Source) -> list[str]:
    """A verb (a function of actions/ that is told by whom) takes its arguments by name."""
    if source.room != "actions":
        return []
    return [
        source.at(node.lineno, f"{node.name} takes arguments by position")
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "by" in {one.arg for one in _arguments(node)}
        and (node.args.args or node.args.posonlyargs)
    ]


def late_imports(source: Source) -> list[str]:
    """No import inside a function, but of slow libraries; an app's `ready` loads its checks."""
    found = []
    for function in _functions(source):
        if source.room == "apps" and function.name == "ready":
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            imported = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                imported = [node.module or "."]
            found += [
                source.at(node.lineno, f"{function.name} imports {name}")
                for name in imported
                if name.split(".")[0] not in SLOW_LIBRARIES
            ]
    return found


def broad_excepts(source: Source) -> list[str]:
    """No `except:` and no `except Exception`, also not by suppress()."""
    broad = {"Exception", "BaseException"}
    found = []
    for node in ast.walk(source.tree):
        caught: list[ast.expr | None] = []
        if isinstance(node, ast.ExceptHandler):
            caught = [*node.type.elts] if isinstance(node.type, ast.Tuple) else [node.type]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            caught = [*node.args]
        for kind in caught:
            if kind is None or ast.unparse(kind) in broad:
                found.append(source.at(getattr(node, "lineno", 0), "catches everything"))
    return found


def signals(source: Source) -> list[str]:
    """No signals: what happens after an act is written in the act."""
    return [
        source.at(line, f"imports {name}")
        for line, name in imports(source)
        if name.startswith(("django", "allauth")) and SIGNALS.search(name)
    ]


def names(source: Source) -> list[str]:
    """No room named after nothing."""
    parts = set(source.path.removesuffix(".py").split("/"))
    return [source.at(1, f"is named {part}") for part in sorted(parts & CATCH_ALL_NAMES)]


PYTHON_CHECKS: list[Callable[[Source], list[str]]] = [
    direction,
    layers,
    sizes,
    objects,
    requests,
    paper,
    signatures,
    docstrings,
    verbs,
    late_imports,
    broad_excepts,
    signals,
    names,
]

INLINE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\bhx-on\b", re.I),
    "a script in hx-vals": re.compile(r"hx-(vals|headers)\s*=\s*.\s*(js|javascript):", re.I),
    "a filter in hx-trigger": re.compile(r"hx-trigger\s*=\s*[\"'][^\"']*\[", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "a data: address": re.compile(r"(src|href)\s*=\s*[\"']?data:", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*(\ssrc=|application/json))", re.I),
    "unescaped text": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}


def template_size(source: Source) -> list[str]:
    """A template has 140 lines at most; then a part of it gets its own file."""
    length = len(source.text.splitlines())
    return [source.at(1, f"has {length} lines")] if length > TEMPLATE_LINES else []


def inline(source: Source) -> list[str]:
    """Nothing that the strict policy would stop, and nothing that switches escaping off."""
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", source.text, flags=re.S)
    return [
        source.at(text[: match.start()].count("\n") + 1, f"has {what}")
        for what, pattern in INLINE.items()
        for match in pattern.finditer(text)
    ]


TEMPLATE_CHECKS: list[Callable[[Source], list[str]]] = [template_size, inline]
