"""Reading a tree without running it: its files, its features, what each file imports."""

import ast
import pathlib
from collections.abc import Iterator

PACKAGE = "aami_events"
#: folders of the package that are floors of their own, or hold no code
NOT_FEATURES = {"foundation", "web", "static"}


def features(root: pathlib.Path) -> set[str]:
    """The folders of the package that are features."""
    found = {path.parent.name for path in (root / PACKAGE).glob("*/*.py")}
    return found - NOT_FEATURES


def python_files(root: pathlib.Path, *folders: str) -> Iterator[pathlib.Path]:
    """Every module in these folders, in a stable order."""
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


def parse(path: pathlib.Path) -> ast.Module:
    """Its syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(root: pathlib.Path, path: pathlib.Path, line: int) -> str:
    """As an editor opens it."""
    return f"{path.relative_to(root)}:{line}"


def imported(root: pathlib.Path, path: pathlib.Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything imported, also inside functions: `from ..events import models` is
    `aami_events.events.models`."""
    package = path.relative_to(root).parts[:-1]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = [*base, *([node.module] if node.module else [])]
            for name in node.names:
                yield node.lineno, ".".join([*stem, name.name])


def functions(path: pathlib.Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones too."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
