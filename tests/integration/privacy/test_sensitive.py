"""Sensitive answers nowhere: what somebody needs, and what a sensitive question was answered, planted and searched."""

import pytest
from sqlalchemy import select

from aami_events.events.queries import get_event
from aami_events.foundation import jobs
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import COMPOSERS, OutboxLetter, compose, queue
from aami_events.privacy import service
from aami_events.registration import exports
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from aami_events.registration.queries import attendees
from tests.factories import make_entry, make_person
from tests.factories.reading import the
from tests.factories.traces import everywhere, readable
from tests.integration.privacy.conftest import EMAIL, SAID, plant

NEEDS, ANSWER = "xqbesoin", "xqsante"
PASSWORD = "un mot de passe"
#: the only places where they may stand
HOME = {f"access_requests.text: {NEEDS}", f"registration_answers.value: {ANSWER}"}


def clean_of(text: str) -> bool:
    return NEEDS not in text.lower() and ANSWER not in text.lower()


def test_they_stand_in_their_own_tables_and_in_no_other(planted):
    """Rows of the outbox as they went, the history, jobs, search words, files: all of them are looked at."""
    number = planted.registration
    registration.change(number, make_entry(name=SAID["name"], email=EMAIL, access_needs=f"{NEEDS} autre"))
    assert set(everywhere(NEEDS, ANSWER)) == {f"access_requests.text: {NEEDS}"}, "and the answer is gone with its diff"


def test_nor_do_they_leave_it_by_themselves(planted):
    assert set(everywhere(NEEDS, ANSWER)) == HOME


def test_no_letter_of_any_kind_says_them(planted):
    """Every kind that there is is composed about this person."""
    needs = registration.Support("Sam", "sam@exemple.example", needs=f"{NEEDS} d'appui")
    with transaction():
        registration.set_support(planted.registration, needs)  # the letter to a support person
        registration.cancel(planted.registration)
        request = service.ask(planted.registration)
        for kind in COMPOSERS:
            if kind.startswith("registration."):
                facts = {"registration": planted.registration, "part": 0}
                if kind not in {"registration.part_confirmed", "registration.group", "registration.support"}:
                    queue(kind, EMAIL, "fr", facts, subject=("registration", planted.registration))
        service.refuse(request, "non")
    rows = db.session.scalars(select(OutboxLetter)).all()
    assert len({row.kind for row in rows}) > 10 and "registration.support" in {row.kind for row in rows}
    for row in rows:
        letter = compose(row)
        attached = "".join(readable(file.data) for file in letter.attachments if file.type == "text/calendar")
        assert clean_of(f"{letter.subject}{letter.text}{letter.html}{attached}"), row.kind


def test_no_default_list_has_them(planted, inside):
    for may_see in (False, True):
        header, rows = exports.table(get_event(planted.event), attendees.Filter(), codes=True, may_see=may_see)
        rows = list(rows)
        assert SAID["name"] in str(rows) and clean_of(str(rows) + str(header))
        assert clean_of(readable(exports.workbook(header, rows, "liste")))
    asked = ["name", "access_needs", "sante"]
    _header, rows = exports.table(get_event(planted.event), attendees.Filter(), asked, codes=True)
    assert clean_of(str(list(rows))), "not even when they are asked for by who may not see them"
    _header, rows = exports.table(get_event(planted.event), attendees.Filter(), asked, codes=True, may_see=True)
    assert not clean_of(str(list(rows))), "or this test could not fail"


def test_the_log_does_not_say_them(app, client, tmp_path, caplog, monkeypatch):
    """Not when somebody says them, not when something breaks on the way, not in a job."""
    caplog.set_level(0)
    with app.app_context():
        there = plant(app, tmp_path)
        token = registrations.token(the(there.registration))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    form = {"name": SAID["name"], "email": EMAIL, "language": "fr", "category": "general", "mode": "in_person"}
    form |= {"access_needs": f"{NEEDS} redit", "q-sante": f"{ANSWER} redit", "form_key": "autre"}
    address = f"/fr/registrations/{token}/change"
    assert client.post(address, data=form).status_code == 302
    monkeypatch.setattr(registration, "change", lambda *_args: 1 / 0)
    assert client.post(address, data=form).status_code == 500
    monkeypatch.setattr(exports, "workbook", lambda *_args: 1 / 0)
    with app.app_context():
        waiting = db.session.scalars(select(jobs.Job.id).where(jobs.Job.state == "waiting")).one()
        jobs.perform(app, "registration.export", waiting)
    assert "ZeroDivisionError" in caplog.text
    assert clean_of(caplog.text)


@pytest.mark.parametrize("role", ["door", "reader"])
def test_door_and_reader_see_none_of_it(app, client, tmp_path, role):
    with app.app_context():
        there = plant(app, tmp_path)
        make_person(role, event_id=there.event, email="r@exemple.example", password=PASSWORD)
        slug = get_event(there.event).slug
    client.post("/fr/sign-in", data={"email": "r@exemple.example", "password": PASSWORD})
    here = f"/fr/organise/{slug}"
    paths = ["/", "/attendees", "/attendees?q=xqbeso", f"/attendees/{there.registration}", "/outbox"]
    paths += [
        "/attendees.csv?column=access_needs",
        "/attendees.csv?column=sante",
        f"/attendees/{there.registration}/change",
    ]
    seen = [client.get(here + path) for path in paths]
    assert [answer.status_code for answer in seen[:4]] == [200 if role == "reader" else 403] * 4
    assert {answer.status_code for answer in seen[4:]} == {403}
    assert all(clean_of(answer.text) for answer in seen)
    assert SAID["name"] not in seen[2].text, "nobody is found by what they need"


def test_the_public_list_has_a_name_and_nothing_more(app, client, tmp_path):
    with app.app_context():
        slug = get_event(plant(app, tmp_path).event).slug
    page = client.get(f"/fr/events/{slug}/attendees").text
    assert SAID["badge_name"] in page and clean_of(page)
