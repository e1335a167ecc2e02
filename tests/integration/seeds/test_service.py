"""The plan and the demo, loaded through the services."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import func, select

from aami_events.attendance.models import Scan
from aami_events.attendance.queries.counts import came
from aami_events.attendance.queries.sessions import roll
from aami_events.committees.models import Committee
from aami_events.evaluation.queries import figures, find_survey, tally_of
from aami_events.evaluation.queries.answers import comments_of
from aami_events.events.models import Event
from aami_events.events.queries import find_event
from aami_events.foundation import clock as house_clock
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.mailings.models import Mailing, MailingCopy
from aami_events.people.models import Grant, Person
from aami_events.plan import queries as plan
from aami_events.plan.models import Milestone
from aami_events.proposals.models import Review
from aami_events.proposals.queries.reading import open_board
from aami_events.proposals.queries.readings import briefs
from aami_events.registration.models import Invitation, Registration
from aami_events.registration.queries import access, categories_of
from aami_events.registration.queries.invitations import counts
from aami_events.registration.rules.invitations import InvitationCounts
from aami_events.seeds import service
from aami_events.seeds.service.data import data
from aami_events.seeds.service.letters import write_letters
from aami_events.wording import queries as wording
from tests.factories import NOW, make_event, register

pytestmark = pytest.mark.usefixtures("inside")
PLAN = {
    "conference-2020",
    "conference-2022",
    "festival-minicaucus-2020",
    "festival-caucus-2021",
    "cybersecurity-workshops-2020",
}


@pytest.fixture(autouse=True)
def real_time():
    """The demo sets this process's clock."""
    yield
    house_clock._shift = type(house_clock._shift)(0)


def to_go() -> list[str]:
    """Kinds of the letters that a mail server would be given."""
    return list(db.session.scalars(select(OutboxLetter.kind).where(OutboxLetter.state == "waiting")))


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_conference_writes_to_its_people_once():
    service.load_demo(30, 1)
    assert write_letters("conference-2020") == 0 and write_letters("nowhere-2020") == 0
    mailings = {row.subject.get("fr")[:8]: row for row in db.session.scalars(select(Mailing))}
    assert {name: row.state for name, row in mailings.items()} == {
        "Des cham": "sent", "Renseign": "ready", "Merci d'": "draft",
    }  # fmt: skip
    event = find_event("conference-2020")
    assert event
    wanted = select(func.count()).select_from(Registration).where(
        Registration.event_id == event.id, Registration.state == "confirmed", Registration.mode == "in_person",
        Registration.email != "",
    )  # fmt: skip
    assert db.session.scalar(wanted) == how_many(MailingCopy) > 5
    assert [row.error for row in db.session.scalars(select(OutboxLetter).where(OutboxLetter.state == "returned"))] == [
        "550 5.1.1 mailbox unavailable"
    ]


def test_the_whole_plan_and_twice_the_same():
    service.load_plan()
    assert plan.counts() == (6, 19, 78)
    assert set(db.session.scalars(select(Event.slug))) >= PLAN
    events = how_many(Event)
    for number in db.session.scalars(select(Event.id)):
        assert categories_of(number), "each can be registered for"
    milestone = db.session.scalars(select(Milestone)).first()
    assert milestone is not None
    with service.transaction():
        milestone.position = 99
    service.load_plan()
    assert (plan.counts(), how_many(Event)) == ((6, 19, 78), events)
    db.session.expire_all()
    assert milestone.position == 99, "what is there stays as people have made it"


