"""What the consumer makes of the programme: booklets, drafts of the schedule."""

from ..foundation.database import db
from ..foundation.i18n import speaking
from ..foundation.jobs import Job, report, sweep, task, work
from . import service
from .queries import releases
from .rendering.booklet import booklet


@task(service.BOOKLET)
def make_booklet(booklet_id: int) -> None:
    """Make one; nothing if it is made, or is not wanted any more."""
    row = releases.booklet_of(booklet_id)
    if row is None or row.file_id is not None:
        return
    event = releases.event_of(row.release)
    kind = "-large" if row.large else ""
    name = f"{event.slug}-{row.release.name}-{row.language}{kind}.pdf"
    with speaking(row.language):
        data = booklet(event, row.release, releases.released(row.release), large=row.large)
    db.session.rollback()
    service.keep_booklet(booklet_id, data, name)


@sweep
def make_booklets() -> None:
    """Those that no nudge told."""
    for number in service.waiting_booklets():
        make_booklet(number)


@work(service.DRAFT)
def make_draft(job: Job) -> None:
    """A draft that somebody waits for."""
    number = job.id
    service.make_draft(job.request["draft"])
    report(number, state="done")
