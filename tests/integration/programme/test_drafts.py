"""A draft is asked for, made, compared and applied wholly or not at all."""

import datetime as dt
import os
import subprocess
import sys

import pytest

from aami_events.config import ROOT
from aami_events.events.models import Event
from aami_events.foundation.database import db, transaction
from aami_events.foundation.jobs import Job, sweep_all
from aami_events.programme import errors, jobs, queries, service
from aami_events.programme.models import Drafted, Room
from aami_events.programme.queries import drafting
from aami_events.programme.rendering.drafts import quality
from aami_events.programme.rules.drafting import Item, Problem, breaches
from aami_events.proposals.models import Speaker
from tests.factories import FIRST_DAY, make_event, make_part, make_person
from tests.factories.programme import at, make_room, make_session, placed, the_session

HERE = "/fr/organise/rencontre-2020/programme/drafts"
ARIANE, BOB = service.Voice("Ariane", "a@centre.example"), service.Voice("Bob", "b@centre.example")


def ground(event: int) -> drafting.Ground:
    db.session.rollback()
    found = drafting.ground_of(db.session.get_one(Event, event))
    assert found is not None
    return found


@pytest.fixture
def event(inside) -> int:
    """Two rooms, a break, five sessions without a place and one that is pinned."""
    number = make_event()
    hall, loft = make_room(number, "Grande salle", equipment=("booth",)), make_room(number, "Mezzanine", capacity=10)
    assert hall != loft
    service.set_hours(number, service.HoursEntry(dt.time(9), dt.time(18), 15, {"fr-en": 1}))
    placed(number, "Pause", at(12), None, kind="break", languages=(), minutes=60)
    fixed = placed(number, "Ouverture", at(9), loft)
    service.set_pinned(number, fixed, pinned=True, base=the_session(fixed).revision)
    make_session(number, "Un", speakers=(ARIANE,), interest=30)
    make_session(number, "Deux", speakers=(ARIANE, BOB), languages=("fr",))
    make_session(number, "Trois", interpretation=("fr-en",), languages=("fr",))
    make_session(number, "Quatre", minutes=90)
    make_session(number, "Cinq", speakers=(BOB,))
    return number


def made(event: int, kind: str = "whole", seconds: int = 3) -> int:
    number = service.ask_draft(event, kind, seconds)
    service.make_draft(number)
    db.session.rollback()
    return number


def test_a_whole_schedule_holds_every_hard_rule_and_is_applied_at_once(event):
    number = made(event)
    row = drafting.find_draft(event, number)
    assert (row.state, len(row.result["placed"]), row.result["unplaced"]) == ("done", 6, {})
    problem = ground(event).problem
    assert service.apply_draft(event, number) == 5
    after = ground(event)
    assert breaches(problem, after.before) == [] and len(after.before) == 6
    opening = next(row for row in queries.sessions_of(event) if row.title.fr == "Ouverture (fr)")
    assert opening.starts == at(9), "what is pinned stays"
    third = next(row for row in queries.sessions_of(event) if row.title.fr == "Trois (fr)")
    assert third.room.name.fr == "Grande salle (fr)", "where the booth is"
    with pytest.raises(errors.DraftStale):
        service.apply_draft(event, number)
    assert queries.last_move(event) is not None, "and is taken back like any move"


def test_a_draft_of_what_has_changed_since_is_not_applied(event):
    number = made(event)
    make_session(event, "Six")
    with pytest.raises(errors.DraftStale):
        service.apply_draft(event, number)
    assert all(row.starts is None for row in queries.sessions_of(event) if row.title.fr == "Un (fr)")
    for wrong in ((event, 10**6), (make_event("autre-2020"), number)):
        with pytest.raises(errors.DraftStale):
            service.apply_draft(*wrong)


def test_a_lost_room_moves_what_stood_there_and_nothing_else(event):
    service.apply_draft(event, made(event))
    stood = {row.id: (row.starts, row.room_id) for row in queries.sessions_of(event) if row.kind == "session"}
    hall = next(room for room in queries.rooms_of(event) if room.name.fr == "Grande salle (fr)")
    other = make_room(event, "Nouvelle", equipment=("booth",))
    with transaction():
        db.session.get_one(Room, hall.id).retired_at = dt.datetime(2020, 8, 17, tzinfo=dt.UTC)
    lost = {number for number, (_starts, room) in stood.items() if room == hall.id}
    assert lost
    service.apply_draft(event, made(event, "repair"))
    now = {row.id: (row.starts, row.room_id) for row in queries.sessions_of(event) if row.kind == "session"}
    assert {number for number in now if now[number] != stood[number]} == lost
    assert other in {room for _starts, room in now.values()}


def test_what_stands_at_an_odd_minute_stays_where_nothing_is_lost(event):
    number = placed(event, "À la minute", at(14, 20), queries.rooms_of(event)[0].id, minutes=35)
    drafted = drafting.find_draft(event, made(event, "repair"))
    assert drafted.result["placed"][str(number)] == [
        at(14, 20).isoformat(timespec="minutes"),
        queries.rooms_of(event)[0].id,
    ]


def test_what_has_no_place_says_why(event):
    make_session(event, "Trop longue", minutes=600)
    row = drafting.find_draft(event, made(event))
    assert list(row.result["unplaced"].values()) == ["too_long"]
    service.apply_draft(event, row.id)
    assert [row.title.fr for row in queries.grid_of(db.session.get_one(Event, event)).unplaced] == ["Trop longue (fr)"]


