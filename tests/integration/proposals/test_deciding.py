"""Decided now, announced together, confirmed by who proposed; nobody knows before."""

import pytest
from sqlalchemy import select

from aami_events.events.models import Event
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.programme import queries as programme
from aami_events.proposals import errors, queries, service
from aami_events.proposals.queries import lists
from aami_events.proposals.rendering import balance
from tests.factories import FIRST_DAY, make_event, make_person
from tests.factories.proposals import open_call, pitch, propose, proposer, the_proposal
from tests.factories.together import tally, together
from tests.integration.pages.visiting import LANGUAGES, SLUG, in_language

WORK = f"/fr/organise/{SLUG}/proposals"
VOICES = (service.Voice("Bob Cyr", "bob@centre.example"), service.Voice("Léa Roy", "lea@centre.example"))


@pytest.fixture
def event(inside) -> int:
    number = make_event(SLUG)
    open_call(number)
    return number


def letters() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    told = [(row.kind.partition(".")[2], row.recipient.partition("@")[0]) for row in rows]
    return [one for one in told if one[0] in ("accepted", "standby", "declined")]


def author(event: int, number: int) -> int:
    return the_proposal(event, number).speakers[0].speaker_id


def test_what_is_decided_is_known_when_it_is_announced(event):
    good, bad, perhaps = propose(event, "Oui"), propose(event, "Non", "Zoé Nord"), propose(event, "Bof", "Max Vif")
    assert service.decide(event, [good], "accepted") == 1
    service.decide(event, [bad], "declined")
    service.decide(event, [perhaps], "standby")
    rows = [the_proposal(event, number) for number in (good, bad, perhaps)]
    assert [row.known for row in rows] == ["submitted"] * 3 and letters() == []
    assert not programme.candidates(db.session.get_one(Event, event)).accepted
    assert service.announce(event) == 3
    assert letters() == [("accepted", "ana"), ("declined", "zoé"), ("standby", "max")]
    rows = [the_proposal(event, number) for number in (good, bad, perhaps)]
    assert [row.known for row in rows] == ["accepted", "declined", "standby"] and rows[0].accepted
    assert [row.id for row in programme.candidates(db.session.get_one(Event, event)).accepted] == [good]
    assert service.announce(event) == 0 and len(letters()) == 3, "nobody is told twice"


def test_a_decision_is_taken_back_or_changed_until_it_is_announced(event):
    number = propose(event)
    service.decide(event, [number], "declined")
    service.decide(event, [number], None)
    row = the_proposal(event, number)
    assert (row.decision, row.decided_at, service.announce(event)) == (None, None, 0)
    service.decide(event, [number], "standby")
    service.announce(event)
    service.decide(event, [number], "accepted")
    assert the_proposal(event, number).known == "submitted"
    service.announce(event)
    assert letters() == [("standby", "ana"), ("accepted", "ana")]
    with pytest.raises(errors.NotThere):
        service.decide(event, [number], "declined")


def test_what_cannot_be_decided_keeps_the_others_undecided_too(event):
    good, draft, gone = propose(event), propose(event, "Brouillon", send=False), propose(event, "Retirée")
    service.withdraw_proposal(author(event, gone), gone)
    elsewhere = make_event("autre-2020")
    open_call(elsewhere)
    stranger = propose(elsewhere)
    for numbers, decision in (
        ([good, draft], "accepted"),
        ([good, gone], "accepted"),
        ([good, stranger], "accepted"),
        ([good, 10**6], "accepted"),
        ([good], "perhaps"),
    ):
        with pytest.raises(errors.NotThere):
            service.decide(event, numbers, decision)
        db.session.rollback()
        assert the_proposal(event, good).decision is None


def test_everybody_who_takes_part_is_told_in_their_language(event):
    number = service.propose(event, proposer(language="en"), pitch(event, voices=VOICES))
    lea = queries.find_speaker(event, "lea@centre.example").id
    service.answer(lea, number, accept=False)
    service.decide(event, [number], "accepted")
    service.announce(event)
    assert letters() == [("accepted", "ana"), ("accepted", "bob")], "who declined is left alone"
    subjects = [compose(row).subject for row in db.session.scalars(select(OutboxLetter)) if "accepted" in row.kind]
    assert subjects == ["Your proposal is accepted – Rencontre (en)"] * 2
    service.decide(event, [propose(event, "Deux", "Zoé Nord")], "declined")
    service.decide(event, [propose(event, "Trois", "Max Vif")], "standby")
    service.announce(event)
    said = {row.kind: compose(row) for row in db.session.scalars(select(OutboxLetter))}
    assert said["proposals.declined"].subject.startswith("Au sujet de votre proposition")
    assert "retenue" not in said["proposals.declined"].subject
    assert said["proposals.standby"].subject.startswith("Votre proposition est en attente")


