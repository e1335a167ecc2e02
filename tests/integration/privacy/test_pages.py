"""Personal information through its pages: the notice, my data, a request, the officer's desk."""

import re

import pytest
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.people import service as people
from aami_events.privacy import queries, service
from aami_events.privacy.models import PrivacyRequest
from aami_events.privacy.rules import RULES
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from tests.factories import make_event, make_person, make_question
from tests.factories.reading import the
from tests.integration.privacy.conftest import EMAIL, SAID

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
PASSWORD = "un mot de passe"


def sign_in(client, email: str) -> None:
    assert client.post("/fr/sign-in", data={"email": email, "password": PASSWORD}).status_code == 302


@pytest.fixture
def token(app, there) -> str:
    with app.app_context():
        return registrations.token(the(there.registration))


@pytest.fixture
def officer(app, client):
    with app.app_context():
        make_person("privacy_officer", email="vie@exemple.example", password=PASSWORD)
    sign_in(client, "vie@exemple.example")
    return client


def asked(app, there, *, confirmed: bool = True) -> int:
    with app.app_context():
        number = service.ask(there.registration)
        if confirmed:
            service.confirm(number)
        return number


def requests(app) -> list[tuple[int, str, bool]]:
    with app.app_context():
        rows = db.session.scalars(select(PrivacyRequest).order_by(PrivacyRequest.id))
        return [(row.id, row.state, row.confirmed_at is not None) for row in rows]


# --- the notice -----------------------------------------------------------------------------------------------------
@LANGUAGES
def test_the_notice_says_of_everything_why_and_for_how_long(app, client, language):
    page = client.get(f"/{language}/privacy")
    assert page.status_code == 200
    with app.app_context():
        groups = [str(group.label) for group in queries.groups()]
    assert page.text.count("<small>") == len(groups) == len(RULES)
    assert {"fr": "3\u202fans après l’événement", "en": "3 years after the event"}[language].replace(
        "\u202f", " "
    ) in page.text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_notice_names_the_person_in_charge(app, client):
    app.config.update(PRIVACY_OFFICER_NAME="Zoé Côté", PRIVACY_OFFICER_EMAIL="vie@aami.example")
    page = client.get("/fr/privacy").text
    assert "Zoé Côté" in page and 'href="mailto:vie@aami.example"' in page


@LANGUAGES
def test_the_notice_shows_what_events_ask_and_for_how_long(app, client, language):
    with app.app_context():
        event = make_event()
        make_question(event, "sante", sensitive=True, retention_days=30, purpose={"fr": "But rare", "en": "Rare aim"})
        draft = make_event("brouillon", state="draft")
        make_question(draft, "secret", purpose={"fr": "But caché", "en": "Hidden aim"})
    page = client.get(f"/{language}/privacy").text
    assert {"fr": "But rare", "en": "Rare aim"}[language] in page
    assert "30" in page and "caché" not in page and "Hidden" not in page


def test_every_page_leads_to_the_notice(client):
    assert 'href="/fr/privacy"' in client.get("/fr/").text


@pytest.mark.parametrize(("role", "warned"), [("administrator", True), ("privacy_officer", True), ("organiser", False)])
def test_who_can_do_something_about_it_is_told_that_nobody_is_named(app, client, role, warned):
    with app.app_context():
        make_person(role, email="a@exemple.example", password=PASSWORD)
    sign_in(client, "a@exemple.example")
    said = "L’avis de confidentialité ne nomme encore personne"
    assert (f'href="/fr/privacy/desk">{said}</a>' in client.get("/fr/organise/").text) is warned
    assert ("PRIVACY_OFFICER_EMAIL" in client.get("/fr/privacy").text) is warned
    app.config["PRIVACY_OFFICER_EMAIL"] = "vie@aami.example"
    assert said not in client.get("/fr/organise/").text


# --- my data --------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_my_data_says_everything_in_words(client, token, language):
    page = client.get(f"/{language}/registrations/{token}/my-data")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    for said in (*SAID.values(), EMAIL, "xqrepas", "xqsante", "xqmotif encore"):
        assert said in page.text, said
    for raw in ("registration.c", "registration.m", "badge_name", "first_time", "{&#39;", "True", "None"):
        assert raw not in page.text, raw
    own = client.get(f"/{language}/registrations/{token}").text
    assert f'href="/{language}/registrations/{token}/my-data"' in own


