"""A contact's form and page, and the guest's own part, as they come over the wire."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.registration import queries
from aami_events.registration.models import Group, Registration
from aami_events.registration.queries.offer import offer_of
from tests.factories import make_category, make_part
from tests.factories.reading import the
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language

pytestmark = pytest.mark.usefixtures("event")
FORM = f"/fr/events/{SLUG}/register-group"
CONTACT = {"form_key": "a key", "name": "Coordination", "email": "info@centre.example", "language": "fr"}
TWO = {
    "guests-0-name": "Zoé",
    "guests-0-email": "zoe@centre.example",
    "guests-0-category": "general",
    "guests-0-mode": "in_person",
    "guests-1-name": "Ali",
    "guests-1-category": "general",
    "guests-1-mode": "in_person",
}


@pytest.fixture
def group(client: FlaskClient) -> str:
    """The address of a contact's page: one guest with an address, one without."""
    answer = client.post(FORM, data={**CONTACT, **TWO})
    assert answer.status_code == 302
    return answer.location


def people(app: Flask) -> list[Registration]:
    with app.app_context():
        return list(db.session.scalars(select(Registration).order_by(Registration.id)))


def token_of(app: Flask, number: int) -> str:
    with app.app_context():
        return queries.token(the(number))


@LANGUAGES
def test_the_form_in_both_languages(client, language):
    page = client.get(f"/{language}/events/{SLUG}/register-group")
    assert page.status_code == 200 and in_language(page.text, language)
    assert page.text.count('name="guests-1-name"') == 1 and "guests-2-name" not in page.text


def test_one_more_row_keeps_what_was_typed(client, stored):
    page = client.post(FORM, data={**CONTACT, **TWO, "add": "1"})
    assert page.status_code == 200 and 'name="guests-2-name"' in page.text and 'value="Zoé"' in page.text
    assert stored() == (0, 0, 0)


def test_never_more_rows_than_twenty(client):
    rows = {f"guests-{number}-name": f"Personne {number}" for number in range(20)}
    page = client.post(FORM, data={**CONTACT, **rows, "add": "1"})
    assert "guests-19-name" in page.text and "guests-20-name" not in page.text and 'name="add"' not in page.text


def test_everyone_stands_on_the_contacts_page(client, app, group):
    page = client.get(group)
    zoe, ali = people(app)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.text.count("Partie personnelle à remplir") == 2
    assert token_of(app, ali.id) in page.text and token_of(app, zoe.id) not in page.text


def test_what_is_missing_is_said_at_each_row(client, stored):
    wrong = {"guests-0-email": "zoe@", "guests-1-name": "", "guests-1-email": "ali@centre.example"}
    page = client.post(FORM, data={**CONTACT, "name": "", "email": "info", **TWO, **wrong})
    assert page.status_code == 422 and stored() == (0, 0, 0)
    assert_summary_leads_to_fields(page.text)
    assert re.findall(r'<li><a href="#([^"]+)">', page.text) == ["name", "email", "guests-0-email", "guests-1-name"]
    assert "Personne 2" in page.text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"guests-0-category": "unheard"}, "guests-0-category"),
        ({"guests-0-category": "member"}, "guests-0-category"),
        ({"guests-0-category": "agm", "guests-0-parts": "2"}, "guests-0-parts"),
        ({"guests-0-mode": "by-boat"}, "guests-0-mode"),
        ({"guests-0-parts": "999999"}, "guests-0-parts"),
        ({"guests-0-name": "x" * 300}, "guests-0-name"),
        ({"language": "tlh"}, "language"),
        (dict.fromkeys(["guests-0-name", "guests-0-email", "guests-1-name"], ""), "guests-0-name"),
    ],
)
def test_what_is_refused(client, app, event, stored, given, field):
    with app.app_context():
        make_category(event, key="member", members_only=True)
        make_category(event, key="agm", agm_only=True)
    page = client.post(FORM, data={**CONTACT, **TWO, **given})
    assert page.status_code == 422 and stored() == (0, 0, 0)
    assert f'<li><a href="#{field}">' in page.text