@pytest.mark.databases("postgresql")
def test_the_demo_marks_the_database_and_writes_to_nobody():
    assert service.is_empty()
    made = service.load_demo(30, seed=1)
    assert 72 < made <= 72 + 30
    invited = len(list(db.session.scalars(select(Invitation).where(Invitation.state == "accepted"))))
    assert not service.is_empty()
    assert house_clock.load()
    assert (how_many(Registration) - invited, to_go(), service.faults()) == (made, [], [])
    accounts = set(db.session.scalars(select(Person.email)))
    assert all(email.endswith(".example") for email in accounts)
    grants = how_many(Grant)
    service.load_demo(30, seed=1)
    assert (how_many(Person), how_many(Grant)) == (len(accounts), grants)
    assert how_many(Registration) == made + invited
    assert service.faults() == []


def _guests_of_the_festivals_have_answered_each_in_their_way():
    (past, coming) = db.session.scalars(
        select(Event.id).where(Event.slug.in_(("festival-minicaucus-2020", "festival-caucus-2021"))).order_by(Event.id)
    )
    assert counts(past) == InvitationCounts(10, 11, 9, 7, 1, 1, 2)
    assert counts(coming) == InvitationCounts(10, 10, 4, 1, 1, 0, 8)
    rows = list(db.session.scalars(select(Invitation).where(Invitation.event_id == past)))
    assert {row.letters for row in rows if row.state == "invited"} == {2}
    assert all(row.created_at < house_clock.now() for row in rows)
    (passed_on,) = [row for row in rows if row.substitute]
    assert (passed_on.state, passed_on.substitute.state) == ("substituted", "accepted")


def _two_texts_are_untranslated_and_late():
    (event,) = db.session.scalars(select(Event).where(Event.slug == "conference-2020"))
    late = [row for row in wording.worklist(event) if row.late]
    owner = db.session.scalar(select(Person.id).where(Person.email == "traduction@demo.example"))
    assert [(row.text.state, row.text.source, row.owner_id) for row in late] == [("missing", "fr", owner)] * 2
    assert wording.total(wording.worklist(event)).late == 2


@pytest.mark.databases("sqlite")
def test_the_whole_demo_is_as_it_would_be_in_august_and_made_once(clock):
    for turn in range(2):
        made = service.load_demo(160, seed=2020)
        assert bool(made) is not bool(turn), "run again, nobody is new"
        _two_come_along_as_support_persons()
        _needs_stand_where_they_would()
        _the_workshops_are_past()
        _a_committee_of_nine_has_read()
        _two_texts_are_untranslated_and_late()
        _people_were_there()
        _fourteen_have_answered()
    assert to_go() == [] and service.faults() == [], "and nobody is written to"
    clock.set(house_clock.DEMO_START)
    _guests_of_the_festivals_have_answered_each_in_their_way()


def _people_were_there():
    """Six of seven came to the caucus, one badge was read twice; most who chose a workshop were in its call."""
    caucus, workshops = find_event("festival-minicaucus-2020"), find_event("cybersecurity-workshops-2020")
    acts = db.session.scalars(select(Scan.answer).where(Scan.event_id == caucus.id).order_by(Scan.id)).all()
    assert sorted(acts) == ["again"] + ["welcome"] * 6
    states = state_counts(workshops)
    assert set(states) == {"attended", "partly", "absent", "excused"}
    assert 50 <= came([workshops.id])[workshops.id] <= 72 and states["attended"] > sum(states.values()) / 2


def _fourteen_have_answered():
    """Of those who were in a call; figures are shown, some hidden; the painful comment is there to be read."""
    survey = find_survey("ateliers-cybersecurite-2020")
    assert survey.state == "closed" and find_survey("conference-2020-evaluation").state == "draft"
    tally = tally_of(survey.id)
    assert (tally.count, tally.final, figures([survey.id])[survey.id].answered) == (14, True, 14)
    cells = [count for rows in tally.figures["breakdowns"]["language"]["tables"].values() for table in rows.values()
             for counts in table.values() for count in counts.values()]  # fmt: skip
    assert None in cells and any(cells)
    assert sum("laughed" in row.text for row in comments_of(survey.id)) == 1


def state_counts(event: Event) -> Counter[str]:
    """How many were in each way at the parts they had chosen."""
    return Counter(row.state for part in event.parts for row in roll(event, part))


