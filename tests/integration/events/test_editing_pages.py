"""The pages on which an event is written: begun, changed, previewed, kept apart from another editor's work."""

import json

import pytest

from aami_events.events import service
from aami_events.events.models import Event
from aami_events.foundation.database import db
from aami_events.foundation.dates import CANADIAN_ZONES
from tests.factories import make_event, make_part, make_venue, register, write_texts
from tests.factories.editing import EVENT, entry_of, the_event, written
from tests.integration.events.reading import SLUG, fields_of, said, save
from tests.integration.pages.test_desk import queries_of
from tests.integration.pages.visiting import LANGUAGES, assert_summary_leads_to_fields, in_language, summary

EDIT = f"/fr/organise/{SLUG}/edit"
NEW = {
    "title-fr": "Été numérique",
    "kind": "meeting",
    "mode": "online",
    "visibility": "public",
    "zone": "America/Moncton",
    "when_kind": "period",
    "period": "summer",
    "year": "2021",
    "action": "save",
}


def told(app, event_id: int) -> Event:
    with app.app_context():
        return the_event(event_id)


# --- Who may ---------------------------------------------------------------------------------------------------------
PAGES = ("edit", "venue", "parts", "parts/new", "checklist", "history", "state/publish")


def test_a_stranger_is_asked_to_sign_in(client, event):
    for page in ("/fr/organise/new", *(f"/fr/organise/{SLUG}/{name}" for name in PAGES)):
        assert "/sign-in" in (client.get(page).location or ""), page


@pytest.mark.parametrize("role", ["reader", "translator", "door", "access_coordinator"])
def test_who_does_not_edit_sees_none_of_it(enter, event, role):
    client = enter(role, event)
    for page in ("/fr/organise/new", *(f"/fr/organise/{SLUG}/{name}" for name in PAGES)):
        assert client.get(page).status_code == 403, page
        assert client.post(page, data=NEW).status_code in (403, 405), page


def test_the_organiser_of_one_event_edits_no_other(app, enter, event):
    with app.app_context():
        other = make_event("autre-2020")
    client = enter("organiser", other)
    assert client.get(EDIT).status_code == 403
    assert client.get("/fr/organise/new").status_code == 403, "and begins none"
    assert client.get("/fr/organise/autre-2020/edit").status_code == 200


@LANGUAGES
def test_who_may_begin_an_event_finds_the_way(enter, event, language):
    assert f"/{language}/organise/new" in enter("coordinator").get(f"/{language}/organise/").text
    assert f"/{language}/organise/new" not in enter("organiser", event).get(f"/{language}/organise/").text


# --- Begun -----------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_begun_with_a_title_and_little_else(app, enter, language):
    client = enter("coordinator")
    page = client.get(f"/{language}/organise/new")
    assert in_language(page.text, language) and page.status_code == 200
    assert page.text.count('<option value="America/') == len(CANADIAN_ZONES)
    least = {"title-fr": "Été numérique", "kind": "meeting", "zone": "America/Moncton"}
    answer = client.post(f"/{language}/organise/new", data=least)
    assert answer.location == f"/{language}/organise/ete-numerique/checklist"
    page = client.get(answer.location)
    assert page.status_code == 200 and "edit#title-en" in page.text
    assert {"fr": "Il n'y a pas de date", "en": "There is no date"}[language] in said(page.text)


