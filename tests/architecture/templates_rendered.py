"""Which templates the tests rendered: a pytest plugin that writes them down, and what compares them with the tree.

tests/conftest.py names it in `pytest_plugins`. When AAMI_TEMPLATES_RENDERED names a folder, every process of the run,
workers of pytest-xdist too, writes the names it sees into a file of its own there. `./test` makes the folder when it
runs everything, in two processes one after the other, and full_run.py reads it after both. A page, letter or print
counts when Flask has rendered it; layouts, macros and other templates whose file or folder begins with "_" when one of
those has loaded them. What a server in a process of its own renders does not count: nothing looked at its words.
"""

import os
import pathlib
from typing import Any

import pytest
from flask import Flask, template_rendered
from flask.templating import DispatchingJinjaLoader
from jinja2 import Environment

FOLDER = "AAMI_TEMPLATES_RENDERED"
RECORDER: pytest.StashKey["Recorder"] = pytest.StashKey()


class Recorder:
    """Writes each name once, at once: a worker that is killed has told what it saw."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.path = folder / f"{os.getpid()}.txt"
        self.seen: set[str] = set()
        self._source = DispatchingJinjaLoader.get_source

    def start(self) -> None:
        """Listen to Flask and to its loader."""
        recorder, source = self, self._source

        def get_source(loader: DispatchingJinjaLoader, environment: Environment, template: str) -> Any:
            recorder.write(f"loaded {template}")
            return source(loader, environment, template)

        DispatchingJinjaLoader.get_source = get_source  # type: ignore[assignment, method-assign]
        template_rendered.connect(self._after)

    def stop(self) -> None:
        """Listen no longer."""
        DispatchingJinjaLoader.get_source = self._source  # type: ignore[method-assign]
        template_rendered.disconnect(self._after)

    def write(self, line: str) -> None:
        """Add a line that is not there yet."""
        if line not in self.seen:
            self.seen.add(line)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")

    def _after(self, _app: Flask, template: Any, **_given: Any) -> None:
        self.write(f"rendered {template.name}")


def missing(root: pathlib.Path, folder: pathlib.Path) -> list[str]:
    """Templates of the tree that no process of the run rendered, or, of those made to be included, loaded."""
    told = {line for path in folder.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()}
    wrong = []
    for path in sorted((root / "templates").rglob("*.*")):
        name = path.relative_to(root / "templates")
        shared = any(part.startswith("_") for part in name.parts)
        wanted = f"{'loaded' if shared else 'rendered'} {name.as_posix()}"
        if wanted not in told and f"rendered {name.as_posix()}" not in told:
            wrong.append(f"templates/{name.as_posix()}: rendered by no test")
    return wrong


def pytest_configure(config: pytest.Config) -> None:
    """Begin to write down, if somebody will read it."""
    if folder := os.environ.get(FOLDER):
        config.stash[RECORDER] = Recorder(pathlib.Path(folder))
        config.stash[RECORDER].start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Write no more."""
    if recorder := config.stash.get(RECORDER, None):
        recorder.stop()
