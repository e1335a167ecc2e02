"""Every public page in both languages, and the form to register."""

import re

import pytest
from sqlalchemy import select

from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration import service
from aami_events.registration.models import Registration
from tests.factories import make_entry, make_event
from tests.integration.pages.visiting import (
    FORM,
    LANGUAGES,
    SLUG,
    assert_summary_leads_to_fields,
    in_language,
    send,
    summary,
)

pytestmark = pytest.mark.usefixtures("event")

# --- Pages that only show -------------------------------------------------------------------------------------------
PUBLIC = (
    "/", "/plan", "/sign-in", f"/events/{SLUG}", f"/events/{SLUG}/register", f"/events/{SLUG}/registered",
    "/events/agm-2020", "/events/agm-2020/register", "/sign-in/link/anything",
)  # fmt: skip


@LANGUAGES
@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_page_in_its_language(client, path, language):
    answer = client.get(f"/{language}{path}")
    assert answer.status_code == 200
    assert in_language(answer.text, language)
    ids = re.findall(r'\sid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids)), "no id twice"
    labels = re.findall(r'<label for="([^"]+)"', answer.text)
    assert set(labels) <= set(ids), "every label has its field"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_alive(client, path):
    assert (client.get(path).status_code, client.get(path).text) == (200, "ok\n")


@LANGUAGES
@pytest.mark.parametrize(
    "path", ["/events/unknown-2020", "/events/unknown-2020/register", "/events/unknown-2020/registered", "/x"]
)
def test_what_is_not_there(client, path, language):
    answer = client.get(f"/{language}{path}")
    assert answer.status_code == 404
    assert in_language(answer.text, language)


@LANGUAGES
def test_a_draft_is_nobodys_business(app, client, language):
    with app.app_context():
        make_event("brouillon-2020", state="draft")
    for path in ("", "/register", "/registered"):
        assert client.get(f"/{language}/events/brouillon-2020{path}").status_code == 404
    assert "brouillon-2020" not in client.get(f"/{language}/").text


@LANGUAGES
@pytest.mark.parametrize("facts", [{"closes": None, "opens": None}, {"visibility": "invited"}, {"state": "cancelled"}])
def test_closed(app, client, language, facts, stored):
    with app.app_context():
        make_event("fermee-2020", **facts)
    address = f"/{language}/events/fermee-2020/register"
    for answer in (client.get(address), client.post(address, data=FORM)):
        assert answer.status_code == 403
        assert in_language(answer.text, language)
    assert stored() == (0, 0, 0)


def test_titles_are_written_in_the_language_of_the_page(client):
    assert "Rencontre (fr)" in client.get(f"/fr/events/{SLUG}").text
    assert "Rencontre (en)" in client.get(f"/en/events/{SLUG}").text


@LANGUAGES
def test_only_those_who_agreed_are_listed(client, person, language):
    nobody = client.get(f"/{language}/events/{SLUG}/attendees")
    assert (nobody.status_code, nobody.text.count("<bdi>")) == (200, 0)
    person(name="Zoé <Côté>", organisation="Boréal & fils", consents={"listing": True})
    person(name="Ariane Discrète", consents={"photo": True})
    page = client.get(f"/{language}/events/{SLUG}/attendees").text
    assert in_language(page, language)
    assert "<bdi>Zoé &lt;Côté&gt;</bdi>" in page and "<bdi>Boréal &amp; fils</bdi>" in page
    assert "Ariane" not in page


def test_what_organisers_see_is_behind_the_sign_in(client):
    answer = client.get("/fr/organise/")
    assert (answer.status_code, answer.location.startswith("/fr/sign-in")) == (302, True)


# --- Registering ----------------------------------------------------------------------------------------------------
@LANGUAGES
def test_registered(app, client, event, language, stored):
    part = client.get(f"/{language}/events/{SLUG}/register").text
    assert 'name="q-meal"' in part
    answer = send(
        client, language, **{"q-meal": "végé", "consents": ["photo"], "organisation": "Centre <d'art> & fils"}
    )
    assert answer.status_code == 302
    page = client.get(answer.location)
    assert page.status_code == 200
    assert in_language(page.text, language)
    assert "Ariane Tremblay" in page.text
    assert "Centre &lt;d" in page.text, "what people write is never markup"
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert stored() == (1, 1, 1)
    with app.app_context():
        deed = db.session.query(AuditEntry).filter_by(action="registration.created").one()
        assert (deed.actor_id, deed.actor_label) == (None, "link")


def test_the_language_of_letters_is_what_was_chosen_whatever_the_page(app, client):
    send(client, "fr", language="en")
    with app.app_context():
        assert db.session.query(OutboxLetter).one().language == "en"


def test_the_same_form_sent_twice_leads_to_the_same_page(client, stored):
    first, second = send(client), send(client)
    assert (first.status_code, first.location) == (302, second.location)
    assert stored()[0] == 1


@LANGUAGES
def test_the_same_person_in_another_form_learns_nothing_here(client, language, stored):
    send(client, language)
    answer = send(client, language, form_key="another form")
    assert answer.location == f"/{language}/events/{SLUG}/registered"
    assert "Ariane" not in client.get(answer.location).text
    assert stored()[:2] == (1, 2)


def test_with_javascript_or_without_the_page_that_was_asked_for_is_ticked(client):
    page = client.get("/fr/events/agm-2020/register").text
    assert re.search(r'name="parts" value="\d+" checked', page)


@LANGUAGES
@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "   "}, ["name"]),
        ({"email": ""}, ["email"]),
        ({"email": "ariane"}, ["email"]),
        ({"email": "ariane@centre"}, ["email"]),
        ({"email": "a@b.example, c@d.example"}, ["email"]),
        ({"name": "", "email": ""}, ["name", "email"]),
        ({"category": "press"}, ["category"]),
        ({"category": "general' OR 1=1 --"}, ["category"]),
        ({"mode": "by boat"}, ["mode"]),
        ({"language": "de"}, ["language"]),
        ({"language": ""}, ["language"]),
        ({"province": "XX"}, ["province"]),
        ({"region": "moon"}, ["region"]),
        ({"parts": "999"}, ["parts"]),
        ({"parts": "one"}, ["parts"]),
        ({"consents": "everything"}, ["consents"]),
        ({"first_time": "perhaps"}, ["first_time"]),
        ({"pronouns": "x" * 61}, ["pronouns"]),
        ({"q-meal": "x" * 301}, ["q-meal"]),
    ],
)
@pytest.mark.databases("sqlite")
def test_what_is_wrong_is_said_and_nothing_is_stored(client, language, wrong, where, stored):
    answer = send(client, language, **wrong)
    assert answer.status_code == 422
    assert in_language(answer.text, language)
    assert summary(answer.text) == where
    assert_summary_leads_to_fields(answer.text)
    assert answer.text.count('aria-invalid="true"') >= len(where)
    assert stored() == (0, 0, 0)
    if "name" not in wrong:
        assert 'value="Ariane Tremblay"' in answer.text, "what was written stays"


