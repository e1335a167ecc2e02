"""Style and common mistakes."""

import pathlib

from tests.architecture import house


def test_ruff_finds_nothing(root: pathlib.Path) -> None:
    assert house.ruff(root) == []
