"""Sensitive answers nowhere: what somebody needs, and what a sensitive question was answered, planted and searched."""

import datetime as dt

import pytest
from sqlalchemy import select

from aami_events.events import service as events
from aami_events.events.queries import get_event
from aami_events.foundation import jobs
from aami_events.foundation.bilingual import Written as Told
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import COMPOSERS, OutboxLetter, compose, queue
from aami_events.privacy import service
from aami_events.registration import exports
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from aami_events.registration.queries import access, attendees
from aami_events.registration.queries.drafts import Written
from aami_events.registration.rules.drafts import Offered
from tests.factories import make_entry, make_person
from tests.factories.reading import the
from tests.factories.traces import everywhere, readable
from tests.integration.privacy.conftest import EMAIL, SAID, plant, send_everything

NEEDS, ANSWER = "xqbesoin", "xqsante"
PASSWORD = "un mot de passe"
#: the only places where they may stand
HOME = {f"access_requests.text: {NEEDS}", f"registration_answers.value: {ANSWER}"}


#: kinds that need more than a registration, or are written above
OTHERWISE = {
    "registration.part_confirmed", "registration.group", "registration.support", "registration.draft",
    "registration.event_changed", "registration.invitation_event_changed",
}  # fmt: skip


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
    written = Written({"name": ["Sam"], "access_needs": [NEEDS]}, Offered(frozenset(), frozenset(), {}))
    with transaction():
        registration.keep_draft(planted.event, "person", EMAIL, "fr", written, form_key="une forme")
        registration.set_support(planted.registration, needs)  # the letter to a support person
        registration.cancel(planted.registration)
        request = service.ask(planted.registration)
        (number,) = registration.invite(planted.event, [registration.Guest("Sam", EMAIL, "fr")])
        for kind in COMPOSERS:
            if kind.startswith("registration."):
                facts = {"registration": planted.registration, "part": 0}
                if kind.startswith("registration.invitation"):
                    facts = {"invitation": number, "version": 1}
                if kind not in OTHERWISE:
                    queue(kind, EMAIL, "fr", facts, subject=("registration", planted.registration))
        service.refuse(request, "non")
    rows = db.session.scalars(select(OutboxLetter)).all()
    assert len({row.kind for row in rows}) > 10 and {"registration.support", "registration.draft"} <= {
        row.kind for row in rows
    }
    for row in rows:
        letter = compose(row)
        attached = "".join(readable(file.data) for file in letter.attachments if file.type == "text/calendar")
        assert clean_of(f"{letter.subject}{letter.text}{letter.html}{attached}"), row.kind


def test_nor_does_a_letter_about_a_change_of_the_event(planted):
    registration.invite(planted.event, [registration.Guest("Sam", EMAIL, "fr")])
    events.reschedule(planted.event, dt.date(2020, 9, 24), window=True, base=get_event(planted.event).revision)
    assert events.tell(planted.event, Told(), base=get_event(planted.event).revision) == 3
    rows = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind.contains("event_changed"))).all()
    for letter in map(compose, rows):
        attached = "".join(readable(file.data) for file in letter.attachments)
        assert clean_of(f"{letter.subject}{letter.text}{letter.html}{attached}")


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


# --- what was added since -------------------------------------------------------------------------------------------
ARRANGED = {"provider": "Xqfournit", "note": "Xqentente", "remark": "Xqremarque", "answer": "Xqreponse"}


def arrange_all(there) -> None:
    """Something is arranged in words of its own, answered, and not there in the person's words."""
    request = access.of_registration(there.registration)
    assert request is not None
    facts = {name: ARRANGED[name] for name in ("provider", "note")}
    number = registration.arrange(there.event, request.id, kind="lsq", cost_cents=42, **facts)
    registration.answer(there.event, request.id, ARRANGED["answer"])
    registration.confirm(there.registration, number, was_there=False, remark=ARRANGED["remark"])


def test_what_is_arranged_stands_in_its_own_table_and_in_no_letter_or_history(planted):
    arrange_all(planted)
    send_everything()
    assert set(everywhere(*ARRANGED.values())) == {
        "access_services.provider: xqfournit",
        "access_services.note: xqentente",
        "access_services.remark: xqremarque",
        "access_requests.answer: xqreponse",
    }


@pytest.mark.parametrize(
    "role", ["administrator", "organiser", "access_coordinator", "privacy_officer", "reader", "translator", "door"]
)
def test_no_first_screen_picture_or_worklist_says_them(app, client, tmp_path, role):
    """They say how many and since when; the words stand on the coordinator's page only."""
    with app.app_context():
        there = plant(app, tmp_path)
        arrange_all(there)
        registration.change(there.other, make_entry(name="Ariane Tremblay", access_needs=f"{NEEDS} encore"))
        house = role in {"administrator", "privacy_officer"}
        make_person(role, event_id=None if house else there.event, email="r@exemple.example", password=PASSWORD)
        slug = get_event(there.event).slug
    client.post("/fr/sign-in", data={"email": "r@exemple.example", "password": PASSWORD})
    here = f"/fr/organise/{slug}"
    paths = ["/fr/organise/", f"{here}/", f"{here}/wording", f"{here}/texts", f"{here}/outbox", "/fr/privacy/desk"]
    pages = {path: client.get(path) for path in paths}
    pages |= {f"letter {n}": client.get(f"{here}/outbox/{n}") for n in range(1, 9)}
    words = [NEEDS, ANSWER, *(word.lower() for word in ARRANGED.values())]
    for path, answer in pages.items():
        assert not [word for word in words if word in answer.text.lower()], path
    workbook = client.get(f"{here}/wording.xlsx")
    sees = role in {"administrator", "organiser", "translator"}
    assert workbook.status_code == (200 if sees else 403)
    assert not [word for word in words if word in readable(workbook.data).lower()]
    queue_page = client.get(f"{here}/access")
    assert (NEEDS in queue_page.text) is (role in {"administrator", "organiser", "access_coordinator"}), "a control"
    said = "demande d’accessibilité sans réponse" in pages["/fr/organise/"].text
    assert said is (role in {"administrator", "organiser", "access_coordinator"})
