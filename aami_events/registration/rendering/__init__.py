"""What pages and letters need to show a registration."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.orm.attributes import set_committed_value

from ...events.models import Event, Part
from ...events.queries.words import where
from ...foundation import clock
from ...foundation.audit import HIDDEN, AuditEntry
from ...foundation.calendar import Occasion, calendar_file
from ...foundation.dates import at_city, format_date, in_zone
from ...foundation.hours import hours
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ...foundation.links import public_url
from ...foundation.money import format_money, typed_money
from ...foundation.typography import typeset
from ...questions.phrases import YES_NO
from ...questions.queries import asked_by, shown
from ...web import history
from .. import queries
from ..models import Answer, Category, Group, Registration
from ..phrases import ACTIONS, FIELDS, MODES, PROVINCES, REACH_BY, SPOKEN, STATES
from ..queries.offer import get_offer, places_left
from ..rules import offer_is_open
from . import editing


def spoken(text: object) -> str:
    """A bilingual text in the spoken language, typeset."""
    return typeset(text.get(current_language()), current_language()) if text else ""  # type: ignore[attr-defined]


def price(cents: int) -> str:
    """An amount, or that there is none to pay."""
    return format_money(cents, current_language()) if cents else gettext("No fee")


def later_price(change: tuple[dt.date, int] | None) -> str:
    """Until when a price holds, and what it costs then; nothing when it stays."""
    if change is None:
        return ""
    return gettext(
        "Until %(day)s, then %(price)s.", day=format_date(change[0], current_language()), price=price(change[1])
    )


def asked(category: Category, cents: int) -> str:
    """What stands beside a category: its price, or from what amount on one chooses."""
    if category.least_cents is None:
        return price(cents)
    return gettext("from %(price)s", price=format_money(category.least_cents, current_language(), free=False))


def sliding(categories: Iterable[Category]) -> str:
    """Between what one chooses, for each category of which one does."""
    language = current_language()
    rows = [
        gettext(
            "%(category)s: at least %(least)s, %(suggested)s suggested.",
            category=spoken(row.name),
            least=format_money(row.least_cents or 0, language, free=False),
            suggested=format_money(row.price_cents, language, free=False),
        )
        for row in categories
    ]
    return " ".join([*rows, gettext("Left empty, it is the amount suggested.")])


def full(event: Event, categories: Iterable[Category]) -> frozenset[str]:
    """Of which categories ("c" + id) and parts ("p" + id) no place is left now; one query."""
    categories = list(categories)
    ids = [event.places_id, *(row.places_id for row in categories), *(part.places_id for part in event.parts)]
    none_left = {place for place, free in places_left(ids).items() if free is not None and free <= 0}
    parts = [f"p{part.id}" for part in event.parts if part.places_id in none_left]
    bases = [({row.places_id} if row.agm_only else {row.places_id, event.places_id}, row.id) for row in categories]
    return frozenset([*parts, *(f"c{number}" for places, number in bases if places & none_left)])


def ticket(registration: Registration) -> Markup:
    """The code as a picture; it says nothing but the code."""
    from ...foundation.qr import svg

    return Markup(svg(registration.code))


def personal_address(registration: Registration) -> str:
    """Full address of the person's own page."""
    return public_url("registration.public.show", lang=current_language(), token=queries.token(registration))


def group_address(group: Group) -> str:
    """Full address of the contact's page."""
    token = queries.group_token(group.id, group.link_version)
    return public_url("registration.public.group", lang=current_language(), token=token)


def answer_rows(answers: list[Answer], *, sensitive: bool) -> list[tuple[str, str]]:
    """(question, answer) as people read them; sensitive ones only when asked for."""
    rows = [row for row in answers if sensitive or not row.version.restricted]
    return [(spoken(row.version.label), shown(row.version, row.value, current_language())) for row in rows]


