"""Texts are given to somebody, translated, approved or sent back, and loaded from a file that comes back.

Whoever writes a text of an event first locks the event's row and reads the text again: what was read before is never
written over. A translation waits beside the text until the author approves it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from ..events.models import Event, Part
from ..foundation import audit
from ..foundation.bilingual import Bilingual
from ..foundation.database import db, transactional
from ..foundation.text import clean
from ..people.queries import list_able
from . import queries, rules
from .errors import NothingToReview, NothingWritten, OwnerUnknown, SideEmptied, TextChanged, UnknownText
from .models import WordingText
from .queries import Entry, Judged


def _lock(event_id: int) -> Event:
    return db.session.get_one(Event, event_id, with_for_update={"key_share": True})


def _read(event_id: int, key: str, seen: str | None) -> Entry:
    entry = queries.find(_lock(event_id), key)
    if entry is None:
        raise UnknownText(key)
    if seen is not None and entry.text.seen != seen:
        raise TextChanged(key)
    return entry


def _row(event_id: int, key: str) -> WordingText:
    query = select(WordingText).where(WordingText.event_id == event_id, WordingText.key == key)
    row = db.session.scalar(query)
    if row is None:
        row = WordingText(event_id=event_id, key=key)
        db.session.add(row)
        db.session.flush()
    return row


def _record(
    deed: str, row: WordingText, diff: Mapping[str, tuple[object, object]] | None = None, reason: str = ""
) -> None:
    changed = {name: list(sides) for name, sides in (diff or {}).items() if sides[0] != sides[1]}
    audit.record(f"wording.{deed}", ("text", row.id), scope=("event", row.event_id), diff=changed, reason=reason)


@transactional
def forget_removed(event_id: int) -> int:
    """Take out what waited for texts of activities that were removed; how many. Another one may get their number."""
    query = select(WordingText).where(WordingText.event_id == event_id, WordingText.key.startswith("part:"))
    rows = list(db.session.scalars(query))
    there = set(db.session.scalars(select(Part.id).where(Part.event_id == event_id))) if rows else set()
    gone = [row for row in rows if int(row.key.split(":")[1]) not in there]
    for row in gone:
        db.session.delete(row)
    return len(gone)


@transactional
def assign(
    event_id: int, keys: Collection[str], *, owner: int | str | None = "keep", due: dt.date | str | None = "keep"
) -> int:
    """Give several texts to somebody, with a deadline; how many. None takes it away, "keep" leaves it as it is.

    OwnerUnknown for an account that may not write texts here; UnknownText, nothing given, if one of them is not there.
    """
    event = _lock(event_id)
    known = {entry.key for entry in queries.worklist(event)}
    if not set(keys) <= known:
        raise UnknownText
    if isinstance(owner, int) and owner not in {person.id for person in list_able("texts.write", ("event", event_id))}:
        raise OwnerUnknown(owner)
    for key in sorted(set(keys)):
        row = _row(event_id, key)
        before = row.owner_id, row.due_on
        row.owner_id = row.owner_id if isinstance(owner, str) else owner
        row.due_on = row.due_on if isinstance(due, str) else due
        days = [day.isoformat() if day else None for day in (before[1], row.due_on)]
        if before != (row.owner_id, row.due_on):
            _record("assigned", row, {"owner": (before[0], row.owner_id), "due": (days[0], days[1])})
    return len(set(keys))


@transactional
def propose(event_id: int, key: str, translation: str, *, seen: str | None = None) -> None:
    """A translator's translation: it waits for the author.

    TextChanged if the text is not what `seen` says; SideEmptied for an empty one; NothingWritten if it is there.
    """
    entry = _read(event_id, key, seen)
    text, new = entry.text, rules.tidy(translation, entry.where.kind)
    if not new:
        raise SideEmptied(text.target)
    if rules.same(new, text.translation):
        raise NothingWritten
    _propose(event_id, entry, new)


def _propose(event_id: int, entry: Entry, new: str) -> None:
    row, text = _row(event_id, entry.key), entry.text
    _record("proposed", row, {text.target: (text.translation, new)})
    row.proposal, row.proposal_of, row.written_in = new, text.based_on, text.source
    row.returned, row.note = False, ""


@transactional
def confirm(event_id: int, key: str, *, author: bool, seen: str | None = None) -> None:
    """Say that a stale translation is still right: the author's word counts at once, a translator's waits for it.

    TextChanged; NothingWritten if it is not stale.
    """
    entry = _read(event_id, key, seen)
    if entry.text.target not in entry.text.stale:
        raise NothingWritten
    if author:
        _publish(event_id, entry, dict(entry.text.texts), {entry.text.target}, "confirmed")
    else:
        _propose(event_id, entry, entry.text.published)


@transactional
def write(event_id: int, key: str, texts: Mapping[str, str], *, seen: str | None = None) -> None:
    """What the author writes, in one language or both, is published; a translation that waited is settled by it.

    TextChanged if the text is not what `seen` says; SideEmptied if a side that has a text would lose it;
    NothingWritten if all of it is there already.
    """
    entry = _read(event_id, key, seen)
    text, new = entry.text, {code: rules.tidy(side, entry.where.kind) for code, side in texts.items()}
    for code in new:
        if code in text.texts and not new[code]:
            raise SideEmptied(code)
    changed = {code for code in new if not rules.same(new[code], text.texts.get(code, ""))}
    if not changed and not text.proposal:
        raise NothingWritten
    approved = text.waits and rules.same(new.get(text.target, ""), text.proposal)
    if approved:
        changed.add(text.target)  # also where it says that a stale side is still right
    _publish(event_id, entry, {**text.texts, **new}, changed, "approved" if approved else "written")


@transactional
def approve(event_id: int, read: Mapping[str, str]) -> int:
    """Publish several translations that wait, as they are; how many.

    `read` is what the author saw, by key: a text that is no longer that, or waits for nobody, is left alone.
    """
    held = {entry.key: entry for entry in queries.worklist(_lock(event_id))}
    chosen = [held[key] for key in sorted(read) if key in held and held[key].text.seen == read[key]]
    waiting = [entry for entry in chosen if entry.text.state == "review"]
    for entry in waiting:
        text = entry.text
        _publish(event_id, entry, {**text.texts, text.target: text.proposal}, {text.target}, "approved")
    return len(waiting)


def _publish(event_id: int, entry: Entry, texts: dict[str, str], changed: Collection[str], deed: str) -> None:
    row, text = _row(event_id, entry.key), entry.text
    if changed:
        entry.where.write(Bilingual(texts, rules.stale_after(text, changed)))
    row.proposal = row.proposal_of = row.note = ""
    row.returned, row.written_in = False, text.source
    _record(deed, row, {code: (text.texts.get(code), texts[code]) for code in changed})


@transactional
def send_back(event_id: int, key: str, note: str, *, seen: str | None = None) -> None:
    """The author wants a translation done again, and says why. TextChanged; NothingToReview if none waits."""
    entry = _read(event_id, key, seen)
    if not entry.text.waits:
        raise NothingToReview
    row = _row(event_id, key)
    row.returned, row.note = True, clean(note)[:400]
    _record("returned", row, reason=row.note)


@transactional
def load(event_id: int, lines: Sequence[tuple[int, rules.Line]]) -> Counter[str]:
    """Take from a file that came back what is safe, as translations that wait for the author; outcomes, counted.

    Nothing that is there is replaced. A translation of an earlier original is kept beside its text, where nothing
    else waits, so that its translator can use it again: the text then counts as stale.
    """
    judged = queries.judge(_lock(event_id), lines)
    for one in judged:
        if one.entry and one.outcome == "new":
            _propose(event_id, one.entry, rules.tidy(one.line.translation, one.entry.where.kind))
        elif one.entry and one.outcome == "stale" and not one.entry.text.proposal:
            _keep_overtaken(event_id, one, one.entry)
    return Counter(one.outcome for one in judged)


def _keep_overtaken(event_id: int, one: Judged, entry: Entry) -> None:
    new = rules.tidy(one.line.translation, entry.where.kind)
    if len(new) > rules.LONGEST[entry.where.kind]:
        return
    row = _row(event_id, entry.key)
    row.proposal, row.proposal_of = new, one.line.mark.strip().rpartition("-")[0]
    _record("overtaken", row, {entry.text.target: (entry.text.translation, new)})
