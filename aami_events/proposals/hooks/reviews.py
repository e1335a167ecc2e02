"""What a committee reads, on its members' desks; its words in the worklist; reviews in the personal-data register."""

from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...committees.models import Committee, Member
from ...foundation import clock
from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...foundation.i18n import gettext, lazy_gettext, ngettext
from ...foundation.points import (
    Fact,
    PersonalData,
    PersonalGroup,
    Record,
    TextPlace,
    committee_desk,
    personal_data,
)
from ...foundation.todo import Found, Task
from .. import rendering, service
from ..models import Conflict, Criterion, Phase, Remark, Review
from ..queries import reading, readings
from ..rules import review

GROUPS = (
    PersonalGroup(
        "proposals.reviews",
        lazy_gettext("What a member of a committee wrote about proposals, and their conflicts of interest"),
        lazy_gettext("To choose what is in a programme, and to show that it was done fairly"),
        frozenset({"reviews.text", "review_remarks.text", "review_conflicts.reason"}),
        service.forget_reviews,
    ),
)


@committee_desk.hear
def desk(seats: list[Member]) -> list[Task]:
    """What was given to somebody to read, and conflicts to look at; seven queries however many committees there are."""
    able = [seat for seat in seats if seat.person_id and reading.reads_proposals(seat.committee)]
    if not able:
        return []
    boards = reading.open_boards([seat.committee for seat in able], able[0].person_id or 0)
    due = readings.due(boards)
    return [task for board in boards for task in (*_to_read(board, due.get(board.committee.id, 0)), *_to_settle(board))]


def _to_read(board: reading.Board, number: int) -> list[Task]:
    if not board.reviews or not board.allowed.scoring or not number:
        return []
    phase = reading.phase_now(board.phases)
    left = (phase.ends_at - clock.now()).days if phase else None
    words = ngettext(
        "Read %(num)s proposal (%(committee)s)",
        "Read %(num)s proposals (%(committee)s)",
        number,
        committee=rendering.said(board.committee.name),
    )
    url = url_for("proposals.public.readings_of", committee=board.committee.slug, mine="todo")
    return [Task(review.reading_due(number, left), words, url)]


def _to_settle(board: reading.Board) -> list[Task]:
    if board.me is None or not board.arranges() or not board.allowed.scoring:
        return []
    found = board.conflicts
    open_ones = [
        pair
        for pair, why in found.suggested.items()
        if pair not in found.stored and why != "own" and pair[0] not in board.hidden and pair[1] != board.me.id
    ]
    if not open_ones:
        return []
    words = ngettext(
        "Look at %(num)s suggested conflict of interest (%(committee)s)",
        "Look at %(num)s suggested conflicts of interest (%(committee)s)",
        len(open_ones),
        committee=rendering.said(board.committee.name),
    )
    url = url_for("proposals.public.conflicts", committee=board.committee.slug)
    return [Task(Found("proposals.conflicts", "soon", len(open_ones)), words, url)]


def texts(event_ids: list[int], found: dict[int, list[TextPlace]]) -> dict[int, list[TextPlace]]:
    """Adds the names of phases, and criteria with what they look for; two queries."""
    for table, word in ((Phase, gettext("Phase of reading: %(name)s")), (Criterion, gettext("Criterion: %(name)s"))):
        query = select(table, Committee.event_id).join(Committee, Committee.id == table.committee_id)
        rows: Any = db.session.execute(query.where(Committee.event_id.in_(event_ids)).order_by(table.id)).tuples()
        for row, event_id in rows:
            place = word % {"name": rendering.said(row.name)}
            held = found.setdefault(event_id, [])
            held.append(_text(row, place, "name", gettext("Name"), "line"))
            if isinstance(row, Criterion):
                held.append(_text(row, place, "guidance", gettext("What to look for"), "text"))
    return found


def _text(row: Phase | Criterion, place: str, name: str, label: str, kind: str) -> TextPlace:
    def write(value: Bilingual) -> None:
        setattr(row, name, value)

    key = f"{type(row).__name__.lower()}:{row.id}:{name}"
    return TextPlace(key, place, label, getattr(row, name), write, kind, blocks=False)


@personal_data.hear
def register() -> PersonalData:
    """What members of committees wrote about proposals."""
    return PersonalData("reviews", "reviewer", GROUPS, find, records, service.erase_reviews)


def find(email: str) -> dict[int, str]:
    """{id: name} of the seats of an address from which something was written."""
    wrote = [Member.id.in_(select(table.member_id)) for table in (Review, Remark, Conflict)]
    query = select(Member.id, Member.name).where(Member.email == email, wrote[0] | wrote[1] | wrote[2])
    return dict(db.session.execute(query).tuples().all())


def records(ids: Collection[int]) -> list[Record]:
    """What they wrote, for the person."""
    made: list[Record] = []
    tables: tuple[tuple[Any, str], ...] = (
        (Review, gettext("Review of a proposal")),
        (Remark, gettext("Remark about a proposal")),
        (Conflict, gettext("Conflict of interest")),
    )
    for table, title in tables:
        query = select(table).where(table.member_id.in_(ids)).order_by(table.id)
        query = query.options(joinedload(table.member)) if table is not Conflict else query
        made += [Record(table.__tablename__, title, _facts(row)) for row in db.session.scalars(query)]
    return made


def _facts(row: Review | Remark | Conflict) -> tuple[Fact, ...]:
    text = row.reason if isinstance(row, Conflict) else row.text
    facts = [Fact("proposal", gettext("Proposal"), row.proposal_id, str(row.proposal_id))]
    if isinstance(row, Review):
        score = row.score / 100 if row.score is not None else None
        facts.append(Fact("score", gettext("Points"), score, "" if score is None else str(score)))
    return (*facts, Fact("text", gettext("Text"), text, text))