def part_rows(registration: Registration, viewer_zone: str | None) -> list[tuple[Part, object, int | None, bool]]:
    """(part, hours, position in its queue or None, voting delegate there), in the order of time."""
    parts = get_offer(registration.event_id).parts
    rows = sorted(
        ((parts[row.part_id], row) for row in registration.parts),
        key=lambda pair: (pair[0].starts or dt.datetime.max, pair[0].position),
    )
    waits = registration.state == "confirmed"
    found = []
    for part, row in rows:
        position = queries.part_position(row) if waits and row.state == "waiting" else None
        found.append((part, part_hours(part, viewer_zone), position, row.votes_for is not None))
    return found


def part_hours(part: Part, viewer_zone: str | None) -> object:
    """The part's span of time on two clocks."""
    return hours(part.starts, part.ends, part.zone, viewer_zone)


def furnished(registration: Registration) -> Registration:
    """The same, with its event, category and parts taken from the kept offer instead of read: for reading only."""
    offer = get_offer(registration.event_id)
    set_committed_value(registration, "event", offer.event)
    set_committed_value(registration, "category", offer.category[registration.category_id])
    for row in registration.parts:
        set_committed_value(row, "part", offer.parts[row.part_id])
    return registration


def calendar(registration: Registration) -> bytes:
    """The chosen parts (or the whole event) as an .ics file with zones."""
    event, language = registration.event, current_language()
    url = public_url("events.public.show", lang=language, slug=event.slug)
    chosen = [row.part for row in registration.parts if row.state == "confirmed" and row.part.starts]
    place = f"{spoken(event.venue.name)}, {event.venue.address}, {event.venue.city}" if event.venue else ""
    times = [(f"part-{part.id}", spoken(part.title), part.starts, part.ends, part.zone) for part in chosen]
    if not times and event.starts:
        times = [(f"event-{event.id}", spoken(event.title), event.starts, event.ends, event.zone)]
    occasions = [
        Occasion(
            uid=f"{key}-registration-{registration.id}@aami-events",
            title=title,
            starts=in_zone(starts, zone),
            ends=in_zone(ends or starts, zone),
            zone=zone,
            description=spoken(event.summary),
            location=place,
            url=url,
            sequence=event.revision,
            cancelled=registration.state == "cancelled" or event.state in ("cancelled", "postponed"),
        )
        for key, title, starts, ends, zone in times
        if starts
    ]
    if not occasions:
        return b""
    return calendar_file(occasions, name=spoken(event.title), language=language, now=clock.now())


def offer(registration: Registration) -> str | None:
    """Until when a place is held, if one is and it may still be accepted."""
    if not offer_is_open(registration.state, registration.offer_expires_at, clock.now()):
        return None
    return until(registration)


def until(registration: Registration) -> str:
    """The end of an offer, in the event's zone with the city named."""
    if registration.offer_expires_at is None:
        return ""
    zone, language = registration.event.zone, current_language()
    at = registration.offer_expires_at.astimezone(ZoneInfo(zone))
    return f"{format_date(at.date(), language)}, {at_city(at, zone, language)}"


def held(registration: Registration) -> dict[str, Any]:
    """What a registration says, as its form takes it."""
    answers = {}
    for answer in queries.answers_of([registration.id]).get(registration.id, []):
        answers[answer.version.question_id] = answer.value
    keys = {question.id: question.key for question in asked_by("event", registration.event_id)}
    names = (
        "name", "badge_name", "pronouns", "email", "sms", "reach_by", "province", "region", "language", "mode",
    )  # fmt: skip
    return {
        **{name: getattr(registration, name) for name in names},
        "speaks": registration.spoken,
        "organisation": registration.organisation_name,
        "category": registration.category.key,
        "amount": _amount(registration),
        "parts": [str(row.part_id) for row in registration.parts],
        "delegate": any(row.votes_for for row in registration.parts),
        "first_time": None if registration.first_time is None else "yes" if registration.first_time else "no",
        "consents": [purpose for purpose, given in queries.consents_of(registration.id).items() if given],
        "contract_language": registration.contract_language,
        "access_needs": queries.access_of(registration.id),
        "answers": {keys[question]: value for question, value in answers.items() if question in keys},
    }


def _amount(registration: Registration) -> str:
    """The amount that somebody chose, as they would type it."""
    if registration.category.least_cents is None:
        return ""
    return typed_money(registration.amount_due_cents, current_language())