def test_its_author_confirms_and_says_when_they_are_away(event):
    number = propose(event, voices=VOICES)
    who = author(event, number)
    for wrong in ((who, number), (who, 10**6), (10**6, number)):
        with pytest.raises(errors.NotThere):
            service.confirm(*wrong, recording=True, away=[])
    service.decide(event, [number], "accepted")
    with pytest.raises(errors.NotThere):
        service.confirm(who, number, recording=True, away=[])
    service.announce(event)
    with pytest.raises(errors.NotThere):
        service.confirm(queries.find_speaker(event, "bob@centre.example").id, number, recording=True, away=[])
    service.confirm(who, number, recording=False, away=[FIRST_DAY, FIRST_DAY])
    first = the_proposal(event, number).confirmed_at
    row = queries.find_speaker(event, "ana@centre.example")
    assert (row.recording, row.away) == (False, [[f"{FIRST_DAY}T00:00", f"{FIRST_DAY}T23:59"]])
    service.confirm(who, number, recording=True, away=[])
    row = queries.find_speaker(event, "ana@centre.example")
    assert (row.recording, row.away, the_proposal(event, number).confirmed_at) == (True, [], first)


def test_two_who_announce_at_once_write_once(event, inside):
    service.decide(event, [propose(event)], "accepted")
    assert tally(together(inside, *[lambda: service.announce(event)] * 4)) == {"done": 4}
    assert letters() == [("accepted", "ana")]


def test_decisions_are_filtered_and_balanced(app, event):
    first = service.propose(event, proposer(region=None), pitch(event, languages=("fr", "en")))
    second = propose(event, "Deux", "Zoé Nord")
    service.decide(event, [first], "accepted")
    assert [row.id for row in lists.everything(event, lists.Filter(decision="accepted"))] == [first]
    assert [row.id for row in lists.everything(event, lists.Filter(decision="none"))] == [second]
    rows = lists.chosen(event)
    with app.test_request_context("/fr/"):
        regions, kinds, languages = balance.tables(event, rows)
    assert [counts for _label, counts in regions.rows] == [{"accepted": 1, "": 1}]
    assert sum(sum(counts.values()) for _label, counts in kinds.rows) == 2
    assert [counts for _label, counts in languages.rows][:2] == [{"accepted": 1, "": 1}, {"accepted": 1}]
    assert balance.minutes(rows) == {"accepted": 30, "standby": 0, "declined": 0}


@pytest.fixture
def olga(app, event):
    make_person("organiser", event_id=event, name="Olga", email="olga@x.example", password="un mot de passe")
    client = app.test_client()
    client.post("/fr/sign-in", data={"email": "olga@x.example", "password": "un mot de passe"})
    return client


def own(event: int, email: str = "ana@centre.example") -> str:
    db.session.rollback()
    return f"/fr/proposals/{queries.token(queries.find_speaker(event, email))}"


def test_over_the_wire(app, event, olga, client):
    number, other = propose(event, voices=VOICES), propose(event, "Autre", "Zoé Nord")
    page, bobs = own(event), own(event, "bob@centre.example")
    before = client.get(page).text
    for wrong in ({}, {"proposal": str(number)}, {"decision": "accepted"}, {"proposal": "x", "decision": "accepted"}):
        assert "Cochez au moins une" in olga.post(WORK + "/decide", data=wrong, follow_redirects=True).text
    filters = {"f-q": "ecrans", "f-state": "submitted"}
    ticked = {"proposal": [str(number)], "decision": "accepted"}
    answer = olga.post(WORK + "/decide", data=ticked | filters)
    assert answer.status_code == 302 and "q=ecrans" in answer.location
    olga.post(WORK + "/decide", data={"proposal": str(other), "decision": "declined"})
    assert client.get(page).text == before, "nobody knows before it is announced"
    assert client.get(f"{page}/{number}/confirm").status_code == 404
    assert "2 décisions" in olga.get(WORK + "/decisions").text
    assert olga.get(f"{WORK}/{number}").status_code == 200
    assert "2 propositions sont annoncées" in olga.post(WORK + "/announce", follow_redirects=True).text
    assert "rien à annoncer" in olga.post(WORK + "/announce", follow_redirects=True).text
    late = {"proposal": str(number), "decision": "declined"}
    assert "Rien n’a été décidé" in olga.post(WORK + "/decide", data=late, follow_redirects=True).text
    assert "retenue" in client.get(page).text and "retenue" in client.get(bobs).text
    assert client.get(f"{bobs}/{number}/confirm").status_code == 404
    here = f"{page}/{number}/confirm"
    assert client.get(here).status_code == 200
    assert client.post(here, data={"away": "x"}).status_code == 422
    assert client.post(here, data={"recording": "no", "away": ["2020-09-18", "1999-01-01"]}).status_code == 302
    assert "confirmée" in client.get(page).text and "confirmée" in olga.get(WORK).text
    assert 'value="2020-09-18" checked' in client.get(here).text
    row = queries.find_speaker(event, "ana@centre.example")
    assert [span[0] for span in row.away] == ["2020-09-18T00:00"]


@LANGUAGES
def test_pages_in_both_languages(app, event, olga, client, language):
    number = propose(event)
    service.decide(event, [number], "accepted")
    work = WORK.replace("/fr/", f"/{language}/")
    for path in (work, work + "/decisions", f"{work}/{number}"):
        page = olga.get(path)
        assert page.status_code == 200 and in_language(page.text, language)
    service.announce(event)
    page = client.get(own(event).replace("/fr/", f"/{language}/") + f"/{number}/confirm")
    assert page.status_code == 200 and in_language(page.text, language)
