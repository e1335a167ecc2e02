"""The whole installation in one file: out, back, and what is refused."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from aami_events.config import VERSION
from aami_events.foundation import backup, dump, files, migrations
from aami_events.foundation.content import STAMP
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration.models import Registration
from aami_events.seeds import service as seeds
from tests.factories import make_event, make_part, make_question, register

pytestmark = pytest.mark.usefixtures("inside")
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
def instance(app, tmp_path):
    """A folder of its own, with a key of its own."""
    app.config["INSTANCE_DIR"] = str(tmp_path / "instance")
    files.folder()
    (tmp_path / "instance" / "secret-key").write_text(app.config["SECRET_KEY"])
    return tmp_path / "instance"


@pytest.fixture
def event(instance):
    number = make_event("rencontre-2020")
    make_part(number)
    make_question(number, "meal")
    register(number, name="Wačí Wiŋ «ᐃᓄᒃ»", access_needs="LSQ\n=1+1", answers={})
    register(number, name="Zoé")
    keep()
    return number


def keep():
    with transaction():
        return files.keep(io.BytesIO(PICTURE), "été.png", owner_id=None).key


def everything():
    """What is stored, table by table, but for the mark that tells processes to read anew."""
    db.session.rollback()
    with db.engine.connect() as connection:
        found = {table.name: list(dump.lines(connection, table)) for table in dump.tables()}
    found["marks"] = [line for line in found["marks"] if json.loads(line)[0] != STAMP]
    return found


def names():
    db.session.rollback()
    return sorted(db.session.scalars(select(Registration.name)))


def restore(path, *, replace=True):
    return backup.restore(path, replace=replace, in_use=lambda: not seeds.is_empty())


def change(path, name, data):
    """The same backup with another entry, or without it."""
    with zipfile.ZipFile(path) as old:
        entries = {entry: old.read(entry) for entry in old.namelist()} | {name: data}
    with zipfile.ZipFile(path, "w") as new:
        for entry, content in entries.items():
            if content is not None:
                new.writestr(entry, content)


def manifest(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def test_there_and_back(event, instance, tmp_path):
    before, path = everything(), tmp_path / "house.zip"
    done = backup.backup(path)
    assert (done.rows["registrations"], done.files, done.missing) == (2, 1, [])
    assert path.stat().st_mode & 0o777 == 0o600
    register(event, name="Too late")
    late = keep()
    stored = next(one for one in (instance / "files").iterdir() if one.name != late)
    stored.unlink()
    back = restore(path)
    assert everything() == before
    assert (back.rows, back.files, back.letters, back.another_key) == (done.rows, 1, 2, False)
    assert [one.name for one in (instance / "files").iterdir()] == [stored.name]
    assert stored.read_bytes() == PICTURE
    assert register(event, name="A new one") == 3, "numbers go on where they ended"
    assert len(names()) == 3


def test_the_manifest_says_what_is_inside(event, tmp_path):
    backup.backup(tmp_path / "house.zip")
    found = manifest(tmp_path / "house.zip")
    assert (found["format"], found["version"], found["missing"]) == (1, VERSION, 0)
    assert (found["rows"]["registrations"], found["migration"]) == (2, migrations.newest())
    with zipfile.ZipFile(tmp_path / "house.zip") as archive:
        assert set(found["sha256"]) == set(archive.namelist()) - {"manifest.json"}
        assert archive.read("secret-key") == b"for tests only"


def test_empty_values_come_back_as_they_were(event, tmp_path):
    """NULL and the JSON text null are two things."""
    with transaction():
        for number, value in enumerate(["null", '"x"', "{}"], 1):
            db.session.connection().exec_driver_sql(f"UPDATE outbox SET facts = '{value}' WHERE id = {number}")
    before = everything()
    backup.backup(tmp_path / "house.zip")
    restore(tmp_path / "house.zip")
    assert everything() == before


def test_a_house_in_use_is_left_alone_unless_asked(event, tmp_path):
    backup.backup(tmp_path / "house.zip")
    register(event, name="Somebody")
    with pytest.raises(backup.BackupRefused, match="in_use"):
        restore(tmp_path / "house.zip", replace=False)
    assert len(names()) == 3
    with transaction():
        dump.empty(db.session.connection())
    restore(tmp_path / "house.zip", replace=False)
    assert len(names()) == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tables/registrations.jsonl", b"[]\n"),
        ("tables/registrations.jsonl", None),
        ("tables/nothing.jsonl", b""),
        ("files/../../evil", b"x"),
        ("secret-key", b"guessed"),
        ("manifest.json", b"{"),
        ("manifest.json", b'{"format": 1}'),
        ("manifest.json", b'{"format": 1, "sha256": 5}'),
    ],
)
def test_what_was_changed_is_refused(event, tmp_path, name, data):
    path = tmp_path / "house.zip"
    backup.backup(path)
    change(path, name, data)
    register(event, name="Somebody")
    before = everything()
    with pytest.raises(backup.BackupRefused, match="damaged"):
        restore(path)
    assert everything() == before


@pytest.mark.databases("sqlite")
def test_any_damaged_byte_is_noticed(event, tmp_path):
    path = tmp_path / "house.zip"
    backup.backup(path)
    data, before = path.read_bytes(), everything()
    end = range(len(data) - 22, len(data))  # of the archive's own directory: where it begins, how long it is
    for at in (*range(40, len(data), max(len(data) // 60, 1)), *end):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        try:
            restore(path)
        except backup.BackupRefused:
            continue
        assert everything() == before, "a byte that no reader looks at"
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(backup.BackupRefused, match="damaged"):
        restore(path)


def with_manifest(path, **facts):
    change(path, "manifest.json", json.dumps(manifest(path) | facts).encode())


@pytest.mark.parametrize(("facts", "reason"), [({"migration": "0000"}, "other_head"), ({"format": 2}, "other_format")])
def test_a_backup_of_another_time_is_refused(event, tmp_path, facts, reason):
    path = tmp_path / "house.zip"
    backup.backup(path)
    with_manifest(path, **facts)
    with pytest.raises(backup.BackupRefused, match=reason):
        restore(path)


def test_it_is_wholly_or_not_at_all(event, tmp_path, monkeypatch):
    """The last table is the one that does not fit."""
    path = tmp_path / "house.zip"
    backup.backup(path)
    rows = manifest(path)["rows"]
    last = dump.tables()[-1].name
    with_manifest(path, rows=rows | {last: 10_000})
    register(event, name="Somebody")
    before = everything()
    with pytest.raises(backup.BackupRefused, match="damaged"):
        restore(path)
    assert everything() == before


def test_another_key(app, event, instance, tmp_path):
    path = tmp_path / "house.zip"
    backup.backup(path)
    app.config["SECRET_KEY"] = "elsewhere"
    assert restore(path).another_key, "a key set from outside stays in force"
    (instance / "secret-key").write_text("elsewhere")
    assert not restore(path).another_key
    assert (instance / "secret-key").read_text() == "for tests only"
    assert (instance / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_gone_is_named(event, instance, tmp_path):
    next((instance / "files").iterdir()).unlink()
    done = backup.backup(tmp_path / "house.zip")
    assert (done.files, done.missing) == (0, ["été.png"])
    assert restore(tmp_path / "house.zip").files == 0


def test_a_backup_that_cannot_be_written_leaves_the_old_one(event, tmp_path, monkeypatch):
    path = tmp_path / "house.zip"
    backup.backup(path)
    before = path.read_bytes()
    monkeypatch.setattr(backup, "_write", lambda _target: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backup.backup(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.glob(".*")] == []


def test_by_command(app, event, tmp_path):
    run = app.test_cli_runner().invoke
    path = str(tmp_path / "house.zip")
    said = run(args=["ops", "backup", path])
    assert said.exit_code == 0 and "1 files, the secret key" in said.output
    refused = run(args=["ops", "restore", path])
    assert (refused.exit_code, "--replace" in refused.output) == (1, True)
    done = run(args=["ops", "restore", path, "--replace"])
    assert (done.exit_code, "2 letters wait" in done.output) == (0, True)
    assert run(args=["ops", "backup", str(tmp_path / "nowhere" / "x.zip")]).exit_code == 1
    (tmp_path / "other.zip").write_bytes(b"no zip")
    wrong = run(args=["ops", "restore", str(tmp_path / "other.zip"), "--replace"])
    assert (wrong.exit_code, "damaged" in wrong.output) == (1, True)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a", "b")
    assert "no backup" in run(args=["ops", "restore", str(tmp_path / "other.zip")]).output
    assert db.session.scalar(select(OutboxLetter.state).limit(1)) == "waiting"


def test_the_version_is_the_projects():
    import tomllib

    from aami_events.config import ROOT

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION
