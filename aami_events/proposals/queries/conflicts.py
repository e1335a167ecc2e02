"""Who is in conflict with what: computed from who proposes, over what was declared and dismissed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import aliased

from ...committees.models import Committee, Member
from ...foundation.database import db
from ...foundation.text import fold
from ..models import Conflict, ProposalSpeaker, Speaker
from ..rules import conflicts
from ..rules.conflicts import Person

#: (proposal, member)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Behind:
    """Somebody who stands behind a proposal."""

    name: str
    email: str
    organisation: str
    #: whether they said no
    declined: bool

    def person(self) -> Person:
        """For the rules."""
        return Person(self.email, fold(self.organisation))


@dataclass(frozen=True)
class Conflicts:
    """Between the proposals of an event and members of a committee."""

    #: {proposal: who stands behind it, who wrote it first}
    behind: dict[int, list[Behind]] = field(default_factory=dict)

    #: what suggests one
    suggested: dict[Pair, str] = field(default_factory=dict)
    #: what somebody said about one
    stored: dict[Pair, Conflict] = field(default_factory=dict)

    def stands(self, proposal_id: int, member_id: int) -> bool:
        """Whether it hides the proposal from the member."""
        pair = (proposal_id, member_id)
        row = self.stored.get(pair)
        return conflicts.stands(row.state if row else None, self.suggested.get(pair))

    def pairs(self) -> set[Pair]:
        """All that stand."""
        return {pair for pair in self.suggested.keys() | self.stored.keys() if self.stands(*pair)}

    def hidden_from(self, member_id: int) -> frozenset[int]:
        """The proposals that a member does not see."""
        return frozenset(proposal for proposal, member in self.pairs() if member == member_id)


def conflicts_of(asked: Mapping[int, Sequence[Member]]) -> dict[int, Conflicts]:
    """{event: those between all that is proposed for it and the members that are `asked` about}; three queries
    however many they are."""
    behind, everybody = _behind(asked), [one for members in asked.values() for one in members]
    partners = _partners([one.email for one in everybody])
    query = select(Conflict).where(Conflict.member_id.in_([one.id for one in everybody]))
    stored = {(row.proposal_id, row.member_id): row for row in db.session.scalars(query)}
    found = {}
    for event_id, members in asked.items():
        here, numbers = behind.get(event_id, {}), {one.id for one in members}
        mine = {pair: row for pair, row in stored.items() if pair[1] in numbers}
        found[event_id] = Conflicts(here, _suggested(here, members, partners), mine)
    return found


def _suggested(
    behind: Mapping[int, Sequence[Behind]], members: Sequence[Member], partners: Mapping[str, set[str]]
) -> dict[Pair, str]:
    people = {proposal: [one.person() for one in rows] for proposal, rows in behind.items()}
    places, found = _places(people), {}
    for one in members:
        member = Person(one.email, fold(one.organisation_name))
        mates = partners.get(one.email, set())
        near = {member.email, member.organisation, member.place, *mates}
        for proposal in sorted(set().union(*(places.get(place, ()) for place in near if place))):
            why = conflicts.suggested(member, people[proposal], mates)
            if why:
                found[proposal, one.id] = why
    return found


def _places(people: Mapping[int, Sequence[Person]]) -> dict[str, set[int]]:
    """{address, organisation, or place of an address: the proposals behind which it stands}"""
    found: dict[str, set[int]] = defaultdict(set)
    for proposal, rows in people.items():
        for one in rows:
            for place in (one.email, one.organisation, one.place):
                found[place].add(proposal)
    return found


def _behind(event_ids: Collection[int]) -> dict[int, dict[int, list[Behind]]]:
    """{event: {proposal: who stands behind it}}"""
    query = (
        select(Speaker.event_id, ProposalSpeaker.proposal_id, Speaker.name, Speaker.email, Speaker.organisation_name)
        .add_columns(ProposalSpeaker.state)
        .join(ProposalSpeaker, ProposalSpeaker.speaker_id == Speaker.id)
        .where(Speaker.event_id.in_(event_ids))
        .order_by(ProposalSpeaker.proposal_id, ProposalSpeaker.position, ProposalSpeaker.id)
    )
    found: dict[int, dict[int, list[Behind]]] = {}
    for event_id, proposal, name, email, organisation, state in db.session.execute(query).tuples():
        rows = found.setdefault(event_id, {}).setdefault(proposal, [])
        rows.append(Behind(name, email, organisation, state == "declined"))
    return found


def _partners(emails: Collection[str]) -> dict[str, set[str]]:
    """{address: the addresses with which it has proposed something, for any event}"""
    mine, theirs = aliased(ProposalSpeaker), aliased(ProposalSpeaker)
    me, other = aliased(Speaker), aliased(Speaker)
    query = (
        select(me.email, other.email)
        .join(mine, mine.speaker_id == me.id)
        .join(theirs, (theirs.proposal_id == mine.proposal_id) & (theirs.id != mine.id))
        .join(other, other.id == theirs.speaker_id)
        .where(me.email.in_(emails), mine.state != "declined", theirs.state != "declined")
    )
    found: dict[str, set[str]] = defaultdict(set)
    for one, another in db.session.execute(query).tuples():
        found[one].add(another)
    return found


def hidden_from_account(event_id: int, account: int) -> frozenset[int]:
    """What somebody who sits on a committee of this event does not see of its proposals, wherever they look."""
    query = select(Member).join(Member.committee).where(Committee.event_id == event_id, Member.person_id == account)
    members = list(db.session.scalars(query.where(Member.state == "accepted")))
    if not members:
        return frozenset()
    found = conflicts_of({event_id: members})[event_id]
    return frozenset(proposal for proposal, _member in found.pairs())
