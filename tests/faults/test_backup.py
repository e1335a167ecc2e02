"""A backup while people register, put back elsewhere: on the same kind of database and on the other."""

import threading

import pytest

from tests.faults import mailroom
from tests.load import harness
from tests.load.harness import eventually

pytestmark = pytest.mark.load

ALONE = (
    "SELECT count(*) FROM registrations r WHERE NOT EXISTS"
    " (SELECT 1 FROM outbox o WHERE o.subject_kind = 'registration' AND o.subject_id = r.id)"
    " OR NOT EXISTS (SELECT 1 FROM registration_words w WHERE w.registration_id = r.id)"
)


def rows(installation: harness.Installation, table: str) -> int:
    return int(installation.rows(f"SELECT count(*) FROM {table}")[0][0])


@pytest.mark.parametrize("elsewhere", harness.KINDS)
def test_one_moment_of_a_house_in_which_people_register(installation: harness.Installation, elsewhere: str) -> None:
    house, enough = mailroom.House(installation.environ), threading.Event()

    def come() -> None:
        for number in range(1, 2000):
            house.register(number)
            if enough.is_set():
                return

    visitors = threading.Thread(target=come)
    visitors.start()
    path = installation.folder / "house.zip"
    try:
        eventually(lambda: rows(installation, "registrations") >= 5)
        installation.flask("ops", "backup", str(path))
        then = rows(installation, "registrations")
        eventually(lambda: rows(installation, "registrations") > then)
    finally:
        enough.set()
        visitors.join()
    other = harness.shared(elsewhere).new()
    other.flask("ops", "restore", str(path))
    found = rows(other, "registrations")
    assert 5 <= found <= then
    assert other.rows(ALONE) == [(0,)]
    assert other.flask("ops", "check").strip() == "ok"
    key, theirs = ((one.folder / "secret-key").read_text() for one in (installation, other))
    assert key == theirs
    mailroom.House(other.environ).register(5000)
    assert rows(other, "registrations") == found + 1


def test_a_restore_into_nothing_makes_the_tables(installation: harness.Installation) -> None:
    """No `ops prepare` before it: a new machine needs the settings and the file."""
    house = mailroom.House(installation.environ)
    house.register(1)
    path = installation.folder / "house.zip"
    installation.flask("ops", "backup", str(path))
    folder = installation.folder / "new"
    folder.mkdir()
    new = harness.Installation("sqlite", folder, f"sqlite:///{folder / 'aami.db'}")
    new.flask("ops", "restore", str(path))
    assert rows(new, "registrations") == 1
    assert new.flask("ops", "check").strip() == "ok"