def test_who_is_away_and_what_people_register_for(event):
    part = make_part(event, starts=at(15), ends=at(16))
    number = service.bring_in_activity(event, part)
    room = queries.rooms_of(event)[0].id
    service.place(event, number, service.Spot(at(15), room), base=the_session(number).revision)
    with transaction():
        speaker = db.session.query(Speaker).filter_by(email=ARIANE.email).one()
        speaker.away = [[f"{FIRST_DAY}T00:00", f"{FIRST_DAY}T23:59"]]
    service.apply_draft(event, made(event))
    rows = {row.title.fr: row for row in queries.sessions_of(event)}
    assert the_session(number).starts == at(15), "its hour is announced"
    assert rows["Un (fr)"].starts.date() > FIRST_DAY and rows["Deux (fr)"].starts.date() > FIRST_DAY


def test_pinned_sessions_closer_than_the_change_over_do_not_rule_everything_out(event):
    loft = next(room.id for room in queries.rooms_of(event) if room.capacity == 10)
    second = placed(event, "Suite", at(10), loft)
    service.set_pinned(event, second, pinned=True, base=the_session(second).revision)
    assert len(drafting.find_draft(event, made(event)).result["placed"]) == 7


def test_the_mark_is_the_same_in_every_process(event):
    """Sets of words are in another order in each."""
    here = ground(event).mark
    code = "from tests.integration.programme.test_drafts import words;print(words())"
    seen = {run(code, seed) for seed in ("1", "2", "3")}
    assert len(seen) == 1 and here == ground(event).mark


def run(code: str, seed: str) -> str:
    """What Python says with this order of sets."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout


def words() -> str:
    """The mark of a problem with sets, without a database."""
    item = Item(1, 60, languages=frozenset({"fr", "en", "asl"}), interpretation=frozenset({"lsq", "captions", "fr-en"}))
    return drafting._mark(Problem((item,), (), ()), {1: (540, 2)})


def test_nothing_to_draft(inside):
    bare = make_event("vide-2020")
    with pytest.raises(errors.NothingToDraft):
        service.ask_draft(bare, "whole", 5)
    make_room(bare)
    with pytest.raises(errors.NothingToDraft):
        service.ask_draft(bare, "whole", 5)
    session = make_session(bare)
    number = service.ask_draft(bare, "royal", 10**6)
    row = drafting.find_draft(bare, number)
    assert (row.kind, row.seconds, row.state) == ("whole", service.MOST, "waiting")
    service.remove_session(bare, session, base=the_session(session).revision)
    service.make_draft(number)
    db.session.rollback()
    assert drafting.find_draft(bare, number).state == "failed"


def test_two_in_one_room_at_once_are_never_written(event, monkeypatch):
    number = made(event)
    with transaction():
        row = drafting.find_draft(event, number)
        first, second, *_others = row.result["placed"]
        row.result = {**row.result, "placed": {**row.result["placed"], first: row.result["placed"][second]}}
    with pytest.raises(errors.SessionsOverlap):
        service.apply_draft(event, number)
    db.session.rollback()
    assert drafting.find_draft(event, number).state == "done"


@pytest.fixture
def olga(app, event):
    make_person("organiser", event_id=event, name="Olga", email="olga@x.example", password="un mot de passe")
    client = app.test_client()
    client.post("/fr/sign-in", data={"email": "olga@x.example", "password": "un mot de passe"})
    return client


def test_over_the_wire(app, event, olga):
    assert olga.get(HERE).status_code == 200
    answer = olga.post(HERE, data={"kind": "whole", "seconds": "2"})
    assert answer.status_code == 302
    waiting = olga.get(answer.location)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (200, "2")
    job = db.session.query(Job).one()
    jobs.make_draft(job.id)
    sweep_all()
    db.session.rollback()
    assert db.session.get_one(Job, job.id).state == "done"
    page = olga.get(answer.location).text
    assert "5 séances bougent" in page and "sans place" in page and "/apply" in page
    assert olga.post(answer.location + "/apply").status_code == 302
    again = olga.post(answer.location + "/apply", follow_redirects=True)
    assert "Rien n’a été changé" in again.text
    assert "appliqué" in olga.get(HERE).text
    assert "appliqué" in olga.get(answer.location).text
    assert olga.get(f"{HERE}/999999").status_code == 404
    assert olga.post(HERE, data={"kind": "x", "seconds": "y"}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "known", "says"),
    [
        ("whole", {"proven": True}, "Rien de mieux n’existe."),
        ("whole", {"proven": False, "cost": 102, "bound": 100}, "À 2 % au plus de ce qui pourrait exister de mieux."),
        ("whole", {"proven": False, "cost": 300, "bound": 0}, ""),
        ("repair", {"proven": False, "fewest": True}, "Aucune autre solution ne change moins de séances."),
        ("repair", {"proven": False, "fewest": False}, ""),
    ],
)
def test_how_good_it_is_known_to_be(app, kind, known, says):
    with app.test_request_context("/fr/"):
        assert quality(Drafted(kind=kind, result=known)) == says


def test_nothing_to_draft_over_the_wire(app, event, olga):
    for row in queries.sessions_of(event):
        service.set_cancelled(event, row.id, cancelled=True, base=row.revision)
    answer = olga.post(HERE, data={"kind": "whole", "seconds": "2"})
    assert answer.status_code == 422 and "rien à ébaucher" in answer.text


def test_the_command(app, event):
    runner, command = app.test_cli_runner(), ["programme", "draft", "--seconds", "2", "--event"]
    done = runner.invoke(args=[*command, "rencontre-2020"])
    assert done.exit_code == 0 and "6 sessions placed" in done.output and "/programme/drafts/" in done.output
    make_session(event, "Trop longue", minutes=600)
    done = runner.invoke(args=[*command, "rencontre-2020", "--repair"])
    assert "too_long" in done.output
    make_event("vide-2020")
    for slug in ("rien-2020", "vide-2020"):
        assert runner.invoke(args=[*command, slug]).exit_code == 1
