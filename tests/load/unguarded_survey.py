"""Answers without what keeps two from being written over each other, to show that the load test would notice: what
waits is read, then written, by whoever comes."""

import time
from typing import Any

from aami_events import application
from aami_events.evaluation.models import Pool
from aami_events.evaluation.service import answering
from aami_events.foundation.database import db
from tests.load import naive

#: seconds between look and write: a fast machine would otherwise be through before anybody else looks
WINDOW = 0.005


def keep_waiting(survey: Any, said: Any, values: dict[str, Any], words: list[Any]) -> None:
    """Among those that wait."""
    pool = db.session.get(Pool, survey.id)
    held = list(pool.waiting) if pool else []
    time.sleep(WINDOW)
    held.append({"language": said.language, "answers": values, "words": words, "quotable": False, "equity": {}})
    if pool is None:
        db.session.add(Pool(survey_id=survey.id, waiting=held))
    else:
        pool.waiting = held


assert answering._keep_waiting.__module__ == answering.__name__, "what guards the pool has moved: so must the control"
answering._keep_waiting = keep_waiting
# what is written before would lock SQLite's only writer, and nobody could be in between
answering._once = answering._drop_partial = lambda _of: None  # type: ignore[assignment,return-value]
naive.everywhere()
app = application.create_app()
