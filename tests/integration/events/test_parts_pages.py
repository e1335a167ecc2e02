"""The pages of an event's activities, of its checklist and of its states."""

import pytest
from flask.testing import FlaskClient

from aami_events.events import service
from aami_events.events.models import Part
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from tests.factories import make_event, make_part, make_question, make_venue, register, write_text, write_texts
from tests.factories.editing import the_event, written
from tests.integration.events.reading import SLUG, fields_of, said, save
from tests.integration.pages.visiting import LANGUAGES, assert_summary_leads_to_fields, in_language, summary

PARTS = f"/fr/organise/{SLUG}/parts"
NEW = {"title-fr": "Atelier", "kind": "workshop", "mode": "in_person", "zone": "America/Toronto", "action": "save"}


@pytest.fixture
def part(app, event) -> int:
    with app.app_context():
        return make_part(event, title=Bilingual.of(fr="Un <atelier>", en="A workshop"))


def the_part(app, part_id: int) -> Part:
    with app.app_context():
        found = db.session.get_one(Part, part_id)
        return found


# --- Activities ------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_added_listed_and_changed(app, organiser, event, language):
    base = f"/{language}/organise/{SLUG}/parts"
    empty = organiser.get(base)
    assert in_language(empty.text, language) and 'class="empty"' in empty.text
    assert organiser.get(f"{base}/new").status_code == 200
    times = {"starts-day": "2020-09-17", "starts-time": "14:00", "ends-day": "2020-09-17", "ends-time": "15 h 30"}
    answer = organiser.post(f"{base}/new", data=NEW | times | {"languages": ["fr", "en"], "interpretation": ["lsq"]})
    assert answer.location == base
    assert "Atelier" in organiser.get(base).text
    with app.app_context():
        (row,) = db.session.query(Part)
        assert (row.languages, row.interpretation, row.ends.minute) == (["fr", "en"], ["lsq"], 30)
        number = row.id
    page = organiser.get(f"{base}/{number}")
    assert page.text.count(" checked") == 4, "mode, two languages, one interpretation"
    assert save(organiser, f"{base}/{number}", title__fr="Un autre").status_code == 302
    assert the_part(app, number).title.fr == "Un autre"