def test_pressed_twice_is_one_group(client, app, group):
    assert client.post(FORM, data={**CONTACT, **TWO}).location == group
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Group)) == 1


def test_a_guest_completes_their_part(client, app, group):
    _zoe, ali = people(app)
    own = f"/fr/registrations/{token_of(app, ali.id)}"
    assert "Remplir ma partie" in client.get(own).text
    page = client.get(f"{own}/own-part")
    assert "Coordination a fait votre inscription" in page.text and 'name="name"' not in page.text
    answer = client.post(f"{own}/own-part", data={"pronouns": "iel", "access_needs": "LSQ", "consents": "photo"})
    assert answer.status_code == 302
    page = client.get(answer.location)
    assert "iel" in page.text and "LSQ" in page.text and "Remplir ma partie" not in page.text
    assert client.get(own).status_code == 410
    page = client.get(group)
    assert page.text.count("Partie personnelle à remplir") == 1 and "LSQ" not in page.text
    assert token_of(app, ali.id) not in page.text


def test_a_wrong_own_part_keeps_what_was_typed(client, app, group):
    _zoe, ali = people(app)
    own = f"/fr/registrations/{token_of(app, ali.id)}/own-part"
    page = client.post(own, data={"email": "x@", "access_needs": "ASL", "consents": "everything"})
    assert page.status_code == 422 and "ASL</textarea>" in page.text
    assert re.findall(r'<li><a href="#([^"]+)">', page.text) == ["email", "consents"]
    assert client.get(own).status_code == 200


def test_the_contact_cancels_one_and_nobody_elses(client, app, event, group):
    zoe, ali = people(app)
    assert client.post(f"{group}/guests/{ali.id}/cancel").status_code == 302
    assert client.post(f"{group}/guests/{ali.id}/cancel", follow_redirects=True).status_code == 200
    assert [row.state for row in people(app)] == ["confirmed", "cancelled"]
    assert client.post(f"{group}/guests/{zoe.id}/accept", follow_redirects=True).status_code == 200
    assert client.post(f"{group}/guests/999/cancel").status_code == 404
    assert client.post(f"{group}/guests/{zoe.id}/promote").status_code == 404
    assert client.get(f"{group}x").status_code == 404


def test_after_the_event_nothing_is_cancelled(client, app, group, clock):
    zoe, _ali = people(app)
    clock.forward(days=400)
    assert client.post(f"{group}/guests/{zoe.id}/cancel").status_code == 409
    assert client.get(FORM).status_code == 403


def test_one_activity_is_dropped(client, app, person):
    with app.app_context():
        parts = [row.id for row in offer_of(SLUG).event.parts]
    _number, key = person(parts=tuple(parts))
    own = f"/fr/registrations/{key}"
    page = client.get(own)
    assert page.text.count("Me retirer de cette activité") == 2
    assert client.post(f"{own}/parts/{parts[0]}/drop").status_code == 302
    assert "Me retirer de cette activité" not in client.get(own).text
    assert client.post(f"{own}/parts/424242/drop").status_code == 302


def test_what_one_comes_for_is_not_dropped_and_a_cancelled_one_neither(client, app, event, person):
    with app.app_context():
        make_category(event, key="agm", agm_only=True)
        part = make_part(event, position=3, alone=True)
    _number, key = person(category="agm", parts=(part,))
    own = f"/fr/registrations/{key}"
    assert "annulez l’inscription" in client.post(f"{own}/parts/{part}/drop", follow_redirects=True).text
    client.post(f"{own}/cancel")
    assert "déjà annulée" in client.post(f"{own}/parts/{part}/drop", follow_redirects=True).text
    assert client.post(f"/fr/registrations/forged/parts/{part}/drop").status_code == 404


# --- On the contact's page ------------------------------------------------------------------------------------------
ONE_MORE = {"form_key": "one more", "name": "Nadia", "category": "general", "mode": "in_person"}


