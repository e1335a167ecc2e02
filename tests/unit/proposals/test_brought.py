"""What the lines of a list say, by whatever names its columns go."""

import pytest

from aami_events.proposals.rules import brought
from aami_events.proposals.rules.brought import columns, enough, said

WHOLE = {"title": "Lieux", "names": "Zoé Nord", "emails": "zoe@nord.example"}


def test_columns_go_by_many_names():
    french = [
        "Titre (français)",
        "TITRE (ANGLAIS)",
        "Durée en minutes",
        "Intervenantes et intervenants",
        "Courriel",
        "?",
    ]
    assert columns(french) == {"title_fr": 0, "title_en": 1, "minutes": 2, "names": 3, "emails": 4}
    assert columns(["Proposal title", "Speaker names", "Speaker emails", "Title"]) == {
        "title": 0,
        "names": 1,
        "emails": 2,
    }
    assert enough(columns(french)) and not enough(["title", "names"]) and not enough(["names", "emails"])


def test_a_line_says_what_its_cells_say():
    line = said(
        {**WHOLE, "abstract_en": "Text", "languages": "Français, ASL/other", "minutes": "30", "kind": " Talk "}, "fr"
    )
    assert (line.titles, line.abstracts) == ({"fr": "Lieux"}, {"en": "Text"})
    assert (line.languages, line.minutes, line.kind, line.faults) == (("fr", "asl", "other"), 30, "Talk", [])
    assert line.people == [("Zoé Nord", "zoe@nord.example")]


@pytest.mark.parametrize(
    ("given", "language"), [("English", "en"), ("fr-CA", "fr"), ("de", "fr"), ("ASL", "fr"), ("", "fr")]
)
def test_what_names_no_language_is_in_the_spoken_one(given, language):
    line = said({**WHOLE, "text_language": given}, "fr")
    assert (line.language, line.titles, line.languages) == (language, {language: "Lieux"}, (language,))


def test_several_people_and_works():
    many = {"names": "Zoé Nord; Max Vif & Bea Or", "emails": "z@n.example, M@n.example;b@n.example"}
    line = said({**WHOLE, **many, "works": "Marée, Ana Roy / Nuit / "}, "fr")
    assert line.people == [("Zoé Nord", "z@n.example"), ("Max Vif", "m@n.example"), ("Bea Or", "b@n.example")]
    assert line.works == [("Marée", "Ana Roy"), ("Nuit", "")]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"languages": "klingon"}, ("languages", "languages_unknown")),
        ({"minutes": "une heure"}, ("minutes", "minutes_unknown")),
        ({"minutes": "99999"}, ("minutes", "minutes_unknown")),
        ({"names": "Zoé, Max"}, ("names", "people_unknown")),
        ({"emails": ""}, ("names", "people_unknown")),
        ({"title": "x" * 201}, ("title", "too_long")),
        ({"names": "x" * 201}, ("title", "too_long")),
        ({"works": "x" * 201}, ("title", "too_long")),
        ({"abstract_fr": "x" * 2001}, ("title", "too_long")),
    ],
)
def test_what_cannot_be_read(cells, fault):
    line = said({**WHOLE, **cells}, "fr")
    assert line.faults == [fault] and line.languages == () and (line.minutes is None)


def test_a_name_of_a_column_stands_for_one_thing():
    names = [name for names in brought.COLUMNS.values() for name in names]
    assert len(names) == len(set(names))
