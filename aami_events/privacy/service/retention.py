"""The clock of what is kept: what would go now, and letting it go."""

import datetime as dt
from dataclasses import dataclass

from ...foundation import audit, clock, files
from ...foundation.database import transactional
from ...foundation.marks import find_mark, set_mark
from .. import queries
from ..rules import RULES, night_of

MARK = "privacy.retention"


@dataclass(frozen=True)
class Line:
    """How many rows of a group go, of one event ("" for none)."""

    key: str
    event: str
    rows: int


@transactional
def retain(*, dry: bool) -> list[Line]:
    """Take out everything that is kept no longer, or only say what would go. Counts of reports stay as they are."""
    due, slugs, lines = queries.what_is_over(), queries.slugs(), []
    timed = [(group.key, group.forget, RULES[group.key].days) for group in queries.groups()]
    for really in (False,) if dry else (False, True):  # counted first: who is erased takes all else along
        for key, forget, days in timed:
            if forget is None or days is None:
                continue
            found = forget(due, days, dry=not really)
            lines += [] if really else [Line(key, slugs.get(event, ""), rows) for event, rows in sorted(found.items())]
    if lines and not dry:
        said = {f"{line.key} {line.event}".strip(): [None, line.rows] for line in lines}
        audit.record("privacy.retention", ("privacy", 0), diff=said)
    return lines


@transactional
def retain_nightly() -> bool:
    """Do it once a night; whether it was done now."""
    night = night_of(clock.now()).isoformat()
    if (find_mark(MARK) or "") >= night:
        return False
    set_mark(MARK, night)
    retain(dry=False)
    files.sweep_folder(clock.real_now() - dt.timedelta(days=1))
    return True
