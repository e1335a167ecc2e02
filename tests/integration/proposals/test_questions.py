"""A call's own questions: edited by organisers, answered by who proposes, read by those who may."""

import csv
import io

import pytest
from sqlalchemy import select

from aami_events.events.models import Event
from aami_events.foundation.database import db
from aami_events.foundation.points import personal_data
from aami_events.proposals import queries, rendering, service
from aami_events.proposals.errors import ProposalWrong
from aami_events.proposals.models import ProposalAnswer, Speaker
from aami_events.proposals.queries.lists import Filter, everything
from aami_events.questions import service as asking
from aami_events.questions.errors import UnknownHost
from aami_events.wording.queries import worklist
from tests.factories import make_event, make_person, make_question
from tests.factories.proposals import open_call, pitch, propose, proposer, the_proposal
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language
from tests.integration.proposals.test_forgetting import Over
from tests.integration.proposals.test_pages import browser, form, link, olga, stored, talk  # noqa: F401

HERE = f"/fr/events/{SLUG}/propose"
WORK = f"/fr/organise/{SLUG}/call/questions"
SHOWN = {"options": [{"id": "never", "label": {"fr": "Jamais", "en": "Never"}}, {"id": "yes", "label": {"fr": "Oui"}}]}
NEW = {
    "label-fr": "Où?",
    "label-en": "Where?",
    "purpose-fr": "Prévoir",
    "purpose-en": "To plan",
    "kind": "text",
    "sees": "organiser",
    "retention_days": "90",
    "condition": "",
    "action": "save",
}


@pytest.fixture
def event(app) -> int:
    """With an open call that asks three things: whether it was shown, if so where, and how many chairs."""
    with app.app_context():
        number = make_event(SLUG)
        open_call(number)
        make_question(number, "shown", form="call", kind="choice", required=True, **SHOWN)
        make_question(
            number, "where", form="call", position=2, required=True, condition={"question": "shown", "equals": "yes"}
        )
        make_question(number, "chairs", form="call", position=3, kind="number", sees="coordinator", retention_days=30)
        make_person("organiser", event_id=number, email="olga@x.example", password="un mot de passe")
        make_person("reader", event_id=number, email="rita@x.example", password="un mot de passe")
    return number


def the_answers(proposal: int) -> dict[str, object]:
    db.session.expire_all()
    query = select(ProposalAnswer).where(ProposalAnswer.proposal_id == proposal)
    return {one.version.label.get("en").rstrip("?"): one.value for one in db.session.scalars(query)}


