"""What import-linter cannot say of floors and rooms."""

import pathlib
import re

from tests.architecture import gates


def test_a_feature_enters_another_by_its_open_rooms(root: pathlib.Path) -> None:
    assert gates.across_features(root) == []


def test_supervise_stands_alone(root: pathlib.Path) -> None:
    assert gates.alone(root) == []


def test_features_are_told_the_time_by_the_clock(root: pathlib.Path) -> None:
    assert gates.clocks(root) == []


def test_no_two_tables_have_a_class_of_the_same_name(root: pathlib.Path) -> None:
    """Relationships name classes: two of one name are found, or not, by the order in which modules were imported."""
    pattern = re.compile(r"^class (\w+)\(.*\bdb\.Model\):", re.MULTILINE)
    found = [name for path in root.glob("aami_events/*/models.py") for name in pattern.findall(path.read_text("utf-8"))]
    assert len(found) > 50 and sorted(found) == sorted(set(found))