@LANGUAGES
@pytest.mark.parametrize(
    ("changes", "ids"),
    [
        ({"title-fr": ""}, ["title-fr"]),
        ({"title-fr": "\x00 \u202e"}, ["title-fr"]),
        ({"title-fr": "é" * 201}, ["title-fr"]),
        ({"description-en": "x" * 20_001}, ["description-en"]),
        ({"kind": "party"}, ["kind"]),
        ({"kind": ""}, ["kind"]),
        ({"mode": "'; DROP TABLE events"}, ["mode"]),
        ({"zone": "../../etc/passwd"}, ["zone"]),
        ({"venue": "999999999999999999999"}, ["venue"]),
        ({"venue": "-1"}, ["venue"]),
        ({"venue": "new"}, ["venue_name-fr", "venue_city"]),
        ({"milestone": "x"}, ["milestone"]),
        ({"capacity": "-3"}, ["capacity"]),
        ({"capacity": "1e9"}, ["capacity"]),
        ({"capacity": "9999999"}, ["capacity"]),
        ({"year": "deux mille"}, ["year"]),
        ({"year": ""}, ["year"]),
        ({"when_kind": "someday"}, ["when_kind"]),
        ({"when_kind": "days", "first_day": "31/02/2020"}, ["first_day"]),
        ({"when_kind": "exact"}, ["starts-day"]),
        ({"when_kind": "exact", "starts-day": "2020-09-17"}, ["starts-time"]),
        ({"when_kind": "exact", "starts-day": "2020-09-17", "starts-time": "25:00"}, ["starts-time"]),
        ({"when_kind": "exact", "starts-day": "9999-12-31", "starts-time": "23:59"}, ["starts-day"]),
        ({"opens-day": "2020-09-17", "opens-time": "soon"}, ["opens-time"]),
        ({"opens-time": "9:00"}, ["opens-day"]),
        ({"slug": "Été"}, ["slug"]),
        ({"slug": "privacy"}, ["slug"]),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(app, enter, language, changes, ids):
    client = enter("coordinator")
    answer = client.post(f"/{language}/organise/new", data=NEW | {"summary-fr": "Un résumé <b>"} | changes)
    assert answer.status_code == 422
    assert summary(answer.text) == ids
    assert_summary_leads_to_fields(answer.text)
    assert "Un résumé &lt;b&gt;" in answer.text
    with app.app_context():
        assert db.session.query(Event).count() == 0


def test_times_are_read_as_people_write_them(app, enter):
    client = enter("coordinator")
    exact = {"when_kind": "exact", "starts-day": "2021-07-01", "starts-time": "9 h", "ends-day": "2021-07-01"}
    answer = client.post("/fr/organise/new", data=NEW | exact | {"ends-time": "14 h 30", "capacity": "1 250"})
    assert answer.status_code == 302
    with app.app_context():
        (event,) = db.session.query(Event)
        assert (event.starts.hour, event.ends.hour, event.ends.minute) == (9, 14, 30)
        assert event.places.capacity == 1250


# --- Preview ---------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_previewed_in_both_languages_with_nothing_saved(app, enter, language):
    client, address = enter("coordinator"), f"/{language}/organise/new"
    french = client.post(address, data=NEW | {"action": "preview-fr", "description-fr": "**Gras** <script>"})
    assert french.status_code == 200 and in_language(french.text, "fr")
    assert "été 2021" in french.text and "<strong>Gras</strong>" in french.text and "<script>" not in french.text
    english = client.post(address, data=NEW | {"action": "preview-en", "title-en": "Digital summer"})
    assert in_language(english.text, "en") and "summer 2021" in english.text and "Digital summer</h1>" in english.text
    assert f'action="{address}"' in english.text, "the way back is in the language one came from"
    assert 'name="year" value="2021"' in english.text, "what was written travels with it"
    back = client.post(address, data=NEW | {"action": "edit"})
    assert back.status_code == 200 and 'value="Été numérique"' in back.text
    with app.app_context():
        assert db.session.query(Event).count() == 0


def test_a_preview_shows_a_venue_that_is_being_written_and_the_activities_that_are_there(app, organiser, event):
    with app.app_context():
        make_part(event, title=EVENT.title.over(None))
    venue = {"venue": "new", "venue_name-fr": "Le Quai", "venue_city": "Moncton", "venue_address": "3, rue du Port"}
    sent = fields_of(organiser.get(EDIT).text)
    page = organiser.post(EDIT, data=sent | venue | {"action": "preview-fr"}).text
    assert "Le Quai" in page and "3, rue du Port, Moncton" in page and "Été numérique</h3>" in page
    assert "my_zone" not in page, "choosing a clock would leave the preview, and what was typed"
    wrong = organiser.post(EDIT, data=sent | {"action": "preview-fr", "kind": "party"})
    assert (wrong.status_code, summary(wrong.text)) == (422, ["kind"])
    assert told(app, event).revision == 1


# --- Changed ---------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_opened_and_saved_without_a_change_nothing_is_written(app, organiser, event, language):
    address = f"/{language}/organise/{SLUG}/edit"
    before = told(app, event).revision
    answer = save(organiser, address)
    assert answer.status_code == 302 and told(app, event).revision == before
    assert {"fr": "Rien n'avait changé", "en": "Nothing had changed"}[language] in said(organiser.get(address).text)


def test_changed_and_told_in_the_history(app, organiser, event):
    assert save(organiser, EDIT, title__fr="Retrouvailles <3", capacity="12").status_code == 302
    assert told(app, event).title.fr == "Retrouvailles <3"
    page = organiser.get(f"/fr/organise/{SLUG}/history").text
    assert (
        "<del>Rencontre (fr)</del> <ins>Retrouvailles &lt;3</ins>" in page
        and "&lt;3" in page
        and "Ariane Tremblay" in page
    )
    assert "Nombre de places" in page and "plus ancien que l’autre langue" in page
    assert organiser.get(f"/fr/organise/{SLUG}/history?before=1").status_code == 200
    assert organiser.get(f"/fr/organise/{SLUG}/history?before=x").status_code == 200


def test_fewer_places_than_are_held(app, enter):
    with app.app_context():
        event = make_event(SLUG, capacity=5)
        for _ in range(2):
            register(event)
    answer = save(enter("organiser", event), EDIT, capacity="1")
    assert (answer.status_code, summary(answer.text)) == (422, ["capacity"])
    assert "2 places sont prises" in said(answer.text)
    with app.app_context():
        assert the_event(event).places.capacity == 5


def test_what_is_public_keeps_both_languages_its_venue_and_its_address(app, enter):
    with app.app_context():
        event = make_event(SLUG, venue=make_venue(), state="draft")
        write_texts(event)
        service.publish(event)
    client = enter("organiser", event)
    assert 'name="slug"' not in client.get(EDIT).text
    one_side = save(client, EDIT, title__en="")
    assert (one_side.status_code, summary(one_side.text)) == (422, ["title-en"])
    nowhere = save(client, EDIT, venue="")
    assert (nowhere.status_code, summary(nowhere.text)) == (422, ["venue"])
    assert "il manque le lieu" in said(nowhere.text)
    moved = save(client, EDIT, slug="autre-2020")
    assert (moved.status_code, told(app, event).slug) == (422, SLUG)


# --- Two editors -----------------------------------------------------------------------------------------------------
@LANGUAGES
def test_what_somebody_else_changed_stands_beside_what_was_written(app, organiser, event, language):
    address = f"/{language}/organise/{SLUG}/edit"
    sent = fields_of(organiser.get(address).text)
    with app.app_context():
        other = entry_of(event, title=written("Leur titre"), capacity=99)
        service.change_event(event, other, base=the_event(event).revision)
    answer = organiser.post(address, data=sent | {"title-fr": "Mon titre", "summary-fr": "Mon résumé"})
    assert answer.status_code == 409
    page = said(answer.text)
    for part in ("Rencontre (fr)", "Leur titre (fr)", "Mon titre", "Mon résumé", "99"):
        assert part in page
    assert told(app, event).title.fr == "Leur titre (fr)"
    again = fields_of(answer.text)
    assert (again["title-fr"], again["summary-fr"], again["capacity"]) == ("Mon titre", "Mon résumé", "10")

    taken = organiser.post(address, data=again | {"action": "take", "take": ["title-fr", "capacity", "nothing"]})
    assert taken.status_code == 200
    mixed = fields_of(taken.text)
    assert (mixed["title-fr"], mixed["summary-fr"], mixed["capacity"]) == ("Leur titre (fr)", "Mon résumé", "99")
    assert organiser.post(address, data=mixed).status_code == 302
    now = told(app, event)
    assert (now.title.fr, now.summary.fr) == ("Leur titre (fr)", "Mon résumé")


def test_dates_that_somebody_else_changed_are_taken_up_whole(app, organiser, event):
    sent = fields_of(organiser.get(EDIT).text)
    save(organiser, EDIT, when_kind="period", period="fall", year="2021")
    answer = organiser.post(EDIT, data=sent | {"ends-time": "18:00"})
    assert answer.status_code == 409 and "automne 2021" in answer.text
    taken = organiser.post(EDIT, data=fields_of(answer.text) | {"action": "take", "take": "when"})
    mixed = fields_of(taken.text)
    assert (mixed["when_kind"], mixed["period"], mixed["year"], mixed["starts-day"]) == ("period", "fall", "2021", "")


@pytest.mark.parametrize("read", ["", "null", "[1]", "{", '{"title-fr": 1}', "[" * 5000])
@pytest.mark.parametrize("revision", ["", "0", "x", "99999999999999999999", "-1"])
def test_a_form_that_says_nothing_sensible_of_what_was_read_is_a_conflict(app, organiser, event, read, revision):
    answer = save(organiser, EDIT, read=read, revision=revision, title__fr="Autre")
    assert answer.status_code == 409
    assert told(app, event).title.fr == "Rencontre (fr)"
    assert json.loads(str(fields_of(answer.text)["read"]))["title-fr"] == "Rencontre (fr)"


# --- The venue -------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_a_venue_is_changed_for_all_and_kept_from_being_written_over(app, organiser, event, language):
    address = f"/{language}/organise/{SLUG}/venue"
    with app.app_context():
        make_event("autre-2020", venue=the_event(event).venue, title=written("Autre rencontre").over(None))
    page = organiser.get(address)
    assert page.status_code == 200 and "Autre rencontre" in page.text
    stale = fields_of(page.text)
    assert save(organiser, address, venue_address="9, quai Nord").status_code == 302
    told_so = organiser.post(address, data=stale | {"venue_address": "Ailleurs"})
    assert told_so.status_code == 409 and "9, quai Nord" in told_so.text and 'value="Ailleurs"' in told_so.text
    taken = organiser.post(address, data=fields_of(told_so.text) | {"action": "take", "take": "address"})
    assert fields_of(taken.text)["venue_address"] == "9, quai Nord"
    wrong = save(organiser, address, venue_city="", venue_name__fr="", venue_name__en="", venue_province="ZZ")
    assert (wrong.status_code, summary(wrong.text)) == (422, ["venue_name-fr", "venue_city", "venue_province"])


def test_an_event_without_a_venue_has_none_to_edit(app, enter):
    with app.app_context():
        event = make_event(SLUG)
    assert enter("organiser", event).get(f"/fr/organise/{SLUG}/venue").status_code == 404


# --- Read quickly ----------------------------------------------------------------------------------------------------
def test_pages_take_as_many_queries_for_one_activity_as_for_three(app, organiser, event):
    pages = [f"/fr/organise/{SLUG}/{name}" for name in ("parts", "checklist", "history", "edit")]
    with app.app_context():
        engine = db.engine
        make_part(event)
    one = [(organiser.get(page), queries_of(engine, organiser, page)[1])[1] for page in pages]
    with app.app_context():
        for position in (2, 3):
            make_part(event, position=position, capacity=position)
        service.change_event(event, entry_of(event, summary=written("Autre")), base=the_event(event).revision)
    three = [(organiser.get(page), queries_of(engine, organiser, page)[1])[1] for page in pages]
    assert one == three
