"""Access that cannot be forgotten, personal data that cannot be lost sight of, settings that explain themselves."""

import pathlib
from typing import Any

import pytest

from aami_events.events.rules import slug_is_good
from tests.architecture import house


@pytest.fixture(scope="module")
def found(root: pathlib.Path) -> dict[str, Any]:
    """What the application says of itself."""
    return house.facts(root)


def test_every_route_has_an_access_rule_or_is_public(found: dict[str, Any]) -> None:
    assert len(found["routes"]) > 20
    assert house.routes(found) == []


def test_every_column_about_a_person_is_in_a_hook(found: dict[str, Any]) -> None:
    assert house.personal_data(found) == []


def test_every_column_about_a_person_has_a_purpose_in_words_and_a_time(found: dict[str, Any]) -> None:
    assert len(found["groups"]) > 8
    assert house.purposes(found) == []


def test_every_setting_has_a_comment(found: dict[str, Any]) -> None:
    assert house.settings(found) == []


def test_no_event_can_have_the_address_of_another_page(found: dict[str, Any]) -> None:
    doors = ("/<lang:lang>/organise/", "/<lang:lang>/events/")
    first = {place.split("/")[3] for place in found["places"] if place.startswith(doors)}
    assert [name for name in first if slug_is_good(name)] == []
    assert "jobs" in first and slug_is_good("conference-2020")
