"""Somebody is let in after the deadline, by a personal link, until a moment of their own."""

import datetime as dt
import re

import pytest
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.proposals import errors, queries, service
from aami_events.proposals.models import Proposal, Speaker
from tests.factories import make_event, make_person
from tests.factories.proposals import kind_of, open_call, pitch, propose
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language

LATER = dt.datetime(2020, 9, 5, 17)
AFTER = dt.datetime(2020, 9, 1, 12, tzinfo=dt.UTC)
HERE = f"/fr/organise/{SLUG}/call/late"
PASSWORD = "un mot de passe"


@pytest.fixture
def event(inside) -> int:
    number = make_event(SLUG)
    open_call(number)
    return number


def letters() -> list[OutboxLetter]:
    return list(db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "proposals.late")))


def the_speaker(number: int) -> Speaker:
    db.session.expire_all()
    return db.session.get_one(Speaker, number)


def test_they_propose_after_the_deadline_and_no_longer_than_they_may(event, clock):
    clock.set(AFTER)
    number = service.allow_late(event, "Zoé Nord", "ZOE@nord.example ", "en", LATER)
    assert queries.state_for(the_speaker(number)) == "open" and [row.language for row in letters()] == ["en"]
    assert [row.id for row in queries.late_of(event)] == [number]
    with pytest.raises(errors.CallClosed):
        propose(event, "Par la grande porte", "Zoé Nord")
    made = service.propose_late(number, pitch(event), form_key="une fois", send=False)
    assert service.propose_late(number, pitch(event), form_key="une fois") == made
    service.change_proposal(number, made, pitch(event, "Autre titre"), base=1, send=True)
    assert queries.find_proposal(event, made).state == "submitted"
    clock.set(AFTER + dt.timedelta(days=6))
    for late in (
        lambda: service.propose_late(number, pitch(event)),
        lambda: service.change_proposal(number, made, pitch(event), base=2),
    ):
        with pytest.raises(errors.CallClosed):
            late()


def test_who_is_let_in_may_be_shut_out_again(event, clock):
    known = db.session.get_one(Proposal, propose(event, "Écrans", "Ana Roy")).speakers[0].speaker_id
    clock.set(AFTER)
    assert service.allow_late(event, "Un autre nom", "ana@centre.example", "en", LATER) == known
    assert (the_speaker(known).name, the_speaker(known).language) == ("Ana Roy", "fr")
    service.end_late(event, known)
    assert queries.state_for(the_speaker(known)) == "over" and queries.late_of(event) == []
    with pytest.raises(LookupError):
        compose(letters()[0])
    for wrong in (known, 10**6):
        with pytest.raises(errors.NotThere):
            service.end_late(event, wrong)
    with pytest.raises(errors.NotThere):
        service.propose_late(10**6, pitch(event))
    for until in (None, dt.datetime(2020, 8, 1)):
        with pytest.raises(errors.ProposalWrong):
            service.allow_late(event, "Max", "max@vif.example", "fr", until)


def test_the_link_is_sent_again_to_who_asks_for_it(event, clock):
    clock.set(AFTER)
    number = service.allow_late(event, "Zoé Nord", "zoe@nord.example", "fr", LATER)
    service.send_link(event, "zoe@nord.example")
    assert len(letters()) == 2
    service.end_late(event, number)
    service.send_link(event, "zoe@nord.example")
    assert len(letters()) == 2


@LANGUAGES
def test_the_letter_leads_to_the_form(event, client, clock, language):
    clock.set(AFTER)
    service.allow_late(event, "Zoé Nord", "zoe@nord.example", language, LATER)
    letter = compose(letters()[0])
    assert ("5 septembre 2020" if language == "fr" else "September 5, 2020") in letter.text
    link = re.search(r"https?://[^/\s]+(\S+)", letter.text)[1]
    page = client.get(link)
    assert in_language(page.text, language) and f"{link}/new" in page.text
    form = client.get(f"{link}/new").text
    key = re.search(r'name="form_key" value="([^"]+)"', form)[1]
    wrong = client.post(f"{link}/new", data={"form_key": key, "action": "send"})
    assert wrong.status_code == 422
    assert_summary_leads_to_fields(wrong.text)
    whole = {
        "form_key": key,
        "title-fr": "Nuit",
        "abstract-fr": "Un résumé.",
        "format": str(kind_of(event)),
        "minutes": "30",
        "languages": "fr",
    }
    assert client.post(f"{link}/new", data={**whole, "action": "more"}).status_code == 200
    for _twice in range(2):
        assert client.post(f"{link}/new", data={**whole, "action": "send"}).headers["Location"] == link
    assert db.session.scalar(select(func.count()).select_from(Proposal)) == 1 and "Nuit" in client.get(link).text
    clock.set(AFTER + dt.timedelta(days=6))
    assert client.get(f"{link}/new").status_code == client.post(f"{link}/new", data=whole).status_code == 404
    assert f"{link}/new" not in client.get(link).text


@LANGUAGES
def test_organisers_let_somebody_in(event, client, language):
    make_person("organiser", event_id=event, email="olga@x.example", password=PASSWORD)
    client.post("/fr/sign-in", data={"email": "olga@x.example", "password": PASSWORD})
    here = HERE.replace("/fr/", f"/{language}/")
    assert in_language(client.get(here).text, language)
    whole = {
        "name": "Zoé",
        "email": "zoe@nord.example",
        "language": "en",
        "until-day": "2020-09-05",
        "until-time": "17:00",
    }
    for wrong in ({}, {**whole, "email": "x"}, {**whole, "until-day": "2020-08-01"}, {**whole, "language": "iu"}):
        answer = client.post(here, data=wrong)
        assert answer.status_code == 422, wrong
        assert_summary_leads_to_fields(answer.text)
    assert client.post(here, data=whole).status_code == 302 and "zoe@nord.example" in client.get(here).text
    number = queries.late_of(event)[0].id
    assert client.post(f"{here}/{number}/end").status_code == 302
    assert client.post(f"{here}/{number}/end").status_code == 404 and queries.late_of(event) == []
