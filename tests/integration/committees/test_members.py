"""Invited, accepted, declined, changed, ended: and what a seat allows follows at once."""

import datetime as dt
import sys
import threading

import pytest
from sqlalchemy import func, select

from aami_events.committees import errors, queries, service
from aami_events.committees.models import Member
from aami_events.foundation.database import db
from aami_events.foundation.jobs import sweep_all
from aami_events.foundation.outbox import COMPOSERS, OutboxLetter, compose
from aami_events.people import service as people
from aami_events.people.models import Person
from aami_events.people.queries import find_person, find_person_by_email
from aami_events.people.rules import GrantFact, allows
from aami_events.privacy.service.retention import retain
from tests.factories import make_event, make_organisation
from tests.factories.committees import invite, make_committee, seat, the_member
from tests.factories.together import tally, together

pytestmark = pytest.mark.usefixtures("inside")
LUC = "luc@centre.example"


def may(permission: str, committee_id: int, email: str = LUC) -> bool:
    """Whether the account of an address may do that there."""
    person = find_person_by_email(email)
    found = find_person(person.id) if person else None
    grants = tuple(GrantFact(row.role, row.scope, row.scope_id) for row in found.grants) if found else ()
    return allows(grants, permission, ("committee", committee_id))


def letters() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    return [(row.kind.partition(".")[2], row.recipient) for row in rows]


def test_somebody_is_invited_accepts_and_may_work(clock):
    number = make_committee()
    member = invite(number, "Luc Cyr", reads=("fr",), region="north")
    assert letters() == [("invitation", LUC)] and not may("committee.read", number)
    assert find_person_by_email(LUC) is None, "nobody has an account because somebody wrote their address"
    clock.forward(hours=1)
    account = service.answer(member, accept=True)
    row = the_member(member)
    assert (row.state, row.person_id, row.reads, row.region) == ("accepted", account, ["fr"], "north")
    assert may("committee.work", number) and not may("committee.chair", number)
    assert not may("committee.read", make_committee(name="Autre"))
    assert letters() == [("sign_in_link", LUC)], "nobody is asked what they have answered"
    assert service.answer(member, accept=True) == account and len(letters()) == 1
    assert queries.membership(account or 0, number).id == member
    assert [one.id for one in queries.memberships_of(account or 0)] == [member]


def test_an_account_that_is_there_keeps_its_name_and_roles():
    person = people.create_person("Luc le Grand", LUC)
    number = make_committee()
    assert service.answer(invite(number, "Luc Cyr"), accept=True) == person
    assert find_person_by_email(LUC).name == "Luc le Grand"
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        ("chair", {"committee.read", "committee.work", "committee.chair"}),
        ("substitute", {"committee.read", "committee.work", "committee.chair"}),
        ("member", {"committee.read", "committee.work"}),
        ("observer", {"committee.read"}),
    ],
)
def test_what_a_seat_allows(role, permissions):
    number = make_committee()
    seat(number, "Luc Cyr", role)
    asked = ("committee.read", "committee.work", "committee.chair", "committees.edit", "events.edit")
    assert {permission for permission in asked if may(permission, number)} == permissions


def test_who_declines_sees_nothing_and_may_come_after_all():
    number = make_committee()
    member = seat(number, "Luc Cyr")
    service.answer(member, accept=False)
    assert the_member(member).state == "declined" and not may("committee.read", number)
    service.answer(member, accept=True)
    assert may("committee.work", number)


def test_a_role_that_changes_changes_what_one_may():
    number = make_committee()
    member = seat(number, "Luc Cyr", "chair")
    service.change_member(number, member, service.Seated("observer", ends=dt.date(2020, 9, 1)))
    assert (the_member(member).role, may("committee.work", number)) == ("observer", False)
    waiting = invite(number, "Léa Roy")
    service.change_member(number, waiting, service.Seated("chair"))
    assert the_member(waiting).role == "chair" and not may("committee.chair", number, "léa@centre.example")
    service.change_member(number, waiting, service.Seated("chair", organisation="Nulle part"))
    with pytest.raises(errors.SeatTaken):
        service.change_member(number, member, service.Seated("chair"))
    service.end_term(number, member)
    assert invite(number, "Luc Cyr") == member
    service.change_member(number, member, service.Seated("observer"))
    assert not may("committee.read", number), "asked again, and has not accepted"


def test_an_organisation_that_is_a_member_is_known(inside):
    make_organisation("centre")
    name = "centre (fr)"
    member = invite(make_committee(), "Luc Cyr", organisation=name)
    row = the_member(member)
    assert row.organisation_name == name


