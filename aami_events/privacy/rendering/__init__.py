"""What pages and files show of personal information."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ...foundation import clock
from ...foundation.audit import AuditEntry
from ...foundation.hours import moment
from ...foundation.i18n import gettext, ngettext
from ...foundation.links import redact
from ...foundation.outbox import OutboxLetter, letter_name
from ...foundation.points import Fact, Record
from ...foundation.settings import setting
from ...registration.phrases import ACTIONS
from .. import queries, rules
from ..models import PrivacyRequest
from ..phrases import DEEDS, REQUEST_STATES, SINCE
from ..queries import Found
from ..rules import RULES, ZONE


def record(request: PrivacyRequest) -> Record:
    """A request, for its person."""
    facts = (
        Fact("name", gettext("Name"), request.name, request.name),
        Fact("email", gettext("E-mail"), request.email, request.email),
        Fact("asked_at", gettext("Asked"), request.asked_at.isoformat(), moment(request.asked_at, ZONE)),
        Fact("state", gettext("State"), request.state, str(REQUEST_STATES[request.state])),
        Fact("reason", gettext("Our answer"), request.reason, request.reason),
    )
    return Record("request", gettext("Your request to be erased"), facts)


def records(found: Found) -> list[Record]:
    """Everything that features keep of what was found."""
    known = queries.register()
    return [told for feature, rows in found.items() for told in known[feature].export(list(rows))]


def letters(found: Found) -> list[Record]:
    """The letters about it, newest first."""
    return [_letter(row) for row in queries.letters_about(found)]


def _letter(row: OutboxLetter) -> Record:
    title = row.subject or letter_name(row.kind)
    at = row.sent_at or row.created_at
    facts = (
        Fact("at", gettext("When"), at.isoformat(), moment(row.created_at, ZONE)),
        Fact("to", gettext("E-mail"), row.recipient, row.recipient),
        Fact("text", title, redact(row.text or ""), ""),
    )
    return Record("letter", title, facts)


def history(found: Found) -> list[Record]:
    """What happened to it, newest first."""
    return [_deed(entry) for entry in queries.history_of(found)]


def _deed(entry: AuditEntry) -> Record:
    title = str({**ACTIONS, **DEEDS}.get(entry.action, entry.action))
    facts = (
        Fact("at", gettext("When"), entry.at.isoformat(), moment(entry.at, ZONE)),
        Fact("action", title, entry.action),
        Fact("changes", title, entry.diff),
        Fact("reason", gettext("Reason"), entry.reason, entry.reason),
    )
    return Record("change", title, facts)


def portable(found: Found) -> dict[str, Any]:
    """The same for machines: a list for each kind of thing."""
    told: dict[str, Any] = {"made_at": clock.now().isoformat()}
    for one in (*records(found), *letters(found), *history(found)):
        told.setdefault(one.kind, []).append({"title": one.title} | one.plain())
    return told


def kept_for(key: str) -> str:
    """How long a group is kept, in words."""
    rule = RULES[key]
    if rule.own:
        return gettext("As long as the question says; at most, usually, a year after the event")
    if rule.days is None:
        return gettext("As long as the account or the membership lasts")
    span = _span(rule.days)
    return str(SINCE[rule.since]) % {"span": span}


def _span(days: int) -> str:
    if days % 365 == 0:
        return ngettext("%(num)s year", "%(num)s years", days // 365)
    return ngettext("%(num)s day", "%(num)s days", days)


def after_event(days: int) -> str:
    """For how long the answers to one question are kept."""
    return str(SINCE[rules.EVENT]) % {"span": _span(days)}


def register() -> Iterator[tuple[str, str, str]]:
    """(what, why, how long) of every group of personal columns, in the order of the rules."""
    groups = {group.key: group for group in queries.groups()}
    for key in RULES:
        yield str(groups[key].label), str(groups[key].purpose), kept_for(key)


def label_of(key: str) -> str:
    """What a group is."""
    return next(str(group.label) for group in queries.groups() if group.key == key)


def officer() -> tuple[str, str]:
    """(name, address) of the person in charge; empty while nobody is named."""
    return setting("PRIVACY_OFFICER_NAME"), setting("PRIVACY_OFFICER_EMAIL")


def age(request: PrivacyRequest) -> str:
    """Since when a request waits."""
    days = rules.age(request.asked_at, clock.now())
    return ngettext("%(num)s day", "%(num)s days", days) if days else gettext("Today")


def at(when: dt.datetime) -> str:
    """A moment on the house's clocks."""
    return moment(when, ZONE)


def time_left(request: PrivacyRequest) -> tuple[str, str]:
    """(mark, until when it has to be answered, in words)"""
    left = rules.days_left(request.asked_at, clock.now())
    if left < 0:
        return "wrong", ngettext("%(num)s day late", "%(num)s days late", -left)
    return "waiting" if left < 8 else "open", ngettext("%(num)s day left", "%(num)s days left", left)
