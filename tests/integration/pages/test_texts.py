"""The organisers' pages of an event's texts, and what everyone reads of them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.events.models import EventTextVersion
from aami_events.events.queries.texts import current_text
from aami_events.events.rules.texts import MOST_TEXT, TEXT_KINDS
from aami_events.foundation.database import db
from tests.factories import make_event, make_person, write_text, write_texts
from tests.integration.pages.test_desk import queries_of
from tests.integration.pages.visiting import LANGUAGES, assert_summary_leads_to_fields, in_language

SLUG = "rencontre-2020"
LIST = f"/fr/organise/{SLUG}/texts"
TEXT = f"{LIST}/code_of_conduct"
WHO = {"email": "o@exemple.example", "password": "un mot de passe"}


@pytest.fixture
def event(app) -> int:
    with app.app_context():
        return make_event(SLUG, state="draft")


@pytest.fixture
def organiser(app, event, client: FlaskClient) -> FlaskClient:
    with app.app_context():
        make_person("organiser", event_id=event, name="Ariane Tremblay", **WHO)
    assert client.post("/fr/sign-in", data=WHO).status_code == 302
    return client


@pytest.fixture
def versions(app):
    def count() -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(EventTextVersion)) or 0

    return count


def write(app, event: int, *texts: str, kind: str = "code_of_conduct", **says) -> None:
    with app.app_context():
        for text in texts:
            write_text(event, kind, f"{text} (fr)", f"{text} (en)", **says)


def save(client: FlaskClient, address: str = TEXT, **given):
    return client.post(address, data={"number": "0", "fr": "Un", "en": "One", "action": "save", **given})


# --- For organisers -------------------------------------------------------------------------------------------------
@LANGUAGES
def test_the_list_says_what_is_missing_and_why(app, organiser, event, language):
    address = f"/{language}/organise/{SLUG}/texts"
    empty = organiser.get(address)
    assert (empty.status_code, in_language(empty.text, language)) == (200, True)
    assert empty.text.count('scope="row"') == len(TEXT_KINDS)
    assert empty.text.count('class="mark wrong"') == len(TEXT_KINDS) - 1, "refund terms may be missing"
    with app.app_context():
        write_texts(event, besides=("emergency", "code_of_conduct"))
        write_text(event, "code_of_conduct", "Seulement en français", None)
        write_text(event, "consent_photo", "Autrement", "consent_photo (en)")
    page = organiser.get(address).text
    assert (page.count('class="mark wrong"'), page.count('class="mark waiting"')) == (2, 1)
    assert {"fr": "l’anglais est plus ancien", "en": "the English is older"}[language] in page
    assert {"fr": "l’anglais manque", "en": "English is missing"}[language] in page
    panel = organiser.get(f"/{language}/organise/{SLUG}/").text
    assert {"fr": "2 textes requis ne sont pas prêts", "en": "2 required texts are not ready"}[language] in panel


def test_the_list_takes_as_many_queries_for_one_text_as_for_all(app, organiser, event):
    write(app, event, "Un")
    with app.app_context():
        engine = db.engine
    organiser.get(LIST)
    one = queries_of(engine, organiser, LIST)[1]
    with app.app_context():
        write_texts(event)
    assert queries_of(engine, organiser, LIST)[1] == one


@LANGUAGES
def test_written_and_kept_version_by_version(app, organiser, event, language, versions):
    address = f"/{language}/organise/{SLUG}/texts/code_of_conduct"
    assert 'name="agree"' not in organiser.get(address).text, "there is nothing to compare yet"
    assert organiser.get(f"{address}/versions").status_code == 200
    assert save(organiser, address, fr="Respect", en="Respect").location == f"/{language}/organise/{SLUG}/texts"
    again = save(organiser, address, number="1", fr="Respect et <soin>", en="Respect and care", note="Le soin")
    assert (again.status_code, versions()) == (302, 2)
    listed = organiser.get(f"{address}/versions").text
    assert "Le soin" in listed and listed.count("Ariane Tremblay") >= 2
    one = organiser.get(f"{address}/versions/2").text
    assert "<ins> et &lt;soin&gt;</ins>" in one, "what was added is marked, and never markup"
    assert "<del>" not in organiser.get(f"{address}/versions/1").text
    with app.app_context():
        version = current_text(event, "code_of_conduct")
        assert version is not None and version.author_id is not None


def test_saving_what_is_the_same_writes_nothing(app, organiser, event, versions):
    write(app, event, "Un")
    assert save(organiser, number="1", fr="Un (fr)", en="Un (en)").status_code == 302
    assert versions() == 1


def test_a_preview_is_safe_and_saves_nothing(organiser, versions):
    hostile = "# Titre\n\n<script>alert(1)</script> **gras** [ici](javascript:alert(1))"
    page = organiser.post(TEXT, data={"number": "0", "fr": hostile, "en": "", "action": "preview"})
    assert (page.status_code, versions()) == (200, 0)
    shown = page.text[page.text.index('id="preview"') :]
    assert "<h3>Titre</h3>" in shown and "<strong>gras</strong>" in shown
    assert "<script>alert" not in page.text and 'href="javascript' not in page.text
    assert "&lt;script&gt;alert(1)" in page.text, "what was written is still in its field"
    too_long = organiser.post(TEXT, data={"number": "0", "fr": "x" * (MOST_TEXT + 1), "action": "preview"})
    assert (too_long.status_code, 'id="preview"' in too_long.text) == (422, False)


@LANGUAGES
def test_two_editors_notice_each_other_and_lose_nothing(app, organiser, event, language, versions):
    write(app, event, "Un", "Deux")
    address = f"/{language}/organise/{SLUG}/texts/code_of_conduct"
    answer = save(organiser, address, number="1", fr="Le mien", en="Mine")
    assert (answer.status_code, versions()) == (409, 2)
    assert "<ins>Deux</ins>" in answer.text, "what somebody else changed meanwhile"
    assert "Le mien</textarea>" in answer.text and "Mine</textarea>" in answer.text
    assert 'name="number" value="2"' in answer.text, "who saves now has seen it"
    assert save(organiser, address, number="2", fr="Le mien", en="Mine").status_code == 302
    assert versions() == 3


@pytest.mark.parametrize("number", ["-1", "x", "9" * 40, "٣", "5"])
def test_a_version_number_that_is_none(app, organiser, event, number, versions):
    assert save(organiser, number=number).status_code == 422
    write(app, event, "Un")
    assert save(organiser, number=number, fr="Le mien").status_code == 409
    assert versions() == 1


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"fr": "", "en": " \x00 "}, ["fr"]),
        ({"fr": "x" * (MOST_TEXT + 1)}, ["fr"]),
        ({"note": "x" * 301}, ["note"]),
        ({"name1": "Maëlle"}, ["email1"]),
        ({"email2": "pas une adresse"}, ["name2", "email2"]),
        ({"name1": "Maëlle", "sms1": "appelez"}, ["sms1"]),
        ({"name1": "x" * 201}, ["name1"]),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(organiser, given, fields, versions):
    answer = save(organiser, f"{LIST}/care_protocol", **given)
    assert (answer.status_code, versions()) == (422, 0)
    if "note" not in given:  # there is nothing to annotate yet
        assert_summary_leads_to_fields(answer.text)
        assert re.findall(r'<li><a href="#([^"]+)">', answer.text) == fields


@pytest.mark.parametrize(("side", "field"), [({"en": ""}, "en"), ({"fr": ""}, "fr"), ({}, "name1")])
def test_a_public_event_keeps_its_texts_whole(app, organiser, side, field, versions):
    with app.app_context():
        public = make_event("publique-2020")
        write_texts(public)
        make_person("organiser", event_id=public, email="p@exemple.example", password="un mot de passe")
    organiser.post("/fr/sign-in", data={"email": "p@exemple.example", "password": "un mot de passe"})
    before = versions()
    answer = save(organiser, "/fr/organise/publique-2020/texts/care_protocol", number="1", **side)
    assert (answer.status_code, versions()) == (422, before)
    assert re.findall(r'<li><a href="#([^"]+)">', answer.text) == [field]


def test_copied_from_another_event_only_when_confirmed(app, organiser, event, versions):
    with app.app_context():
        other = make_event("autre-2020")
    write(app, other, "De l'autre")
    assert 'value="autre-2020"' in organiser.get(TEXT).text
    page = organiser.get(f"{TEXT}?from=autre-2020").text
    assert "De l&#39;autre (fr)</textarea>" in page and 'name="confirmed"' in page
    refused = save(organiser, source="autre-2020", fr="De l'autre (fr)")
    assert (refused.status_code, versions()) == (422, 1)
    assert_summary_leads_to_fields(refused.text)
    assert save(organiser, source="autre-2020", confirmed="y").status_code == 302
    assert versions() == 2


@pytest.mark.parametrize("slug", ["brouillon-2020", "inconnu", SLUG, "%00", "x" * 500])
def test_what_cannot_be_copied(app, organiser, event, slug):
    with app.app_context():
        draft = make_event("brouillon-2020", state="draft")
    write(app, draft, "Secret")
    page = organiser.get(f"{TEXT}?from={slug}")
    assert page.status_code in {200, 404}
    assert "Secret" not in page.text and 'value="brouillon-2020"' not in page.text


@pytest.mark.parametrize("path", ["", "/code_of_conduct", "/code_of_conduct/versions", "/code_of_conduct/versions/1"])
def test_who_may_not(app, client, event, path):
    write(app, event, "Un")
    assert client.get(LIST + path).status_code == 302
    with app.app_context():
        make_person("reader", event_id=event, **WHO)
    client.post("/fr/sign-in", data=WHO)
    assert client.get(LIST + path).status_code == 403
    assert save(client).status_code == 403


@pytest.mark.parametrize("path", ["/ode", "/ode/versions", "/ode/versions/1", "/emergency/versions/1"])
def test_what_is_not_there(organiser, path):
    assert organiser.get(LIST + path).status_code == 404
    assert organiser.get(f"{TEXT}/versions/{10**30}").status_code == 404


def test_the_versions_come_in_pages(app, organiser, event):
    write(app, event, *(f"Texte {number}" for number in range(1, 23)))
    first = organiser.get(f"{TEXT}/versions").text
    assert (first.count("/versions/"), 'rel="next"' in first) == (20, True)
    rest = organiser.get(f"{TEXT}/versions?before=3").text
    assert (rest.count("/versions/"), 'rel="next"' in rest) == (2, False)
    for odd in ("0", "-1", "x", str(10**30)):
        assert organiser.get(f"{TEXT}/versions?before={odd}").text.count("/versions/") == 20


# --- For everyone ---------------------------------------------------------------------------------------------------
@pytest.fixture
def public(app) -> int:
    with app.app_context():
        number = make_event(SLUG)
        write_texts(number)
    return number


@LANGUAGES
def test_the_event_shows_its_texts_where_they_matter(client, public, language):
    page = client.get(f"/{language}/events/{SLUG}").text
    for kind in ("land_acknowledgement", "accessibility_statement", "funder_acknowledgement"):
        assert f"{kind} ({language})" in page
    for kind in ("code_of_conduct", "emergency", "privacy_notice"):
        assert f'href="/{language}/events/{SLUG}/texts/{kind}"' in page


@LANGUAGES
@pytest.mark.parametrize("kind", TEXT_KINDS)
def test_each_text_has_a_page(client, public, language, kind):
    page = client.get(f"/{language}/events/{SLUG}/texts/{kind}")
    assert (page.status_code, in_language(page.text, language)) == (200, True)
    assert f"{kind} ({language})" in page.text
    assert ("soin@centre.example" in page.text) == (kind == "care_protocol")


def test_a_text_in_one_language_says_so(app, client, event):
    with app.app_context():
        draft = make_event("publique-2020")
        write_text(draft, "code_of_conduct", "Seulement en français : « oui »", None)
        write_text(draft, "emergency", "Un", "One")
        write_text(draft, "emergency", "Un", "Two")
    page = client.get("/en/events/publique-2020/texts/code_of_conduct").text
    assert 'lang="fr-CA">' in page and "Seulement en français" in page and 'class="notice info"' in page
    assert 'class="notice info"' in client.get("/fr/events/publique-2020/texts/emergency").text
    assert 'class="notice info"' not in client.get("/en/events/publique-2020/texts/emergency").text


def test_what_nobody_may_read(app, client, event):
    write(app, event, "Brouillon")
    assert client.get(f"/fr/events/{SLUG}/texts/code_of_conduct").status_code == 404
    with app.app_context():
        make_event("publique-2020")
    for kind in ("code_of_conduct", "ode", "%F0%9F%92%A9"):
        assert client.get(f"/fr/events/publique-2020/texts/{kind}").status_code == 404
