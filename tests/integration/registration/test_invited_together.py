"""Two answers to one invitation at the same moment, each in a thread with a connection of its own."""

import sys
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from aami_events.foundation.database import db
from aami_events.registration import service
from aami_events.registration.errors import InvitationUnanswerable
from aami_events.registration.models import Invitation, Registration
from aami_events.registration.service import Guest, invitations
from tests.factories import accept, invite, invited_event, make_entry
from tests.factories.reading import taken, the_invitation
from tests.integration.registration.test_together import together


def accepted_twice(app: Flask) -> tuple[int, list[Any]]:
    """The link was handed around: two people send the form."""
    event = invited_event()
    number = invite(event)
    entries = [make_entry() for _ in range(2)]
    return event, together(
        app, *[lambda entry=entry: service.accept_invitation(number, 1, entry).state for entry in entries]
    )


def named_twice(app: Flask) -> tuple[int, list[Any]]:
    """Two substitutes are named."""
    number = invite(invited_event())
    guests = [Guest("Zoé Roy", "zoe@festival.example", "fr"), Guest("Ali Ben", "ali@festival.example", "fr")]
    return number, together(
        app, *[lambda guest=guest: service.substitute(number, guest, version=1) for guest in guests]
    )


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Registration)) or 0


def kinds(outcomes: list[Any]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_accepted_twice_at_once_registers_once(inside: Flask):
    event, outcomes = accepted_twice(inside)
    assert kinds(outcomes) == ["InvitationUnanswerable", "str"]
    assert (people(), taken(event)) == (1, 1)


def test_the_same_form_twice_at_once_registers_once(inside: Flask):
    number = invite(invited_event())
    entry = make_entry()
    made = together(
        inside, *[lambda: service.accept_invitation(number, 1, entry, form_key="a form").registration_id] * 2
    )
    assert made == [made[0]] * 2 and people() == 1


def test_of_two_substitutes_one_wins(inside: Flask):
    number, outcomes = named_twice(inside)
    assert kinds(outcomes) == ["InvitationUnanswerable", "int"]
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, InvitationUnanswerable)]
    assert refused.standing == "substituted"
    assert db.session.scalar(select(func.count()).where(Invitation.replaces_id == number)) == 1


def test_accepted_and_passed_on_at_once_is_one_of_both(inside: Flask):
    number = invite(invited_event())
    outcomes = together(
        inside,
        lambda: accept(number),
        lambda: service.substitute(number, Guest("Zoé Roy", "zoe@festival.example", "fr"), version=1),
    )
    assert kinds(outcomes).count("InvitationUnanswerable") == 1
    row = the_invitation(number)
    assert (row.state, people()) in {("accepted", 1), ("substituted", 0)}


def test_invited_twice_at_once_is_invited_once(inside: Flask):
    event = invited_event()
    guest = Guest("Zoé Roy", "zoe@festival.example", "fr")
    outcomes = together(inside, *[lambda: service.invite(event, [guest])] * 2)
    assert kinds(outcomes) == ["InvitedTwice", "list"]


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody locks the event, and both have looked before either writes."""
    looked, check = threading.Barrier(2), invitations.check_deed

    def check_and_wait(*args: Any, **more: Any) -> None:
        check(*args, **more)
        looked.wait(10)

    for module in ("invitations", "register"):
        monkeypatch.setattr(sys.modules[f"{service.__name__}.{module}"], "lock", lambda event_id: None)
    monkeypatch.setattr(invitations, "check_deed", check_and_wait)


@pytest.mark.databases("postgresql")
def test_without_the_lock_an_invitation_would_register_two(inside: Flask, unlocked: None):
    """The negative control."""
    _event, outcomes = accepted_twice(inside)
    assert (outcomes, people()) == (["confirmed", "confirmed"], 2)


@pytest.mark.databases("postgresql")
def test_without_the_lock_the_database_refuses_the_second_substitute(inside: Flask, unlocked: None):
    """The negative control: both were let through, and the constraint stands behind."""
    number, outcomes = named_twice(inside)
    assert kinds(outcomes) == [IntegrityError.__name__, "int"]
    assert db.session.scalar(select(func.count()).where(Invitation.replaces_id == number)) == 1
