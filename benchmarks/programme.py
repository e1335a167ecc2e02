"""How much CPU the public programme takes: 500 sessions, once rendered; sent whole, and not sent again.

    .venv/bin/python benchmarks/programme.py [--sessions 500]

In one process, without a network: what a worker does between a request and its answer.
"""

import argparse
import datetime as dt
import pathlib
import sys
import tempfile
import time
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))


from aami_events.application import create_app
from aami_events.foundation import migrations
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db, transaction
from aami_events.programme import service
from aami_events.programme.models import Session, SessionSpeaker
from aami_events.programme.queries.releases import next_release
from tests.factories import make_event

TURNS = 200
WORDS = "Trois organismes ouvrent leurs budgets, disent ce qu'ils changeraient et répondent aux questions de la salle. "


def fill(count: int) -> None:
    """An event of three days with so many sessions in twelve rooms, released."""
    event_id = make_event("conference-2020", capacity=None)
    rooms = [service.add_room(event_id, service.RoomEntry(Written(f"Salle {n}", f"Room {n}"), 80)) for n in range(12)]
    people = [
        service.add_speaker(event_id, service.Voice(f"Personne {n}", f"p{n}@x.example"), "fr") for n in range(200)
    ]
    first, per_day = dt.datetime(2020, 9, 17, 9), -(-count // 36) * 12
    with transaction() as session:
        for number in range(count):
            line = number % per_day // 12
            row = Session(
                event_id=event_id, kind="session", guid=f"{number:08}-0000-4000-8000-000000000000",
                slug=f"une-seance-sur-un-sujet-{number}",
                title=Bilingual.of(fr=f"Une séance sur un sujet {number}", en=f"A session on a topic {number}"),
                abstract=Bilingual.of(fr=WORDS * 4, en=WORDS * 4), warnings=Bilingual.of(), minutes=45,
                languages=["fr"], interpretation=["fr-en"],
                starts=first + dt.timedelta(days=number // per_day, minutes=50 * line), room_id=rooms[number % 12],
                created_at=dt.datetime(2020, 8, 1, tzinfo=dt.UTC),
            )  # fmt: skip
            row.speakers = [SessionSpeaker(speaker_id=people[number % 200])]
            session.add(row)
    service.release(event_id, "1", Written(), shown=next_release(event_id).mark)


def measure(ask: Callable[[], object]) -> float:
    """Milliseconds of CPU that one answer takes."""
    ask()
    began = time.process_time()
    for _turn in range(TURNS):
        ask()
    return (time.process_time() - began) / TURNS * 1000


def main() -> None:
    """Fill, ask, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=500)
    count = parser.parse_args().sessions
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/aami.db"
        app = create_app(
            {"DATABASE_URL": url, "INSTANCE_DIR": folder, "JOBS_URL": "memory://", "AAMI_RATE_LIMITS": False}
        )
        with app.app_context():
            migrations.upgrade()
            fill(count)
            db.session.remove()
        client, path = app.test_client(), "/fr/events/conference-2020/programme"
        headers = {"Accept-Encoding": "gzip"}
        began = time.process_time()
        first = client.get(path, headers=headers)
        print(f"first, rendered     {(time.process_time() - began) * 1000:7.1f} ms, {len(first.data):,} bytes")
        mark = client.get(path, headers=headers).headers["ETag"]
        print(f"again, compressed   {measure(lambda: client.get(path, headers=headers)):7.2f} ms")
        known = {**headers, "If-None-Match": mark}
        print(f"unchanged, 304      {measure(lambda: client.get(path, headers=known)):7.2f} ms")
        assert client.get(path, headers={"If-None-Match": mark}).status_code == 304


if __name__ == "__main__":
    main()
