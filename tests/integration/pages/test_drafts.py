"""A long form is kept and continued, as it comes over the wire."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration.models import Category, Draft
from tests.factories import make_category, make_question
from tests.integration.pages.visiting import FORM, LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language, summary

pytestmark = pytest.mark.usefixtures("event")
LATER, GROUP_LATER = f"/fr/events/{SLUG}/register/later", f"/fr/events/{SLUG}/register-group/later"
BEGUN = {
    **FORM,
    "pronouns": "iel",
    "access_needs": "xqbesoin\nsur deux lignes",
    "parts": ["1", "2"],
    "consents": ["photo"],
    "q-meal": "xqrepas",
    "support_name": "xqappui",
    "sms": "506 555-0142",
}

#: words that nobody writes by chance
PLANTED = ("xqbesoin", "xqrepas", "xqappui")


def keep(client: FlaskClient, url: str = LATER, **given) -> str:
    answer = client.post(url, data={**BEGUN, **given})
    assert answer.status_code == 302, summary(answer.text)
    return answer.location


def field(page: str, name: str) -> str:
    return re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)[1]


@pytest.fixture
def rows(app: Flask):
    def read() -> list[Draft]:
        with app.app_context():
            return list(db.session.scalars(select(Draft).order_by(Draft.id)))

    return read


@LANGUAGES
def test_kept_and_continued_on_another_device(app, client, rows, language):
    here = keep(client, LATER.replace("/fr/", f"/{language}/"))
    page = app.test_client().get(here)
    assert page.status_code == 200 and in_language(page.text, language)
    assert page.headers["Cache-Control"] == "no-store" and page.headers["Referrer-Policy"] == "no-referrer"
    for text in ("Ariane Tremblay", "ariane@centre.example", "iel", "xqbesoin\nsur deux lignes", "xqrepas", "xqappui"):
        assert text in page.text
    assert page.text.count(" checked") >= 5 and summary(page.text) == [], "nothing is called wrong yet"
    assert field(page.text, "form_key") == FORM["form_key"]
    assert f'action="/{language}/events/{SLUG}/register"' in page.text
    assert [row.language for row in rows()] == [language]


def test_sending_it_takes_it_out(client, rows, stored):
    here = keep(client)
    page = client.get(here).text
    answer = client.post(f"/fr/events/{SLUG}/register", data={**BEGUN, "draft": field(page, "draft")})
    assert answer.status_code == 302 and rows() == []
    gone = client.get(here)
    assert gone.status_code == 410 and "plus récent" in gone.text
    assert stored()[0] == 2, "the person, and who comes along"


def test_a_wrong_form_stays_kept_and_can_be_kept_again(client, rows):
    draft = field(client.get(keep(client)).text, "draft")
    page = client.post(f"/fr/events/{SLUG}/register", data={**BEGUN, "category": "unheard", "draft": draft})
    assert page.status_code == 422 and field(page.text, "draft") == draft and "xqbesoin" in page.text
    again = keep(client, draft=draft, name="Ariane T.")
    assert again.endswith(draft) and len(rows()) == 1
    assert field(client.get(again).text, "name") == "Ariane T."


@pytest.mark.parametrize(
    "email", ["", "   ", "ariane", "ariane@", "é@centre.example", "x" * 330 + "@centre.example", "\x00"]
)
@pytest.mark.parametrize("url", [LATER, GROUP_LATER])
def test_without_an_address_there_is_no_way_to_send_the_link(client, rows, stored, email, url):
    page = client.post(url, data={**BEGUN, "email": email})
    assert page.status_code == 422 and summary(page.text) == ["email"] and "Ariane Tremblay" in page.text
    assert_summary_leads_to_fields(page.text)
    assert rows() == [] and stored() == (0, 0, 0)


def test_only_an_address_is_asked_for(client):
    answer = client.post(LATER, data={"email": "ariane@centre.example"})
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert len(field(page, "form_key")) > 15, "a form without a key gets one"


def test_what_is_no_field_of_the_form_is_not_kept(client, app, rows):
    here = keep(client, csrf_token="x", password="xqsecret", **{"q-unheard": "xqautre", "guests-0-name": "xqgroupe"})
    assert "xqsecret" not in client.get(here).text
    assert len(rows()) == 1


@pytest.mark.parametrize("text", ["\x00", "\ud83d", "‮abc", "𓀀" * 50, "<script>alert(1)</script>", "' OR 1=1 --"])
def test_odd_texts_come_back_harmless(client, text):
    page = client.get(keep(client, pronouns=text.encode("utf-8", "surrogatepass"))).text
    assert "<script>alert" not in page


def test_a_huge_form_is_refused(client, rows):
    page = client.post(LATER, data={**BEGUN, "access_needs": "é" * 150_000})
    assert page.status_code == 413 and rows() == []
    assert client.post(LATER, data={**BEGUN, "access_needs": "x" * 2_000_000}).status_code == 413
    assert client.post(LATER, data=b"\xff\xfe\x00", content_type="application/json").status_code == 422
    assert client.post(LATER, data=b"email=%ff%fe", content_type="application/x-www-form-urlencoded").status_code == 422


@pytest.mark.parametrize("token", ["x", "é", "a.b", "x" * 3000, "%00", "..%2f"])
def test_a_forged_link(client, token):
    assert client.get(f"/fr/drafts/{token}").status_code in {404, 410}


def test_somebody_elses_link_is_not_found_by_an_address(client, rows):
    first, second = keep(client), keep(client, form_key="another form", access_needs="xqautrui")
    assert first != second and len(rows()) == 2
    assert "xqautrui" not in client.get(first).text
    tampered = first[:-2] + ("aa" if first[-2:] != "aa" else "bb")
    assert client.get(tampered).status_code == 410


def test_an_expired_link(client, app, clock):
    here = keep(client)
    with app.app_context(), transaction():
        db.session.execute(update(Draft).values(expires_at=clock.now - dt.timedelta(seconds=1)))
    page = client.get(here)
    assert page.status_code == 410 and "30" in page.text


def test_once_registration_is_closed_it_opens_to_a_sentence(client, clock, rows):
    here = keep(client)
    clock.forward(days=25)
    assert client.get(here).status_code == 403 and "xqbesoin" not in client.get(here).text
    assert client.post(LATER, data=BEGUN).status_code == 403
    assert client.post("/fr/events/unheard/register/later", data=BEGUN).status_code == 404
    assert len(rows()) == 1


def test_what_has_changed_since_is_said(client, app, event):
    with app.app_context():
        number = make_category(event, key="student")
    here = keep(client, category="student")
    assert "ont changé" not in client.get(here).text
    with app.app_context():
        with transaction():
            db.session.get_one(Category, number).retired_at = dt.datetime(2020, 8, 17, tzinfo=dt.UTC)
        make_question(event, "lodging", position=2)
    page = client.get(here)
    assert page.status_code == 200 and "ont changé" in page.text
    assert "student (fr)" in page.text and "lodging" in page.text and summary(page.text) == []
    assert 'value="student"' not in page.text


def test_a_contacts_form_is_kept_with_all_its_rows(client, app, rows):
    guests = {f"guests-{number}-name": f"Personne {number}" for number in range(4)} | {"guests-3-parts": ["2"]}
    here = keep(client, GROUP_LATER, **guests)
    page = app.test_client().get(here).text
    assert [field(page, f"guests-{number}-name") for number in range(4)] == [f"Personne {n}" for n in range(4)]
    assert "xqbesoin" not in page, "a contact's form does not ask for needs"
    assert rows()[0].kind == "group"
    whole = {
        f"guests-{n}-{name}": text for n in range(4) for name, text in (("category", "general"), ("mode", "in_person"))
    }
    sent = {**BEGUN, **guests, **whole, "draft": field(page, "draft")}
    assert client.post(f"/fr/events/{SLUG}/register-group", data=sent).status_code == 302
    assert rows() == [] and client.get(here).status_code == 410


def test_the_organisers_form_is_not_kept(sign_in):
    page = sign_in("organiser").get(f"/fr/organise/{SLUG}/attendees/new").text
    assert "/later" not in page and "data-device" not in page and "keep.js" not in page


def test_looking_acts_on_nothing(client, rows, stored):
    here = keep(client)
    before = (stored(), [(row.saved_at, row.key_hash) for row in rows()])
    for _ in range(3):
        assert client.get(here).status_code == 200
    assert client.post(here).status_code == 405 and client.get(LATER).status_code == 405
    assert (stored(), [(row.saved_at, row.key_hash) for row in rows()]) == before


def test_nothing_of_it_is_said_in_lists_letters_and_the_log(client, app, sign_in, caplog):
    caplog.set_level(0)
    here = keep(client)
    client.get(here)
    organiser, token = sign_in("organiser"), here.rpartition("/")[2]
    outbox = organiser.get(f"/fr/organise/{SLUG}/outbox").text
    with app.app_context():
        number = db.session.scalars(select(OutboxLetter.id)).one()
    letter = organiser.get(f"/fr/organise/{SLUG}/outbox/{number}").text
    assert "Continuez votre formulaire" in outbox and "/drafts/…" in letter
    for page in (outbox, letter, organiser.get(f"/fr/organise/{SLUG}/attendees").text, caplog.text):
        assert token not in page and not any(said in page for said in PLANTED)


def test_the_address_leads_to_it_in_ones_own_data(app, client):
    keep(client)
    from aami_events.privacy import queries, service

    with app.app_context():
        assert queries.find("ariane@centre.example") == {"drafts": {1: ""}}
        (record,) = queries.register()["drafts"].export([1])
        assert not any(said in str(record) for said in PLANTED) and record.plain()["email"] == "ariane@centre.example"
        assert service.erase_person("ariane@centre.example", "Ariane Tremblay") == {"drafts": 1}
        assert queries.find("ariane@centre.example") == {}
