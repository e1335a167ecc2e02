"""What the consumer does for badges: it draws prints."""

from ..events.queries import get_event
from ..foundation.database import db
from ..foundation.jobs import Job, report, work
from . import queries, rendering, service


@work(service.PRINT)
def draw(job: Job) -> None:
    """Draw a print that somebody waits for."""
    job_id, print_id = job.id, job.request["print"]
    event = get_event(job.request["event"])
    row = queries.find_print(event.id, print_id)
    if row is None or row.state != "making":
        report(job_id, state="failed")
        return
    asked, language = service.Asked.of(row.asked), row.language
    badges = service.who_is_on(event, asked)
    drawing = rendering.drawing_of(event, service.settings_of(event.id), skip=asked.skip)
    name = f"{event.slug}-badges-{print_id}.pdf"
    db.session.rollback()
    report(job_id, total=len(badges))
    try:
        if asked.look:
            rendering.look_through(drawing, badges)
            service.finish_look(print_id, len(badges), rendering.plain(drawing.flaws))
            report(job_id, state="done")
            return
        data = rendering.print_file(drawing, badges, language, lambda done: report(job_id, done=done))
    except Exception:
        service.fail_print(print_id)
        raise
    file_id = service.finish_print(print_id, badges, rendering.plain(drawing.flaws), data, name)
    report(job_id, state="done", file_id=file_id)
