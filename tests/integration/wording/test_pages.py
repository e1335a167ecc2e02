"""The worklist through its pages: organisers, translators, strangers."""

import html
import re

import pytest
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.people.queries import list_able
from aami_events.wording import queries
from aami_events.wording.models import WordingText
from tests.factories import make_person
from tests.integration.wording.reading import (
    HERE,
    LANGUAGES,
    PART,
    PASSWORD,
    TITLE,
    form_of,
    rows_of,
    sign_in,
    table_of,
)

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


def test_ticked_translations_are_approved_in_one_go(organiser, translator, entry, do):
    for number in (1, 2, 3):
        do("propose", f"part:{number}:title", f"Workshop {number}")
    page = organiser.get(f"{HERE}?state=review").text
    read = re.findall(r'name="read" value="([^"]+)"', page)
    assert len(read) == 3
    do("propose", "part:2:title", "Meanwhile")
    given = {"read": read, "key": ["part:1:title", "part:2:title", "part:999:title"]}
    assert translator.post(f"{HERE}/approve", data=given).status_code == 403
    answer = organiser.post(f"{HERE}/approve?state=review", data=given, follow_redirects=True).text
    assert "1 traduction a été publiée" in answer and "restés tels quels" in answer
    assert [entry(f"part:{number}:title").text.state for number in (1, 2, 3)] == ["done", "review", "review"]
    assert "0 traduction" in organiser.post(f"{HERE}/approve", data={"read": "x"}, follow_redirects=True).text


# --- Who, until when ------------------------------------------------------------------------------------------------
def test_several_texts_are_given_in_one_go(app, organiser, entry):
    with app.app_context():
        person = next(row.id for row in list_able("texts.write", ("event", 1)) if row.name == "Tina Traduit")
    given = {"key": [PART, "part:2:title"], "owner": str(person), "due": "2020-08-10"}
    answer = organiser.post(f"{HERE}/assign?state=open", data=given, follow_redirects=True)
    assert "2 textes ont été confiés" in answer.text and answer.request.query_string == b"state=open"
    assert (entry(PART).owner_id, entry(PART).late) == (person, True)
    late = table_of(organiser.get(f"{HERE}?late=yes").text)
    assert len(late) == 2 and all("Tina Traduit" in row and "10 août 2020" in row for row in late)
    organiser.post(f"{HERE}/assign?late=yes", data={"which": "shown", "owner": "none", "no_due": "y"})
    assert (entry(PART).owner_id, entry(PART).due_on) == (None, None)


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
        people = {row.name: row.id for row in list_able("texts.write", ("event", 1))}
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
