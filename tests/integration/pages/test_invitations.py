"""The organisers' pages of invitations: the list, inviting one and several, reminding, withdrawing, who may."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db, transaction
from aami_events.registration import service
from aami_events.registration.models import Invitation
from aami_events.registration.queries.invitations import counts
from tests.factories import accept, invite, invited_event, make_organisation, make_person
from tests.factories.reading import invitation_letters, the_invitation
from tests.integration.pages.test_desk import queries_of
from tests.integration.pages.visiting import LANGUAGES, assert_summary_leads_to_fields, in_language

HERE = "/fr/organise/minicaucus-2020/invitations"
ONE = {"name": "Zoé Roy", "email": "zoe@festival.example", "language": "en", "organisation": "Petit Large"}
OTHER = {"name": "Ali Ben", "email": "ali@festival.example", "language": "fr"}


@pytest.fixture
def caucus(app: Flask) -> int:
    with app.app_context():
        return invited_event()


@pytest.fixture
def sign_in(app: Flask, caucus: int):
    """A browser of their own for somebody with a role in the event."""

    def browser(role: str) -> FlaskClient:
        client, address = app.test_client(), f"{role}@exemple.example"
        with app.app_context():
            make_person(role, event_id=caucus, email=address, password="un mot de passe")
        answer = client.post("/fr/sign-in", data={"email": address, "password": "un mot de passe"})
        assert answer.status_code == 302
        return client

    return browser


@pytest.fixture
def organiser(sign_in) -> FlaskClient:
    return sign_in("organiser")


def invited(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Invitation)) or 0


@LANGUAGES
def test_an_empty_list_says_how_to_begin(organiser, language):
    page = organiser.get(HERE.replace("/fr/", f"/{language}/"))
    assert page.status_code == 200 and in_language(page.text, language) and "/invitations/new" in page.text


def test_one_by_one(organiser, app, caucus):
    for wrong in ({}, {**ONE, "email": "zoe"}, {**ONE, "answer_by": "hier"}, {**ONE, "answer_by": "1999-01-01"}):
        answer = organiser.post(f"{HERE}/new", data=wrong)
        assert answer.status_code == 422
        assert_summary_leads_to_fields(answer.text)
    assert invited(app) == 0
    sent = organiser.post(f"{HERE}/new", data={**ONE, "answer_by": "2020-08-31"}, follow_redirects=True)
    assert "Le courriel est en route" in sent.text and "Petit Large" in sent.text
    with app.app_context():
        (row,) = db.session.scalars(select(Invitation))
        assert row.answer_by.isoformat() == "2020-09-01T03:59:00+00:00", "the end of the day in Toronto"
    twice = organiser.post(f"{HERE}/new", data=ONE)
    assert twice.status_code == 422 and "déjà une invitation" in twice.text and 'value="Zoé Roy"' in twice.text
    same = organiser.post(f"{HERE}/new", data={**ONE, "name": "Léo"}, follow_redirects=True)
    assert "au moins deux" in same.text and invited(app) == 2


def test_a_draft_invites_nobody(organiser, app, caucus):
    from aami_events.events.queries import get_event

    with app.app_context():
        file = organiser.post(f"{HERE}/list", data={"pasted": "Zoé;zoe@festival.example"}).location
        with transaction():
            get_event(caucus).state = "draft"
    for answer in (organiser.post(f"{HERE}/new", data=ONE), organiser.post(file, data={})):
        assert answer.status_code == 422 and "pas publié" in answer.text
    assert invited(app) == 0


def test_several_are_shown_before_anybody_is_written_to(organiser, app, caucus):
    answer = organiser.post(f"{HERE}/list", data={"pasted": "Zoé;zoe@festival.example;Baie;fr\n;b@b.example\n"})
    assert answer.status_code == 302
    page = organiser.get(answer.location)
    assert page.status_code == 200 and "Personne n’a encore reçu" in page.text and "À corriger" in page.text
    assert invited(app) == 0
    wrong = organiser.post(answer.location, data={"answer_by": "2020-02-30"})
    assert wrong.status_code == 422 and invited(app) == 0
    assert organiser.post(answer.location, data={"answer_by": ""}).status_code == 302
    assert invited(app) == 1
    again = organiser.post(answer.location, data={})
    assert again.status_code == 302 and invited(app) == 1, "sent twice, invited once"
    assert "Il n’y a personne à inviter" in organiser.get(answer.location).text


def test_somebody_else_sends_the_same_list_at_the_same_moment(organiser, app, caucus, monkeypatch):
    here = organiser.post(f"{HERE}/list", data={"pasted": "Zoé;zoe@festival.example"}).location
    real = service.invite

    def twice(event_id, guests, **more):
        real(event_id, guests, **more)
        return real(event_id, guests, **more)

    monkeypatch.setattr(service, "invite", twice)
    assert organiser.post(here, data={}).location == here
    assert invited(app) == 1 and "déjà sur la liste" in organiser.get(here).text


def test_a_file_and_the_member_organisations(organiser, app, caucus):
    with app.app_context():
        make_organisation("nuit", name=Bilingual.of(fr="La Nuit"), email="info@nuit.example", kind="festival")
        make_organisation("autre", name=Bilingual.of(en="Other"), email="info@other.example", kind=None)
    form = organiser.get(f"{HERE}/list").text
    assert "Festivals (1)" in form and "Autres (1)" in form
    file = (io.BytesIO("Nom,Courriel\nZoé,zoe@festival.example\n".encode()), "liste.csv")
    by_file = organiser.post(f"{HERE}/list", data={"file": file}, content_type="multipart/form-data")
    assert "zoe@festival.example" in organiser.get(by_file.location).text
    picked = organiser.post(f"{HERE}/list", data={"organisations": ["nuit", "no such"]})
    page = organiser.get(picked.location).text
    assert "info@nuit.example" in page and "info@other.example" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Collez une liste, choisissez"),
        ({"pasted": "\x00\x01\x02\x03" * 30}, "ne peut pas être lue"),
        ({"pasted": "un\ndeux\ntrois\n"}, "Aucune colonne"),
        ({"pasted": "nom,courriel\n" + "P,p@b.example\n" * 301}, "trop longue"),
        ({"pasted": "x" * 100_001}, "trop long"),
        ({"organisations": ["no such"]}, "Collez une liste, choisissez"),
    ],
)
def test_what_is_no_list(organiser, app, given, said):
    answer = organiser.post(f"{HERE}/list", data=given)
    assert (
        answer.status_code == 422 and said in answer.text.replace("’", "'").replace("l'", "l’")
    ) or said in answer.text
    assert_summary_leads_to_fields(answer.text)
    assert invited(app) == 0


def test_somebody_elses_list_is_not_there(organiser, sign_in):
    mine = organiser.post(f"{HERE}/list", data={"pasted": "Zoé;zoe@festival.example"}).location
    other = sign_in("administrator")
    assert other.get(mine).status_code == 404 and other.get(f"{HERE}/list/999").status_code == 404


def test_reminded_with_counts(organiser, app, caucus, clock):
    with app.app_context():
        first = invite(caucus)
        service.decline(invite(caucus), 1)
    early = organiser.post(f"{HERE}/remind", follow_redirects=True)
    assert "trop récemment" in early.text
    clock.forward(hours=21)
    assert "Un rappel part à 1 personne" in organiser.post(f"{HERE}/remind", follow_redirects=True).text
    with app.app_context():
        assert invitation_letters(first) == ["invitation", "invitation_reminder"]
        accept(first)
    assert "ont répondu" in organiser.post(f"{HERE}/remind", follow_redirects=True).text


def test_one_invitation_its_chain_and_its_history(organiser, app, caucus, clock):
    with app.app_context():
        number = invite(caucus, **ONE)
        service.decline(number, 1, word="Notre <festival>")
    page = organiser.get(f"{HERE}/{number}").text
    assert "Notre &lt;festival&gt;" in page and "Invitation déclinée" in page
    wrong = organiser.post(f"{HERE}/{number}/substitute", data={**OTHER, "email": ""})
    assert wrong.status_code == 422
    own = organiser.post(f"{HERE}/{number}/substitute", data={**OTHER, "name": ONE["name"], "email": ONE["email"]})
    assert own.status_code == 422 and "a déjà l’invitation" in own.text
    done = organiser.post(f"{HERE}/{number}/substitute", data=OTHER)
    page = organiser.get(done.location).text
    assert "Ali Ben" in page and "Zoé Roy" in page and "Petit Large" in page
    assert "transmise à Ali Ben" in organiser.get(HERE).text
    assert organiser.post(f"{HERE}/{number}/substitute", data=OTHER).status_code == 409
    assert organiser.get(f"{HERE}/{number}/substitute").status_code == 200


def test_sent_again_and_withdrawn(organiser, app, caucus, clock):
    with app.app_context():
        number = invite(caucus, **ONE)
    assert "il y a peu" in organiser.post(f"{HERE}/{number}/again", follow_redirects=True).text
    clock.forward(hours=21)
    assert "de nouveau en route" in organiser.post(f"{HERE}/{number}/again", follow_redirects=True).text
    assert "ne vaut plus" in organiser.post(f"{HERE}/{number}/withdraw", follow_redirects=True).text
    for action in ("again", "withdraw"):
        answer = organiser.post(f"{HERE}/{number}/{action}")
        assert answer.status_code == 409 and "a été retirée" in answer.text
    with app.app_context():
        assert the_invitation(number).state == "withdrawn"
    assert organiser.post(f"{HERE}/{number}/erase").status_code == 404


def test_accepted_leads_to_the_registration(organiser, app, caucus):
    with app.app_context():
        number = invite(caucus, **ONE)
        held = accept(number).registration_id
    assert f"/attendees/{held}" in organiser.get(f"{HERE}/{number}").text
    answer = organiser.post(f"{HERE}/{number}/withdraw")
    assert answer.status_code == 409 and "a été acceptée" in answer.text


@pytest.mark.parametrize(
    "query", ["?state=x&days=y&q=%25", "?page=nonsense", "?q=" + "x" * 5000, "?state=opened&days=3"]
)
def test_filters_that_make_no_sense_do_no_harm(organiser, app, caucus, query):
    with app.app_context():
        invite(caucus, **ONE)
    assert organiser.get(HERE + query).status_code == 200


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_three(organiser, app, caucus):
    numbers = []
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                number = invite(caucus, organisation="Petit Large")
                service.substitute(number, service.Guest("Ali Ben", f"ali{number}@b.example", "fr"), version=1)
                accept(the_invitation(number).substitute.id)
            engine = db.engine
        organiser.get(HERE)
        text, asked = queries_of(engine, organiser, HERE)
        numbers.append(asked)
        assert text.count('scope="row"') == 2 * sum(range(1, 1 + more) if more == 2 else [1])
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("role", "reads", "writes"), [("reader", 200, 403), ("door", 403, 403), ("translator", 403, 403)]
)
def test_who_may(sign_in, app, caucus, role, reads, writes):
    with app.app_context():
        number = invite(caucus, **ONE)
    browser = sign_in(role)
    for address in (HERE, f"{HERE}/{number}"):
        page = browser.get(address)
        assert page.status_code == reads
        assert "/invitations/new" not in page.text and "/withdraw" not in page.text
    for address in (f"{HERE}/new", f"{HERE}/list", f"{HERE}/{number}/substitute"):
        assert browser.get(address).status_code == writes
    for address in (f"{HERE}/remind", f"{HERE}/{number}/again", f"{HERE}/{number}/withdraw"):
        assert browser.post(address).status_code == writes
    with app.app_context():
        assert counts(caucus).unanswered == 1


def test_another_events_invitation_is_not_there(organiser, app):
    with app.app_context():
        number = invite(invited_event("ailleurs-2020"), **ONE)
    assert organiser.get(f"{HERE}/{number}").status_code == 404
    assert organiser.post(f"{HERE}/{number}/withdraw").status_code == 404
    assert organiser.get(f"/fr/organise/ailleurs-2020/invitations/{number}").status_code == 403


def test_the_cockpit_shows_what_waits(organiser, app, caucus, clock):
    with app.app_context():
        invite(caucus, **ONE)
    page = organiser.get("/fr/organise/minicaucus-2020/").text
    assert "personne invitée" in page and "/invitations/new" in page and "invitation sans réponse" not in page
    clock.forward(days=6)
    assert "1 invitation sans réponse" in organiser.get("/fr/organise/minicaucus-2020/").text.replace("\u00a0", " ")
