"""Floors and rooms."""

import pathlib

from tests.architecture import gates, house


def test_floors_and_rooms_are_kept(root: pathlib.Path) -> None:
    assert house.import_linter(root) == []


def test_every_feature_is_listed(root: pathlib.Path) -> None:
    assert gates.listed(root) == []
