"""Nobody is ever asked to phone: wherever a way to reach somebody is given, one can write there."""

import json
import re

import pytest

from aami_events.config import ROOT
from aami_events.events.rules.texts import Contact, contact_is_whole

NUMBER = re.compile(r"(?<![\d-])(?:\+?1[ -])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
CALL = re.compile(
    r"\b(?:téléphonez|appelez|composez le|call us|phone us|(?:call|dial) 911|by phone|par téléphone)\b", re.IGNORECASE
)
#: an address, a text message; or the number is an example of how to write one
WRITE = re.compile(r"[^\s@]+@[^\s@]+\.\w+|texto|messages? texte|text messages?|(?:par|for) example|exemple", re.I)
DATA = sorted((ROOT / "aami_events" / "seeds" / "data").glob("*.json"))
SAID = sorted((ROOT / "templates").rglob("*.*")) + sorted((ROOT / "translations").rglob("*.po"))


def strings(value):
    """Every text in a JSON value, with the object or list it stands in."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, str):
                yield inner
            else:
                yield from strings(inner)


def only_by_phone(text: str) -> list[str]:
    """Paragraphs that give a number to call, or ask to call, and no way to write."""
    return [
        part
        for part in re.split(r"\n\s*\n", text)
        if (NUMBER.search(part) or CALL.search(part)) and not WRITE.search(part)
    ]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_what_the_demo_says(path):
    value = json.loads(path.read_text(encoding="utf-8"))
    assert [part for text in strings(value) if not NUMBER.fullmatch(text) for part in only_by_phone(text)] == []


def test_whom_the_demo_names_can_be_written_to():
    def contacts(value):
        if isinstance(value, dict):
            if "contacts" in value:
                yield from value["contacts"]
            for inner in value.values():
                yield from contacts(inner)

    found = list(contacts(json.loads((DATA[0].parent / "texts.json").read_text(encoding="utf-8"))))
    assert len(found) >= 2
    for who in found:
        assert set(who) <= {"name", "email", "sms"} and contact_is_whole(Contact(**who)), who


def test_what_pages_and_letters_say():
    assert {path.name: parts for path in SAID if (parts := only_by_phone(path.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Questions? 604 555-0117", True),
        ("Téléphonez à l'accueil.", True),
        ("Call us at the desk.", True),
        ("604 555-0117, par message texte", False),
        ("604 555-0117 ou soin@centre.example", False),
        ("Vous n'avez jamais à téléphoner.", False),
        ("Le 17 septembre 2020 à 14 h 30, 1 250,50 $", False),
    ],
)
def test_this_test_can_fail(text, alone):
    assert bool(only_by_phone(text)) == alone
