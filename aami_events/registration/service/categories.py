"""Categories as people edit them. The event's places are locked first, then its row: docs/decisions/asking.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...events.models import Event
from ...events.service import is_public, lock_row
from ...foundation import audit, clock, ground
from ...foundation.bilingual import LANGUAGES, Written
from ...foundation.database import db, transactional
from ...foundation.rows import key_is_good, moved, new_key
from ...foundation.text import clean
from ..errors import CategoriesReordered, CategoryChanged, CategoryInUse, CategoryWrong, LastCategory, UnknownCategory
from ..models import Category
from ..queries.categories import facts_of, list_every, people_in
from ..rules import categories as rules
from ..rules.fees import Tier
from .places import lock
from .setup import add_category
from .waiting_list import serve_queue

#: the texts of a category
TEXTS = ("name", "description")


@dataclass(frozen=True)
class CategorySaid:
    """A category as somebody writes it."""

    name: Written
    description: Written = field(default_factory=Written)
    price_cents: int = 0
    #: None: no limit
    capacity: int | None = None
    members_only: bool = False
    agm_only: bool = False
    #: earlier prices; None stands for one that is only half written
    tiers: tuple[Tier | None, ...] = ()
    #: people choose their amount from so many cents on; None: a price
    least_cents: int | None = None

    def cleaned(self) -> "CategorySaid":
        """The same, harmless to store."""
        return replace(self, name=self.name.cleaned(), description=self.description.cleaned(lines=True))


def _check(said: CategorySaid, current: Category | None, event: Event) -> None:
    held = {name: getattr(current, name, None) for name in TEXTS}
    whole = [name for name, text in held.items() if text is None or not text.missing()]
    faults = rules.category_faults(
        name=(said.name.fr, said.name.en),
        description=(said.description.fr, said.description.en),
        price_cents=said.price_cents,
        capacity=said.capacity,
        tiers=said.tiers,
        least_cents=said.least_cents,
        whole=whole if is_public(event) else (),
    )
    if faults:
        raise CategoryWrong(faults)


def _find(rows: list[Category], category_id: int) -> Category:
    found = next((row for row in rows if row.id == category_id), None)
    if found is None:
        raise UnknownCategory(category_id)
    return found


def _readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the history shows them: each side of a text by itself."""
    found: dict[str, Any] = {}
    for name, value in facts.items():
        found |= {f"{name}_{code}": value.get(code) for code in LANGUAGES} if isinstance(value, dict) else {name: value}
    return found


def _record(action: str, category: Category, diff: Mapping[str, Any]) -> None:
    audit.record(f"category.{action}", ("category", category.id), scope=("event", category.event_id), diff=dict(diff))


@transactional
def create_category(event_id: int, said: CategorySaid, *, key: str = "") -> int:
    """A category at the end of the form; its id. CategoryWrong, also for a key that is taken or none."""
    event, said = lock_row(event_id), said.cleaned()
    _check(said, None, event)
    rows = list_every(event_id)
    used, key = {row.key for row in rows}, clean(key)
    if key and (not key_is_good(key) or key in used):
        raise CategoryWrong([("key", "repeated" if key in used else "unknown")])
    number = add_category(
        event_id,
        key or new_key(said.name.en or said.name.fr, used, "category"),
        name=said.name.over(None),
        description=said.description.over(None) or None,
        capacity=said.capacity,
        price_cents=said.price_cents,
        tiers=_plain(said.tiers),
        least_cents=said.least_cents,
        members_only=said.members_only,
        agm_only=said.agm_only,
        position=max((row.position for row in rows), default=0) + 1,
    )
    made = _find(list_every(event_id), number)
    _record("added", made, audit.difference({}, _readable(facts_of(made))))
    return number


@transactional
def change_category(event_id: int, category_id: int, said: CategorySaid, *, seen: Mapping[str, str]) -> bool:
    """Offer it otherwise; whether anything changed. What is due of those already in it stays as it was.

    `seen` are the marks of what the author has read (foundation.ground). More places go to whoever waits, in the same
    transaction. UnknownCategory; CategoryChanged when somebody changed it since; CategoryWrong; CapacityBelowHeld;
    CategoryInUse when it would need other places while people are in it.
    """
    lock(event_id)
    event, said = lock_row(event_id), said.cleaned()
    category = _find(list_every(event_id), category_id)
    before = facts_of(category)
    fields = ground.changed(seen, before)
    if fields:
        raise CategoryChanged(fields)
    _check(said, category, event)
    rules.check_capacity(said.capacity, category.places.taken)
    if said.agm_only != category.agm_only and (people := people_in(category_id)):
        raise CategoryInUse(people)
    _write(category, said)
    db.session.flush()
    diff = audit.difference(_readable(before), _readable(facts_of(category)))
    if diff:
        _record("changed", category, diff)
    if event.state == "published" and rules.more_room(before["capacity"], said.capacity):
        serve_queue(event)
    return bool(diff)


def _write(category: Category, said: CategorySaid) -> None:
    category.name = said.name.over(category.name)
    category.description = said.description.over(category.description) or None
    category.price_cents, category.tiers = said.price_cents, _plain(said.tiers)
    category.least_cents = said.least_cents
    category.members_only, category.agm_only = said.members_only, said.agm_only
    category.places.capacity = said.capacity


def _plain(tiers: Iterable[Tier | None]) -> list[dict[str, Any]]:
    return [tier.plain() for tier in sorted(tier for tier in tiers if tier is not None)]


@transactional
def move_category(event_id: int, category_id: int, step: int, *, order: str) -> None:
    """A step up (-1) or down (1) among those that are offered; `order` is the mark of the ids that were read.

    CategoriesReordered when they are others by now; UnknownCategory.
    """
    lock_row(event_id)
    every = list_every(event_id)
    _find(every, category_id)
    rows = {row.id: row for row in every if row.retired_at is None}
    if order != ground.mark(list(rows)) or category_id not in rows:
        raise CategoriesReordered
    ids = list(rows)
    wanted = moved(ids, category_id, step)
    for position, number in enumerate(wanted, 1):
        rows[number].position = position
    if wanted != ids:
        places = [ids.index(category_id) + 1, wanted.index(category_id) + 1]
        _record("moved", rows[category_id], {"position": places})


@transactional
def retire_category(event_id: int, category_id: int) -> None:
    """Offer it no longer; whoever is in it stays. Nothing happens twice.

    UnknownCategory; LastCategory for the last one of an event that people see.
    """
    event, rows = lock_row(event_id), list_every(event_id)
    category = _find(rows, category_id)
    if category.retired_at is not None:
        return
    if is_public(event) and sum(row.retired_at is None for row in rows) == 1:
        raise LastCategory
    category.retired_at = clock.now()
    _record("retired", category, {"retired": [False, True]})


@transactional
def offer_category(event_id: int, category_id: int) -> None:
    """Offer it again, at the end. Nothing happens twice. UnknownCategory."""
    lock_row(event_id)
    rows = list_every(event_id)
    category = _find(rows, category_id)
    if category.retired_at is None:
        return
    category.retired_at = None
    category.position = max(row.position for row in rows) + 1
    _record("offered_again", category, {"retired": [True, False]})
