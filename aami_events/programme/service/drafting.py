"""Drafts of the schedule: asked for, made by a solver, compared by a person, and applied wholly or not at all."""

from typing import Any

from ...events.models import Event
from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.database import db, transaction, transactional
from ...foundation.jobs import start_job
from .. import queries
from ..errors import DraftStale, NothingToDraft, SessionsOverlap
from ..models import Drafted
from ..queries import drafting
from ..rules.drafting import Draft, draft, repair
from ..rules.grid import EVERYWHERE, Span
from .placing import stand

#: the name of the job
DRAFT = "programme.draft"
KINDS = ("whole", "repair")
#: what the solver may take, in seconds
LEAST, USUAL, MOST = 1, 30, 300


@transactional
def ask_draft(event_id: int, kind: str, seconds: int, *, owner_id: int | None = None) -> int:
    """Write down that a draft is wanted, and have it made if somebody (`owner_id`) waits for it; its id.

    NothingToDraft.
    """
    event = lock_row(event_id)
    if drafting.ground_of(event) is None:
        raise NothingToDraft
    row = Drafted(event_id=event_id, kind=kind if kind in KINDS else "whole", state="waiting", at=clock.now())
    row.seconds = min(max(seconds, LEAST), MOST)
    db.session.add(row)
    db.session.flush()
    audit.record("programme.draft_asked", ("draft", row.id), scope=("event", event_id))
    if owner_id is not None:
        start_job(DRAFT, owner_id, {"event": event_id, "draft": row.id})
    return row.id


def make_draft(draft_id: int) -> None:
    """Let the solver work, outside any transaction, and keep what it proposes."""
    row = db.session.get_one(Drafted, draft_id)
    kind, seconds = row.kind, row.seconds
    ground = drafting.ground_of(db.session.get_one(Event, row.event_id))
    db.session.rollback()
    if ground is None:
        _keep(draft_id, "failed", "", {})
        return
    made = draft(ground.problem, seconds) if kind == "whole" else repair(ground.problem, ground.before, seconds)
    _keep(draft_id, "done", ground.mark, _plain(made, ground))


def _plain(made: Draft, ground: drafting.Ground) -> dict[str, Any]:
    placed = {
        str(number): [ground.moment(start).isoformat(timespec="minutes"), room]
        for number, (start, room) in sorted(made.placed.items())
    }
    unplaced = {str(number): why for number, why in sorted(made.unplaced.items())}
    measures = {"cost": made.cost, "bound": made.bound, "proven": made.proven, "fewest": made.fewest}
    return {"placed": placed, "unplaced": unplaced, **measures, "seconds": round(made.seconds, 1)}


def _keep(draft_id: int, state: str, mark: str, result: dict[str, Any]) -> None:
    with transaction():
        row = db.session.get_one(Drafted, draft_id)
        row.state, row.mark, row.result = state, mark, result


@transactional
def apply_draft(event_id: int, draft_id: int) -> int:
    """Put every session where the draft has it; how many moved. DraftStale when the grid has changed since."""
    event = lock_row(event_id)
    db.session.expire_all()
    row = drafting.find_draft(event_id, draft_id)
    ground = drafting.ground_of(event)
    if row is None or row.state != "done" or ground is None or ground.mark != row.mark:
        raise DraftStale
    placed, moved = row.result["placed"], 0
    for session in queries.sessions_of(event_id):
        if session.kind not in EVERYWHERE and not session.cancelled:
            starts, room = placed.get(str(session.id), (None, None))
            moved += stand(session, starts, room)
    db.session.flush()
    _check(queries.spans_of(event_id))
    row.state = "applied"
    audit.record("programme.draft_applied", ("draft", row.id), scope=("event", event_id), diff={"moved": [0, moved]})
    return moved


def _check(spans: list[Span]) -> None:
    """SessionsOverlap, and nothing done, should two stand in one room at once."""
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            same = one.room == other.room or None in (one.room, other.room)
            if same and one.starts < other.ends and other.starts < one.ends:
                raise SessionsOverlap([one.id, other.id])
