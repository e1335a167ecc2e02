"""The grid through its service: placed, moved, refused, taken back; two people at once."""

import pytest
from sqlalchemy import func, select

from aami_events.foundation import audit
from aami_events.foundation.database import db, transaction
from aami_events.programme import errors, queries, service
from aami_events.programme.models import Move
from tests.factories import make_event
from tests.factories.editing import the_event, written
from tests.factories.programme import (
    at,
    make_room,
    make_session,
    placed,
    put,
    the_session,
)

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def event(inside) -> int:
    return make_event()


def warned(event_id: int) -> list[str]:
    return [row.kind for row in queries.grid_of(the_event(event_id)).warnings]


def test_a_session_is_placed_moved_made_longer_and_taken_off(event):
    room, other = make_room(event), make_room(event, "Atelier")
    number = make_session(event, "Cachets équitables")
    put(event, number, at(10), room)
    row = the_session(number)
    assert (row.starts, row.room_id, row.minutes, row.revision) == (at(10), room, 60, 2)
    put(event, number, at(14, 30, day=3), other, minutes=90)
    assert (the_session(number).ends, the_session(number).room_id) == (at(16, day=3), other)
    service.unplace(event, number, base=3)
    assert the_session(number).starts is None and the_session(number).room_id is None
    deeds = [entry.action for entry in audit.history("session", number)]
    assert deeds == ["programme.session_moved"] * 3 + ["programme.session_added"]
    assert audit.history("session", number)[0].diff == {
        "starts": ["2020-09-19T14:30", None],
        "room": [other, None],
    }


def test_what_changes_nothing_is_no_move(event):
    room = make_room(event)
    number = placed(event, "Séance", at(10), room)
    put(event, number, at(10), room)
    assert the_session(number).revision == 2
    assert db.session.scalar(select(func.count()).select_from(Move)) == 1


@pytest.mark.parametrize(
    ("starts", "minutes", "why"),
    [
        (at(10), None, errors.SessionsOverlap),
        (at(9, 30), 31, errors.SessionsOverlap),
        (at(10, 59), 5, errors.SessionsOverlap),
        (at(8, 59), None, errors.OutsideDay),
        (at(21, 30), None, errors.OutsideDay),
        (at(9), 600, errors.SessionsOverlap),
        (at(20, 0, day=2), 300, errors.OutsideDay),
        (at(10, day=4), None, errors.OutsideDay),
        (at(15), 601, errors.ProgrammeWrong),
        (at(15), 4, errors.ProgrammeWrong),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_moves(event, starts, minutes, why):
    room = make_room(event)
    placed(event, "Première", at(10), room)
    number = make_session(event, "Deuxième")
    with pytest.raises(why):
        put(event, number, starts, room, minutes)
    assert (the_session(number).starts, the_session(number).revision) == (None, 1)


def test_sessions_that_only_touch_and_those_of_other_rooms_stand(event):
    room, other = make_room(event), make_room(event, "Atelier")
    placed(event, "Première", at(10), room)
    placed(event, "Avant", at(9), room)
    placed(event, "Après", at(11), room)
    placed(event, "À côté", at(10, 30), other)
    assert len(queries.spans_of(event)) == 4


def test_what_is_for_everybody_needs_all_rooms(event):
    room = make_room(event)
    first = placed(event, "Première", at(10), room)
    pause = make_session(event, "Pause", kind="break", minutes=30, languages=())
    with pytest.raises(errors.SessionsOverlap) as refused:
        put(event, pause, at(10, 30), room)
    assert refused.value.sessions == (first,)
    put(event, pause, at(11), room)
    assert the_session(pause).room_id is None, "a break has no room of its own"
    with pytest.raises(errors.SessionsOverlap):
        put(event, first, at(10, 30), room)


def test_a_room_of_another_event_or_none_is_refused(event):
    elsewhere = make_room(make_event("autre-2020"))
    number = make_session(event)
    for room in (elsewhere, None, 10**9):
        with pytest.raises(errors.ProgrammeWrong) as refused:
            put(event, number, at(10), room)
        assert refused.value.faults == [("room", "room")]


def test_who_read_an_older_revision_writes_nothing(event):
    room = make_room(event)
    number = placed(event, "Séance", at(10), room)
    spot, entry = service.Spot(at(15), room), service.SessionEntry(title=written("Autre"))
    for use in (
        lambda: service.place(event, number, spot, base=1),
        lambda: service.unplace(event, number, base=1),
        lambda: service.change_session(event, number, entry, base=1),
        lambda: service.set_pinned(event, number, pinned=True, base=1),
        lambda: service.set_cancelled(event, number, cancelled=True, base=1),
        lambda: service.remove_session(event, number, base=1),
    ):
        with pytest.raises(errors.SessionChanged) as refused:
            use()
        assert refused.value.revision == 2
    row = the_session(number)
    assert (row.starts, row.revision, row.pinned, row.cancelled) == (at(10), 2, False, False)


def test_a_session_of_another_event_is_not_there(event):
    number = make_session(make_event("autre-2020"))
    with pytest.raises(errors.SessionUnknown):
        service.place(event, number, service.Spot(at(10)), base=1)


# --- Taken back -----------------------------------------------------------------------------------------------------
def last(event_id: int) -> int:
    db.session.rollback()
    move = queries.last_move(event_id)
    assert move is not None
    number = move.id
    db.session.rollback()
    return number


def test_moves_are_taken_back_one_after_the_other(event):
    room, other = make_room(event), make_room(event, "Atelier")
    number = placed(event, "Séance", at(10), room)
    put(event, number, at(11), other, minutes=90)
    assert service.undo(event, last(event)) == number
    assert (the_session(number).starts, the_session(number).room_id, the_session(number).minutes) == (at(10), room, 60)
    service.undo(event, last(event))
    assert the_session(number).starts is None
    with pytest.raises(errors.NothingToUndo):
        service.undo(event, 1)


def test_a_move_that_somebody_else_followed_is_not_taken_back(event):
    room = make_room(event)
    number = placed(event, "Séance", at(10), room)
    shown = last(event)
    placed(event, "Autre", at(15), room)
    with pytest.raises(errors.NothingToUndo):
        service.undo(event, shown)
    assert the_session(number).starts == at(10)


def test_nor_where_something_else_stands_now_or_the_room_is_gone(event):
    room, other = make_room(event), make_room(event, "Atelier")
    number = placed(event, "Séance", at(10), room)
    put(event, number, at(11), other)
    taken = placed(event, "Autre", at(10), room)
    with transaction() as session:  # the newest move is that of the other one
        session.execute(Move.__table__.update().where(Move.session_id == taken).values(undone=True))
    with pytest.raises(errors.SessionsOverlap):
        service.undo(event, last(event))
    service.unplace(event, taken, base=2)
    with transaction() as session:
        session.execute(Move.__table__.update().where(Move.session_id == taken).values(undone=True))
    service.retire_room(event, room)
    with pytest.raises(errors.NothingToUndo):
        service.undo(event, last(event))
    assert the_session(number).starts == at(11)


def test_nor_of_a_session_that_was_changed_otherwise_since(event):
    room = make_room(event)
    number = placed(event, "Séance", at(10), room)
    service.change_session(event, number, service.SessionEntry(title=written("Plus long"), minutes=90), base=2)
    with pytest.raises(errors.NothingToUndo):
        service.undo(event, last(event))