def test_what_is_refused():
    number = make_committee()
    seat(number, "Ana Chai", "chair")
    with pytest.raises(errors.SeatTaken):
        invite(number, "Luc Cyr", "chair")
    with pytest.raises(errors.AlreadyMember):
        invite(number, "Ana Autre")
    for wrong in ({"role": "queen"}, {"starts": dt.date(2020, 9, 2), "ends": dt.date(2020, 9, 1)}):
        with pytest.raises(errors.CommitteeWrong):
            invite(number, "Luc Cyr", **wrong)
    with pytest.raises(errors.NotThere):
        invite(10**6, "Luc Cyr")
    with pytest.raises(errors.NotThere):
        service.answer(10**6, accept=True)
    other = make_committee(name="Autre")
    stranger = seat(other, "Zoé Loin")
    for refused in (
        lambda: service.change_member(number, stranger, service.Seated()),
        lambda: service.end_term(number, stranger),
        lambda: service.write_again(number, stranger),
        lambda: service.write_again(other, stranger),
    ):
        with pytest.raises(errors.NotThere):
            refused()
    assert [row.name for row in queries.members_of(number)] == ["Ana Chai"]


def test_an_invitation_goes_again_is_withdrawn_and_may_come_back():
    number = make_committee()
    member = invite(number, "Luc Cyr")
    before = queries.token(the_member(member))
    service.write_again(number, member)
    assert letters() == [("invitation", LUC)], "the one that waits is replaced"
    service.end_term(number, member)
    assert letters() == [] and queries.open_invitation(before) is None
    with pytest.raises(errors.Unanswerable):
        service.answer(member, accept=True)
    with pytest.raises(errors.NotThere):
        service.end_term(number, member)
    assert invite(number, "Luc Cyr", "observer") == member
    row = the_member(member)
    assert (row.state, row.role) == ("invited", "observer") and queries.open_invitation(before) is None
    assert queries.open_invitation(queries.token(row)).id == member
    assert queries.open_invitation("forged") is None


def test_terms_end_by_themselves_and_so_does_all_that_they_allowed(clock):
    number = make_committee()
    today = queries.this_day()
    seat(number, "Luc Cyr", ends=today)
    kept = seat(number, "Léa Roy")
    assert service.end_terms() == 0 and may("committee.work", number)
    clock.forward(days=1)
    sweep_all()
    assert not may("committee.read", number) and the_member(kept).state == "accepted"
    clock.forward(days=90)  # past the last day of the committee
    sweep_all()
    assert the_member(kept).state == "ended" and service.end_terms() == 0


def test_a_letter_in_the_language_of_who_is_asked():
    event = make_event()
    number = make_committee(event)
    english = invite(number, "Luc Cyr", language="en", ends=dt.date(2020, 9, 1))
    (row,) = db.session.scalars(select(OutboxLetter))
    letter = compose(row)
    assert letter.subject == "Will you join us? Programmation (en)"
    for word in (
        "Rencontre (en)",
        "member",
        "until September 1, 2020",
        "April 1, 2020",
        queries.token(the_member(english)),
    ):
        assert word in letter.text and word in letter.html, word
    assert "Programmation (fr)" not in letter.text
    facts = row.facts
    service.answer(english, accept=False)
    with pytest.raises(LookupError):
        COMPOSERS["committees.invitation"](facts)


@pytest.mark.databases("postgresql")
def test_one_chair_however_many_are_invited_at_once(inside):
    number = make_committee()
    names = ["Ana", "Bob", "Cléo", "Dan"]
    outcomes = together(inside, *[lambda name=name: invite(number, name, "chair") for name in names])
    assert tally(outcomes) == {"done": 1, "SeatTaken": 3}


@pytest.mark.databases("postgresql")
def test_without_the_lock_there_would_be_two_chairs(inside, monkeypatch):
    """The negative control: both have looked before either writes."""
    number, looked, members = make_committee(), threading.Barrier(2), queries.members_of

    def look_and_wait(committee_id):
        found = members(committee_id)
        looked.wait(10)
        return found

    module = sys.modules[f"{service.__name__}.members"]
    monkeypatch.setattr(module, "lock", lambda committee_id: db.session.get_one(module.Committee, committee_id))
    monkeypatch.setattr(queries, "members_of", look_and_wait)
    outcomes = together(inside, *[lambda name=name: invite(number, name, "chair") for name in ("Ana", "Bob")])
    assert tally(outcomes) == {"done": 2}


def test_who_is_erased_leaves_a_seat_without_a_name():
    number = make_committee()
    gone, declined = seat(number, "Luc Cyr"), invite(number, "Léa Roy")
    service.answer(declined, accept=False)
    assert service.erase_members([gone, declined]) == 2
    assert {(row.name, row.state) for row in queries.members_of(number)} == {("—", "ended"), ("—", "declined")}
    assert not may("committee.read", number)


def test_members_are_forgotten_three_years_after_the_committee(clock):
    with_event = make_committee(make_event(), ends=dt.date(2020, 8, 31))
    for number in (with_event, make_committee(name="Autre", ends=dt.date(2020, 8, 31)), make_committee(ends=None)):
        seat(number, "Luc Cyr")
    clock.forward(days=1095)
    retain(dry=False)
    assert db.session.scalar(select(func.count()).where(Member.email == LUC)) == 3
    clock.forward(days=30)
    retain(dry=False)
    assert db.session.scalar(select(func.count()).where(Member.email == LUC)) == 1