def position(registration: Registration) -> int | None:
    """Where someone stands in the queue; None for who does not wait there, as a support person."""
    waits = registration.state == "waiting" and registration.supports_id is None
    return queries.position(registration) if waits else None


def link_to_hand_on(registration: Registration) -> str | None:
    """The address of somebody's own page, for whoever registered them to hand on: while they have no address of their
    own and have not said their part."""
    hand_on = registration.unfinished and not registration.has_own_address and registration.state != "cancelled"
    return personal_address(registration) if hand_on else None


@dataclass(frozen=True)
class GuestRow:
    """One guest as their contact sees them: nothing of what only the guest says."""

    registration: Registration
    category: str
    #: (activity, its id, waiting, votes)
    parts: list[tuple[str, int, bool, bool]]
    #: to hand on, while the guest has no address and has not said their part
    link: str | None


def guests(group: Group) -> list[GuestRow]:
    """Everyone of a group, with their parts; nobody's support person: that is theirs to say."""
    offer = get_offer(group.event_id)
    rows = []
    for guest in group.guests:
        parts = [
            (spoken(offer.parts[row.part_id].title), row.part_id, row.state == "waiting", bool(row.votes_for))
            for row in guest.parts
        ]
        category = spoken(offer.category[guest.category_id].name)
        rows.append(GuestRow(guest, category, parts, link_to_hand_on(guest)))
    return rows


def event_facts(event: Event) -> list[tuple[str, str]]:
    """When and where, for letters."""
    return [(gettext("When"), event.span.format(current_language())), (gettext("Where"), where(event))]


def history_rows(entries: list[AuditEntry], event: Event) -> list[tuple[str, str, str, str]]:
    """(ISO time, shown time, what happened, who), newest first."""
    words = words_of(event)

    def tell(entry: AuditEntry) -> str:
        if entry.action.startswith("category."):
            changed = editing.changes(entry.diff)
        else:
            rows_of = entry.diff.items()
            changed = ", ".join(_changed(field, old, new, words.get(field, {})) for field, (old, new) in rows_of)
        what = str(ACTIONS.get(entry.action, entry.action))
        return " · ".join(part for part in (what, changed, entry.reason) if part)

    return history.rows(entries, event.zone, tell)


def _changed(field: str, old: Any, new: Any, words: Mapping[Any, Any]) -> str:
    label, before, after = str(FIELDS.get(field, field)), side(old, words), side(new, words)
    if before == after == HIDDEN:
        return label
    message = after if before == "–" else f"{before} → {after}"
    return gettext("%(label)s: %(message)s", label=label, message=message)


def side(value: Any, words: Mapping[Any, Any]) -> str:
    """What stood there, in words where it is a key."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return str(YES_NO[value])
    return ", ".join(str(words.get(one, one)) for one in (value if isinstance(value, list) else [value]))


def listed(keys: Iterable[str], words: Mapping[str, Any]) -> str:
    """Several keys in words; nothing for none."""
    return ", ".join(str(words[key]) for key in keys)


def words_of(event: Event) -> dict[str, Mapping[Any, Any]]:
    """{field: {key: its word}} for the fields whose keys people should not have to know."""
    offer = get_offer(event.id)
    return {
        "state": STATES,
        "mode": MODES,
        "reach_by": REACH_BY,
        "spoken": SPOKEN,
        "province": PROVINCES,
        "language": LANGUAGE_NAMES,
        "category": {row.key: spoken(row.name) for row in offer.categories},
        "region": {key: spoken(name) for key, name, _provinces in offer.regions},
        "parts": {part.id: spoken(part.title) for part in offer.event.parts},
    }


def day(moment: dt.datetime, event: Event) -> str:
    """A day on the event's clock, in words."""
    return format_date(moment.astimezone(ZoneInfo(event.zone)).date(), current_language())


def short_date(moment: dt.datetime, event: Event) -> str:
    """A day as numbers that sort and that both languages read: 2020-08-17."""
    return moment.astimezone(ZoneInfo(event.zone)).date().isoformat()