def test_my_data_as_a_file(client, token):
    answer = client.get(f"/fr/registrations/{token}/my-data.json")
    assert answer.headers["Content-Disposition"] == "attachment; filename=my-data.json"
    assert set(answer.json) == {"made_at", "registration", "letter", "change"}
    mine = answer.json["registration"][0]
    assert (mine["name"], mine["access_needs"], mine["region"]) == (SAID["name"], "xqbesoin", None)
    assert {"question": "repas?", "answer": "xqrepas"} in mine.values()
    assert mine["consent-photo"]["given"] is True
    assert len(answer.json["letter"]) == 5 and token not in answer.text, "no key in what may be handed on"
    assert answer.json["change"][0]["reason"] == "xqmotif encore"


def test_my_data_of_a_link_that_is_none(app, client, there, token):
    with app.app_context():
        registration.transfer(there.registration, name="Zoé", email="zoe@b.example", language="fr")
    for path in ("my-data", "my-data.json"):
        assert client.get(f"/fr/registrations/{token}/{path}").status_code == 410
        assert client.get(f"/fr/registrations/inconnu/{path}").status_code == 404
    for path in ("my-data/erase", "my-data/withdraw"):
        assert client.post(f"/fr/registrations/{token}/{path}").status_code == 410
        assert client.get(f"/fr/registrations/{token}/{path}").status_code == 405
    assert requests(app) == []


def test_a_cancelled_registration_has_its_data_too(app, client, there, token):
    with app.app_context():
        registration.cancel(there.registration)
    page = client.get(f"/fr/registrations/{token}/my-data")
    assert page.status_code == 200 and f"/registrations/{token}/change" not in page.text


def test_one_asks_and_thinks_better_of_it(app, client, token):
    here = f"/fr/registrations/{token}/my-data"
    assert client.post(f"{here}/erase").location == here
    assert client.post(f"{here}/erase").location == here
    assert requests(app) == [(1, "open", False)]
    assert "Retirer ma demande" in client.get(here).text
    client.post(f"{here}/withdraw")
    client.post(f"{here}/withdraw")
    assert requests(app) == [(1, "withdrawn", False)]
    assert "Demander l’effacement" in client.get(here).text


@LANGUAGES
def test_the_letter_leads_to_the_request_which_is_confirmed_and_withdrawn(app, client, there, language):
    number = asked(app, there, confirmed=False)
    with app.app_context():
        key = queries.token(number)
    here = f"/{language}/privacy/requests/{key}"
    assert client.get(here).headers["Referrer-Policy"] == "no-referrer"
    assert client.post(f"{here}/confirm").location == here
    assert requests(app) == [(number, "open", True)]
    assert f"{here}/confirm" not in client.get(here).text
    assert client.post(f"{here}/withdraw").location == here
    assert client.get(here).status_code == 200
    assert client.post(f"{here}/confirm").status_code == 409
    assert requests(app) == [(number, "withdrawn", True)]


def test_a_forged_request_is_not_there(app, client, there, token):
    asked(app, there)
    for key in (token, "x", "x" * 3000, "WzFd.x"):
        assert client.get(f"/fr/privacy/requests/{key}").status_code == 404
        assert client.post(f"/fr/privacy/requests/{key}/confirm").status_code == 404
    assert client.post("/fr/privacy/requests/x/erase").status_code == 404


# --- the officer's desk ---------------------------------------------------------------------------------------------
@LANGUAGES
def test_the_desk_shows_age_and_deadline(app, officer, there, clock, language):
    assert officer.get(f"/{language}/privacy/desk").status_code == 200
    number = asked(app, there, confirmed=False)
    clock.forward(days=25)
    page = officer.get(f"/{language}/privacy/desk").text
    assert SAID["name"] in page and f'href="/{language}/privacy/desk/{number}"' in page
    assert {"fr": "5 jours pour répondre", "en": "5 days left"}[language] in page.replace("\xa0", " ")
    clock.forward(days=7)
    late = {"fr": "2 jours de retard", "en": "2 days late"}[language]
    assert late in officer.get(f"/{language}/privacy/desk").text.replace("\xa0", " ")


