"""The columns that an event's list can have, and what their rows refer to."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ...events.models import Event
from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...foundation.i18n import current_language, lazy_gettext, lazy_pgettext
from ...foundation.money import dollars
from ...foundation.typography import typeset
from ...people.models import Region
from ...questions.models import Question, QuestionVersion
from ...questions.queries import shown
from ..models import Category, Registration
from ..phrases import MODES, PURPOSE_NAMES, REACH_BY, SPOKEN, STATES
from ..rules import SENSITIVE_PURPOSES
from . import attendees, invitations, support


@dataclass(frozen=True)
class Column:
    """A column that can be chosen."""

    key: str
    label: Any
    value: Callable[["Lookup", Any], Any]
    #: only for who may see it, and only when asked for
    sensitive: bool = False


class Lookup:
    """What rows refer to, read once, and what belongs to the rows of a batch, read once a batch."""

    def __init__(self, event: Event, *, codes: bool, sensitive: bool) -> None:
        self.event, self.codes, self.sensitive = event, codes, sensitive
        self.language, self.zone = current_language(), ZoneInfo(event.zone)
        categories = db.session.scalars(select(Category).where(Category.event_id == event.id))
        self.categories = {row.id: self.text(row.name, row.key) for row in categories}
        self.parts = {part.id: self.text(part.title, part.slug or f"part-{part.position}") for part in event.parts}
        self.regions = {row.key: self.text(row.name, row.key) for row in db.session.scalars(select(Region))}
        self.versions: dict[int, QuestionVersion] = {}
        self.questions: dict[str, list[int]] = {}
        query = select(Question, QuestionVersion).join(QuestionVersion, QuestionVersion.question_id == Question.id)
        owned = query.where(Question.owner_kind == "event", Question.owner_id == event.id)
        for question, version in db.session.execute(owned.order_by(Question.position, QuestionVersion.number)).tuples():
            self.versions[version.id] = version
            self.questions.setdefault(question.key, []).append(version.id)
        self.own_parts: dict[int, list[tuple[int, str]]] = {}
        self.answers: dict[int, dict[int, Any]] = {}
        self._words: dict[int, dict[str, str]] = {}
        self.consents: dict[int, set[str]] = {}
        self.access: dict[int, str] = {}
        self.invited: dict[int, str] = {}
        self.supported: dict[int, Registration] = {}

    def batch(self, rows: Sequence[Any]) -> None:
        """Read what belongs to these rows."""
        ids = [row.id for row in rows]
        self.own_parts, self.answers = attendees.parts_of(ids), attendees.answers_of(ids)
        self.consents = attendees.consents_of(ids)
        self.access = attendees.access_of(ids) if self.sensitive else {}
        self.invited = invitations.of_registrations(ids) if self.event.visibility == "invited" else {}
        self.supported = support.supported([row.id for row in rows if row.supports_id is not None])

    def word(self, words: dict[str, Any], key: str | None) -> str:
        """A key, or the word for it, looked up once for all rows."""
        if self.codes or not key:
            return key or ""
        known = self._words.setdefault(id(words), {})
        if key not in known:
            known[key] = str(words.get(key, key))
        return known[key]

    def text(self, value: Bilingual, key: str) -> str:
        """A key, or the text in the language spoken."""
        return key if self.codes else typeset(value.get(self.language), self.language)

    def local(self, moment: dt.datetime | None) -> dt.datetime | None:
        """Wall time in the event's zone, as spreadsheets know it."""
        return moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0) if moment else None


def _parts(lookup: Lookup, row: Any) -> str:
    return "; ".join(lookup.parts[part_id] for part_id, _state in lookup.own_parts.get(row.id, ()))


def _supports(lookup: Lookup, row: Any) -> str:
    whose = lookup.supported.get(row.id)
    if whose is None:
        return ""
    return whose.source_ref or f"aami:{whose.code}" if lookup.codes else whose.name


def _spoken(lookup: Lookup, row: Any) -> str:
    return "; ".join(lookup.word(SPOKEN, key) for key in row.spoken)


def _region(lookup: Lookup, row: Any) -> str:
    return lookup.regions.get(row.region) or row.region or ""


