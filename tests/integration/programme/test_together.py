"""Several people arrange the same grid at the same moment, each in a thread with a connection of their own."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.programme import queries, service
from aami_events.programme.models import Move, Release
from aami_events.programme.queries import releases
from tests.factories import make_event
from tests.factories.programme import at, make_room, make_session, placed, the_session
from tests.factories.together import tally, together

pytestmark = pytest.mark.usefixtures("inside")


def test_of_those_who_move_the_same_session_one_does(inside):
    event = make_event()
    room = make_room(event)
    number = placed(event, "Séance", at(9), room)

    def move(hour: int) -> Callable[[], None]:
        return lambda: service.place(event, number, service.Spot(at(hour), room), base=2)

    assert tally(together(inside, *map(move, range(10, 16)))) == {"done": 1, "SessionChanged": 5}
    assert the_session(number).revision == 3
    assert db.session.scalar(select(func.count()).select_from(Move)) == 2


def test_of_those_who_want_the_same_place_one_gets_it(inside):
    event = make_event()
    room = make_room(event)
    numbers = [make_session(event, f"Séance {number}") for number in range(6)]

    def move(number: int) -> Callable[[], None]:
        return lambda: service.place(event, number, service.Spot(at(10), room), base=1)

    assert tally(together(inside, *map(move, numbers))) == {"done": 1, "SessionsOverlap": 5}
    assert len(queries.spans_of(event)) == 1


def test_of_those_who_release_the_same_changes_one_does(inside):
    event = make_event()
    placed(event, "Séance", at(9), make_room(event))
    shown = releases.next_release(event).mark
    outcomes = tally(together(inside, *[lambda: service.release(event, "1", Written(), shown=shown)] * 4))
    assert outcomes == {"done": 1, "NothingNew": 3}
    assert list(db.session.scalars(select(Release.number))) == [1]
