"""Whom a letter goes to: everyone it is for, nobody else, each of them once."""

import pytest
from sqlalchemy import update

from aami_events.attendance.models import Presence
from aami_events.evaluation import queries as evaluation
from aami_events.evaluation import service as asking
from aami_events.evaluation.rules import Days
from aami_events.foundation import clock
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db, transaction
from aami_events.mailings import jobs, service
from aami_events.mailings.errors import NobodyToWrite
from aami_events.mailings.models import Mailing
from aami_events.mailings.queries.recipients import meant, recipients
from aami_events.registration import service as registration
from aami_events.registration.models import Registration
from tests.factories import make_category, make_event, make_organisation, make_part, register
from tests.factories.counting import statements
from tests.factories.mailings import make_mailing, written_to
from tests.factories.surveys import give, links, make_survey

TITLE = Written("Venez en 2022", "Join us in 2022")

pytestmark = pytest.mark.usefixtures("inside")


def going(event: int, **says) -> list[str]:
    """To whom a letter for those would go now."""
    return [one.email.partition("@")[0] for one in recipients(db.session.get_one(Mailing, make_mailing(event, **says)))]


@pytest.fixture
def people(inside) -> dict[str, int]:
    event = make_event(mode="hybrid", capacity=None)
    part, member = make_part(event), make_category(event, key="member")
    make_organisation("centre")
    assert member
    who = {
        "ada": {"language": "fr", "mode": "in_person", "category": "member",
                "organisation": "Art Centre"},
        "bea": {"language": "en", "mode": "online", "category": "general", "parts": [part]},
        "cid": {"language": "en", "mode": "in_person", "category": "general"},
    }  # fmt: skip
    return {"event": event, "part": part} | {
        name: register(event, name=name, email=f"{name}@x.example", **facts) for name, facts in who.items()
    }


def test_each_filter_narrows_to_whom_it_says(people):
    event, part = people["event"], str(people["part"])
    with transaction():
        db.session.execute(update(Registration).where(Registration.id == people["cid"]).values(region="pacific"))
        db.session.add(
            Presence(event_id=event, registration_id=people["ada"], first_in_at=clock.now(), changed_at=clock.now())
        )
    registration.cancel(people["cid"])
    for says, expected in (
        ({}, ["ada", "bea"]),
        ({"states": ("cancelled",)}, ["cid"]),
        ({"states": ("confirmed", "cancelled")}, ["ada", "bea", "cid"]),
        ({"states": ("waiting",)}, []),
        ({"category": "member"}, ["ada"]),
        ({"part": part}, ["bea"]),
        ({"part": part, "states": ("confirmed", "cancelled")}, ["bea"]),
        ({"language": "en"}, ["bea"]),
        ({"mode": "in_person"}, ["ada"]),
        ({"member": "yes"}, ["ada"]),
        ({"member": "no"}, ["bea"]),
        ({"presence": "here"}, ["ada"]),
        ({"presence": "missed"}, ["bea"]),
        ({"presence": "missed", "part": part}, ["bea"]),
        ({"region": "pacific", "states": ("cancelled",)}, ["cid"]),
    ):
        assert going(event, **says) == expected, says


def test_who_has_not_answered_a_survey(people):
    survey = make_survey(audience="registered", event_id=people["event"], days=Days(opens_after=-60, closes_after=9))
    asking.invite(survey)
    give(links(survey)[0], grade="good")
    slug = evaluation.slug_of(survey)
    assert len(going(people["event"], survey=slug)) == 2
    asked = next(row for row in evaluation.invitations_of(survey) if not row.answered)
    with transaction():
        asked.declined = True
    assert len(going(people["event"], survey=slug)) == 1, "who wants no reminder is left in peace"


def test_invited_people_by_what_they_answered():
    event = make_event(visibility="invited", capacity=None)
    guests = [
        registration.Guest(name, f"{name}@x.example", language) for name, language in (("ada", "fr"), ("bea", "en"))
    ]
    first, _second = registration.invite(event, guests)
    assert going(event, to="invited") == ["ada", "bea"]
    assert going(event, to="invited", language="en") == ["bea"]
    registration.decline(first, 1)
    assert going(event, to="invited") == ["bea"] and going(event, to="invited", states=("declined",)) == ["ada"]


@pytest.fixture
def past(inside) -> int:
    """Another event, where three people agreed to hear about ours, one of them twice."""
    event = make_event("autre-2019", capacity=None)
    for name, agrees in (("ada", True), ("bea", True), ("cid", False)):
        register(event, name=name, email=f"{name}@x.example", consents={"promotion": agrees})
    return event


def test_a_promotion_goes_once_to_who_agreed_and_is_not_here_already(past):
    other, here = make_event("autre-2018", capacity=None), make_event(capacity=None)
    register(other, name="Ada Deux", email="ada@x.example", consents={"promotion": True}, language="en")
    register(other, name="dee", email="dee@x.example", consents={"promotion": True})
    says = {"to": "agreed", "subject": TITLE, "body": TITLE}
    assert sorted(going(here, **says)) == ["ada", "bea", "dee"]
    found = recipients(db.session.get_one(Mailing, make_mailing(here, **says)))
    assert [one.language for one in found if one.email == "ada@x.example"] == ["en"], "as they wrote it last"
    register(here, name="bea", email="bea@x.example")
    assert sorted(going(here, **says)) == ["ada", "dee"]
    service.refuse("ADA@x.example")
    service.refuse("ada@x.example")
    assert going(here, **says) == ["dee"]
    service.allow_again("ada@x.example")
    assert sorted(going(here, **says)) == ["ada", "dee"]


def test_a_promotion_to_those_of_an_event_goes_to_who_agreed(past):
    assert sorted(going(past, promotional=True)) == ["ada", "bea"]
    registration.set_consent(1, "promotion", False, language="fr")
    assert going(past, promotional=True) == ["bea"]


def test_nobody_is_promoted_to_twice_by_their_other_registration(past, app):
    app.config["ORGANISATION_ADDRESS"] = "1, rue Haute, Montréal"
    other, here = make_event("autre-2018", capacity=None), make_event(capacity=None)
    number = make_mailing(here, to="agreed", subject=TITLE, body=TITLE, planned=True)
    assert jobs.send_ordered() == 2
    register(other, name="ada", email="ada@x.example", consents={"promotion": True})
    with pytest.raises(NobodyToWrite):
        service.resume(number)
    assert sorted(written_to()) == ["ada@x.example", "bea@x.example"]


def test_people_are_found_by_name_whether_they_have_had_it_or_not(people):
    number = make_mailing(people["event"], planned=True)
    jobs.send_ordered()
    row = db.session.get_one(Mailing, number)
    assert [one.name for one in meant(row, "", 9)] == ["ada", "bea", "cid"]
    assert [one.name for one in meant(row, "BE", 9)] == ["bea"] and recipients(row) == []


@pytest.mark.parametrize("to", ["registered", "invited", "agreed"])
def test_one_query_finds_them_however_many(people, to):
    number, counts = make_mailing(people["event"], to=to, subject=TITLE, body=TITLE), []
    for _more in range(2):
        row = db.session.get_one(Mailing, number)
        with statements() as seen:
            recipients(row)
        counts.append(len(seen))
        register(people["event"], category="general")
    assert counts == [1, 1]
