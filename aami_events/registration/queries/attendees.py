"""The attendee list: filtered, searched, in keyset pages; a fixed number of queries whatever its length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, func, select

from ...events.models import Event
from ...foundation.database import db
from ...foundation.text import fold
from ...web.pagination import Cursor, Page, page_of, paged
from ..models import AccessRequest, Answer, Category, Consent, Registration, RegistrationPart, SearchWord
from .support import attends

PAGE = 50
BATCH = 1000
#: what columns of the list are made of
LISTED = (
    Registration.id,
    Registration.source_ref,
    Registration.code,
    Registration.name,
    Registration.badge_name,
    Registration.pronouns,
    Registration.spoken,
    Registration.email,
    Registration.organisation_name,
    Registration.organisation_id,
    Registration.province,
    Registration.region,
    Registration.language,
    Registration.category_id,
    Registration.mode,
    Registration.first_time,
    Registration.state,
    Registration.supports_id,
    Registration.sms,
    Registration.reach_by,
    Registration.amount_due_cents,
    Registration.created_at,
)


@dataclass(frozen=True)
class Filter:
    """What an organiser looks for; empty fields do not narrow."""

    q: str = ""
    state: str = ""
    category: str = ""
    part: str = ""
    region: str = ""
    language: str = ""
    member: str = ""
    #: whoever was registered by a colleague and has not said their part
    unfinished: str = ""
    #: "attendees" or "support", for support persons
    who: str = ""
    #: "name" or "newest"
    sort: str = "name"

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is set."""
        chosen = (self.state, self.category, self.part, self.region, self.language, self.member, self.unfinished)
        return any((self.q, self.who, *chosen))


def _found_by(event_id: int, beginning: str) -> Any:
    """Who has a word that begins this way: a range, so that an index serves on either database.

    What many have (one letter) is looked up row by row down the list, which ends with the page; the rest in one go.
    """
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    here = (SearchWord.event_id == event_id, SearchWord.word >= beginning, SearchWord.word < after)
    if len(beginning) == 1:
        return exists().where(SearchWord.registration_id == Registration.id, *here)
    return Registration.id.in_(select(SearchWord.registration_id).where(*here))


def _wanted(event_id: int, wanted: Filter) -> list[Any]:
    conditions: list[Any] = [Registration.event_id == event_id]
    conditions += [_found_by(event_id, word) for word in fold(wanted.q).split()[:8]]
    if wanted.state:
        conditions.append(Registration.state == wanted.state)
    if wanted.category:
        ids = select(Category.id).where(Category.event_id == event_id, Category.key == wanted.category)
        conditions.append(Registration.category_id.in_(ids))
    if wanted.part.isdecimal():
        chosen = select(RegistrationPart.registration_id).where(RegistrationPart.part_id == int(wanted.part[:9]))
        conditions.append(Registration.id.in_(chosen))
    if wanted.region:
        conditions.append(Registration.region == wanted.region)
    if wanted.language:
        conditions.append(Registration.language == wanted.language)
    if wanted.who:
        conditions.append(attends() if wanted.who == "attendees" else ~attends())
    if wanted.member:
        linked = Registration.organisation_id.is_not(None)
        conditions.append(linked if wanted.member == "yes" else ~linked)
    if wanted.unfinished:
        conditions += [Registration.group_id.is_not(None), Registration.own_part_at.is_(None)]
        conditions.append(Registration.state != "cancelled")
    return conditions


def page(event_id: int, wanted: Filter, cursor: Cursor | None, size: int = PAGE) -> Page:
    """One page of rows: id, name, organisation, category, region, state, since when."""
    columns = (
        Registration.id,
        Registration.name,
        Registration.email,
        Registration.organisation_name,
        Registration.category_id,
        Registration.region,
        Registration.state,
        Registration.supports_id,
        Registration.created_at,
        Registration.sort_key,
    )
    newest = wanted.sort == "newest"
    order: list[Any] = [Registration.id] if newest else [Registration.sort_key, Registration.id]
    query, reverse = paged(select(*columns).where(*_wanted(event_id, wanted)), order, cursor, size, descending=newest)
    rows = list(db.session.execute(query))
    return page_of(rows, lambda row: (row.id,) if newest else (row.sort_key, row.id), cursor, size, reverse=reverse)


def count(event_id: int, wanted: Filter, most: int = 1000) -> int:
    """How many match, counted to `most` at the most: a page never pays for counting 100,000."""
    some = select(Registration.id).where(*_wanted(event_id, wanted)).limit(most).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def batches(event_id: int, wanted: Filter) -> Iterator[Sequence[Any]]:
    """Everyone who matches, as rows of plain columns, a thousand at a time."""
    after = 0
    while True:
        query: Any = select(*LISTED).where(*_wanted(event_id, wanted), Registration.id > after)
        rows = _read(query.order_by(Registration.id).limit(BATCH)).all()
        if not rows:
            return
        yield rows
        after = rows[-1].id


def _read(query: Any) -> Any:
    """Plain rows, past the session: ten thousand of them are no objects of anybody's."""
    return db.session.connection().execute(query)


def parts_of(ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """{registration: [(part, state)]}"""
    query = select(RegistrationPart.registration_id, RegistrationPart.part_id, RegistrationPart.state)
    found: dict[int, list[tuple[int, str]]] = {}
    for registration_id, part_id, state in _read(query.where(_among(RegistrationPart, ids))).tuples():
        found.setdefault(registration_id, []).append((part_id, state))
    return found


def answers_of(ids: Sequence[int]) -> dict[int, dict[int, Any]]:
    """{registration: {question version: value}}"""
    query = select(Answer.registration_id, Answer.version_id, Answer.value).where(_among(Answer, ids))
    found: dict[int, dict[int, Any]] = {}
    for registration_id, version_id, value in _read(query).tuples():
        found.setdefault(registration_id, {})[version_id] = value
    return found


def consents_of(ids: Sequence[int]) -> dict[int, set[str]]:
    """{registration: purposes agreed to}"""
    query = select(Consent.registration_id, Consent.purpose).where(_among(Consent, ids), Consent.given)
    found: dict[int, set[str]] = {}
    for registration_id, purpose in _read(query).tuples():
        found.setdefault(registration_id, set()).add(purpose)
    return found


def access_of(ids: Sequence[int]) -> dict[int, str]:
    """{registration: access needs}"""
    query = select(AccessRequest.registration_id, AccessRequest.text).where(_among(AccessRequest, ids))
    return dict(db.session.execute(query).tuples().all())


def _among(table: Any, ids: Sequence[int]) -> Any:
    """Rows of these registrations. Neighbours are read as a range, a few others with them: a thousand numbers in a
    statement cost more than the rows."""
    if ids and max(ids) - min(ids) < 4 * len(ids):
        return table.registration_id.between(min(ids), max(ids))
    return table.registration_id.in_(ids)


def find(event: Event, registration_id: int) -> Registration | None:
    """A registration of this very event."""
    query = select(Registration).where(Registration.id == registration_id, Registration.event_id == event.id)
    return db.session.scalar(query)


def known(event_id: int) -> tuple[set[str], set[tuple[str, str]]]:
    """Names in other systems, and (address, folded name) of everyone not cancelled: what an import compares to."""
    columns = (Registration.source_ref, Registration.email, Registration.sort_key, Registration.state)
    query = select(*columns).where(attends())
    refs, people = set(), set()
    for ref, email, name, state in db.session.execute(query.where(Registration.event_id == event_id)).tuples():
        if ref:
            refs.add(ref)
        if state != "cancelled":
            people.add((email, name))
    return refs, people
