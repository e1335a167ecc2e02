"""The worklist through its pages: organisers, translators, strangers."""

import html
import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from aami_events.foundation.files import StoredFile
from aami_events.foundation.tables import csv_rows, read_table, xlsx_file
from aami_events.wording import exports, queries, service
from aami_events.wording.models import WordingText
from aami_events.wording.views import files
from tests.factories import both, make_event, make_part, make_person

HERE = "/fr/organise/rencontre-2020/wording"
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
PASSWORD = "un mot de passe"
TITLE, PART = "event:1:title", "part:1:title"


@pytest.fixture
def event(app) -> int:
    """Six activities in French only, beside an event that is done."""
    with app.app_context():
        number = make_event()
        for position in range(1, 7):
            title, summary = Bilingual.of(fr=f"Atelier {position}"), Bilingual.of(fr=f"- Résumé\n- no {position}")
            make_part(number, position=position, title=title, summary=summary, room=both("Salle"))
        make_person("organiser", event_id=number, name="Olga Organise", email="o@x.example", password=PASSWORD)
        make_person("translator", event_id=number, name="Tina Traduit", email="t@x.example", password=PASSWORD)
        make_event("autre-2020")
    return number


def sign_in(app, who: str) -> FlaskClient:
    client = app.test_client()
    assert client.post("/fr/sign-in", data={"email": f"{who}@x.example", "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def organiser(app, event) -> FlaskClient:
    return sign_in(app, "o")


@pytest.fixture
def translator(app, event) -> FlaskClient:
    return sign_in(app, "t")


@pytest.fixture
def entry(app, event):
    """A text as it is now."""

    def find(key: str) -> queries.Entry:
        with app.app_context():
            found = queries.find(queries.db.session.get_one(queries.Event, event), key)
            assert found is not None
            return found

    return find


@pytest.fixture
def do(app, event):
    """A use case of the service, on the event."""

    def use(name: str, *args, **more):
        with app.app_context():
            return getattr(service, name)(event, *args, **more)

    return use


def form_of(page: str) -> dict[str, str]:
    """What the form of a text would send, as it stands."""
    (seen,) = set(re.findall(r'name="seen" value="([^"]*)"', page))
    sides = re.findall(r'<textarea id="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {"seen": seen, **{name: html.unescape(text) for name, text in sides}}


def rows_of(client: FlaskClient, query: str = "") -> tuple[list[str], list[list[str]]]:
    answer = client.get(f"/fr/organise/rencontre-2020/wording.xlsx{query}")
    assert answer.headers["Cache-Control"] == "no-store"
    table = read_table(answer.data, "textes.xlsx")
    return table.header, [cells for _number, cells in table.rows]


def send_file(client: FlaskClient, header, rows, name="textes.xlsx"):
    data = xlsx_file(header, rows, sheet="x").read() if name.endswith("xlsx") else b"".join(csv_rows(header, rows))
    return client.post(f"{HERE}/import", data={"file": (io.BytesIO(data), name)})


def table_of(page: str) -> list[str]:
    """The rows of a page's table, as text."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [html.unescape(re.sub(r"<[^>]*>", " ", row)) for row in body.split("<tr>")[1:]]


PATHS = (
    "",
    "?state=open",
    "?state=review",
    "?owner=none&language=en",
    "?owner=' or 1=1&state=nothing&language=xx&late=yes",
    "/import",
    f"/text/{TITLE}",
    f"/text/{PART}",
)


@LANGUAGES
@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_for_organisers_and_translators(organiser, translator, language, path):
    for client in (organiser, translator):
        answer = client.get(f"/{language}/organise/rencontre-2020/wording{path}")
        assert answer.status_code == 200
        assert f'<html lang="{language}-CA"' in answer.text


def test_an_event_without_texts_says_so(app, organiser, monkeypatch):
    monkeypatch.setattr(queries.points.bilingual_texts, "_heard", [])
    assert "pas encore de textes" in organiser.get(HERE).text


# --- Out and back ---------------------------------------------------------------------------------------------------
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


# --- One text -------------------------------------------------------------------------------------------------------
def test_a_translator_writes_the_translation_and_only_that(translator, entry):
    page = translator.get(f"{HERE}/text/{PART}").text
    form = form_of(page)
    assert set(form) == {"seen", "en"} and "Atelier 1" in page
    sent = translator.post(f"{HERE}/text/{PART}?state=open", data={**form, "fr": "Piraté", "en": "Workshop 1"})
    assert sent.location == f"{HERE}?state=open"
    assert (dict(entry(PART).text.texts), entry(PART).text.proposal) == ({"fr": "Atelier 1"}, "Workshop 1")


def test_an_organiser_sends_back_and_approves(organiser, translator, entry):
    address = f"{HERE}/text/{PART}"
    translator.post(address, data={**form_of(translator.get(address).text), "en": "Worksop"})
    page = organiser.get(address).text
    assert "Approuver et publier" in page and "Renvoyer en traduction" in page
    seen = form_of(page)["seen"]
    back = f"{HERE}/send-back/{PART}"
    nothing = organiser.post(back, data={"seen": seen, "note": " "})
    assert nothing.status_code == 422 and 'href="#note"' in nothing.text
    assert organiser.post(back, data={"seen": "another", "note": "Une coquille"}).status_code == 409
    assert entry(PART).text.state == "review"
    assert organiser.post(back, data={"seen": seen, "note": "Une coquille"}).status_code == 302
    assert "Une coquille" in translator.get(address).text
    other = {"seen": entry("part:2:title").text.seen, "note": "Encore"}
    nothing = organiser.post(f"{HERE}/send-back/part:2:title", data=other, follow_redirects=True)
    assert "Aucune traduction" in nothing.text
    translator.post(address, data={**form_of(translator.get(address).text), "en": "Workshop"})
    organiser.post(address, data=form_of(organiser.get(address).text))
    assert dict(entry(PART).text.texts) == {"fr": "Atelier 1", "en": "Workshop"}
    history = organiser.get(address).text.partition('<ol class="history"')[2]
    assert history.count("<li>") == 4


@pytest.mark.parametrize("who", ["o", "t"])
def test_two_who_write_at_once_never_overwrite_each_other(app, event, entry, do, who):
    client, address = sign_in(app, who), f"{HERE}/text/{TITLE}"
    form = form_of(client.get(address).text)
    do("write", TITLE, {"fr": "Assemblée des autres", "en": "The gathering of others"})
    answer = client.post(address, data={**form, "en": "My <b>own</b> gathering"})
    assert answer.status_code == 409
    page = html.unescape(answer.text)
    assert all(text in page for text in ("Assemblée des autres", "The gathering of others"))
    assert "My &lt;b&gt;own&lt;/b&gt; gathering" in answer.text
    assert dict(entry(TITLE).text.texts) == {"fr": "Assemblée des autres", "en": "The gathering of others"}
    again = form_of(answer.text)
    assert again["en"] == "My <b>own</b> gathering"
    assert client.post(address, data=again).status_code == 302, "knowing the other version, one may save"


def test_nothing_new_an_empty_side_and_what_is_too_long(organiser, translator, entry):
    address = f"{HERE}/text/{TITLE}"
    form = form_of(organiser.get(address).text)
    assert "dit déjà cela" in organiser.post(address, data=form, follow_redirects=True).text
    for given in ({"en": ""}, {"fr": "\x00"}, {"en": "x" * 301}):
        answer = organiser.post(address, data={**form, **given})
        assert answer.status_code == 422 and f'href="#{next(iter(given))}"' in answer.text
    mine = form_of(translator.get(address).text)
    assert translator.post(address, data={"seen": mine["seen"]}).status_code == 422
    assert organiser.post(address, data={**form, "en": "x" * 1_100_000}).status_code == 413
    assert organiser.post(address, data={}).status_code in {409, 422}
    assert dict(entry(TITLE).text.texts) == {"fr": "Rencontre (fr)", "en": "Rencontre (en)"}


@pytest.mark.parametrize(("who", "state"), [("o", "done"), ("t", "review")])
def test_a_translation_that_is_still_right(app, event, entry, do, who, state):
    do("write", TITLE, {"fr": "Rencontre!", "en": "Rencontre (en)"})
    client, address = sign_in(app, who), f"{HERE}/text/{TITLE}"
    page = client.get(address).text
    assert 'value="right"' in page
    assert client.post(address, data={**form_of(page), "action": "right"}).status_code == 302
    assert entry(TITLE).text.state == state


def test_what_is_published_is_shown_beside_what_waits(organiser, do):
    do("propose", TITLE, "A better title")
    page = organiser.get(f"{HERE}/text/{TITLE}").text
    assert "La traduction publiée maintenant" in page and "Rencontre (en)" in page and "A better title" in page


# --- Who, until when ------------------------------------------------------------------------------------------------
def test_several_texts_are_given_in_one_go(app, organiser, entry):
    with app.app_context():
        person = next(row.id for row in queries_able() if row.name == "Tina Traduit")
    given = {"key": [PART, "part:2:title"], "owner": str(person), "due": "2020-08-10"}
    answer = organiser.post(f"{HERE}/assign?state=open", data=given, follow_redirects=True)
    assert "2 textes ont été confiés" in answer.text and answer.request.query_string == b"state=open"
    assert (entry(PART).owner_id, entry(PART).late) == (person, True)
    late = table_of(organiser.get(f"{HERE}?late=yes").text)
    assert len(late) == 2 and all("Tina Traduit" in row and "10 août 2020" in row for row in late)
    organiser.post(f"{HERE}/assign?late=yes", data={"which": "shown", "owner": "none", "no_due": "y"})
    assert (entry(PART).owner_id, entry(PART).due_on) == (None, None)


def queries_able():
    from aami_events.people.queries import list_able

    return list_able("texts.write", ("event", 1))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"owner": "none"}, "Cochez au moins un texte"),
        ({"key": PART}, "Choisissez une personne"),
        ({"key": PART, "owner": "999"}, "ne peut pas écrire"),
        ({"key": PART, "owner": "9" * 40}, "ne peut pas écrire"),
        ({"key": PART, "owner": "１"}, "ne peut pas écrire"),
        ({"key": PART, "owner": "\x00"}, "ne peut pas écrire"),
        ({"key": [PART, "part:999:title"], "owner": "none"}, "n’existe plus"),
        ({"key": PART, "due": "9999-01-01"}, "Vérifiez l’année"),
        ({"key": PART, "due": "demain"}, "année-mois-jour"),
    ],
)
def test_an_assignment_that_cannot_be_made_keeps_what_was_chosen(app, organiser, given, said):
    answer = organiser.post(f"{HERE}/assign", data=given)
    assert answer.status_code == 422 and said in answer.text and 'class="summary"' in answer.text
    assert ("checked" in answer.text) is ("key" in given)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(WordingText)) == 0


def test_a_translator_learns_nobodys_name_and_does_nothing_else(app, translator, do):
    with app.app_context():
        people = {row.name: row.id for row in queries_able()}
    do("assign", [PART], owner=people["Olga Organise"])
    do("assign", ["part:2:title"], owner=people["Tina Traduit"])
    for path in ("", f"/text/{PART}", "/text/part:2:title"):
        page = translator.get(HERE + path).text.partition("<main")[2]
        assert "Olga" not in page and "<option" not in page.partition("Confier")[2]
    assert "quelqu’un d’autre" in translator.get(HERE).text
    own = rows_of(translator, f"?owner={people['Tina Traduit']}")[1]
    assert [row[0] for row in own] == ["part:2:title"]
    assert translator.post(f"{HERE}/assign", data={"key": PART, "owner": "none"}).status_code == 403
    assert translator.post(f"{HERE}/send-back/{PART}", data={"note": "x"}).status_code == 403
    for path in ("/fr/organise/rencontre-2020/", "/fr/organise/rencontre-2020/attendees"):
        assert translator.get(path).status_code == 403
    assert translator.get(HERE.replace("rencontre", "autre")).status_code == 403


def test_the_first_screen_leads_there(app, organiser, translator):
    assert f'href="{HERE}"' in translator.get("/fr/organise/").text
    cockpit = organiser.get("/fr/organise/rencontre-2020/").text
    assert f'href="{HERE}"' in cockpit and "textes à traduire" in cockpit
    with app.app_context():
        make_person("reader", event_id=1, email="r@x.example", password=PASSWORD)
    assert "à traduire" not in sign_in(app, "r").get("/fr/organise/rencontre-2020/").text


@pytest.mark.parametrize("key", ["part:999:title", "event:2:title", "event:1:description", "%F0%9F%92%A9", "a/b/c"])
def test_a_text_that_is_not_there_or_not_begun_or_anothers(organiser, key):
    for method in ("get", "post"):
        assert getattr(organiser, method)(f"{HERE}/text/{key}").status_code == 404
    assert organiser.post(f"{HERE}/send-back/{key}", data={"note": "x"}).status_code == 404


def test_strangers_are_asked_who_they_are(client, event):
    for path in (HERE, f"{HERE}.xlsx", f"{HERE}/text/{PART}", f"{HERE}/import"):
        assert "/fr/sign-in" in client.get(path).location
