"""What a desk shows: answers in words, the list that a device keeps, the list on paper."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from markupsafe import Markup

from ..events.models import Event, Part
from ..foundation import clock, qr
from ..foundation.bilingual import LANGUAGES
from ..foundation.dates import format_date, format_time, short_day
from ..foundation.i18n import current_language, speaking
from ..foundation.links import public_url
from ..foundation.pdf import render
from ..foundation.settings import setting
from ..foundation.typography import typeset
from ..questions.queries.fields import spoken
from ..registration.queries.offer import get_offer
from . import queries
from .models import Certificate, Presence, Scan
from .phrases import ANSWERS, CERTIFICATE, PAGE, TONES
from .queries import sessions
from .queries.counts import Counts, counts
from .service import Answered

#: devices ask far more often than this what was taken back
UNDONE = dt.timedelta(minutes=10)


def local_time(at: dt.datetime, event: Event) -> str:
    """ "9 h 02", with the day when it was another one."""
    here, now = at.astimezone(ZoneInfo(event.zone)), clock.now().astimezone(ZoneInfo(event.zone))
    words = format_time(here, current_language())
    return words if here.date() == now.date() else f"{short_day(here.date(), current_language())} {words}"


def tone(answer: str) -> str:
    """How loud an answer is."""
    return TONES.get(answer, "wrong")


def place_label(event: Event, part: Part) -> str:
    """A part or session with its day and hour, where it has them."""
    if part.starts is None:
        return spoken(part.title)
    words = format_time(part.starts, current_language())
    return f"{short_day(part.starts.date(), current_language())}, {words} – {spoken(part.title)}"


def in_words(event: Event, answered: Answered, row: queries.Row | None) -> dict[str, Any]:
    """One answer, for a device: only what a volunteer needs to know."""
    title, hint = ANSWERS[answered.answer]
    since = local_time(answered.since, event) if answered.since and answered.answer == "again" else ""
    return {
        "nonce": answered.nonce,
        "answer": answered.answer,
        "tone": tone(answered.answer),
        "title": str(title),
        "hint": str(hint),
        "since": since,
        "settle": answered.to_settle,
        "person": person(row) if row else None,
    }


def person(row: queries.Row) -> dict[str, Any]:
    """Somebody on a device's list, under short names: thousands of them travel."""
    state = row.state if row.state in ("confirmed", "cancelled") else "waiting"
    return {
        "i": row.id,
        "c": row.code,
        "n": row.name,
        "p": row.pronouns,
        "o": row.organisation,
        "s": "due" if state == "confirmed" and row.due else state,
        "m": int(row.in_person),
        "k": row.category_id,
    }


def device_list(event: Event) -> dict[str, Any]:
    """Everything a desk needs to go on without a network."""
    held, now = queries.parts_held(event.id), clock.now()
    people = {row.id: person(row) for row in queries.rows_of(event.id)}
    for registration_id, row in people.items():
        row["t"] = held.get(registration_id, [])
    for registration_id, part_id, here, since in queries.presences(event.id):
        if registration_id in people:
            there = people[registration_id].setdefault("h", {})
            there[str(part_id or 0)] = [int(here), since.timestamp()]
    return {
        "event": event.slug,
        "at": now.timestamp(),
        "until": _until(event, now).timestamp(),
        "last": queries.last_scan(event.id),
        "people": list(people.values()),
        "places": [{"id": part.id, "chosen": not part.programme} for part in queries.places_of(event)],
        "categories": {row.id: spoken(row.name) for row in get_offer(event.id).categories},
    }


def _until(event: Event, now: dt.datetime) -> dt.datetime:
    """When a device drops the list by itself: a day after the event, or after today where its days are not known."""
    last = event.span.last or event.span.first
    end = max(last, now.date()) if last else now.date()
    return dt.datetime.combine(end + dt.timedelta(days=2), dt.time(), tzinfo=ZoneInfo(event.zone))


