"""Files that people bring or jobs make."""

import io
import pathlib

import pytest

from aami_events.foundation import files
from aami_events.foundation.database import transaction
from aami_events.foundation.files import FileRefused, StoredFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture(autouse=True)
def folder(inside, tmp_path) -> pathlib.Path:
    inside.config["INSTANCE_DIR"] = str(tmp_path)
    return tmp_path / "files"


def keep(data: bytes, name: str = "photo.png", **facts) -> StoredFile:
    with transaction():
        return files.keep(io.BytesIO(data), name, owner_id=3, **facts)


def test_a_file_is_kept_under_a_name_of_the_house(folder, clock):
    row = keep(PNG, "../../étoile.png")
    assert [path.name for path in folder.iterdir()] == [row.key]
    assert (row.name, row.type, row.size, row.owner_id, row.created_at) == (
        "../../étoile.png", "image/png", len(PNG), 3, clock.now,
    )  # fmt: skip
    assert (folder / row.key).read_bytes() == PNG
    assert folder.stat().st_mode & 0o077 == 0, "readable by nobody else"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
    ],
)
def test_types_are_read_from_the_file_and_not_from_its_name(data, kind):
    assert keep(data, "liste.html").type == kind


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<!doctype html>", b"GIF89a", b"#!/bin/sh", b" " + PNG],
)
def test_what_is_not_taken(data, folder):
    with pytest.raises(FileRefused):
        keep(data)
    assert not folder.exists()


@pytest.mark.databases("sqlite")
def test_what_is_too_large(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", len(PNG))
    assert keep(PNG).size == len(PNG)
    with pytest.raises(FileRefused):
        keep(PNG + b"\0")


@pytest.mark.databases("sqlite")
def test_a_row_needs_a_transaction():
    with pytest.raises(RuntimeError):
        files.keep(io.BytesIO(PNG), "photo.png", owner_id=None)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("liste.csv", "text/csv"),
        ("insignes.pdf", "application/pdf"),
        ("liste.xlsx", "spreadsheetml"),
        ("tout.zip", "zip"),
    ],
)
def test_what_a_job_made(name, kind):
    with transaction():
        assert kind in files.keep_made(b"x", name, owner_id=None).type


@pytest.mark.databases("sqlite")
def test_served_as_an_attachment_that_no_browser_runs(app):
    row = keep(PNG, "photo d’été.png")
    with app.test_request_context("/"):
        answer = files.serve(row)
        answer.direct_passthrough = False
        assert answer.get_data() == PNG
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "photo%20d%E2%80%99%C3%A9t%C3%A9.png" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
