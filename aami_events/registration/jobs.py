"""What registration does outside requests: offers that move on, long exports and imports."""

from ..events.queries import get_event
from ..foundation import files
from ..foundation.database import db, transaction
from ..foundation.i18n import speaking
from ..foundation.jobs import Job, report, sweep, work
from . import exports, imports, service
from .queries import attendees


@sweep
def move_offers_on() -> int:
    """End offers whose time is up; how many."""
    return sum(service.expire_offers(event_id) for event_id in service.events_with_expired_offers())


@sweep
def drop_expired_drafts() -> int:
    """Take out forms that were kept and not continued in time; how many."""
    return service.drop_expired_drafts() if service.drafts_expired() else 0


@work("registration.export")
def export(job: Job) -> None:
    """Make a long workbook."""
    job_id, asked, owner = job.id, job.request, job.owner_id
    event = get_event(asked["event"])
    with speaking(asked["language"]):
        wanted = attendees.Filter(**asked["filter"])
        header, rows = exports.table(event, wanted, asked["columns"], may_see=asked["sees"], codes=asked["codes"])
        data = exports.workbook(header, rows, event.slug)
        name = f"{event.slug}-{asked['language']}.xlsx"
    with transaction():
        file_id = files.keep_made(data, name, owner_id=owner).id
        report(job_id, state="done", file_id=file_id)


@work("registration.import")
def load(job: Job) -> None:
    """Load a long list; what is there already is left alone, so a second run goes on where the first ended."""
    job_id, event = job.id, get_event(job.request["event"])
    row = db.session.get_one(files.StoredFile, job.request["file"])
    plan = imports.make_plan(event, (files.folder() / row.key).read_bytes(), row.name)
    lines = [(line.entry, line.ref, line.state) for line in plan.of("add") if line.entry]
    report(job_id, total=len(lines))
    service.import_lines(event.id, lines, lambda done: report(job_id, done=done))
    report(job_id, state="done")