@LANGUAGES
def test_the_form_asks_them_and_they_stand_with_the_proposal(app, client, event, form, olga, language):  # noqa: F811
    page = client.get(f"/{language}/events/{SLUG}/propose")
    assert in_language(page.text, language) and 'data-shown-when="q-shown=yes"' in page.text
    form |= {"q-shown": "yes", "q-where": "Moncton <b>", "q-chairs": "12"}
    assert client.post(f"/{language}/events/{SLUG}/propose", data=form).status_code == 302
    with app.app_context():
        (made,) = queries.of_speaker(queries.find_speaker(event, "ana@centre.example").id)
        assert the_answers(made.id) == {"shown": "yes", "where": "Moncton <b>", "chairs": 12}
        number = made.id
    page = olga.get(f"/{language}/organise/{SLUG}/proposals/{number}")
    assert "Moncton &lt;b&gt;" in page.text and "<dd>12</dd>" in page.text
    own = client.get(f"{link(app, event)}/{number}")
    assert 'value="Moncton &lt;b&gt;"' in own.text and 'value="12"' in own.text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "q-shown"),
        ({"q-shown": "maybe"}, "q-shown"),
        ({"q-shown": "yes"}, "q-where"),
        ({"q-shown": "yes", "q-where": "x" * 301}, "q-where"),
        ({"q-shown": "never", "q-chairs": "douze"}, "q-chairs"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_question(app, client, event, form, given, field):  # noqa: F811
    answer = client.post(HERE, data=form | given)
    assert answer.status_code == 422 and stored(app) == 0
    assert f'href="#{field}"' in answer.text and answer.text.count('href="#q-') == 1
    assert_summary_leads_to_fields(answer.text)


def test_everything_that_is_missing_is_said_at_once(client, event, form):  # noqa: F811
    page = client.post(HERE, data=form | {"title-fr": ""}).text
    assert 'href="#title-fr"' in page and 'href="#q-shown"' in page
    page = client.post(HERE, data=form | {"name": "", "q-chairs": "douze"}).text
    assert 'href="#name"' in page and 'href="#q-chairs"' in page


def test_a_draft_may_lack_answers_and_keeps_those_that_can_be_read(app, client, event, form):  # noqa: F811
    draft = form | {"action": "keep", "q-chairs": "douze"}
    answer = client.post(HERE, data=draft)
    assert answer.status_code == 422 and 'href="#q-chairs"' in answer.text and "douze" in answer.text
    assert client.post(HERE, data=draft | {"q-chairs": "12"}).status_code == 302
    with app.app_context():
        (made,) = queries.of_speaker(queries.find_speaker(event, "ana@centre.example").id)
        assert (made.state, the_answers(made.id)) == ("draft", {"chairs": 12})
        number, revision = made.id, made.revision
    address = f"{link(app, event)}/{number}"
    send = form | {"revision": str(revision), "q-chairs": "12"}
    assert client.post(address, data=send).status_code == 422
    assert client.post(address, data=send | {"q-shown": "never"}).status_code == 302
    with app.app_context():
        assert the_answers(number) == {"shown": "never", "chairs": 12}


def test_an_answer_keeps_the_question_it_was_given_to(inside, event):
    number = propose(event, answers={"shown": ["yes"], "where": ["Moncton"]})
    speaker = the_proposal(event, number).speakers[0].speaker_id
    make_question(event, "where", form="call", position=2, label={"fr": "Quand ?", "en": "When?"})
    assert ("where?", "Moncton") in [(label.lower(), said) for label, said in told(event, number)]
    asking.retire_question(("call", event), next(q.id for q in queries.offer_of(event)[2] if q.key == "where"))
    service.change_proposal(speaker, number, pitch(event, answers={"shown": ["never"]}), base=1)
    assert dict(told(event, number)) == {"shown?": "Jamais", "where?": "Moncton"}, "what is asked no longer stays"
    service.change_proposal(speaker, number, pitch(event), base=2)
    assert dict(told(event, number)) == {"shown?": "Jamais", "where?": "Moncton"}, "nothing was asked"
    with pytest.raises(ProposalWrong):
        service.change_proposal(speaker, number, pitch(event, answers={}), base=3)


def told(event: int, number: int) -> list[tuple[str, str]]:
    db.session.expire_all()
    rows = rendering.answers(the_proposal(event, number), sensitive=True)
    return [(label.replace("\u00a0", ""), said) for label, said in rows]


def test_a_changed_answer_takes_the_place_of_the_earlier_one(inside, event):
    number = propose(event, answers={"shown": ["yes"], "where": ["Moncton"], "chairs": ["3"]})
    speaker = the_proposal(event, number).speakers[0].speaker_id
    changed = pitch(event, answers={"shown": ["never"], "where": ["Sudbury"], "chairs": ["4"]})
    service.change_proposal(speaker, number, changed, base=1)
    assert the_answers(number) == {"shown": "never", "chairs": 4}, "where is not asked of what was never shown"


def test_what_only_a_coordinator_reads_is_not_in_the_file_nor_with_the_committee(app, event, olga):  # noqa: F811
    with app.app_context():
        number = propose(event, answers={"shown": ["never"], "chairs": ["71"]})
        with app.test_request_context("/fr/"):
            assert rendering.answers(the_proposal(event, number)) == [("shown?", "Jamais")]
    file = olga.get(f"/fr/organise/{SLUG}/proposals.csv").get_data(as_text=True)
    (row,) = csv.DictReader(io.StringIO(file.lstrip("\ufeff")))
    assert row["shown?"] == "Jamais" and row["where?"] == "" and "71" not in row.values()


def test_in_blind_mode_answers_name_nobody(app, work):
    make_question(work.event, "with", form="call")
    number = work.propose("Quais", "Zoé Nord", answers={"with": ["Avec Zoé Nord, bien sûr"]})
    asked = f"/fr/committees/programmation-fr/proposals/{number}"
    client = app.test_client()
    client.post("/fr/sign-in", data={"email": "luc@luc.example", "password": "un mot de passe"})
    assert "Avec Zoé Nord" in client.get(asked).text
    service.set_reading(work.committee, blind=True, sealed=False, readers=3, base=0)
    page = client.get(asked).text
    assert "bien sûr" in page and "Zoé" not in page


def test_answers_go_when_their_time_is_over_and_with_who_gave_them(inside, event):
    number = propose(event, answers={"shown": ["never"], "chairs": ["3"]})
    other = propose(
        event, who="Bob Blé", answers={"shown": ["never"]}, voices=(service.Voice("Ana", "ana@centre.example"),)
    )
    kept = Over(event)
    kept.events = lambda days: [event] if days <= 30 else []  # type: ignore[method-assign]
    assert service.forget_answers(kept, 0, dry=True) == {event: 1} and "chairs" in the_answers(number)
    assert service.forget_answers(kept, 0, dry=False) == {event: 1}
    assert the_answers(number) == {"shown": "never"}
    author = the_proposal(event, number).speakers[0].speaker_id
    (feature,) = (hear() for hear in personal_data if hear().feature == "proposals")
    facts = {fact.label: fact.words for record in feature.export([author]) for fact in record.facts}
    assert facts["shown?"] == "Jamais"
    feature.erase([author])
    assert the_answers(number) == {} and the_answers(other) == {"shown": "never"}, "others say for themselves"
    assert db.session.get_one(Speaker, author).name == "—"


@LANGUAGES
def test_organisers_edit_them_below_the_call(app, event, olga, language):  # noqa: F811
    desk = f"/{language}/organise/{SLUG}/call"
    page = olga.get(f"{desk}/questions")
    assert page.status_code == 200 and in_language(page.text, language) and f'href="{desk}"' in page.text
    answer = olga.post(f"{desk}/questions/new", data=NEW)
    assert (answer.status_code, answer.location) == (302, f"{desk}/questions")
    assert {"fr": "Où?", "en": "Where?"}[language] in olga.get(desk).text
    with app.app_context():
        assert [one.key for one in queries.offer_of(event)[2]] == ["shown", "where", "chairs", "where-2"]
        rows = worklist(db.session.get_one(Event, event))
        assert "Où?" in [row.text.texts["fr"] for row in rows if row.key.startswith("question")]


def test_the_count_is_of_people_not_of_proposals(inside, event):
    for title in ("Un", "Deux"):
        propose(event, title, answers={"shown": ["never"]})
    propose(event, "Trois", "Bob Blé", answers={"shown": ["never"]})
    asked = queries.offer_of(event)[2]
    assert queries.answered([one.id for one in asked]) == {asked[0].id: 2}


def test_a_form_that_asks_nothing_and_people_who_may_not(app, client, event, olga):  # noqa: F811
    assert olga.get(f"/fr/organise/{SLUG}/menu/questions").status_code == 404
    assert client.get(WORK).status_code == 302, "one signs in first"
    assert browser(app, "rita").get(WORK).status_code == 403
    with app.app_context():
        (number,) = (one.id for one in queries.offer_of(event)[2] if one.key == "shown")
    assert olga.get(f"/fr/organise/{SLUG}/questions/{number}").status_code == 404, "it is asked by another form"
    assert olga.get(f"/fr/organise/{SLUG}/event/questions").location.endswith(f"{SLUG}/questions")
    with app.app_context(), pytest.raises(UnknownHost):
        asking.add_question(("menu", event), None)  # type: ignore[arg-type]


def test_proposals_from_a_list_are_asked_nothing(inside, event):
    assert service.bring_in(event, [(2, proposer(), pitch(event))]) == 1
    (row,) = everything(event, Filter())
    assert row.answers == []
