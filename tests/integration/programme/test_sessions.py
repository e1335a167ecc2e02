"""Rooms, hours and sessions through their services: written, brought in, cancelled, removed."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db, transaction
from aami_events.programme import errors, queries, service
from aami_events.programme.models import Session, Settings
from aami_events.proposals.models import Proposal, Speaker
from tests.factories import make_event, make_part
from tests.factories.editing import the_event, written
from tests.factories.programme import (
    at,
    make_format,
    make_proposal,
    make_room,
    make_session,
    make_track,
    placed,
    put,
    release,
    the_session,
)

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def event(inside) -> int:
    return make_event()


def warned(event_id: int) -> list[str]:
    return [row.kind for row in queries.grid_of(the_event(event_id)).warnings]


# --- Rooms and hours ------------------------------------------------------------------------------------------------
def test_rooms_are_added_changed_put_in_order_and_retired(event):
    first, second = make_room(event, "Grande salle"), make_room(event, "Grande salle")
    assert [room.key for room in queries.rooms_of(event)] == ["grande-salle-fr", "grande-salle-fr-2"]
    service.move_room(event, second, -1)
    assert [room.id for room in queries.rooms_of(event)] == [second, first]
    service.change_room(event, first, service.RoomEntry(written("Petite salle"), None, ("booth", "captions")))
    room = queries.find_room(event, first)
    assert room and (room.name.fr, room.key, room.capacity, room.equipment) == (
        "Petite salle (fr)", "grande-salle-fr", None, ["booth", "captions"],
    )  # fmt: skip
    number = placed(event, "Séance", at(10), first)
    with pytest.raises(errors.RoomInUse) as refused:
        service.retire_room(event, first)
    assert refused.value.sessions == (number,)
    service.unplace(event, number, base=2)
    service.retire_room(event, first)
    assert [room.id for room in queries.rooms_of(event)] == [second]
    with pytest.raises(errors.ProgrammeWrong):
        service.change_room(event, first, service.RoomEntry(written("Petite salle")))


def test_a_room_without_a_name_is_refused(event):
    with pytest.raises(errors.ProgrammeWrong) as refused:
        service.add_room(event, service.RoomEntry(Written(), -1, ("piscine",)))
    assert refused.value.faults == [("name", "name"), ("capacity", "capacity"), ("equipment", "choose")]
    assert queries.rooms_of(event) == []


def test_hours_and_teams_are_kept_and_a_copy_of_the_event_has_them(event):
    entry = service.HoursEntry(dt.time(8), dt.time(20), 15, {"fr-en": 2, "asl": 0, "lsq": None})
    service.set_hours(event, entry)
    service.set_hours(event, entry)
    hours = queries.settings_of(event)
    assert (hours.opens, hours.closes, hours.change_over) == (dt.time(8), dt.time(20), 15)
    assert hours.teams == (("asl", 0), ("fr-en", 2))
    make_room(event, equipment=("stage",))
    copy = make_event("conference-2022")
    with transaction():
        service.copy_ground(event, copy)
    assert queries.settings_of(copy) == hours
    assert [(room.key, room.equipment) for room in queries.rooms_of(copy)] == [("salle-fr", ["stage"])]
    with transaction():
        service.copy_ground(make_event("sans-2020"), make_event("rien-2020"))
    assert db.session.scalar(select(func.count()).select_from(Settings)) == 2


def test_hours_that_end_before_they_begin_are_refused(event):
    entry = service.HoursEntry(dt.time(20), dt.time(8), 999, {"fr-en": 99, "klingon": 1})
    with pytest.raises(errors.ProgrammeWrong) as refused:
        service.set_hours(event, entry)
    assert [field for field, _what in refused.value.faults] == ["closes", "change_over", "teams_fr_en", "teams_klingon"]
    with pytest.raises(errors.ProgrammeWrong) as refused:
        service.set_hours(event, service.HoursEntry())
    assert refused.value.faults == [("opens", "hour"), ("closes", "hour")]


# --- Sessions -------------------------------------------------------------------------------------------------------
def test_a_session_by_hand_has_its_people_a_name_for_good_and_an_address(event):
    voices = (service.Voice("Ariane Tremblay", "ariane@centre.example"), service.Voice(" Ujarak ", "U@nord.example"))
    number = make_session(event, "Été ᐃᓄᒃᑎᑐᑦ 🎬", speakers=voices, language="en")
    row = queries.find_session(event, number)
    assert row and [one.speaker.name for one in row.speakers] == ["Ariane Tremblay", "Ujarak"]
    assert [one.speaker.email for one in row.speakers] == ["ariane@centre.example", "u@nord.example"]
    assert row.speakers[0].speaker.language == "en" and row.slug == "ete-fr" and len(row.guid) == 36
    entry = service.SessionEntry(title=written("Autre"), speakers=voices[::-1])
    service.change_session(event, number, entry, base=1)
    row = queries.find_session(event, number)
    assert row and [one.speaker.name for one in row.speakers] == ["Ujarak", "Ariane Tremblay"]
    assert (row.slug, row.title.fr) == ("ete-fr", "Autre (fr)"), "its address stays"
    service.change_session(event, number, service.SessionEntry(title=written("Autre"), speakers=voices[:1]), base=2)
    assert db.session.scalar(select(func.count()).select_from(Speaker)) == 2, "who left is still known"


def test_addresses_are_no_other_pages_and_long_enough(event):
    titles = ["Mine", "Changes", "Été", "ᐃᓄᒃ", "Mine"]
    numbers = [make_session(event, title=Written(title, title)) for title in titles]
    slugs = [the_session(number).slug for number in numbers]
    assert slugs == ["mine-2", "changes-2", "session-ete", "session", "mine-3"]


def test_a_session_of_nothing_is_refused_with_every_fault(event):
    track = make_track(make_event("autre-2020"))
    wrong = service.SessionEntry(
        "fête", minutes=None, languages=("xx",), interpretation=("xx",), interest=10**7, format=99, track=track
    )
    with pytest.raises(errors.ProgrammeWrong) as refused:
        service.begin_session(event, wrong)
    fields = [field for field, _what in refused.value.faults]
    assert fields == ["kind", "title", "minutes", "languages", "interpretation", "interest", "format", "track"]
    assert db.session.scalar(select(func.count()).select_from(Session)) == 0


def test_a_longer_session_must_fit_where_it_stands(event):
    room = make_room(event)
    number = placed(event, "Première", at(10), room)
    placed(event, "Deuxième", at(11), room)
    entry = service.SessionEntry(title=written("Première"), minutes=61)
    with pytest.raises(errors.SessionsOverlap):
        service.change_session(event, number, entry, base=2)
    assert (the_session(number).minutes, the_session(number).revision) == (60, 2)
    same = service.SessionEntry(
        title=written("Première"), abstract=written("Résumé de Première"), languages=("fr", "en")
    )
    service.change_session(event, number, same, base=2)
    assert the_session(number).revision == 2, "nothing changed"


def test_a_session_for_everybody_leaves_its_room_and_one_that_is_no_longer_looks_for_a_place(event):
    room = make_room(event)
    number = placed(event, "Plénière", at(10), room)
    service.change_session(event, number, service.SessionEntry("joint", written("Plénière")), base=2)
    assert (the_session(number).starts, the_session(number).room_id) == (at(10), None)
    service.change_session(event, number, service.SessionEntry("session", written("Plénière")), base=3)
    assert the_session(number).starts is None


def test_what_was_accepted_is_brought_in_once(event):
    speaker = service.add_speaker(event, service.Voice("Ariane", "a@centre.example"), "fr")
    track, kind = make_track(event), make_format(event, minutes=90)
    facts = {"track_id": track, "format_id": kind, "languages": ["fr"]}
    first = make_proposal(event, "Retenue", [speaker], **facts)
    short = make_proposal(event, "Courte", minutes=20)
    bare = make_proposal(event, "Sans durée")
    with transaction() as session:
        session.get_one(Proposal, first).speakers[0].state = "accepted"
    number, *others = service.bring_in(event, [first, short, bare])
    row = queries.find_session(event, number)
    assert row and (row.title.fr, row.minutes, row.track_id, row.format_id) == ("Retenue (fr)", 90, track, kind)
    assert [one.speaker_id for one in row.speakers] == [speaker] and row.languages == ["fr"] and not row.tried
    assert [the_session(one).minutes for one in others] == [20, 60]
    for wrong in (
        first,
        10**6,
        make_proposal(event, "Déclinée", decision="declined"),
        make_proposal(event, "Retirée", state="withdrawn"),
    ):
        with pytest.raises(errors.NotThere):
            service.bring_in(event, [wrong])
    with pytest.raises(errors.NotThere):
        service.bring_in(event, [make_proposal(event, "Bonne")], [10**6])
    assert db.session.scalar(select(func.count()).select_from(Session)) == 3


def test_what_is_not_accepted_is_tried_and_counts_as_such(event):
    undecided = make_proposal(event, "Peut-être", decision=None, announced_at=None)
    silent = make_proposal(event, "Pas encore dit", announced_at=None)
    found = queries.candidates(the_event(event))
    assert [row.id for row in found.undecided] == [undecided, silent] and found.accepted == []
    db.session.rollback()
    numbers = service.bring_in(event, [undecided, silent])
    room = make_room(event)
    put(event, numbers[0], at(10), room)
    assert [the_session(number).tried for number in numbers] == [True, True]
    assert not the_session(numbers[0]).stands
    found = queries.candidates(the_event(event))
    assert (found.accepted, found.undecided) == ([], [])


def test_an_activity_is_brought_in_once_with_what_it_says(event):
    part = make_part(event, capacity=30, languages=["fr"], interpretation=["asl"], summary=Bilingual.of(fr="Résumé"))
    timeless = make_part(event, position=2, starts=None, ends=None)
    assert [row.id for row in queries.candidates(the_event(event)).activities] == [part, timeless]
    db.session.rollback()
    number = service.bring_in_activity(event, part)
    row = the_session(number)
    assert (row.minutes, row.interest, row.languages, row.interpretation) == (120, 30, ["fr"], ["asl"])
    assert (row.abstract.fr, row.part_id) == ("Résumé", part)
    assert the_session(service.bring_in_activity(event, timeless)).minutes == 60
    for wrong in (part, 10**6, make_part(make_event("autre-2020"))):
        with pytest.raises(errors.NotThere):
            service.bring_in_activity(event, wrong)


def test_a_session_is_pinned_cancelled_restored_and_removed_while_nobody_knows_it(event):
    room = make_room(event)
    number = placed(event, "Séance", at(10), room)
    service.set_pinned(event, number, pinned=True, base=2)
    service.set_pinned(event, number, pinned=True, base=3)
    service.set_cancelled(event, number, cancelled=True, base=3)
    service.set_cancelled(event, number, cancelled=True, base=4)
    assert queries.spans_of(event) == [] and the_session(number).pinned
    with pytest.raises(errors.ProgrammeWrong):
        put(event, number, at(12), room)
    placed(event, "Autre", at(10), room)
    with pytest.raises(errors.NothingToUndo):
        service.undo(event, queries.last_move(event).id - 1)
    service.set_cancelled(event, number, cancelled=False, base=4)
    assert the_session(number).starts is None
    put(event, number, at(11), room)
    release(event)
    with pytest.raises(errors.Released):
        service.remove_session(event, number, base=the_session(number).revision)
    gone = placed(event, "De trop", at(15), room)
    service.remove_session(event, gone, base=2)
    assert db.session.get(Session, gone) is None


def test_the_grid_is_read_in_a_fixed_number_of_queries(event, inside):
    from sqlalchemy import event as listen

    def count() -> int:
        db.session.rollback()
        whole, seen = the_event(event), []
        listener = lambda *given: seen.append(given[2])  # noqa: E731
        listen.listen(db.engine, "before_cursor_execute", listener)
        grid = queries.grid_of(whole)
        assert grid.warnings is not None and [one.speaker.name for row in grid.placed for one in row.speakers]
        listen.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    room = make_room(event)
    voices = (service.Voice("Ariane", "a@centre.example"),)
    placed(event, "Première", at(9), room, speakers=voices)
    once = count()
    placed(event, "Deuxième", at(10), room, speakers=(service.Voice("Béa", "b@centre.example"),))
    placed(event, "Troisième", at(11), room, speakers=(service.Voice("Carl", "c@centre.example"),))
    assert count() == once <= 5


def test_a_speaker_who_is_away_and_a_session_for_too_many_are_warned_of(event):
    room = make_room(event, capacity=10)
    number = placed(event, "Séance", at(10), room, interest=50, speakers=(service.Voice("A", "a@centre.example"),))
    with transaction() as session:
        session.execute(Speaker.__table__.update().values(away=[["2020-09-17T10:30", "2020-09-17T12:00"]]))
    assert warned(event) == ["away", "small"]
    service.unplace(event, number, base=2)
    assert warned(event) == []
    grid = queries.grid_of(the_event(event))
    assert [row.id for row in grid.unplaced] == [number] and grid.cancelled == []