@LANGUAGES
def test_one_more_colleague_is_added(client, app, group, language):
    here = group.replace("/fr/", f"/{language}/")
    assert 'id="add"' in client.get(here).text
    answer = client.post(f"{here}/guests", data=ONE_MORE)
    assert answer.status_code == 302
    page = client.get(answer.location).text
    nadia = people(app)[2]
    assert "Nadia" in page and token_of(app, nadia.id) in page and nadia.organisation_name == ""
    client.post(f"{here}/guests", data=ONE_MORE)
    assert len(people(app)) == 3, "the same form twice is one colleague"
    again = client.post(f"{here}/guests", data=ONE_MORE | {"form_key": "another"}, follow_redirects=True)
    assert ("déjà" if language == "fr" else "already") in again.text and len(people(app)) == 3


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\x00"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "nadia@"}, "email"),
        ({"category": ""}, "category"),
        ({"category": "unheard"}, "category"),
        ({"category": "member"}, "category"),
        ({"category": "agm", "parts": "2"}, "parts"),
        ({"mode": "by-boat"}, "mode"),
        ({"parts": "999999"}, "parts"),
    ],
)
def test_what_is_refused_of_one_more(client, app, event, group, stored, given, field):
    with app.app_context():
        make_category(event, key="member", members_only=True)
        make_category(event, key="agm", agm_only=True)
    before = stored()
    page = client.post(f"{group}/guests", data=ONE_MORE | given)
    assert page.status_code == 422 and stored() == before
    assert re.findall(r'<li><a href="#([^"]+)">', page.text) == [field]
    assert_summary_leads_to_fields(page.text)
    assert "Zoé" in page.text, "the others are still there"


def test_nobody_is_added_to_what_is_closed(client, app, group, clock):
    clock.forward(days=30)
    assert 'id="add"' not in client.get(group).text
    assert client.post(f"{group}/guests", data=ONE_MORE).status_code == 409
    assert client.post(f"{group}x/guests", data=ONE_MORE).status_code == 404
    assert len(people(app)) == 2


def test_each_activity_of_a_guest_is_dropped_alone(client, app, person):
    first, second = "1", "2"
    rows = {"guests-0-parts": [first, second], "guests-1-parts": [first]}
    group = client.post(FORM, data={**CONTACT, **TWO, **rows}).location
    zoe, ali = people(app)
    page = client.get(group).text
    assert page.count("/drop") == 2, "who comes for one thing cancels"
    assert client.post(f"{group}/guests/{zoe.id}/parts/{first}/drop").status_code == 302
    with app.app_context():
        assert [row.part_id for row in the(zoe.id).parts] == [2] and [row.part_id for row in the(ali.id).parts] == [1]
    assert client.post(f"{group}/guests/{zoe.id}/parts/{first}/drop").status_code == 302
    other, _key = person(parts=(1, 2))
    assert client.post(f"{group}/guests/{other}/parts/1/drop").status_code == 404, "nobody else's guest"
    client.post(f"{group}/guests/{zoe.id}/cancel")
    assert "déjà annulée" in client.post(f"{group}/guests/{zoe.id}/parts/2/drop", follow_redirects=True).text


def test_the_contact_sees_nothing_of_a_guests_support_person(client, app, group):
    _zoe, ali = people(app)
    own = f"/fr/registrations/{token_of(app, ali.id)}"
    page = client.get(f"{own}/own-part").text
    assert 'name="support_name"' in page
    said = {"support_name": "Xqaccompagne", "support_needs": "Xqbesoin", "sms": "506 555-0142", "reach_by": "sms"}
    own = client.post(f"{own}/own-part", data=said).location
    assert "Xqaccompagne" in client.get(own).text
    assert 'name="support_name"' not in client.get(f"{own}/own-part").text, "from now on their own page asks"
    page = client.get(group).text
    assert not any(word in page for word in ("Xq", "506", "accompagnatrice")) and page.count("<h2><bdi>") == 2
