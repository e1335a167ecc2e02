"""What a letter may say of each: a closed list, in either language."""

import pytest

from aami_events.mailings.rules.placeholders import ADDRESSES, FRENCH, KNOWN, filled, marked, meant, names, unknown


def test_every_placeholder_has_a_name_in_french_and_no_two_share_one():
    every = {key for known in KNOWN.values() for key in known}
    assert every == set(FRENCH) and len(set(FRENCH.values())) == len(FRENCH)
    assert every >= ADDRESSES
    assert not set(FRENCH) & set(FRENCH.values()), "a word means one thing in both languages"


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("Bonjour {nom}, hello {name}", "registered", []),
        ("{NOM} {Name}", "registered", []),
        ("{nme} {nme} {où}", "registered", ["nme"]),
        ("{my_registration}", "invited", ["my_registration"]),
        ("{my_invitation}", "registered", ["my_invitation"]),
        ("{name}", "agreed", ["name"]),
        ("{ name } {} { } {{x", "registered", []),
        ("{{name}}", "registered", []),
        ("{0.__class__} {name!r} {name:>9}", "registered", ["0.__class__", "name!r", "name:>9"]),
    ],
)
def test_what_says_nothing_of_them_is_found(text, to, expected):
    assert unknown([text], to) == expected


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("evenement", "événement"), ("mon_inscripton", "mon_inscription"), ("nmae", "name"), ("xyzzy", "")],
)
def test_what_was_probably_meant(word, meaning):
    assert meant(word, "registered") == meaning


def test_a_value_comes_in_last_and_is_never_read_as_a_text():
    values = {"name": "*Zoé* {event} [x](y)", "my_registration": "https://a.example/fr/registrations/k"}
    text = marked("{nom}: [ma page]({mon_inscription}) ou {my_registration}")
    assert filled(text, values) == (
        "*Zoé* {event} [x](y): [ma page](https://a.example/fr/registrations/k) ou "
        "<https://a.example/fr/registrations/k>"
    )
    assert filled(marked("{name}|{category}|{other}"), {"name": "Zoé"}) == "Zoé||{other}"


def test_each_language_has_its_names():
    assert ("name", "nom") in names("registered", "fr") and ("name", "name") in names("registered", "en")
