"""Gates that read the tree: each takes the root of a tree and returns what is wrong there, one line a fault."""

import ast
import pathlib
import re
import sys
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.architecture.sources import PACKAGE, features, functions, imported, parse, place, python_files

#: what a feature may import of another one
OPEN_ROOMS = {"service", "queries", "models", "errors", "phrases"}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 400, 40
LEFTOVER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")
#: mail programs know no style sheets; a page's Content-Security-Policy knows no inline style and no inline script
INLINE = re.compile(r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["']|<script(?![^>]*\ssrc=)""", re.IGNORECASE)
MAIL = re.compile(r"(?:[^/]+/mail/.*|(?:_layout|_macros)/mail\..*)")
SCRIPTS = ("run", "test", "setup", "app.py")


def _contracts(root: pathlib.Path) -> dict[str, dict[str, Any]]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def _registered(root: pathlib.Path) -> tuple[str, ...]:
    for node in parse(root / PACKAGE / "application.py").body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "FEATURES":
            return tuple(ast.literal_eval(node.value))
    return ()


def listed(root: pathlib.Path) -> list[str]:
    """Every feature folder stands in the linter's rooms and in the application, in the order of the floors."""
    here, contracts, registered = features(root), _contracts(root), _registered(root)
    rooms = {str(name).removeprefix(f"{PACKAGE}.") for name in contracts["rooms"]["containers"]}
    wrong = [f"{name}: no room of the linter" for name in sorted(here - rooms)]
    wrong += [f"{name}: a room of the linter that is not there" for name in sorted(rooms - here)]
    wrong += [f"{name}: not in application.FEATURES" for name in sorted(here - set(registered))]
    floors = list(reversed(contracts["floors"]["layers"]))
    floor = {name.strip(" ()"): number for number, names in enumerate(floors) for name in names.split("|")}
    numbers = [floor.get(name, -1) for name in registered]
    if numbers != sorted(numbers) or -1 in numbers:
        wrong.append(f"application.FEATURES is not in floor order: {', '.join(registered)}")
    return wrong


def across_features(root: pathlib.Path) -> list[str]:
    """A feature imports of another one only its open rooms, and models only models."""
    known, wrong = features(root), []
    for feature in sorted(known):
        for path in python_files(root, f"{PACKAGE}/{feature}"):
            room = path.relative_to(root / PACKAGE / feature).parts[0].removesuffix(".py")
            for line, name in imported(root, path):
                package, other, entered = (*name.split("."), "", "")[:3]
                if package != PACKAGE or other not in known - {feature}:
                    continue
                allowed = {"models"} if room == "models" else OPEN_ROOMS
                if entered not in allowed:
                    wrong.append(f"{place(root, path, line)}: {room} imports {name}")
    return wrong


def alone(root: pathlib.Path) -> list[str]:
    """supervise starts the processes: it imports the standard library only, and nobody imports it."""
    supervise = root / PACKAGE / "supervise.py"
    wrong = [
        f"{place(root, supervise, line)}: supervise imports {name}"
        for line, name in imported(root, supervise)
        if name.split(".")[0] not in sys.stdlib_module_names
    ]
    for path in python_files(root, PACKAGE):
        for line, name in imported(root, path):
            if name.startswith(f"{PACKAGE}.supervise") and path != supervise:
                wrong.append(f"{place(root, path, line)}: imports supervise")
    return wrong


def clocks(root: pathlib.Path) -> list[str]:
    """Only foundation.clock asks the machine for the time of the domain; rules are told it."""
    wrong = []
    for path in python_files(root, PACKAGE):
        inside = path.relative_to(root / PACKAGE).parts
        if inside[0] not in features(root):
            continue
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                machine = node.func.attr in {"today", "utcnow"} or (node.func.attr == "now" and owner != "clock")
                if machine or (owner, node.func.attr) == ("time", "time"):
                    wrong.append(f"{place(root, path, node.lineno)}: {ast.unparse(node)}")
    return wrong


def commits(root: pathlib.Path) -> list[str]:
    """Only foundation/database.py commits. A savepoint may end: it is called one, and what it holds is not yet kept."""
    wrong = []
    for path in python_files(root, PACKAGE):
        if path == root / PACKAGE / "foundation" / "database.py":
            continue
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Attribute) and node.attr == "commit" and ast.unparse(node.value) != "savepoint":
                wrong.append(f"{place(root, path, node.lineno)}: {ast.unparse(node)}")
    return wrong


def _texts(root: pathlib.Path) -> Iterator[pathlib.Path]:
    """What people write: code, templates, styles, scripts. Generated migrations and data files are not."""
    yield from python_files(root, PACKAGE, "tests")
    for folder, end in ((PACKAGE, "js"), (PACKAGE, "css"), ("templates", "html"), ("templates", "txt")):
        yield from sorted((root / folder).rglob(f"*.{end}"))
    yield from (path for name in (*SCRIPTS, "migrations/env.py") if (path := root / name).exists())


def sizes(root: pathlib.Path) -> list[str]:
    """No file over 400 lines, no function of the application over 40: a journey may be told in one breath."""
    wrong = []
    for path in _texts(root):
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > MOST_LINES:
            wrong.append(f"{path.relative_to(root)}: {count} lines")
    for path in python_files(root, PACKAGE):
        for node in functions(path):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > MOST_LINES_OF_A_FUNCTION:
                wrong.append(f"{place(root, path, node.lineno)}: {node.name} has {count} lines")
    return wrong


def leftovers(root: pathlib.Path) -> list[str]:
    """Nothing is left for later in a comment."""
    wrong = []
    for path in _texts(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if LEFTOVER.search(line):
                wrong.append(f"{place(root, path, number)}: {line.strip()}")
    return wrong


def inline(root: pathlib.Path) -> list[str]:
    """No inline style, script or handler in a page's template; letters may."""
    wrong = []
    for path in sorted((root / "templates").rglob("*.html")):
        if MAIL.fullmatch(path.relative_to(root / "templates").as_posix()):
            continue
        text = path.read_text(encoding="utf-8")
        for match in INLINE.finditer(text):
            number = text.count("\n", 0, match.start() + 1) + 1
            wrong.append(f"{place(root, path, number)}: {match.group().strip()}")
    return wrong


def docstrings(root: pathlib.Path) -> list[str]:
    """Every module, public class and public function of the package says what it promises."""
    wrong = []
    for path in python_files(root, PACKAGE):
        tree = parse(path)
        if tree.body and not ast.get_docstring(tree):
            wrong.append(f"{place(root, path, 1)}: the module")
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                wrong.append(f"{place(root, path, node.lineno)}: {node.name}")
    return wrong
