"""What editors are shown: a value in words, what two of them changed, what was done, what is still missing."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from markupsafe import Markup, escape

from ...foundation.audit import AuditEntry
from ...foundation.dates import FuzzyDate, format_datetime, zone_city
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ...foundation.points import Finding
from ...people.phrases import PROVINCES
from ...people.queries import names_of
from ...plan.queries import milestones_by_id
from .. import phrases
from ..models import Event
from ..phrases import editing as words
from ..phrases.texts import TEXTS
from ..queries.checklist import Checked
from ..queries.editing import find_venue, part_titles
from ..rules.checklist import Found
from ..rules.texts import difference
from .texts import TAGS

NOTHING = "–"
#: two values this long together are read one after the other; longer ones as what was taken out and put in
SHORT = 160


def _choice(table: Mapping[str, Any]) -> Callable[[Any], str]:
    return lambda value: str(table.get(value, value))


def _choices(table: Mapping[str, Any]) -> Callable[[Any], str]:
    return lambda values: ", ".join(str(table.get(value, value)) for value in values)


def _venue(value: Any) -> str:
    venue = find_venue(value) if isinstance(value, int) else None
    return f"{venue.name.get(current_language())}, {venue.city}" if venue else NOTHING


def _milestone(value: Any) -> str:
    found = milestones_by_id([value]).get(value) if isinstance(value, int) else None
    return found.title.get(current_language()) if found else NOTHING


def _moment(value: Any) -> str:
    return format_datetime(dt.datetime.fromisoformat(value), current_language())


def _older(value: Any) -> str:
    return ", ".join(LANGUAGE_NAMES.get(code, code) for code in str(value).split())


SAID: dict[str, Callable[[Any], str]] = {
    "kind": _choice({**phrases.KINDS, **words.PART_KINDS}),
    "mode": _choice(phrases.MODES),
    "visibility": _choice(words.VISIBILITIES),
    "state": _choice(phrases.STATES),
    "order": _choice(words.ORDER),
    "province": _choice(PROVINCES),
    "zone": lambda value: zone_city(str(value), current_language()),
    "languages": _choices(phrases.LANGUAGES),
    "interpretation": _choices(phrases.INTERPRETATION),
    "venue": _venue,
    "milestone": _milestone,
    "when": lambda value: FuzzyDate.from_json(value).format(current_language()),
    **dict.fromkeys(("starts", "ends", "opens", "closes", "change_until"), _moment),
    "older": _older,
}


def label(name: str) -> str:
    """What a field of a difference is called: "title-fr" is "Title (Français)"."""
    base, _, side = name.partition("-")
    called = str(words.FIELDS.get(base, base))
    if side == "older":
        return f"{called} ({words.OLDER})"
    return f"{called} ({LANGUAGE_NAMES.get(side, side)})" if side else called


def said(name: str, value: Any) -> str:
    """A plain value in words. What an old history holds may be of any shape: it is shown as it is."""
    if isinstance(value, bool):
        return str(words.YES_NO[value])
    if value is None or value == "" or value == []:
        return NOTHING
    base, _, side = name.partition("-")
    try:
        return SAID.get("older" if side == "older" else base, str)(value)
    except (ValueError, KeyError, TypeError, AttributeError):
        return str(value)


@dataclass(frozen=True)
class Row:
    """A field that somebody else changed while it was being edited."""

    name: str
    label: str
    before: str
    theirs: str
    yours: str
    #: theirs, or what they took out and put in where it is long
    marked: Markup


def conflict(read: Mapping[str, Any] | None, now: Mapping[str, Any], mine: Mapping[str, Any]) -> list[Row]:
    """Field by field what the other changed: before, theirs, yours. Without what was read, all that differs."""
    rows = []
    for name, theirs in now.items():
        before = read.get(name) if read is not None else mine.get(name)
        if before == theirs or name.endswith("-older"):
            continue
        old, new = said(name, before), said(name, theirs)
        read_at_once = escape(new) if len(old) + len(new) <= SHORT else marked(old, new)
        rows.append(Row(name, label(name), old, new, said(name, mine.get(name)), read_at_once))
    return rows


def marked(old: str, new: str) -> Markup:
    """What was taken out and put in."""
    return Markup("").join(
        Markup("<{0}>{1}</{0}>").format(tag, text) if (tag := TAGS[kind]) else escape(text)
        for kind, text in difference(old, new)
    )


@dataclass(frozen=True)
class Deed:
    """One line of the history."""

    at: dt.datetime
    shown: str
    what: str
    who: str
    reason: str
    #: (field, what was taken out and put in)
    changes: list[tuple[str, Markup]]


def history(rows: Iterable[AuditEntry], event: Event) -> list[Deed]:
    """What was done, in words; two queries for all names."""
    rows = list(rows)
    names = names_of(row.actor_id for row in rows if row.actor_id)
    titles = part_titles(row.subject_id for row in rows if row.subject_kind == "part")
    return [_deed(row, event, names, titles) for row in rows]


def _deed(row: AuditEntry, event: Event, names: Mapping[int, str], titles: Mapping[int, Any]) -> Deed:
    what = str(words.DEEDS.get(row.action, row.action))
    kind = row.action.removeprefix("event.text_")
    if kind != row.action and kind in TEXTS:
        what = str(TEXTS[kind])
    title = titles.get(row.subject_id) if row.subject_kind == "part" else None
    at = row.at.astimezone(ZoneInfo(event.zone))
    return Deed(
        at=row.at,
        shown=format_datetime(at, current_language()),
        what=f"{what} – {title.get(current_language())}" if title else what,
        who=names.get(row.actor_id or 0) or str(words.ACTORS.get(row.actor_label, row.actor_label)),
        reason=row.reason,
        changes=[(label(name), _change(name, sides)) for name, sides in row.diff.items()],
    )


def _change(name: str, sides: Any) -> Markup:
    before, after = sides if isinstance(sides, list) and len(sides) == 2 else (None, sides)
    old, new = said(name, before), said(name, after)
    if len(old) + len(new) > SHORT:
        return marked(old, new)
    kept = [Markup("<{0}>{1}</{0}>").format(tag, text) for tag, text in (("del", old), ("ins", new)) if text != NOTHING]
    return Markup(" ").join(kept)


@dataclass(frozen=True)
class Item:
    """A line of the checklist: what, whether it blocks, where it is mended."""

    words: str
    blocks: bool
    url: str | None


def items(checked: Checked, event: Event) -> list[Item]:
    """The checklist in words, what blocks first."""
    titles = {part.id: part.title.get(current_language()) for part in event.parts}
    own = [Item(_words(row, checked, titles), row.blocks, _url(row, event)) for row in checked.found]
    others = [Item(row.words, row.blocks, _other_url(row)) for row in checked.others]
    return sorted([*own, *others], key=lambda row: not row.blocks)


def lost(findings: Iterable[Found | Finding], checked: Checked, event: Event) -> list[str]:
    """In words, what a public event would lack."""
    titles = {part.id: part.title.get(current_language()) for part in event.parts}
    return [row.words if isinstance(row, Finding) else _words(row, checked, titles) for row in findings]


def _words(row: Found, checked: Checked, titles: Mapping[int, str]) -> str:
    place = checked.places.get(row.about)
    named = {
        "place": place.place if place else "",
        "field": place.field if place else row.about,
        "languages": ", ".join(str(words.IN_LANGUAGE.get(code, code)) for code in row.languages),
        "text": str(TEXTS.get(row.about, row.about)),
        "part": titles.get(row.part or 0) or gettext("This activity"),
    }
    return str(words.FINDINGS[row.what] % named)


def _url(row: Found, event: Event) -> str | None:
    if row.what in ("required_text", "required_text_stale"):
        return url_for("events.organiser.edit_text", slug=event.slug, kind=row.about)
    if row.what.startswith("text_"):
        return _text_url(row.about, row.languages[0], event)
    if row.part:
        return url_for("events.organiser.edit_part", slug=event.slug, part_id=row.part, _anchor=row.where)
    return url_for("events.organiser.edit", slug=event.slug, _anchor=ANCHORS.get(row.where, row.where))


ANCHORS = {"opens": "opens-day", "closes": "closes-day", "change_until": "change_until-day"}


def _text_url(key: str, language: str, event: Event) -> str | None:
    kind, number, name = key.split(":")
    side = f"{name}-{language}"
    if kind == "event":
        return url_for("events.organiser.edit", slug=event.slug, _anchor=side)
    if kind == "part":
        return url_for("events.organiser.edit_part", slug=event.slug, part_id=int(number), _anchor=side)
    if kind == "venue":
        return url_for("events.organiser.edit_venue", slug=event.slug, _anchor=f"venue_{side}")
    endpoint = "wording.organiser.text"
    return url_for(endpoint, slug=event.slug, key=key) if endpoint in current_app.view_functions else None


def _other_url(row: Finding) -> str | None:
    return url_for(row.endpoint, **row.values) if row.endpoint in current_app.view_functions else None
