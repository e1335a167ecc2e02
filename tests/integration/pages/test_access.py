"""The coordinator's queue and the person's word, as they come over the wire."""

import pytest
from flask import Flask

from aami_events.registration.queries import access
from tests.integration.pages.visiting import LANGUAGES, SLUG, in_language

QUEUE = f"/fr/organise/{SLUG}/access"
LSQ = {"kind": "lsq", "provider": "Sourdestin", "note": "Deux interprètes", "cost": "420,50 $"}


@pytest.fixture
def coordinator(sign_in):
    """A browser in which the access coordinator of the event is signed in."""
    return sign_in("access_coordinator")


@pytest.fixture
def need(app: Flask, event: int, person) -> tuple[int, str]:
    """(a request, the key of its person's page)"""
    number, key = person(access_needs="Interprétation LSQ", name="Léo Sourd")
    with app.app_context():
        return access.of_registration(number).id, key


def services(app: Flask, event: int):
    with app.app_context():
        return [(row.kind, row.state, row.cost_cents) for row in access.queue(event)[0].request.services]


@LANGUAGES
def test_the_queue_in_both_languages(coordinator, need, language, clock):
    clock.forward(days=2)
    page = coordinator.get(f"/{language}/organise/{SLUG}/access")
    assert page.status_code == 200 and in_language(page.text, language)
    assert "Interprétation LSQ" in page.text and "2" in page.text


def test_an_empty_queue(coordinator):
    assert "Personne n’a encore rien demandé" in coordinator.get(QUEUE).text


def test_arranged_delivered_and_confirmed(coordinator, client, app, event, need):
    request, key = need
    assert coordinator.post(f"{QUEUE}/{request}/arrange", data=LSQ).status_code == 302
    assert services(app, event) == [("lsq", "arranged", 42050)]
    own = f"/fr/registrations/{key}"
    page = client.get(own).text
    assert "Interprétation en LSQ" in page and "Deux interprètes" in page and "420" not in page
    with app.app_context():
        number = access.queue(event)[0].request.services[0].id
    assert coordinator.post(f"{QUEUE}/services/{number}/deliver").status_code == 302
    assert client.post(f"{own}/access/{number}", data={"was_there": "yes"}).status_code == 302
    assert services(app, event) == [("lsq", "confirmed", 42050)]
    assert "Pour la planification" in coordinator.get(QUEUE).text


def test_it_was_not_there(coordinator, client, app, event, need):
    request, key = need
    coordinator.post(f"{QUEUE}/{request}/arrange", data=LSQ)
    with app.app_context():
        number = access.queue(event)[0].request.services[0].id
    client.post(f"/fr/registrations/{key}/access/{number}", data={"was_there": "no", "remark": "Personne"})
    page = coordinator.get(QUEUE).text
    assert "N’y était pas" in page and "Personne" in page


def test_an_answer(coordinator, client, need):
    request, key = need
    assert coordinator.post(f"{QUEUE}/{request}/answer", data={"text": "Il y a un ascenseur"}).status_code == 302
    assert "Il y a un ascenseur" in client.get(f"/fr/registrations/{key}").text
    page = coordinator.post(f"{QUEUE}/{request}/answer", data={"text": ""}, follow_redirects=True)
    assert "Écrivez d’abord une réponse" in page.text


@pytest.mark.parametrize(
    "wrong",
    [{"kind": ""}, {"kind": "dragon"}, {"cost": "beaucoup"}, {"cost": "-3"}, {"cost": "NaN"}, {"provider": "x" * 300}],
)
def test_what_is_refused_keeps_what_was_typed(coordinator, app, event, need, wrong):
    page = coordinator.post(f"{QUEUE}/{need[0]}/arrange", data={**LSQ, **wrong})
    assert page.status_code == 422 and "Deux interprètes" in page.text
    assert services(app, event) == []


def test_what_does_not_exist(coordinator, client, need):
    for path in ("/999/arrange", "/999/answer", "/services/999/deliver"):
        assert coordinator.post(QUEUE + path, data={**LSQ, "text": "…"}).status_code == 404
    assert client.post(f"/fr/registrations/{need[1]}/access/999").status_code == 404
    assert client.post("/fr/registrations/forged/access/1").status_code == 404


@pytest.mark.parametrize("role", ["reader", "door"])
def test_who_may_not_see_it(need, sign_in, role):
    browser = sign_in(role)
    assert browser.get(QUEUE).status_code == 403
    assert "demande d’accessibilité sans réponse" not in browser.get("/fr/organise/").text


def test_the_unanswered_stand_on_the_first_screen_with_their_age(coordinator, need, clock):
    clock.forward(days=4)
    for path in ("/fr/organise/", f"/fr/organise/{SLUG}/"):
        assert (
            '1 demande d’accessibilité sans réponse</a> <span class="aside">depuis 4 jours'
            in coordinator.get(path).text
        )
