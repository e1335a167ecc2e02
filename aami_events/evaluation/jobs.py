"""What the consumer does for surveys: it mixes, closes what is over, and writes anew what is finished."""

from ..foundation import files
from ..foundation.database import transaction
from ..foundation.i18n import speaking
from ..foundation.jobs import Job, nudge, report, sweep, task, work
from . import exports, queries, service
from .rendering.files import reported


@task(service.MIX)
def mix(survey_id: int) -> None:
    """Mix what waits in, if there is enough."""
    service.mix(survey_id)


@task(service.FINISH)
def finish(survey_id: int) -> None:
    """After the closing: mix the last in, write everything anew, in the files too."""
    service.finish(survey_id)
    service.rewrite_files()


@sweep
def close_what_is_over() -> int:
    """Each minute: surveys whose hour is past are closed, and what was closed is finished; how many."""
    over = service.overdue()
    for survey_id in over:
        service.close(survey_id)
    for survey_id in service.unfinished():
        nudge(service.FINISH, survey_id)
    service.rewrite_files()
    return len(over)


@sweep
def write_letters() -> int:
    """Each minute: what open surveys write by themselves; how many letters."""
    return sum(service.write_by_itself(survey_id) for survey_id in service.writing())


@work("evaluation.export")
def export(job: Job) -> None:
    """Make a long workbook, or a report: one's own language first."""
    job_id, owner, kind, language = job.id, job.owner_id, job.request["kind"], job.request["language"]
    by = job.request.get("by", "")
    survey = queries.get_survey(job.request["survey"])
    with speaking(language):
        data = exports.as_xlsx(survey) if kind == "xlsx" else reported(survey, kind, language, by)
    name = f"{survey.slug}-{language}.{kind}"
    with transaction():
        file_id = files.keep_made(data, name, owner_id=owner).id
        report(job_id, state="done", file_id=file_id)
