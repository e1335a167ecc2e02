"""Prints: asked for by a person, drawn by the consumer, remembered person by person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ...events.models import Event
from ...foundation import audit, clock
from ...foundation.database import db, transaction, transactional
from ...foundation.files import keep_made
from ...foundation.jobs import start_job
from .. import queries
from ..errors import NobodyToPrint, NotThere
from ..models import BadgePrint, Printed
from ..rules.content import SORTS, WHO, Badge, in_order, to_print

#: the name of the job
PRINT = "badges.print"

#: [registration, slot, what, signs]
Flaws = list[list[Any]]


@dataclass(frozen=True)
class Asked:
    """What somebody asks for."""

    who: str = WHO[0]
    #: registrations, for "selected"
    ids: tuple[int, ...] = ()
    sort: str = SORTS[0]
    #: cells of the first sheet that are used up
    skip: int = 0
    #: nothing is drawn: what is to be looked at, only
    look: bool = False

    @classmethod
    def of(cls, asked: dict[str, Any]) -> "Asked":
        """As it was written down."""
        return cls(**asked | {"ids": tuple(asked["ids"])})


def who_is_on(event: Event, asked: Asked) -> list[Badge]:
    """The badges of a print, in its order."""
    ids = set(asked.ids) if asked.who == "selected" else None
    badges = queries.badges_of(event, ids)
    printed = queries.last_printed(event.id) if asked.who == "changed" else {}
    return in_order(to_print(badges, asked.who, printed, asked.ids), asked.sort)


@transactional
def ask_print(event: Event, asked: Asked, language: str, owner_id: int) -> int:
    """Have it drawn; the id of the print. NobodyToPrint."""
    count = len(who_is_on(event, asked))
    if not count:
        raise NobodyToPrint
    written = asdict(asked) | {"ids": list(asked.ids)}
    row = BadgePrint(event_id=event.id, person_id=owner_id, at=clock.now(), asked=written, language=language)
    db.session.add(row)
    db.session.flush()
    if not asked.look:
        diff = {"badges": [None, count]}
        audit.record("badges.print_asked", ("badge_print", row.id), scope=("event", event.id), diff=diff)
    row.job_id = start_job(PRINT, owner_id, {"event": event.id, "print": row.id})
    return row.id


def finish_look(print_id: int, count: int, flaws: Flaws) -> None:
    """It is looked through."""
    with transaction():
        row = _waited_for(print_id)
        if row is not None:
            row.state, row.count, row.flaws = "looked", count, flaws


def finish_print(print_id: int, badges: Sequence[Badge], flaws: Flaws, data: bytes, name: str) -> int | None:
    """It is drawn: keep the file, and what stands on whose badge; the file's id. A print that is no longer waited for
    stays as it is, and people who were erased meanwhile are not remembered."""
    with transaction():
        row = _waited_for(print_id)
        if row is None:
            return None
        row.file_id = keep_made(data, name, owner_id=row.person_id).id
        row.state, row.count, row.flaws = "ready", len(badges), flaws
        there = queries.among([badge.id for badge in badges])
        db.session.add_all(
            Printed(print_id=print_id, registration_id=badge.id, fingerprint=badge.fingerprint)
            for badge in badges
            if badge.id in there
        )
        return row.file_id


@transactional
def fail_print(print_id: int) -> None:
    """It could not be drawn."""
    row = _waited_for(print_id)
    if row is not None:
        row.state = "failed"


def _waited_for(print_id: int) -> BadgePrint | None:
    row = db.session.get(BadgePrint, print_id, with_for_update={"key_share": True}, populate_existing=True)
    return row if row is not None and row.state == "making" else None


@transactional
def void_print(event_id: int, print_id: int) -> None:
    """It did not come out well: everyone on it is to be printed anew. NotThere."""
    row = queries.find_print(event_id, print_id)
    if row is None or row.state != "ready":
        raise NotThere
    row.state = "void"
    audit.record("badges.print_void", ("badge_print", print_id), scope=("event", event_id))
