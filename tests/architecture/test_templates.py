"""The recorder of rendered templates; the check itself stands at the end of every full run."""

import pathlib
from types import SimpleNamespace

import pytest
from flask import Flask, render_template

from tests.architecture.templates_rendered import Recorder, is_full, missing

PAGES = {
    "people/public/list.html": '{% extends "_layout/page.html" %}{% import "_macros/parts.html" as parts %}',
    "people/public/alone.html": "nobody asks for this",
    "_layout/page.html": "<html></html>",
    "_macros/parts.html": "{% macro mark() %}{% endmacro %}",
    "_macros/lonely.html": "{% macro lonely() %}{% endmacro %}",
}


@pytest.fixture
def house(tmp_path: pathlib.Path) -> pathlib.Path:
    """A house with five templates and a folder for what is rendered."""
    for name, text in PAGES.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "told").mkdir()
    return tmp_path


def test_what_no_test_rendered_is_named(house: pathlib.Path) -> None:
    app, recorder = Flask("house", root_path=str(house)), Recorder(house / "told")
    recorder.start()
    try:
        with app.test_request_context():
            render_template("people/public/list.html")
    finally:
        recorder.stop()
    assert missing(house, house / "told") == [
        "templates/_macros/lonely.html: rendered by no test",
        "templates/people/public/alone.html: rendered by no test",
    ]


def test_loading_a_page_is_not_rendering_it(house: pathlib.Path) -> None:
    app, recorder = Flask("house", root_path=str(house)), Recorder(house / "told")
    recorder.start()
    try:
        app.jinja_env.get_template("people/public/alone.html")
    finally:
        recorder.stop()
    assert "templates/people/public/alone.html: rendered by no test" in missing(house, house / "told")


@pytest.mark.parametrize(
    ("changed", "full"),
    [
        ({}, True),
        ({"keyword": "people"}, False),
        ({"markexpr": "not browser"}, False),
        ({"file_or_dir": ["tests/unit"]}, False),
        ({"lf": True}, False),
        ({"collectonly": True}, False),
        ({"deselect": ["tests/unit"]}, False),
    ],
)
def test_only_a_full_run_is_judged(changed: dict[str, object], full: bool) -> None:
    usual = {"keyword": "", "markexpr": "", "collectonly": False, "lf": False, "deselect": None, "file_or_dir": []}
    assert is_full(SimpleNamespace(option=SimpleNamespace(**usual | changed))) is full  # type: ignore[arg-type]
