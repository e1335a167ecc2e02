"""What a full run leaves: the recorder of rendered templates, and the rooms that tests must have gone through."""

import pathlib

import pytest
from flask import Flask, render_template

from tests.architecture import full_run, house, templates_rendered
from tests.architecture.templates_rendered import Recorder, missing

PAGES = {
    "people/public/list.html": '{% extends "_layout/page.html" %}{% import "_macros/parts.html" as parts %}',
    "people/public/alone.html": "nobody asks for this",
    "_layout/page.html": "<html></html>",
    "_macros/parts.html": "{% macro mark() %}{% endmacro %}",
    "_macros/lonely.html": "{% macro lonely() %}{% endmacro %}",
}


@pytest.fixture
def small(tmp_path: pathlib.Path) -> pathlib.Path:
    """A house with five templates and a folder for what is rendered."""
    for name, text in PAGES.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "told").mkdir()
    return tmp_path


def test_what_no_test_rendered_is_named(small: pathlib.Path) -> None:
    app, recorder = Flask("house", root_path=str(small)), Recorder(small / "told")
    recorder.start()
    try:
        with app.test_request_context():
            render_template("people/public/list.html")
    finally:
        recorder.stop()
    assert missing(small, small / "told") == [
        "templates/_macros/lonely.html: rendered by no test",
        "templates/people/public/alone.html: rendered by no test",
    ]


def test_loading_a_page_is_not_rendering_it(small: pathlib.Path) -> None:
    app, recorder = Flask("house", root_path=str(small)), Recorder(small / "told")
    recorder.start()
    try:
        app.jinja_env.get_template("people/public/alone.html")
    finally:
        recorder.stop()
    assert "templates/people/public/alone.html: rendered by no test" in missing(small, small / "told")


RULES = """
def fee(member):
    if member:
        return 0
    return 25
"""


@pytest.fixture
def measured(tmp_path: pathlib.Path) -> pathlib.Path:
    """A house with a rule, a view and a service, for SlipCover to look at."""
    texts = {"rules.py": RULES, "views.py": RULES, "service/__init__.py": "", "service/money.py": "PRICE = 25\n"}
    for name, text in texts.items():
        path = tmp_path / "aami_events" / "plan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for package in ("aami_events", "aami_events/plan"):
        (tmp_path / package / "__init__.py").touch()
    return tmp_path


def look(measured: pathlib.Path, script: str) -> list[str]:
    (measured / "asks.py").write_text(script)
    data = measured / "data"
    asked = ["--branch", "--source", "aami_events", "--json", "--out", str(data), "asks.py"]
    said = house.run(measured, "-m", "slipcover", *asked)
    assert said.returncode == 0, said.stderr
    return full_run.uncovered(measured, data)


def test_a_rule_and_a_service_that_no_test_asks_are_noticed(measured: pathlib.Path) -> None:
    assert look(measured, "from aami_events.plan import rules, views; rules.fee(True)") == [
        "aami_events/plan/rules.py: 5, 3->5: no test goes there",
        "aami_events/plan/service/money.py: 1: no test goes there",
    ]


def test_a_run_within_the_run_leaves_its_notes_alone(measured: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = measured / "notes"
    notes.mkdir()
    monkeypatch.setenv("SLIPCOVER_COVERAGE_DIR", str(notes))
    assert look(measured, "from aami_events.plan import rules")
    assert notes.exists()


def test_a_room_that_nobody_looked_at_is_noticed(measured: pathlib.Path) -> None:
    (measured / "data").write_text('{"files": {}}')
    assert full_run.uncovered(measured, measured / "data") == [
        "aami_events/plan/rules.py: the whole file: no test goes there",
        "aami_events/plan/service/money.py: the whole file: no test goes there",
    ]


def test_rules_and_services_that_tests_asked_are_not(measured: pathlib.Path) -> None:
    asks = "from aami_events.plan import rules; import aami_events.plan.service.money; "
    assert look(measured, asks + "rules.fee(True), rules.fee(False)") == []


def test_a_full_run_fails_for_a_template_that_no_test_rendered(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(templates_rendered.FOLDER, str(tmp_path))
    monkeypatch.setenv(full_run.COVERAGE, "")
    assert full_run.main() == 1
    assert "templates/_layout/page.html: rendered by no test" in capsys.readouterr().err
