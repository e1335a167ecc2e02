"""What stands on badges, who needs a new one, in which order."""

from dataclasses import replace

import pytest

from aami_events.badges.rules import content, settings
from aami_events.badges.rules.content import Badge, Line, doubles, first_role, in_order, to_print
from aami_events.badges.rules.settings import Settings, contrast, faults

EVE = Badge(1, "CODE1", "Ève Roy", "elle", "Centre", "speaker", "fr", sort_key="eve roy", category="0002")
ADA = Badge(2, "CODE2", "Ada", "", "", "attendee", "en", sort_key="ada", category="0001")
ZOE = Badge(3, "CODE3", "Zoé", "", "Atelier", "attendee", "fr", sort_key="zoe", category="0002")


@pytest.mark.parametrize(
    "more",
    [
        {"name": "Ève R."}, {"pronouns": "iel"}, {"organisation": ""}, {"role": "staff"}, {"language": "en"},
        {"spoken": ("fr",)}, {"no_photo": True}, {"code": "CODE9"}, {"programme": (Line("jeu. 17", "9 h", "Visite"),)},
    ],
)  # fmt: skip
def test_a_badge_that_says_something_else_is_to_be_printed_again(more):
    assert replace(EVE, **more).fingerprint != EVE.fingerprint
    assert len(EVE.fingerprint) == 32


def test_where_somebody_is_sorted_is_not_on_the_badge():
    assert replace(EVE, sort_key="roy", category="0009").fingerprint == EVE.fingerprint


def test_orders():
    people = [EVE, ADA, ZOE]
    assert [badge.id for badge in in_order(people, "name")] == [2, 1, 3]
    assert [badge.id for badge in in_order(people, "organisation")] == [3, 1, 2]  # those without one come last
    assert [badge.id for badge in in_order(people, "category")] == [2, 1, 3]
    assert set(content.ORDERS) == set(content.SORTS)


def test_who_is_printed():
    people, printed = [EVE, ADA, ZOE], {1: EVE.fingerprint, 2: "another"}
    assert to_print(people, "all", printed) == people
    assert to_print(people, "changed", printed) == [ADA, ZOE]
    assert to_print(people, "selected", printed, [3, 99]) == [ZOE]
    assert to_print(people, "selected", printed) == []


def test_of_several_roles_the_rarest_stands_on_the_badge():
    assert first_role({"speaker", "delegate"}) == "delegate"
    assert first_role({"unheard of"}) == first_role(()) == "attendee"


def test_who_cannot_be_told_apart():
    twin = replace(EVE, id=9, organisation="CENTRE")
    assert doubles([EVE, ADA, twin]) == [[EVE, twin]]
    assert doubles([EVE, replace(EVE, organisation="Ailleurs")]) == []


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ({}, []),
        ({"base": "baroque"}, [("base", "unknown")]),
        ({"stock": "papyrus"}, [("stock", "unknown")]),
        ({"colours": {"accent": "red"}}, [("accent", "colour")]),
        ({"colours": {"accent": "#2b3bff\n"}}, [("accent", "colour")]),
        ({"colours": {"ink": "#eeeeee"}}, [("ink", "contrast")]),
        ({"colours": {"ground": "x", "ink": "#fff"}}, [("ground", "colour"), ("ink", "colour")]),
        ({"right_tenths": -201}, [("right_tenths", "too_far")]),
        ({"down_tenths": 201}, [("down_tenths", "too_far")]),
        ({"right_tenths": 200, "front": "x" * settings.LARGEST}, []),
        ({"style": "x" * (settings.LARGEST + 1)}, [("style", "too_long")]),
    ],
)
def test_what_cannot_be_chosen(chosen, wrong):
    assert list(faults(Settings(**chosen))) == wrong


def test_contrast_by_the_book():
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Logo de l'été.PNG", "logo-de-l-ete.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\images\\a b.webp", "a-b.jpg"),
        ("", "image.jpg"),
        ("ᐃᓄᒃ.png", "image.jpg"),
        ("x" * 500, "x" * 40 + ".jpg"),
    ],
)
def test_what_a_design_calls_a_picture(file, name):
    assert settings.image_name(file) == name
