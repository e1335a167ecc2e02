"""Which templates the tests rendered: a pytest plugin that writes them down, and fails a full run that left one out.

To use it, name it in tests/conftest.py:

    pytest_plugins = ["tests.architecture.templates_rendered"]

Every process of the run, workers of pytest-xdist too, writes the names it sees into a file of its own in one folder
that the process which began the run makes and hands down as AAMI_TEMPLATES_RENDERED. At the end of a full run (no
test was named or deselected, and all passed) that process reads them and compares. A page, letter or print counts when
Flask has rendered it; layouts, macros and other templates whose file or folder begins with "_" when one of those has
loaded them.
"""

import os
import pathlib
import shutil
import tempfile
from typing import Any

import pytest
from flask import Flask, template_rendered
from flask.templating import DispatchingJinjaLoader
from jinja2 import Environment

FOLDER = "AAMI_TEMPLATES_RENDERED"
ROOT = pathlib.Path(__file__).resolve().parents[2]


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


def is_full(config: pytest.Config) -> bool:
    """Whether the run is of everything: nothing named, nothing deselected."""
    option = config.option
    chosen = (option.keyword, option.markexpr, option.collectonly, getattr(option, "lf", False), option.deselect)
    return not any(chosen) and not option.file_or_dir


def pytest_configure(config: pytest.Config) -> None:
    """Begin to write down."""
    began = not hasattr(config, "workerinput")
    if began:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="aami-templates-")
    config.stash[RECORDER] = Recorder(pathlib.Path(os.environ[FOLDER]))
    config.stash[RECORDER].start()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Compare, once every worker has ended."""
    config = session.config
    if hasattr(config, "workerinput") or exitstatus != pytest.ExitCode.OK or not is_full(config):
        return
    config.stash[LEFT] = missing(ROOT, pathlib.Path(os.environ[FOLDER]))
    if config.stash[LEFT]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what was left out."""
    left = config.stash.get(LEFT, [])
    if left:
        terminalreporter.section("templates that no test rendered")
        terminalreporter.write_line("\n".join(left))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that began the run takes the folder away."""
    recorder = config.stash.get(RECORDER, None)
    if recorder:
        recorder.stop()
    if recorder and not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


RECORDER: pytest.StashKey[Recorder] = pytest.StashKey()
LEFT: pytest.StashKey[list[str]] = pytest.StashKey()
