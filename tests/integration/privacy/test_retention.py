"""What is kept goes when its time is over: said beforehand, done at night, and no count changes."""

import datetime as dt
import os

import pytest
from sqlalchemy import func, select

from aami_events.foundation import files, jobs
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db, transaction
from aami_events.foundation.files import StoredFile
from aami_events.foundation.jobs import Job
from aami_events.foundation.outbox import OutboxLetter
from aami_events.people import service as people
from aami_events.privacy import service
from aami_events.privacy.jobs import forget_nightly
from aami_events.registration import queries as registrations
from aami_events.registration.models import AccessRequest, Answer, Consent
from tests.factories import make_event, make_question, register
from tests.factories.reading import the
from tests.factories.traces import everywhere
from tests.integration.privacy.conftest import EMAIL, WORDS, send_everything, versions

pytestmark = pytest.mark.usefixtures("inside")
LAST_DAY = dt.datetime(2020, 9, 19, 13, 0, tzinfo=dt.UTC)


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def what_goes(*, dry: bool = True) -> dict[str, tuple[str, int]]:
    return {line.key.partition(".")[2]: (line.event, line.rows) for line in service.retain(dry=dry)}


def days_after(clock, days: int) -> None:
    """So many whole days have passed since the event, wherever in Canada."""
    clock.set(LAST_DAY + dt.timedelta(days=days + 2))


def test_nothing_goes_of_an_event_to_come_but_what_was_made_on_the_way(planted, clock):
    assert what_goes() == {}
    clock.set(LAST_DAY)
    assert what_goes() == {"lists": ("", 4)}


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (89, set()),
        (90, {"access"}),
        (365, {"access", "answers", "letters"}),
        (1094, {"access", "answers", "letters"}),
        (1095, {"access", "answers", "letters", "person", "consents", "history"}),
    ],
)
def test_each_group_goes_in_its_time(planted, clock, days, gone):
    days_after(clock, days)
    there = {key for key, (event, _rows) in what_goes().items() if event == "rencontre-2020"}
    assert there == gone


def test_each_question_says_for_itself_how_long_its_answers_are_kept(inside, clock):
    event = make_event()
    make_question(event, "repas", retention_days=10)
    make_question(event, "metier", position=2, retention_days=400)
    make_question(event, "sante", position=3, retention_days=10)
    asked = versions(event)
    register(event, answers=dict.fromkeys(asked.values(), "oui"))
    days_after(clock, 10)
    assert what_goes(dry=False)["answers"] == ("rencontre-2020", 2)
    assert db.session.scalars(select(Answer.version_id)).all() == [asked["metier"]]
    days_after(clock, 400)
    assert what_goes(dry=False)["answers"] == ("rencontre-2020", 1)


def test_a_dry_run_changes_nothing_and_says_what_the_real_one_does(planted, clock):
    days_after(clock, 1095)
    before, said = everywhere(*WORDS), what_goes()
    assert (everywhere(*WORDS), said) == (before, what_goes())
    assert what_goes(dry=False) == said
    assert what_goes() == what_goes(dry=False) == {}


def test_what_is_over_leaves_no_trace_and_every_count(planted, clock):
    days_after(clock, 1095)
    before = (registrations.counts_by_state(planted.event), how_many(OutboxLetter), how_many(AuditEntry))
    service.retain(dry=False)
    trace = [place for place in everywhere(*WORDS) if not place.startswith("people.")]
    assert trace == [], "an account is kept until it is closed"
    assert (registrations.counts_by_state(planted.event), how_many(OutboxLetter)) == before[:2]
    assert how_many(AuditEntry) == before[2] + 1, "it is written down, with counts"
    assert (how_many(AccessRequest), how_many(Consent)) == (0, 0)
    assert the(planted.registration).email == ""


def test_that_somebody_needed_something_stays_when_what_it_was_goes(planted, clock):
    days_after(clock, 90)
    service.retain(dry=False)
    assert db.session.scalars(select(AccessRequest.text)).all() == [""]
    assert registrations.access_of(planted.registration) == ""
    assert the(planted.registration).email == EMAIL


def test_a_letter_that_still_waits_goes_no_more(inside, clock):
    event = make_event()
    register(event)
    assert db.session.scalars(select(OutboxLetter.state)).all() == ["waiting"]
    days_after(clock, 365)
    service.retain(dry=False)
    row = db.session.scalars(select(OutboxLetter)).one()
    assert (row.state, row.recipient, row.text, row.facts) == ("failed", "", "", {})


def test_an_event_without_a_date_keeps_what_it_has(inside, clock):
    from aami_events.foundation.dates import FuzzyDate

    event = make_event(starts=None, ends=None, when=FuzzyDate(None, None, "ongoing"), closes=None)
    register(event, access_needs="LSQ")
    send_everything()
    clock.forward(days=5000)
    assert what_goes() == {}


def test_sign_in_links_belong_to_no_event(planted, clock):
    people.send_sign_in_link(EMAIL, 30)
    clock.forward(days=31)
    assert what_goes()["links"] == ("", 1)
    clock.forward(days=365)
    assert what_goes()["letters"] == ("", 1), "the letter with the link, which belongs to no event"
    service.retain(dry=False)
    assert "links" not in what_goes()


def test_lists_go_after_a_week_and_a_picture_that_somebody_brought_stays(planted, clock):
    import io

    with transaction():
        kept = files.keep(io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(20)), "photo.png", owner_id=None).key
    clock.forward(days=8)
    assert what_goes(dry=False)["lists"] == ("", 4)
    assert [path.name for path in files.folder().iterdir()] == [kept]
    assert how_many(StoredFile) == 1
    states = dict(db.session.execute(select(Job.state, Job.request)).tuples().all())
    assert states == {"done": {}, "failed": {}}, "what has not begun in a week is called off"


def test_once_a_night(planted, clock):
    days_after(clock, 90)
    assert [forget_nightly(), forget_nightly()] == [True, False]
    clock.forward(days=1)
    assert forget_nightly() is True
    assert forget_nightly in jobs.SWEEPS


def test_what_lies_in_the_folder_without_a_row_goes_after_a_day(planted):
    old, new = files.folder() / ("0" * 32), files.folder() / ("1" * 32)
    for path in (old, new):
        path.write_bytes(b"xq")
    os.utime(old, (0, 0))
    service.retain_nightly()
    assert (old.exists(), new.exists(), (files.folder() / planted.files[0]).exists()) == (False, True, True)


def test_the_command_prints_counts_and_nobody(planted, clock, inside):
    days_after(clock, 90)
    run = inside.test_cli_runner().invoke
    said = run(args=["privacy", "retention", "--dry-run"])
    assert "registration.access\trencontre-2020\t1" in said.output
    assert "xq" not in said.output.lower() and "nothing was changed" in said.output
    assert registrations.access_of(planted.registration) == "xqbesoin"
    assert run(args=["privacy", "retention"]).exit_code == 0
    assert registrations.access_of(planted.registration) == ""
