"""What the consumer does for surveys: it mixes, closes what is over, and writes anew what is finished."""

from ..foundation.jobs import nudge, sweep, task
from . import service


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
