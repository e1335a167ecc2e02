"""What import-linter cannot say of floors and rooms."""

import pathlib

from tests.architecture import gates


def test_a_feature_enters_another_by_its_open_rooms(root: pathlib.Path) -> None:
    assert gates.across_features(root) == []


def test_supervise_stands_alone(root: pathlib.Path) -> None:
    assert gates.alone(root) == []


def test_features_are_told_the_time_by_the_clock(root: pathlib.Path) -> None:
    assert gates.clocks(root) == []
