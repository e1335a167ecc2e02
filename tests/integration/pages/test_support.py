"""A support person over the wire: named in the form, on one's own page, by an organiser; and their own page."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from aami_events.registration import queries, service
from aami_events.registration.queries.support import find_support
from aami_events.registration.service import Support
from tests.factories import make_entry
from tests.factories.reading import states, the
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language, send, summary

pytestmark = pytest.mark.usefixtures("event")
SAM = {"support_name": "Sam Ouellet", "support_email": "sam@exemple.example", "support_needs": "xqchaise"}


@pytest.fixture
def pair(app: Flask, person):
    """(number, key) of somebody, and of their support person."""

    def make(support: Support | None = None, **says) -> tuple[tuple[int, str], tuple[int, str]]:
        number, key = person(support=support or Support("Sam Ouellet", "sam@exemple.example"), **says)
        with app.app_context():
            row = find_support(number)
            return (number, key), (row.id, queries.token(row))

    return make


@LANGUAGES
def test_the_form_asks_for_one_in_both_languages(client: FlaskClient, language: str):
    page = client.get(f"/{language}/events/{SLUG}/register").text
    assert in_language(page, language)
    for name in ("support", "support_name", "support_email", "support_sms", "support_needs"):
        assert page.count(f'name="{name}"') == 1


@pytest.mark.parametrize("ticked", [{}, {"support": "y"}])
def test_both_are_registered_and_both_have_their_page(client, app, stored, ticked):
    answer = send(client, **SAM, **ticked)
    assert answer.status_code == 302 and stored()[:2] == (2, 2)
    page = client.get(answer.location).text
    assert "Sam Ouellet" in page and "Ma personne accompagnatrice" in page and "xqchaise" not in page
    with app.app_context():
        row = find_support(1)
        own = f"/fr/registrations/{queries.token(row)}"
    page = client.get(own)
    assert page.status_code == 200 and "Vous venez à titre de personne accompagnatrice" in page.text
    assert "Vous accompagnez Ariane Tremblay" in page.text and "xqchaise" in page.text
    assert "Transférer" not in page.text and "Ajouter une personne accompagnatrice" not in page.text


def test_nobody_comes_along_unless_it_is_said(client, stored):
    assert send(client, support_name="  ").status_code == 302
    assert stored()[0] == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"support_email": "sam@"}, "support_email"),
        ({"support_email": "sam"}, "support_email"),
        ({"support_email": "é@exemple.example"}, "support_email"),
        ({"support_email": f"{'x' * 320}@exemple.example"}, "support_email"),
        ({"support_name": "x" * 201}, "support_name"),
        ({"support_sms": "appelez"}, "support_sms"),
        ({"support_sms": "5" * 60}, "support_sms"),
        ({"support_needs": "x" * 5001}, "support_needs"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, person, stored, given, field):
    page = send(client, support="y", **(SAM | given))
    assert page.status_code == 422 and stored() == (0, 0, 0)
    assert (summary(page.text) == [field] and "xqchaise" in page.text) or field == "support_needs"
    assert_summary_leads_to_fields(page.text)
    _number, key = person()
    page = client.post(f"/fr/registrations/{key}/support", data=SAM | given)
    assert page.status_code == 422 and summary(page.text) == [field] and stored()[0] == 1


def test_nul_and_markup_are_no_obstacle(client, app):
    assert send(client, support_name="Sam\x00 <b>", support_needs="\x00").status_code == 302
    with app.app_context():
        assert find_support(1).name == "Sam <b>"
    assert "Sam &lt;b&gt;" in client.get(f"/fr/registrations/{_key(app, 1)}").text


def _key(app: Flask, number: int) -> str:
    with app.app_context():
        return queries.token(the(number))


@LANGUAGES
def test_added_and_ended_on_ones_own_page(client, app, person, stored, language):
    number, key = person()
    own = f"/{language}/registrations/{key}"
    page = client.get(f"{own}/support")
    assert page.status_code == 200 and in_language(page.text, language) and page.headers["Cache-Control"] == "no-store"
    assert client.post(f"{own}/support", data={}).location.endswith("#support")
    with app.app_context():
        row = find_support(number)
        support, link = row.id, queries.token(row)
    assert link in client.get(own).text, "to be handed on: nothing else leads to them"
    page = client.get(f"{own}/support").text
    assert "Enregistrer la personne" in page or "Save who comes along" in page
    client.post(f"{own}/support", data=SAM)
    with app.app_context():
        assert (the(support).name, the(support).email) == ("Sam Ouellet", "sam@exemple.example")
        link = queries.token(the(support))
    assert link not in client.get(own).text, "they have been written to"
    assert 'value="Sam Ouellet"' in client.get(f"{own}/support").text
    assert client.post(f"{own}/support/end").status_code == 302
    assert client.post(f"{own}/support/end").status_code == 302, "twice changes nothing"
    with app.app_context():
        assert states(number, support) == ["confirmed", "cancelled"]
    assert stored()[0] == 2


def test_the_own_part_of_a_support_person(client, app, pair):
    (_number, key), (support, theirs) = pair(Support())
    own = f"/fr/registrations/{theirs}"
    page = client.get(f"{own}/own-part").text
    assert 'name="name"' in page and 'name="q-meal"' not in page and 'name="support"' not in page
    page = client.post(f"{own}/own-part", data={"name": "", "access_needs": "xqbesoin"})
    assert page.status_code == 422 and summary(page.text) == ["name"] and "xqbesoin</textarea>" in page.text
    says = {"name": "Sam Ouellet", "email": "sam@exemple.example", "access_needs": "xqbesoin", "consents": "photo"}
    answer = client.post(f"{own}/own-part", data={**says, "sms": "506 555-0142", "reach_by": "sms"})
    assert answer.status_code == 302 and client.get(own).status_code == 410
    page = client.get(answer.location).text
    assert "xqbesoin" in page and "506 555-0142" in page and "Par message texte" in page
    page = client.get(f"/fr/registrations/{key}").text
    assert "Sam Ouellet" in page
    assert not any(word in page for word in ("xqbesoin", "sam@exemple.example", "506", queries_token(app, support)))
    assert client.get(f"/fr/registrations/{key}/support").status_code == 302, "they speak for themselves now"
    refused = client.post(f"/fr/registrations/{key}/support", data=SAM)
    assert refused.status_code == 302
    with app.app_context():
        assert the(support).email == "sam@exemple.example" and queries.access_of(support) == "xqbesoin"


queries_token = _key


def test_what_a_support_person_cannot_decide(client, app, event, pair):
    (number, _own), (support, theirs) = pair(parts=(1, 2))
    own = f"/fr/registrations/{theirs}"
    page = client.get(own).text
    assert "Me retirer de cette activité" not in page
    assert client.get(f"{own}/change").location.endswith("/own-part")
    assert client.get(f"{own}/transfer").status_code == 409
    colleague = {"name": "x", "email": "x@y.example", "language": "fr"}
    assert client.post(f"{own}/transfer", data=colleague).status_code == 409
    assert client.post(f"{own}/parts/1/drop").status_code == 409
    assert client.post(f"{own}/support", data=SAM).status_code == 409
    assert client.post(f"{own}/accept").status_code == 409
    with app.app_context():
        assert states(number, support) == ["confirmed", "confirmed"]
    assert client.post(f"{own}/cancel").status_code == 302
    assert client.get(own).status_code == 200
    assert client.get(f"{own}/own-part").status_code == 409
    with app.app_context():
        assert states(number, support) == ["confirmed", "cancelled"]


def test_on_a_waiting_list_both_are_told(client, app, event, person, pair):
    for _ in range(10):
        person()
    (_number, key), (_support, theirs) = pair()
    place = re.compile(r"(numéro|rang|position)\W{1,3}1\b", re.IGNORECASE)
    assert place.search(client.get(f"/fr/registrations/{key}").text)
    page = client.get(f"/fr/registrations/{theirs}").text
    assert "Son nom est sur la liste d’attente" in page and not place.search(page)


def test_refused_once_it_is_too_late(client, app, person, clock):
    number, key = person()
    own = f"/fr/registrations/{key}"
    with app.app_context():
        service.cancel(number)
    assert client.post(f"{own}/support", data=SAM).status_code == 409
    _other, key = person()
    clock.forward(days=200)
    assert client.post(f"/fr/registrations/{key}/support", data=SAM).status_code == 409
    assert client.post("/fr/registrations/forged/support", data=SAM).status_code == 404
    assert client.post("/fr/registrations/forged/support/end").status_code == 404


def test_by_an_organisers_hand(client, app, sign_in, pair, person):
    (number, _own), (support, _theirs) = pair(name="Ariane Tremblay")
    organiser, reader = sign_in("organiser"), sign_in("reader")
    here = f"/fr/organise/{SLUG}/attendees"
    page = organiser.get(here).text
    assert "1 personne accompagnatrice hors du compte" in re.sub(r"\s", " ", page)
    assert page.count("<small>Personne accompagnatrice</small>") == 1
    assert "Ariane" not in organiser.get(f"{here}?who=support").text.partition("<main")[2]
    page = organiser.get(f"{here}/{support}").text
    assert "Ariane Tremblay" in page and 'value="cancelled"' in page and 'value="waiting"' not in page
    assert organiser.get(f"{here}/{support}/change").location.endswith(f"{number}/support")
    assert f"{here}/{support}" in organiser.get(f"{here}/{number}").text
    assert organiser.get(f"{here}/{number}/support").status_code == 200
    assert organiser.post(f"{here}/{number}/support", data=SAM | {"support_name": "Samuel"}).status_code == 302
    with app.app_context():
        assert the(support).name == "Samuel"
    assert organiser.post(f"{here}/{number}/support", data={"support_email": "x@"}).status_code == 422
    assert organiser.post(f"{here}/{support}/support", data=SAM).status_code == 409
    assert organiser.get(f"{here}/9999/support").status_code == 404
    assert reader.get(f"{here}/{number}/support").status_code == 403
    assert reader.post(f"{here}/{number}/support", data=SAM).status_code == 403
    with app.app_context():
        service.complete(support, make_entry(name="Sam"))
    assert organiser.post(f"{here}/{number}/support", data=SAM).status_code == 409


def test_an_organiser_registers_two_at_once(sign_in, app, stored):
    form = {"name": "Ali", "email": "ali@exemple.example", "language": "fr", "category": "general", "mode": "in_person"}
    answer = sign_in("organiser").post(f"/fr/organise/{SLUG}/attendees/new", data={**form, "support": "y"})
    assert answer.status_code == 302 and stored()[0] == 2
    with app.app_context():
        assert find_support(1).name == "" and find_support(1).source == "organiser"


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reach_by": "sms"}, "sms"), ({"sms": "appelez-moi"}, "sms"), ({"reach_by": "phone"}, "reach_by")],
)
def test_reached_in_writing_only(client, stored, given, field):
    page = send(client, **given)
    assert page.status_code == 422 and summary(page.text) == [field] and stored() == (0, 0, 0)


def test_a_number_is_shown_to_the_person_and_the_organiser(client, sign_in):
    answer = send(client, sms="+1 506 555-0142", reach_by="sms")
    assert "+1 506 555-0142" in client.get(answer.location).text
    page = sign_in("reader").get(f"/fr/organise/{SLUG}/attendees/1").text
    assert "+1 506 555-0142" in page and "Par message texte" in page
