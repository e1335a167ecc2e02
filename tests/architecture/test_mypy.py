"""Types."""

import pathlib

from tests.architecture import house


def test_mypy_finds_nothing(root: pathlib.Path) -> None:
    assert house.mypy(root) == []