def _a_committee_of_nine_has_read():
    """150 proposals, 600 reviews; some are read once more, and nobody reads what they are in conflict with."""
    (committee,) = db.session.scalars(select(Committee).where(Committee.slug == "programmation-2020"))
    board = open_board(committee, account=0)
    assert len(board.reviewers) == 9 and len(briefs(board)) >= 150 and how_many(Review) >= 600
    assert 10 <= sum(row.decision is None for row in briefs(board)) <= 20
    read = set(db.session.execute(select(Review.proposal_id, Review.member_id)).tuples())
    assert board.conflicts.pairs() and not read & board.conflicts.pairs()
    titles = [row.title for row in briefs(board)]
    assert 0.2 < sum(title.texts().get("en") in ("", None) for title in titles) / len(titles) < 0.3, (
        "a quarter, in French"
    )


def _two_come_along_as_support_persons():
    """One with a name and an address of her own, one who is still to be named; both outside the count."""
    rows = db.session.scalars(select(Registration).where(Registration.supports_id.is_not(None))).all()
    assert sorted((row.name, row.supported.name) for row in rows) == [
        ("", "Rosaire Lecours-Mignault"),
        ("Amandine Roussel-Kim", "Anne-Sophie Vaillancourt-Roy"),
    ]
    here = select(func.count()).select_from(Registration).join(Event).where(Event.slug == "conference-2020")
    assert db.session.scalar(here) == 162


@pytest.mark.databases("sqlite")
def test_more_people_than_there_are_names():
    """They come round again with a number, each with an address of their own."""
    people = len([row for row in service.data("people") if not row.get("supports")])
    service.load_demo(people + 3, seed=2)
    addresses = list(db.session.scalars(select(Registration.email)))
    assert sum("+1@" in address for address in addresses) == 3
    assert service.faults() == []


@pytest.mark.databases("sqlite")
def test_without_the_conference_nobody_is_registered_for_it():
    import random

    assert service._register_people("conference-2020", 5, random.Random(1)) == 0
    service._accounts()
    service._late_texts()
    assert how_many(Grant) == 8


def _needs_stand_where_they_would():
    event = find_event("conference-2020")
    assert event is not None
    needs = {need.request.registration.name: need for need in access.queue(event.id)}
    kinds = {name: [row.kind for row in need.request.services] for name, need in needs.items()}
    found = {name.split()[0]: need.state for name, need in needs.items()}
    assert found["Imogen"] == "asked" and "captioning" in needs["Imogen Achebe-Lindqvist"].request.text
    assert found["Anne-Sophie"] == "arranged" and kinds["Anne-Sophie Vaillancourt-Roy"] == ["lsq"]
    assert found["Beatrix"] == "arranged" and kinds["Beatrix Oyelaran-Tait"] == ["asl"]
    assert (found["Gédéon"], found["Marlene"]) == ("answered", "confirmed")
    assert {need.state for need in access.queue(event.id)} == {"asked", "answered", "arranged", "confirmed"}


def _the_workshops_are_past():
    workshops = find_event("cybersecurity-workshops-2020")
    assert workshops is not None
    rows = db.session.scalars(select(Registration).where(Registration.event_id == workshops.id)).all()
    assert len(rows) == 72 and {row.state for row in rows} == {"confirmed"}
    assert {row.created_at.month for row in rows} == {2, 3} and access.queue(workshops.id) == []


def test_what_comes_after_the_demo_begins_has_not_happened_in_it(clock, monkeypatch):
    (first, *_others) = data("access")
    register(make_event("lsq-2020"), email=first["email"], access_needs="Interprétation en LSQ")
    assert service.follow_needs("lsq-2020") == 0
    monkeypatch.setattr(house_clock, "DEMO_START", NOW + dt.timedelta(days=30))
    assert service.follow_needs("lsq-2020") == 1