def news(event_id: int, since: int) -> list[dict[str, Any]]:
    """What other desks did: whose presence changed, where, and how it stands now."""
    changed = queries.changed_since(event_id, since, clock.now() - UNDONE)
    there = queries.presences_of({registration_id for registration_id, _part in changed})
    return [
        {"i": registration_id, "place": part_id or 0, "h": _standing(there.get((registration_id, part_id)))}
        for registration_id, part_id in sorted(changed, key=str)
    ]


def _standing(there: Presence | None) -> list[float] | None:
    return [int(there.here), there.first_in_at.timestamp()] if there else None


def counted(event: Event, part: Part | None) -> dict[str, Any]:
    """Live counts, for a device."""
    now: Counts = counts(event, part)
    return {"expected": now.expected, "came": now.came, "here": now.here, "capacity": now.capacity}


def page_words() -> dict[str, str]:
    """What the page says by itself, answers among it."""
    answers = {f"answer_{key}": str(title) for key, (title, _hint) in ANSWERS.items()}
    hints = {f"hint_{key}": str(hint) for key, (_title, hint) in ANSWERS.items()}
    return {key: str(words) for key, words in PAGE.items()} | answers | hints


def paper_list(event: Event) -> bytes:
    """Everyone who may come in, to be ticked by hand when nothing else works."""
    rows = [row for row in queries.rows_of(event.id) if row.state == "confirmed" and row.in_person]
    offer = get_offer(event.id)
    html = render_template(
        "attendance/print/list.html",
        event=event,
        rows=rows,
        categories={row.id: spoken(row.name) for row in offer.categories},
        printed=f"{format_date(queries.day_there(event), current_language())}, {local_time(clock.now(), event)}",
    )
    return render(html, render_template("attendance/print/list.css"))


def certificates(rows: Sequence[Certificate]) -> bytes:
    """A page each, in its person's first language and then the other."""
    pages: list[dict[str, Any]] = [
        {
            "name": row.registration.name,
            "event": row.event,
            "code": grouped(row.code),
            "parts": sessions.parts_attended(row.registration_id),
            "address": public_url("attendance.public.certificate", lang=row.registration.language, code=row.code),
            "languages": ("fr", "en") if row.registration.language == "fr" else ("en", "fr"),
            "issued": row.issued_at.astimezone(ZoneInfo(row.event.zone)).date(),
        }
        for row in rows
    ]
    for page in pages:
        page["image"] = Markup(qr.svg(page["address"]))
    words = {language: _certificate_words(language) for language in LANGUAGES}
    houses = {language: setting("ORGANISATION_" + language.upper()) for language in LANGUAGES}
    given = {"pages": pages, "words": words, "houses": houses, "day": format_date, "typeset": typeset}
    html = render_template("attendance/print/certificates.html", **given)
    return render(html, render_template("attendance/print/certificates.css"))


def _certificate_words(language: str) -> dict[str, str]:
    with speaking(language):
        return {key: str(words) for key, words in CERTIFICATE.items()}


def day(row: Certificate) -> str:
    """When it was issued."""
    return format_date(row.issued_at.astimezone(ZoneInfo(row.event.zone)).date(), current_language())


def grouped(code: str) -> str:
    """As one reads it aloud: four signs at a time."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def recent(event: Event, rows: list[Scan], shifts: dict[int, str], people: dict[int, str]) -> list[dict[str, Any]]:
    """What was done, in words: when, whom, what was answered, by whom."""
    return [
        {
            "id": row.id,
            "nonce": row.nonce,
            "at": local_time(row.at, event),
            "name": row.registration.name if row.registration else "",
            "registration_id": row.registration_id,
            "answer": row.answer,
            "tone": tone(row.answer),
            "title": str(ANSWERS[row.answer][0]) if row.answer in ANSWERS else "",
            "undone": row.undone_at is not None,
            "by": shifts.get(row.shift_id or 0) or people.get(row.person_id or 0) or "",
            "source": row.source,
            "part_id": row.part_id,
        }
        for row in rows
    ]