@pytest.mark.parametrize(
    ("changes", "ids"),
    [
        ({"title-fr": ""}, ["title-fr"]),
        ({"kind": "x"}, ["kind"]),
        ({"zone": "\x00"}, ["zone"]),
        ({"mode": ""}, ["mode"]),
        ({"languages": "tlh"}, ["languages"]),
        ({"interpretation": ["lsq", "<script>"]}, ["interpretation"]),
        ({"capacity": "beaucoup"}, ["capacity"]),
        (
            {"starts-day": "2020-09-17", "starts-time": "9:00", "ends-day": "2020-09-16", "ends-time": "9:00"},
            ["ends-day"],
        ),
        ({"slug": SLUG}, ["slug"]),
        ({"room-en": "x" * 201}, ["room-en"]),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(app, organiser, event, changes, ids):
    answer = organiser.post(f"{PARTS}/new", data=NEW | {"summary-en": "Kept"} | changes)
    assert (answer.status_code, summary(answer.text)) == (422, ids)
    assert_summary_leads_to_fields(answer.text)
    assert "Kept" in answer.text
    with app.app_context():
        assert db.session.query(Part).count() == 0


def test_another_editor_of_the_same_activity_is_told(app, organiser, event, part):
    address = f"{PARTS}/{part}"
    stale = fields_of(organiser.get(address).text)
    save(organiser, address, title__fr="La première", capacity="7")
    answer = organiser.post(address, data=stale | {"title-fr": "La seconde"})
    assert answer.status_code == 409
    assert "La première" in answer.text and "La seconde" in answer.text
    mixed = organiser.post(address, data=fields_of(answer.text) | {"action": "take", "take": ["capacity"]})
    assert organiser.post(address, data=fields_of(mixed.text)).status_code == 302
    now = the_part(app, part)
    assert now.title.fr == "La seconde"


@LANGUAGES
def test_activities_of_one_time_are_put_in_order(app, organiser, event, part, language):
    base = f"/{language}/organise/{SLUG}/parts"
    assert {"fr": "Monter", "en": "Up"}[language] not in organiser.get(base).text, "one alone has no order"
    with app.app_context():
        other = make_part(event, title=written("Autre").over(None))
    page, shown = organiser.get(base).text, {"fr": "atelier&gt;", "en": "A workshop"}[language]
    assert page.index(shown) < page.index("Autre")
    organiser.post(f"{base}/{other}/move", data={"way": "up"})
    page = organiser.get(base).text
    assert page.index("Autre") < page.index(shown)
    assert organiser.get(f"{base}/{other}/move").status_code == 405
    for way in ("", "sideways", "\x00"):
        assert organiser.post(f"{base}/{other}/move", data={"way": way}).status_code == 302


@LANGUAGES
def test_removed_after_a_question_unless_somebody_chose_it(app, organiser, event, part, language):
    address = f"/{language}/organise/{SLUG}/parts/{part}/remove"
    assert organiser.get(address).status_code == 200
    with app.app_context():
        register(event, parts=(part,), by_organiser=True)
    refused = organiser.post(address)
    assert refused.status_code == 409
    assert {"fr": "1 personne a choisi", "en": "1 person has chosen"}[language] in said(refused.text)
    with app.app_context():
        other = make_part(event, position=2)
    assert organiser.post(f"/{language}/organise/{SLUG}/parts/{other}/remove").status_code == 302
    assert organiser.get(f"/{language}/organise/{SLUG}/parts/{other}").status_code == 404


def test_the_activity_of_another_event_is_not_there(app, organiser, event):
    with app.app_context():
        other = make_part(make_event("autre-2020"))
    for address in (f"{PARTS}/{other}", f"{PARTS}/{other}/remove", f"{PARTS}/99999999999999999999"):
        assert organiser.get(address).status_code == 404
        assert organiser.post(address, data=NEW).status_code == 404
    assert organiser.post(f"{PARTS}/{other}/move").status_code == 404


def test_a_public_event_takes_no_activity_that_contradicts_it(app, enter):
    with app.app_context():
        number = make_event(SLUG, venue=make_venue(), state="draft")
        write_texts(number)
        service.publish(number)
    client = enter("organiser", number)
    late = {"title-en": "Workshop", "starts-day": "2021-09-17", "starts-time": "9:00"}
    answer = client.post(f"{PARTS}/new", data=NEW | late)
    assert (answer.status_code, summary(answer.text)) == (422, ["starts-day"])
    assert "en dehors de l'événement" in said(answer.text)


# --- Checklist -------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_the_checklist_says_what_is_missing_and_where_it_is_mended(app, organiser, event, part, language):
    address = f"/{language}/organise/{SLUG}/checklist"
    with app.app_context():
        question = make_question(event, "meal", label={"fr": "Repas ?"})
        write_text(event, "emergency", "Sortez", None)
        row = db.session.get_one(Part, part)
        entry = service.PartEntry(title=written("Sans salle"), zone=row.zone, mode="in_person")
        service.change_part(event, part, entry, base=the_event(event).revision)
    page = organiser.get(address)
    assert page.status_code == 200 and in_language(page.text, language)
    for link in (
        f"/{language}/organise/{SLUG}/texts/emergency",
        f"/{language}/organise/{SLUG}/parts/{part}#starts",
        f"/{language}/organise/{SLUG}/parts/{part}#languages",
        f"/{language}/organise/{SLUG}/wording/text/question:{question}:label",
    ):
        assert f'href="{link}"' in page.text, link
    assert f"/{language}/organise/{SLUG}/state/publish" not in page.text
    words = {"fr": "Sans salle (fr) : il manque l'heure", "en": "Sans salle (en): the time is missing"}
    assert words[language] in said(page.text)


@LANGUAGES
def test_from_the_checklist_to_a_public_event_and_on(app, organiser, event, client, language):
    base = f"/{language}/organise/{SLUG}"
    with app.app_context():
        write_texts(event)
    assert client.get(f"/{language}/events/{SLUG}").status_code == 404
    assert f"{base}/state/publish" in organiser.get(f"{base}/checklist").text
    assert organiser.get(f"{base}/state/publish").status_code == 200
    assert organiser.post(f"{base}/state/publish").location == f"{base}/"
    assert client.get(f"/{language}/events/{SLUG}").status_code == 200
    again = organiser.post(f"{base}/state/publish")
    assert again.status_code == 409, "it is public already"
    unsaid = organiser.post(f"{base}/state/cancel", data={"reason": " "})
    assert (unsaid.status_code, summary(unsaid.text)) == (422, ["reason"])
    assert organiser.post(f"{base}/state/cancel", data={"reason": "x" * 401}).status_code == 422
    assert organiser.post(f"{base}/state/cancel", data={"reason": "La salle <brûle>"}).status_code == 302
    assert "La salle &lt;brûle&gt;" in organiser.get(f"{base}/history").text
    assert {"fr": "Annulé", "en": "Cancelled"}[language] in client.get(f"/{language}/events/{SLUG}").text


def test_what_is_not_ready_is_not_published(organiser, event):
    for method in (organiser.get, organiser.post):
        page = method(f"/fr/organise/{SLUG}/state/publish")
        assert "ce texte n'est pas prêt" in said(page.text)
        assert page.status_code == (200 if method == organiser.get else 409)
    assert organiser.get(f"/fr/organise/{SLUG}/state/explode").status_code == 404
    assert organiser.get(f"/fr/organise/{SLUG}/state/archive").status_code == 409


def test_an_event_with_people_does_not_become_a_draft(app, enter):
    with app.app_context():
        number = make_event(SLUG)
        register(number)
    client = enter("organiser", number)
    address = f"/fr/organise/{SLUG}/state/withdraw"
    assert "1 personne est inscrite" in said(client.get(address).text)
    answer = client.post(address)
    assert answer.status_code == 409 and "L'événement reste public" in said(answer.text)


def test_the_first_page_of_an_event_leads_to_all_of_it(organiser: FlaskClient, event):
    page = organiser.get(f"/fr/organise/{SLUG}/").text
    for name in ("edit", "parts", "checklist", "history", "state/publish"):
        assert f"/fr/organise/{SLUG}/{name}" in page
