"""Migrations: one head, up and down with rows on both databases, equal to the models."""

import pathlib

from tests.architecture import house


def test_one_head(root: pathlib.Path) -> None:
    assert house.one_head(root) == []


def test_rows_are_carried_on_sqlite(root: pathlib.Path, sqlite_url: str) -> None:
    assert house.carried_rows(root, sqlite_url) == []


def test_rows_are_carried_on_postgresql(root: pathlib.Path, postgresql_url: str) -> None:
    assert house.carried_rows(root, postgresql_url) == []