def _yes(lookup: Lookup, value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no") if lookup.codes else {True: "✓", False: "–"}[value]


BASE: tuple[Column, ...] = (
    Column("reference", lazy_gettext("Reference"), lambda lookup, row: row.source_ref or f"aami:{row.code}"),
    Column("name", lazy_gettext("Full name"), lambda lookup, row: row.name),
    Column("badge_name", lazy_gettext("Name on the badge"), lambda lookup, row: row.badge_name),
    Column("pronouns", lazy_gettext("Pronouns"), lambda lookup, row: row.pronouns),
    Column("spoken", lazy_gettext("Languages spoken"), _spoken),
    Column("email", lazy_gettext("E-mail"), lambda lookup, row: row.email),
    Column("sms", lazy_gettext("Number for text messages"), lambda lookup, row: row.sms),
    Column("reach_by", lazy_gettext("Preferred way to be reached"), lambda up, row: up.word(REACH_BY, row.reach_by)),
    Column("organisation", lazy_gettext("Organisation"), lambda lookup, row: row.organisation_name),
    Column(
        "member", lazy_gettext("Member organisation"), lambda lookup, row: _yes(lookup, row.organisation_id is not None)
    ),
    Column("province", lazy_gettext("Province or territory"), lambda lookup, row: row.province or ""),
    Column("region", lazy_gettext("Region of the Alliance"), _region),
    Column("language", lazy_gettext("Language of e-mails"), lambda lookup, row: row.language),
    Column(
        "category",
        lazy_gettext("Category"),
        lambda lookup, row: lookup.categories[row.category_id],
    ),
    Column("parts", lazy_gettext("Activities"), _parts),
    Column("mode", lazy_gettext("How they take part"), lambda lookup, row: lookup.word(MODES, row.mode)),
    Column("first_time", lazy_gettext("First time"), lambda lookup, row: _yes(lookup, row.first_time)),
    Column("state", lazy_pgettext("column", "State"), lambda lookup, row: lookup.word(STATES, row.state)),
    Column("supports", lazy_gettext("Support person of"), _supports),
    Column("amount_due", lazy_gettext("Amount due (CAD)"), lambda lookup, row: dollars(row.amount_due_cents)),
    Column("registered", lazy_gettext("Registered on"), lambda lookup, row: lookup.local(row.created_at)),
)


def _consent(purpose: str) -> Column:
    return Column(
        f"consent-{purpose}",
        PURPOSE_NAMES[purpose],
        lambda lookup, row: _yes(lookup, purpose in lookup.consents.get(row.id, ())),
        sensitive=purpose in SENSITIVE_PURPOSES,
    )


def _question(lookup: Lookup, key: str) -> Column:
    ids = lookup.questions[key]
    newest = lookup.versions[ids[-1]]

    def value(lookup: Lookup, row: Any) -> str:
        given = lookup.answers.get(row.id, {})
        version_id = next((version_id for version_id in reversed(ids) if version_id in given), None)
        if version_id is None:
            return ""
        if lookup.codes:
            return _code(given[version_id])
        return shown(lookup.versions[version_id], given[version_id], lookup.language)

    label = typeset(newest.label.get(lookup.language), lookup.language)
    # what somebody said to a version for few eyes stays for them
    restricted = any(lookup.versions[number].restricted for number in ids)
    return Column(f"q-{key}", label, value, sensitive=restricted)


def _code(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


ACCESS = Column("access_needs", lazy_gettext("Access needs"), lambda lookup, row: lookup.access.get(row.id, ""), True)


INVITED = Column("invited", lazy_gettext("Invited organisation"), lambda lookup, row: lookup.invited.get(row.id, ""))


def columns_of(lookup: Lookup) -> list[Column]:
    """Every column that the event's list can have, sensitive ones last."""
    own = [_question(lookup, key) for key in lookup.questions]
    invited = [INVITED] if lookup.event.visibility == "invited" else []
    columns = [*BASE, *invited, *(_consent(purpose) for purpose in PURPOSE_NAMES), *own, ACCESS]
    return sorted(columns, key=lambda column: column.sensitive)
