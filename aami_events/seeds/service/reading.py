"""What the demo's programming committee read in July and reads again in August."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...committees.models import Committee, Member
from ...committees.queries import find_committee, members_of
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import transaction
from ...foundation.dates import in_zone
from ...proposals import service as proposals
from ...proposals.models import Proposal
from ...proposals.queries.lists import Filter, everything
from ...proposals.queries.reading import Board, criteria_of, find_reading, open_board
from ...proposals.queries.readings import text_languages
from .data import data, draw

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """A proposal as it was when the committee began to read."""

    id: int
    title: str
    languages: frozenset[str]
    #: whether a session of the programme came of it
    held: bool


def _plain(row: Proposal) -> Read:
    return Read(row.id, row.title.fr or row.title.en or "", text_languages(row.abstract), row.track_id is None)


def read_proposals(slug: str) -> None:
    """Set up how the committee reads; share out what was proposed; read it. Wholly or not at all, and once."""
    committee, facts = find_committee(slug), data("reading")[slug]
    if committee is None or committee.event is None or criteria_of(committee.id):
        return
    with transaction():
        with clock.stopped(_moment("2020-06-29T10:00", committee)):
            _set_up(committee, facts)
        rows = [_plain(row) for row in everything(committee.event.id, Filter(state="submitted"))]
        with clock.stopped(_moment("2020-07-02T10:00", committee)):
            _recuse(committee, facts, rows)
            _settle(committee, rows)
            leader = _accounts(committee)[0][1]
            pairs = proposals.plan(open_board(committee, leader)).pairs
            proposals.apply_plan(committee.id, leader, pairs)
        with clock.stopped(_moment("2020-07-14T20:00", committee)):
            _read(committee, facts, rows, pairs)
            _talk(committee, facts, rows)


def read_again(slug: str) -> None:
    """In August each of what is not decided gets one more reader, who has not read it yet; once."""
    committee = find_committee(slug)
    if committee is None or committee.event is None or _readers(committee) > data("reading")[slug]["readers"]:
        return
    leader = _accounts(committee)[0][1]
    board = open_board(committee, leader)
    held = proposals.given_pairs(board)
    with transaction(), clock.stopped(_moment("2020-08-11T09:30", committee)):
        proposals.set_reading(committee.id, blind=False, sealed=False, readers=5, base=board.revision)
        for row in map(_plain, everything(committee.event.id, Filter(state="submitted", decision="none"))):
            seats = [one for one, _account in _accounts(committee)]
            free = [one for one in seats if (row.id, one.id) not in held and _able(board, row, one)]
            for member in free[:1]:
                proposals.give(committee.id, leader, row.id, member.id)


def _readers(committee: Committee) -> int:
    """How many are to read each proposal; 0 where nothing is settled yet."""
    reading = find_reading(committee.id)
    return reading.readers if reading else 0


def _moment(wall: str, committee: Committee) -> dt.datetime:
    zone = committee.event.zone if committee.event else "America/Toronto"
    return in_zone(dt.datetime.fromisoformat(wall), zone)


def _accounts(committee: Committee) -> list[tuple[Member, int]]:
    """Who reviews, the chair first, with their accounts."""
    seated = [one for one in members_of(committee.id) if one.state == "accepted" and one.role != "observer"]
    return [(one, one.person_id) for one in seated if one.person_id]


def _set_up(committee: Committee, facts: Facts) -> None:
    proposals.set_reading(committee.id, blind=False, sealed=False, readers=facts["readers"], base=0)
    for row in facts["criteria"]:
        entry = proposals.CriterionEntry(Written(**row["name"]), Written(**row["guidance"]), row["weight"])
        proposals.save_criterion(committee.id, entry)
    for row in facts["phases"]:
        starts, ends = (dt.datetime.fromisoformat(row[name]) for name in ("starts", "ends"))
        says = (row["scoring"], row["discussion"], row["others"])
        proposals.save_phase(committee.id, proposals.PhaseEntry(Written(**row["name"]), starts, ends, *says))


def _recuse(committee: Committee, facts: Facts, rows: Sequence[Read]) -> None:
    accounts = {member.email: account for member, account in _accounts(committee)}
    for row in facts["recusals"]:
        proposals.recuse(committee.id, accounts[row["email"]], rows[row["nth"]].id, row["reason"])


def _settle(committee: Committee, rows: Sequence[Read]) -> None:
    """The chair has looked at half of what is suggested: an address at the same place is not always a conflict."""
    leader, account = _accounts(committee)[0]
    board = open_board(committee, account)
    seen = {row.id for row in rows} - board.hidden
    suggested = board.conflicts.suggested
    waiting = sorted(
        pair for pair in suggested if pair[0] in seen and suggested[pair] != "own" and pair[1] != leader.id
    )
    for proposal, member in waiting[::2]:
        state = "dismissed" if proposal % 2 else "declared"
        proposals.set_conflict(committee.id, account, proposal, member, state, "")


def _able(board: Board, row: Read, member: Member) -> bool:
    readable = not row.languages or bool(row.languages & set(member.reads))
    return readable and not board.conflicts.stands(row.id, member.id)


def _read(committee: Committee, facts: Facts, rows: Sequence[Read], pairs: Sequence[tuple[int, int]]) -> None:
    """Everyone what they were given, and a fifth of the rest that they can read; one in forty abstains."""
    asked, criteria = set(pairs), [one.id for one in criteria_of(committee.id)]
    board = open_board(committee, _accounts(committee)[0][1])
    for member, account in _accounts(committee):
        mine = [
            row
            for row in rows
            if _able(board, row, member) and ((row.id, member.id) in asked or draw(row.title, member.email) % 30 == 0)
        ]
        proposals.give_reviews(committee.id, account, [_review(criteria, facts, row, member) for row in mine])


def _review(criteria: Sequence[int], facts: Facts, row: Read, member: Member) -> tuple[int, proposals.ReviewEntry, str]:
    """What a member thinks: near to what the proposal is worth, not always the same for each criterion."""
    title = row.title
    worth = 4 if row.held else 1 + draw(title) % 3
    near = {number: draw(title, member.email, number) % 3 - 1 for number in criteria}
    points = {number: min(5, max(1, worth + step)) for number, step in near.items()}
    language = member.language
    if draw(member.email, title) % 40 == 0:
        return row.id, proposals.ReviewEntry(language=language), "abstained"
    words = facts["said"][language][str(round(sum(points.values()) / len(points)))]
    text = words[draw(title, member.id) % len(words)] if draw(title, "says", member.email) % 2 else ""
    return row.id, proposals.ReviewEntry(points, text, language), "given"


def _talk(committee: Committee, facts: Facts, rows: Sequence[Read]) -> None:
    """Remarks here and there, and tags."""
    accounts = _accounts(committee)
    leader, account_of_leader = accounts[0]
    board = open_board(committee, account_of_leader)
    for number, row in enumerate(rows):
        member, account = accounts[number % len(accounts)]
        if number % 6 == 0 and _able(board, row, member):
            words = facts["remarks"][member.language]
            proposals.say(committee.id, account, row.id, words[number // 6 % len(words)], member.language)
    for number, row in enumerate(rows):
        tags = [word for word, every in facts["tags"].items() if number % every == 3]
        if tags and not board.conflicts.stands(row.id, leader.id):
            proposals.tag(committee.id, account_of_leader, row.id, tags)
