"""What the holder of an invitation sees and does, and what a stranger does not."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from aami_events.foundation.links import sign
from aami_events.registration import service
from aami_events.registration.queries.invitations import token
from tests.factories import NOW, accept, invite, invited_event, make_person
from tests.factories.reading import letters, the_invitation
from tests.integration.pages.visiting import FORM, LANGUAGES, assert_summary_leads_to_fields, in_language

EVENT = "minicaucus-2020"
COLLEAGUE = {"name": "Ali Ben", "email": "ali@festival.example", "language": "en"}


@pytest.fixture
def caucus(app: Flask) -> int:
    with app.app_context():
        return invited_event(EVENT, capacity=1)


@pytest.fixture
def held(app: Flask, caucus: int):
    """Invites somebody; (id, address of the invitation)."""

    def make(**says) -> tuple[int, str]:
        with app.app_context():
            usual = {"name": "Zoé Roy", "email": "zoe@festival.example", "organisation": "Petit Large"}
            number = invite(caucus, **{**usual, **says})
            return number, f"/fr/invitations/{token(the_invitation(number))}"

    return make


@pytest.fixture
def of(app: Flask):
    """A fact of an invitation as it is now."""

    def read(number: int, name: str):
        with app.app_context():
            return getattr(the_invitation(number), name)

    return read


def test_a_stranger_is_told_that_it_is_by_invitation(client: FlaskClient, caucus):
    answer = client.get(f"/fr/events/{EVENT}/register")
    assert answer.status_code == 403 and "sur invitation" in answer.text
    assert client.post(f"/fr/events/{EVENT}/register", data=FORM).status_code == 403


@LANGUAGES
def test_the_page_says_what_it_is_and_marks_nothing(client: FlaskClient, held, of, language):
    number, here = held()
    page = client.get(here.replace("/fr/", f"/{language}/"))
    assert page.status_code == 200 and in_language(page.text, language)
    assert all(word in page.text for word in ("Zoé Roy", "Petit Large", "Rencontre"))
    assert page.headers["Cache-Control"] == "no-store" and page.headers["Referrer-Policy"] == "no-referrer"
    for _ in range(2):  # mail scanners follow every link of it
        for link in re.findall(r'href="(/fr/invitations/[^"]+)"', page.text):
            client.get(link)
    assert (of(number, "opened_at"), of(number, "state")) == (None, "invited")
    assert client.post(f"{here}/seen").status_code == 204
    assert of(number, "opened_at") == NOW
    assert "data-seen" in page.text and "data-seen" not in client.get(here).text


def test_accepted_by_the_events_form_with_what_the_invitation_knows(client: FlaskClient, held, of, app):
    number, here = held()
    assert client.get(f"{here}/accept").status_code == 405
    to_form = client.post(f"{here}/accept")
    assert (to_form.status_code, to_form.location) == (303, f"{here}/register")
    assert of(number, "opened_at") == NOW, "whoever presses the button has read it"
    form = client.get(to_form.location)
    for value in ("Zoé Roy", "zoe@festival.example", "Petit Large"):
        assert f'value="{value}"' in form.text
    wrong = client.post(f"{here}/register", data={**FORM, "email": "no address"})
    assert wrong.status_code == 422 and 'value="Ariane Tremblay"' in wrong.text
    assert_summary_leads_to_fields(wrong.text)
    sent = client.post(f"{here}/register", data=FORM)
    assert sent.status_code == 302 and "/registrations/" in sent.location
    assert (of(number, "state"), of(number, "registration_id")) == ("accepted", 1)
    assert client.post(f"{here}/register", data=FORM).location == sent.location, "sent twice, registered once"
    assert "place est confirmée" in client.get(sent.location).text


def test_used_it_leads_nowhere_but_says_so(client: FlaskClient, held, of, app):
    number, here = held()
    with app.app_context():
        accept(number)
    page = client.get(here)
    assert page.status_code == 200 and "Vous avez accepté" in page.text and "/registrations/" not in page.text
    for answer in (
        client.post(f"{here}/accept"),
        client.get(f"{here}/register"),
        client.post(f"{here}/register", data={**FORM, "form_key": "another"}),
        client.post(f"{here}/decline", data={"word": ""}),
        client.get(f"{here}/substitute"),
        client.post(f"{here}/substitute", data=COLLEAGUE),
    ):
        assert answer.status_code == 409 and "Vous avez accepté" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    assert client.post(f"{here}/registration").status_code == 302
    with app.app_context():
        assert letters(of(number, "registration_id"))[-1] == "confirmed"


def test_full_is_said_before_and_the_person_waits(client: FlaskClient, held, app, of):
    first, _there = held(name="Premier", email="premier@festival.example")
    with app.app_context():
        accept(first)
    number, here = held()
    page = client.get(here).text
    assert "Toutes les places sont prises" in page and "liste d’attente" in page
    sent = client.post(f"{here}/register", data=FORM)
    assert "liste d’attente" in client.get(sent.location).text
    assert of(number, "state") == "accepted"


def test_declined_with_a_word_and_thought_over(client: FlaskClient, held, of):
    number, here = held()
    long = client.post(f"{here}/decline", data={"word": "x" * 2001})
    assert long.status_code == 422 and "x" * 2001 in long.text and of(number, "state") == "invited"
    assert client.post(f"{here}/decline", data={"word": "Notre festival\x00 ouvre"}).status_code == 302
    assert (of(number, "state"), of(number, "note")) == ("declined", "Notre festival ouvre")
    page = client.get(here)
    assert page.status_code == 200 and "décliné" in page.text and "Accepter" in page.text
    again = client.post(f"{here}/decline", data={"word": ""})
    assert again.status_code == 409 and of(number, "note") == "Notre festival ouvre"
    assert client.post(f"{here}/register", data=FORM).status_code == 302
    assert of(number, "state") == "accepted"


def test_passed_on_and_the_old_link_says_so(client: FlaskClient, held, of, app):
    number, here = held()
    for wrong in ({}, {**COLLEAGUE, "email": "ali"}, {**COLLEAGUE, "language": "de"}, {**COLLEAGUE, "name": "x" * 201}):
        answer = client.post(f"{here}/substitute", data=wrong)
        assert answer.status_code == 422
        assert_summary_leads_to_fields(answer.text)
    own = client.post(f"{here}/substitute", data={**COLLEAGUE, "name": "zoé roy", "email": "zoe@festival.example"})
    assert own.status_code == 422 and "C’est vous" in own.text
    done = client.post(f"{here}/substitute", data=COLLEAGUE)
    assert done.status_code == 200 and "ali@festival.example" in done.text
    old = client.get(here)
    assert old.status_code == 410 and "a été transmise" in old.text and "Ali" not in old.text
    for end in ("", "/accept", "/decline", "/substitute", "/seen", "/registration"):
        assert client.post(here + end).status_code in {405, 410}
    with app.app_context():
        other = the_invitation(number).substitute
        theirs = f"/en/invitations/{token(other)}"
    page = client.get(theirs)
    assert (
        page.status_code == 200 and "Zoé Roy has passed this invitation" in page.text and "substitute" not in page.text
    )
    refused = client.post(f"{theirs}/substitute", data={**COLLEAGUE, "name": "Another"})
    assert refused.status_code == 409 and "Only an organiser" in refused.text


def test_forged_withdrawn_and_expired_links(client: FlaskClient, held, app, caucus, clock):
    number, here = held(answer_by=None)
    _late, there = held(name="Tard", email="tard@festival.example", answer_by=NOW)
    with app.app_context():
        forged = [f"{here}x", here[:-2], "/fr/invitations/x", "/fr/invitations/" + "x" * 5000]
        forged += [f"/fr/invitations/{sign('registration', number, 1)}", f"/fr/invitations/{sign('invitation', 'x')}"]
        forged += [f"/fr/invitations/{sign('invitation', 999, 1)}"]
    for address in forged:
        assert client.get(address).status_code == 404
        assert client.post(f"{address}/accept").status_code == 404
    expired = client.get(there)
    assert expired.status_code == 410 and "délai pour répondre" in expired.text
    assert client.post(f"{there}/register", data=FORM).status_code == 410
    with app.app_context():
        service.withdraw_invitation(caucus, number)
    withdrawn = client.get(here)
    assert withdrawn.status_code == 410 and "n’est plus valable" in withdrawn.text


def test_withdrawn_while_the_form_was_open(client: FlaskClient, held, app, caucus, monkeypatch):
    """Seen as good, then refused under the lock."""
    number, here = held()
    real = service.accept_invitation

    def withdrawn_first(*args, **more):
        service.withdraw_invitation(caucus, number)
        return real(*args, **more)

    monkeypatch.setattr(service, "accept_invitation", withdrawn_first)
    answer = client.post(f"{here}/register", data=FORM)
    assert answer.status_code == 409 and "n’est plus valable" in answer.text


def test_passed_on_while_the_form_was_open(client: FlaskClient, held, caucus, monkeypatch):
    number, here = held()
    real = service.substitute

    def withdrawn_first(*args, **more):
        service.withdraw_invitation(caucus, number)
        return real(*args, **more)

    monkeypatch.setattr(service, "substitute", withdrawn_first)
    assert client.post(f"{here}/substitute", data=COLLEAGUE).status_code == 409


def test_before_registration_opens_one_may_decline_only(client: FlaskClient, app):
    import datetime as dt

    with app.app_context():
        event = invited_event("plus-tard-2020", opens=dt.timedelta(days=3))
        here = f"/fr/invitations/{token(the_invitation(invite(event)))}"
    page = client.get(here).text
    assert "dès l’ouverture" in page and "/accept" not in page and "/decline" in page
    assert client.post(f"{here}/accept").status_code == 409
    assert client.get(f"{here}/register").status_code == 409
    assert client.post(f"{here}/decline", data={"word": ""}).status_code == 302


def test_a_link_to_an_event_that_is_over(client: FlaskClient, held, clock):
    _number, here = held()
    clock.forward(days=90)
    page = client.get(here)
    assert page.status_code == 410 and "ne prend plus de réponses" in page.text


def test_somebody_who_is_registered_already_is_written_to(client: FlaskClient, held, app, caucus):
    _number, here = held()
    with app.app_context():
        make_person("administrator", email="a@b.example")
        accept(invite(caucus, name=FORM["name"], email=FORM["email"]))
    answer = client.post(f"{here}/register", data={**FORM, "form_key": "another"})
    assert answer.status_code == 302 and answer.location.endswith("/registered")