@pytest.mark.parametrize(("language", "said"), [("fr", "donnez une autre adresse"), ("en", "give another address")])
def test_an_address_that_many_servers_refuse_is_refused_with_a_sentence(client, language, said, stored):
    before, answer = stored(), send(client, language, email="léo@centre.example")
    assert (answer.status_code, summary(answer.text), stored()) == (422, ["email"], before)
    assert said in answer.text
    assert send(client, language, email="leo@été.example").status_code == 302


def test_a_script_need_not_know_that_an_event_is_hybrid(app, client):
    with app.app_context():
        event = make_event("hybride-2020", mode="hybrid")
    fields = {name: FORM[name] for name in ("form_key", "name", "email", "language", "category")}
    made = client.post("/fr/events/hybride-2020/register", data=fields)
    assert made.status_code == 302
    with app.app_context():
        row = db.session.scalars(select(Registration).where(Registration.event_id == event)).one()
        assert row.mode == "in_person"
        service.change(row.id, make_entry(mode="online"))
    changed = client.post(f"{made.location}/change", data={**fields, "name": "Ariane Roy"})
    assert changed.status_code == 302
    with app.app_context():
        assert db.session.scalars(select(Registration.mode).where(Registration.event_id == event)).one() == "online"


def test_one_form_can_be_mended_and_sent_again(client, stored):
    assert send(client, email="").status_code == 422
    assert send(client).status_code == 302
    assert stored()[0] == 1


def test_members_only(app, client, event, stored):
    with app.app_context():
        make_event("membres-2020", categories=({"key": "member", "members_only": True}, {"key": "others"}))
    given = {**FORM, "category": "member", "organisation": "Personne"}
    answer = client.post("/fr/events/membres-2020/register", data=given)
    assert (answer.status_code, summary(answer.text)) == (422, ["organisation"])
    assert_summary_leads_to_fields(answer.text)
    assert stored() == (0, 0, 0)
