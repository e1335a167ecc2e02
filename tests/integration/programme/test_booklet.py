"""The printed programme: asked for by anybody, made once, kept; what it says and looks like in its text."""

import subprocess
import sys
from types import ModuleType

import pytest
from sqlalchemy.exc import IntegrityError

from aami_events.foundation.database import db, transaction
from aami_events.foundation.files import forget_made
from aami_events.foundation.i18n import speaking
from aami_events.foundation.jobs import sweep_all
from aami_events.programme import jobs, service
from aami_events.programme.models import Booklet
from aami_events.programme.queries import releases
from aami_events.programme.rendering.booklet import booklet
from tests.factories import NOW, make_event
from tests.factories.programme import at, make_room, placed, release, the_session
from tests.factories.together import tally, together
from tests.integration.programme.conftest import LANGUAGES

HERE = "/fr/events/rencontre-2020/programme.pdf"


@pytest.fixture
def quick(monkeypatch) -> ModuleType:
    """PDFs that take no time; what they are is tried apart."""
    monkeypatch.setattr(jobs, "booklet", lambda *_facts, **_more: b"%PDF-1.7 a booklet")
    return jobs


def text_of(data: bytes, tmp_path) -> str:
    (tmp_path / "x.pdf").write_bytes(data)
    return subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout


@LANGUAGES
@pytest.mark.databases("sqlite")
def test_what_the_booklet_says(app, released, language, tmp_path):
    with app.test_request_context(f"/{language}/"), speaking(language):
        version = releases.with_sessions(releases.last_release(released.event).id)
        event = releases.event_of(version)
        data = booklet(event, version, releases.released(version), large=language == "en", bleed=language == "fr")
    assert data.startswith(b"%PDF-")
    said = text_of(data, tmp_path)
    for word in (f"Rencontre ({language})", "ᐅᔭᕋᒃ", "ᐃᓄᒃᑎᑐᑦ", "Ariane Tremblay", "Cachets & droits"):
        assert word in said, word
    assert "Sans place" not in said, "what is not released is not printed"
    contents = next(line for line in said.splitlines() if ". . ." in line)
    assert contents.rstrip().endswith("3"), contents


def test_the_first_who_asks_waits_and_the_next_has_it(app, client, released, quick):
    first = client.get(HERE)
    assert (first.status_code, first.headers["Refresh"], first.headers["Cache-Control"]) == (202, "3", "no-store")
    with app.app_context():
        sweep_all()
    found = client.get(HERE)
    assert found.status_code == 200 and found.data.startswith(b"%PDF-")
    assert "rencontre-2020-1-fr.pdf" in found.headers["Content-Disposition"]
    assert client.get(HERE + "?size=large").status_code == 202
    assert client.get(HERE.replace("/fr/", "/en/")).status_code == 202
    with app.app_context():
        sweep_all()
    assert "1-fr-large.pdf" in client.get(HERE + "?size=large").headers["Content-Disposition"]


def test_a_new_version_has_a_booklet_of_its_own(app, client, released, quick):
    client.get(HERE)
    with app.app_context():
        jobs.make_booklets()
        placed(released.event, "Neuve", at(14), released.hall)
        release(released.event, "2")
    assert client.get(HERE).status_code == 202


def test_nothing_is_printed_before_the_first_release(client, plan):
    assert client.get(HERE).status_code == 404
    assert client.get("/fr/events/rien/programme.pdf").status_code == 404


@pytest.fixture
def version(inside) -> int:
    event = make_event()
    the_session(placed(event, "Séance", at(10), make_room(event)))
    release(event)
    return releases.last_release(event).id


def test_it_is_made_once_whatever_is_nudged(version, quick):
    number = service.ask_booklet(version, "fr", large=False)
    assert service.ask_booklet(version, "fr", large=False) == number and service.waiting_booklets() == [number]
    jobs.make_booklet(number)
    first = releases.find_booklet(version, "fr", large=False).file_id
    jobs.make_booklet(number)
    service.keep_booklet(number, b"%PDF-1.7 another", "x.pdf")
    assert releases.find_booklet(version, "fr", large=False).file_id == first
    assert service.ask_booklet(version, "fr", large=False) == number and service.waiting_booklets() == []
    jobs.make_booklet(10**6)
    service.keep_booklet(10**6, b"%PDF-1.7 nobody's", "x.pdf")


def test_it_goes_with_its_file_and_is_made_when_asked_for_again(version, quick, clock):
    jobs.make_booklet(service.ask_booklet(version, "fr", large=False))
    with transaction():
        assert forget_made(NOW) == 1
    assert db.session.query(Booklet).count() == 0 and service.waiting_booklets() == []
    assert service.ask_booklet(version, "fr", large=False) in service.waiting_booklets()


def test_two_who_ask_at_once_ask_for_the_same(version, inside):
    outcomes = together(inside, *[lambda: service.ask_booklet(version, "en", large=True)] * 4)
    assert tally(outcomes) == {"done": 4} and len(set(outcomes)) == 1


def test_who_was_second_finds_what_the_first_asked_for(version, inside, monkeypatch):
    """What the race above comes to when it is close, whatever the machine."""
    module = sys.modules["aami_events.programme.service.booklets"]
    ask, refusals = module._ask, [IntegrityError("", {}, Exception())]

    def second(*wanted) -> int:
        if refusals:
            ask(*wanted)
            raise refusals.pop()
        return ask(*wanted)

    monkeypatch.setattr(module, "_ask", second)
    number = service.ask_booklet(version, "en", large=True)
    assert service.waiting_booklets() == [number]