def test_the_officer_erases_with_one_button(app, officer, there):
    number = asked(app, there)
    one = officer.get(f"/fr/privacy/desk/{number}").text
    assert "xqbesoin" not in one and "xqsante" not in one, "what somebody needs is not the officer's business"
    refused = officer.post(f"/fr/privacy/desk/{number}/erase")
    assert refused.status_code == 409 and "rôles" in refused.text
    done = officer.post(f"/fr/privacy/desk/{number}/erase", data={"close_account": "y"})
    assert done.location == "/fr/privacy/desk"
    assert requests(app) == [(number, "done", True)]
    assert SAID["name"] not in officer.get("/fr/privacy/desk").text
    assert officer.get(f"/fr/privacy/desk/{number}").status_code == 200
    assert officer.post(f"/fr/privacy/desk/{number}/erase").status_code == 409


def test_the_officer_refuses_and_says_why(app, officer, there):
    number = asked(app, there, confirmed=False)
    here = f"/fr/privacy/desk/{number}/refuse"
    for reason in ("", "   ", "x" * 401):
        answer = officer.post(here, data={"reason": reason})
        assert answer.status_code == 422 and 'class="error"' in answer.text
    assert requests(app)[0][1] == "open"
    assert officer.post(here, data={"reason": "un tribunal \x00 le demande"}).status_code == 302
    assert officer.post(here, data={"reason": "encore"}).status_code == 409
    with app.app_context():
        assert db.session.get_one(PrivacyRequest, number).reason == "un tribunal le demande"
        key = queries.token(number)
    assert "un tribunal le demande" in officer.get(f"/fr/privacy/requests/{key}").text


def test_the_last_administrator_stays_and_the_officer_reads_why(app, client, there):
    with app.app_context():
        people.grant(there.account, "administrator")
    number = asked(app, there)
    sign_in(client, EMAIL)
    answer = client.post(f"/fr/privacy/desk/{number}/erase", data={"close_account": "y"})
    assert answer.status_code == 409 and "dernière personne" in answer.text
    assert requests(app) == [(number, "open", True)]


def test_a_request_with_nothing_left_is_closed(app, officer, there):
    number = asked(app, there, confirmed=False)
    with app.app_context():
        service.erase_person("ariane@centre.example")
        registration.transfer(there.registration, name="Zoé", email="zoe@b.example", language="fr")
    assert officer.get(f"/fr/privacy/desk/{number}").status_code == 200
    assert officer.post(f"/fr/privacy/desk/{number}/erase").status_code == 302
    with app.app_context():
        assert the(there.registration).name == "Zoé", "the colleague is somebody else"
        key = queries.token(number)
    assert officer.get(f"/en/privacy/requests/{key}").status_code == 200


@LANGUAGES
def test_what_goes_tonight_is_shown_and_stays(app, officer, there, clock, language):
    nothing = officer.get(f"/{language}/privacy/retention").text
    assert "<table" not in nothing
    clock.forward(days=130)
    page = officer.get(f"/{language}/privacy/retention").text
    assert "rencontre-2020" in page and "<table" in page
    assert not re.search(r"xq(?:besoin|repas|sante|motif)|" + re.escape(SAID["name"]), page), "counts, and nobody"
    with app.app_context():
        assert registrations.access_of(there.registration) == "xqbesoin"


@pytest.mark.parametrize("path", ["desk", "desk/1", "retention"])
def test_the_desk_is_the_officer_s(app, client, there, path):
    number = asked(app, there)
    assert client.get(f"/fr/privacy/{path}").status_code == 302
    with app.app_context():
        make_person("organiser", event_id=there.event, email="o@exemple.example", password=PASSWORD)
        make_person("privacy_officer", event_id=there.event, email="p@exemple.example", password=PASSWORD)
    for email in ("o@exemple.example", "p@exemple.example"):
        sign_in(client, email)
        assert client.get(f"/fr/privacy/{path}").status_code == 403
        assert client.post(f"/fr/privacy/desk/{number}/erase").status_code == 403
        assert "/privacy/desk" not in client.get("/fr/organise/").text
    assert requests(app)[0][1] == "open"


def test_a_request_that_is_none(officer):
    assert officer.get("/fr/privacy/desk/99").status_code == 404
    assert officer.post("/fr/privacy/desk/99/erase").status_code == 404
    assert officer.post("/fr/privacy/desk/99/refuse", data={"reason": "r"}).status_code == 404
    assert "/privacy/desk" in officer.get("/fr/organise/").text


def test_a_request_writes_one_letter(app, client, token):
    for _ in range(3):
        client.post(f"/fr/registrations/{token}/my-data/erase")
    with app.app_context():
        count = select(func.count()).select_from(OutboxLetter).where(OutboxLetter.kind == "privacy.asked")
        assert db.session.scalar(count) == 1
