"""Who may do what."""

import pytest

from aami_events.people import rules
from aami_events.people.errors import UnknownRole
from aami_events.people.phrases import ROLE_NAMES
from aami_events.people.rules import GrantFact

HERE, ELSEWHERE = ("event", 3), ("event", 4)
ADMINISTRATOR = GrantFact("administrator", "house", 0)
ORGANISER = GrantFact("organiser", "house", 0)
ORGANISER_HERE = GrantFact("organiser", "event", 3)
DOOR_HERE = GrantFact("door", "event", 3)
READER = GrantFact("reader", "house", 0)
TRANSLATOR_HERE = GrantFact("translator", "event", 3)


@pytest.mark.parametrize(
    ("grants", "permission", "scope", "allowed"),
    [
        ((), "desk", HERE, False),
        ((), "desk", None, False),
        ((ADMINISTRATOR,), "events.edit", HERE, True),
        ((ADMINISTRATOR,), "what nobody has thought of yet", None, True),
        ((ORGANISER,), "events.edit", HERE, True),
        ((ORGANISER,), "people.edit", HERE, False),
        ((ORGANISER_HERE,), "events.edit", HERE, True),
        ((ORGANISER_HERE,), "events.edit", ELSEWHERE, False),
        ((ORGANISER_HERE,), "events.edit", ("project", 3), False),
        ((ORGANISER_HERE,), "events.edit", None, True),
        ((DOOR_HERE,), "desk", HERE, True),
        ((DOOR_HERE,), "registrations.read", HERE, False),
        ((DOOR_HERE,), "registrations.sensitive", HERE, False),
        ((DOOR_HERE, READER), "registrations.read", HERE, True),
        ((READER,), "registrations.read", ELSEWHERE, True),
        ((READER,), "registrations.export", ELSEWHERE, False),
        ((TRANSLATOR_HERE,), "texts.write", HERE, True),
        ((TRANSLATOR_HERE,), "texts.write", ELSEWHERE, False),
        ((TRANSLATOR_HERE,), "events.edit", HERE, False),
        ((TRANSLATOR_HERE,), "registrations.read", HERE, False),
        ((ORGANISER_HERE,), "texts.write", HERE, True),
    ],
)
def test_who_may_do_what(grants, permission, scope, allowed):
    assert rules.allows(grants, permission, scope) is allowed


def test_a_word_that_is_no_role_gives_nothing():
    with pytest.raises(UnknownRole):
        rules.permissions_of("emperor")
    with pytest.raises(UnknownRole):
        rules.allows((GrantFact("emperor", "house", 0),), "desk", None)


def test_only_administrators_may_do_everything():
    assert [role for role in rules.ROLES if "*" in rules.permissions_of(role)] == ["administrator"]


@pytest.mark.parametrize(
    ("province", "region"),
    [("QC", "quebec"), ("NB", "atlantic"), ("NS", "atlantic"), ("YT", None), (None, None), ("", None)],
)
def test_the_region_follows_from_the_province(province, region):
    assert rules.region_of(province, {"quebec": ["QC"], "atlantic": ["NB", "NS"]}) == region


def test_who_writes_texts():
    assert rules.roles_with("texts.write") == ["administrator", "organiser", "translator"]
    assert rules.permissions_of("translator") == {"texts.write"}


def test_every_role_has_a_name_that_people_read():
    assert set(ROLE_NAMES) == set(rules.ROLES)
