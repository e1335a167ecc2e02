"""Texts out and back as a workbook, through the pages."""

import io
import re

import pytest
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.foundation.files import StoredFile
from aami_events.wording import exports
from aami_events.wording.views import files
from tests.factories import make_person
from tests.integration.wording.reading import (
    HERE,
    LANGUAGES,
    PART,
    PASSWORD,
    form_of,
    rows_of,
    send_file,
    sign_in,
    table_of,
)


@LANGUAGES
def test_twelve_texts_out_and_back_with_an_original_that_changed_in_between(app, event, organiser, entry, language):
    translator = sign_in(app, "t")
    header, rows = rows_of(translator, "?state=open")
    assert (len(rows), {row[6] for row in rows}) == (12, {"À traduire"})
    back = [[*row[:5], f"EN {row[3]}", *row[6:]] for row in rows]
    page = organiser.get(f"{HERE}/text/{PART}").text
    answer = organiser.post(f"{HERE}/text/{PART}", data={**form_of(page), "fr": "Un tout autre atelier"})
    assert answer.status_code == 302

    plan = send_file(translator, header, back).location.replace("/fr/", f"/{language}/")
    dry = translator.get(plan).text
    assert re.findall(r"<dd>(\d+)</dd>", dry) == ["11", "1", "0"]
    flagged = table_of(dry)[0]
    said = "L’original a changé depuis" if language == "fr" else "The original has changed since"
    assert all(words in flagged for words in (said, "Atelier 1", "EN Atelier 1", "Un tout autre atelier"))
    assert entry("part:2:title").text.proposal == "", "a dry run"

    loaded = translator.post(plan, follow_redirects=True).text
    assert ("11 traductions attendent" if language == "fr" else "11 translations are waiting") in loaded
    assert ("1 ligne a été laissée" if language == "fr" else "1 line was left out") in loaded
    assert len(table_of(loaded)) == 11
    assert entry(PART).text.texts == {"fr": "Un tout autre atelier"}
    assert entry(PART).text.state == "stale"
    assert "EN Atelier 1" in translator.get(f"{HERE}/text/{PART}").text, "what was translated can be used again"

    for row in rows:
        if row[0] != PART:
            address = f"{HERE}/text/{row[0]}"
            organiser.post(address, data=form_of(organiser.get(address).text))
            assert dict(entry(row[0]).text.texts) == {"fr": row[3], "en": f"EN {row[3]}"}
    assert [row[0] for row in rows_of(organiser, "?state=open")[1]] == [PART]
    again = send_file(organiser, header, back).location
    assert re.findall(r"<dd>(\d+)</dd>", organiser.get(again).text) == ["0", "1", "11"]


def test_every_kind_of_line_says_what_would_become_of_it(event, organiser, do):
    header, rows = rows_of(organiser, "?state=open")
    back = [[*row[:5], "EN", *row[6:]] for row in rows]
    do("write", back[0][0], {"fr": "Changé"})
    do("write", back[1][0], {"fr": "Changé", "en": "Changed"})
    do("propose", back[2][0], "Meanwhile")
    back[3][3] = "Original changé dans le fichier"
    back[4][5] = " "
    back[5][7] = "fr-123"
    back[6][0] = "part:999:title"
    back[7][0] = back[8][0]
    back[9][5] = "x" * 6000
    location = send_file(organiser, header, back, "textes.csv").location
    page = organiser.get(location).text
    outcomes = [re.sub(r"\s+", " ", row) for row in table_of(page)]
    expected = ["L’original a changé", "tous deux changé", "La traduction a changé ici", "modifié dans le fichier"]
    expected += ["trop longue", "L’empreinte manque", "plusieurs lignes", "plusieurs lignes", "Aucun texte"]
    expected += ["Nouvelle traduction"] * 2 + ["Pas de traduction"]
    assert [said in row for said, row in zip(expected, outcomes, strict=True)] == [True] * 12
    organiser.post(location)
    with_proposals = [row[0] for row in rows_of(organiser, "?state=review")[1]]
    assert sorted(with_proposals) == sorted([back[2][0], back[10][0], back[11][0]])


def test_a_file_with_nothing_new_offers_nothing_to_load(organiser):
    header, rows = rows_of(organiser)
    page = organiser.get(send_file(organiser, header, rows).location).text
    assert "rien à charger" in page and "<button" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("junk.xlsx", b"PK\x03\x04" + b"\x00" * 200, "ne se lit ni comme"),
        ("junk.csv", bytes(range(256)) * 40, "ne se lit ni comme"),
        ("empty.csv", b"", "aucune ligne"),
        ("other.csv", b"a,b\n1,2\n", "manque des colonnes"),
        ("headings.csv", "Clé,Original,Traduction,Empreinte (ne pas modifier)\n".encode(), "aucune ligne"),
        ("long.csv", b"Key,Original,Translation,Fingerprint (do not change)\n" + b"a,b,c,d\n" * 12, "trop de lignes"),
        ("large.csv", b"Key\n" + b"x" * 10_600_000, "trop gros"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(app, organiser, monkeypatch, name, data, said):
    monkeypatch.setattr(files, "MOST_LINES", 11)
    answer = organiser.post(f"{HERE}/import", data={"file": (io.BytesIO(data), name)})
    assert answer.status_code == 422 and said in answer.text and 'class="error"' in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_no_file_at_all(organiser):
    answer = organiser.post(f"{HERE}/import", data={})
    assert answer.status_code == 422 and "Choisissez un fichier" in answer.text


def test_somebody_elses_file_and_another_events_file_are_not_there(app, organiser, translator):
    header, rows = rows_of(organiser)
    location = send_file(organiser, header, rows).location
    for method in ("get", "post"):
        assert getattr(translator, method)(location).status_code == 404
        assert getattr(organiser, method)(f"{HERE}/import/999").status_code == 404
    with app.app_context():
        make_person("administrator", email="a@x.example", password=PASSWORD)
    admin = sign_in(app, "a")
    mine = send_file(admin, header, rows).location
    assert admin.get(mine).status_code == 200
    assert admin.get(mine.replace("rencontre-2020", "autre-2020")).status_code == 404


def test_a_text_that_no_cell_holds_stays_here(organiser, monkeypatch):
    monkeypatch.setattr(exports.rules, "LONGEST_CELL", 12)
    assert {len(row[3]) <= 12 for row in rows_of(organiser)[1]} == {True}


def test_a_text_that_begins_like_a_formula_comes_back_as_it_was(organiser, do, entry):
    do("write", PART, {"fr": "=1+1 atelier"})
    header, rows = rows_of(organiser, "?state=open")
    (mine,) = [row for row in rows if row[0] == PART]
    assert mine[3] == "=1+1 atelier"
    mine[5] = "=HYPERLINK(1)"
    organiser.post(send_file(organiser, header, [mine]).location)
    assert entry(PART).text.proposal == "=HYPERLINK(1)"
