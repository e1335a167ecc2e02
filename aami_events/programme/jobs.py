"""What the consumer makes of the programme: booklets, proofs, drafts of the schedule."""

from ..foundation.database import db
from ..foundation.i18n import speaking
from ..foundation.jobs import Job, report, sweep, task, work
from . import service
from .queries import printing, releases
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


@task(service.PROOF)
def make_proof(proof_id: int) -> None:
    """Make one as a printer gets it; nothing if it is made, or is not wanted any more."""
    row = printing.proof_to_make(proof_id)
    if row is None:
        return
    release, language = row.frozen.release, row.language
    event = releases.event_of(release)
    name = f"{event.slug}-{release.name}-{language}-print.pdf"
    with speaking(language):
        data = booklet(event, release, releases.released(release), large=False, bleed=True)
    db.session.rollback()
    service.keep_proof(proof_id, data, name)


@sweep
def make_proofs() -> None:
    """Those that no nudge told."""
    for number in printing.waiting_proofs():
        make_proof(number)


@work(service.DRAFT)
def make_draft(job: Job) -> None:
    """A draft that somebody waits for."""
    number = job.id
    service.make_draft(job.request["draft"])
    report(number, state="done")
