"""The programme in the register of personal data, in copies of events, in letters."""

import pytest
from sqlalchemy import func, select

from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db
from aami_events.privacy import queries as privacy
from aami_events.programme import hooks, queries, service
from aami_events.programme.models import Session, SessionSpeaker
from aami_events.programme.queries import releases
from tests.factories import make_copy, make_event
from tests.factories.programme import at, make_room, make_session, placed, put, release, the_session

pytestmark = pytest.mark.usefixtures("inside")
ARIANE = service.Voice("Ariane Tremblay", "ariane@centre.example")
THEO = service.Voice("Théo", "theo@centre.example")


@pytest.fixture
def event(inside) -> int:
    return make_event()


def test_who_speaks_finds_their_sessions_gets_them_and_is_erased_from_them(event):
    room = make_room(event)
    first = placed(event, "Une", at(10), room, speakers=(ARIANE, THEO))
    second = make_session(event, "Deux", speakers=(ARIANE,))
    release(event)
    assert privacy.find("ariane@centre.example")["programme"]
    mine = hooks.find("ariane@centre.example")
    assert list(mine.values()) == ["Ariane Tremblay"] * 2 and hooks.find("personne@centre.example") == {}
    facts = [record.plain() for record in hooks.records(mine)]
    assert [one["session"] for one in facts] == [the_session(first).guid, the_session(second).guid]
    words = [fact.words for record in hooks.records(mine) for fact in record.facts]
    assert "Une (fr)" in words and "à placer" in words
    db.session.rollback()
    assert hooks.erase(mine) == 2
    assert db.session.scalar(select(func.count()).select_from(SessionSpeaker)) == 1
    assert db.session.scalar(select(func.count()).select_from(Session)) == 2, "sessions stay"
    assert hooks.find("ariane@centre.example") == {}


def test_a_copy_of_an_event_has_its_rooms_and_none_of_its_sessions(event):
    placed(event, "Une", at(10), make_room(event, "Salle", 40, ("booth",)))
    copy = make_copy(event)
    assert [(room.key, room.capacity) for room in queries.rooms_of(copy)] == [("salle-fr", 40)]
    assert queries.sessions_of(copy) == []
    assert (len(hooks.clonable(event)), hooks.clonable(make_event("nue-2020"))) == (1, [])


def test_a_speaker_who_left_a_session_hears_of_it(event):
    room = make_room(event)
    number = placed(event, "Une", at(10), room, speakers=(ARIANE, THEO))
    release(event)
    row = the_session(number)
    entry = service.SessionEntry(
        title=_both(row.title), abstract=_both(row.abstract), languages=("fr", "en"), speakers=(THEO,)
    )
    base = row.revision
    db.session.rollback()
    service.change_session(event, number, entry, base=base)
    put(event, number, at(11), room)
    changes = releases.next_release(event).changes
    assert [(row.kind, row.after.speakers, row.before.speakers) for row in changes if row.before] == [
        ("moved", [2], [1, 2])
    ]


def _both(text: Bilingual) -> Written:
    return Written(text.fr or "", text.en or "")
