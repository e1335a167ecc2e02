"""What pages of letters to many show."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...events.models import Event
from ...foundation import clock
from ...foundation.audit import AuditEntry
from ...foundation.hours import moment
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext, ngettext
from ...foundation.numbers import format_number
from ...questions.queries.fields import spoken
from ...registration.phrases import MODES
from ...registration.queries.offer import get_offer
from ...web import history
from .. import queries
from ..models import Mailing
from ..phrases import DEEDS, FIELDS, MEMBERS, PRESENCE, STATES, TO
from ..rules import Audience, held_back


def phase(row: Mailing) -> str:
    """Of phrases.PHASES: where it stands now."""
    if row.state != "ready":
        return row.state
    if row.send == "hand":
        return "leaving"
    return "planned" if why_held(row) in ("", "early") else "held"


def why_held(row: Mailing) -> str:
    """Why a planned letter does not go now, of rules.held_back."""
    return held_back(row.event.state, queries.due(row), clock.now())


def when(row: Mailing) -> str:
    """When it goes, or went, in words."""
    event, due = row.event, queries.due(row)
    if row.sent_at:
        return moment(row.sent_at, event.zone)
    if row.send == "hand":
        return ""
    counted = _counted(row) if row.send == "relative" else ""
    if due is None:
        return counted
    at = moment(due, event.zone)
    return gettext("%(moment)s (%(counted)s)", moment=at, counted=counted) if counted else at


def _counted(row: Mailing) -> str:
    days = row.days or 0
    if days < 0:
        return ngettext("%(num)s day before the first day", "%(num)s days before the first day", -days)
    if row.anchor == "starts":
        return gettext("on the first day")
    if days:
        return ngettext("%(num)s day after the last day", "%(num)s days after the last day", days)
    return gettext("on the last day")


def whom(row: Mailing) -> str:
    """Whom it is for, in words."""
    asked = row.asked
    said = [str(TO[asked.to])]
    if asked.wanted:
        said.append(", ".join(str(STATES[state]) for state in asked.wanted).lower())
    said += [word for word in _narrowed(row.event, asked) if word]
    return " · ".join(said)


def _narrowed(event: Event, asked: Audience) -> list[str]:
    offer = get_offer(event.id)
    categories = {one.key: spoken(one.name) for one in offer.categories}
    parts = {str(number): spoken(part.title) for number, part in offer.parts.items()}
    regions = {key: spoken(name) for key, name, _provinces in offer.regions}
    words: list[tuple[str, Mapping[str, object]]] = [
        (asked.category, categories), (asked.part, parts), (asked.region, regions), (asked.language, LANGUAGE_NAMES),
        (asked.mode, MODES), (asked.member, MEMBERS), (asked.presence, PRESENCE),
    ]  # fmt: skip
    found = [str(known.get(key, key)) for key, known in words if key]
    return [*found, gettext("have not answered the survey")] if asked.survey else found


def people(number: int) -> str:
    """So many people."""
    shown = format_number(number, current_language())
    return ngettext("%(shown)s person", "%(shown)s people", number, shown=shown)


@dataclass(frozen=True)
class Going:
    """To how many it goes now."""

    #: {language: people}
    languages: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.languages.values())

    @property
    def words(self) -> str:
        """ "98 in French, 45 in English" """
        said = {"fr": gettext("%(number)s in French"), "en": gettext("%(number)s in English")}
        rows = sorted(self.languages.items(), key=lambda row: -row[1])
        return ", ".join(said.get(code, f"{code} %(number)s") % {"number": number} for code, number in rows)


def figures(states: Mapping[str, int]) -> str:
    """What became of its copies: "120 sent, 3 waiting"."""
    words = {
        "sent": ngettext("%(num)s e-mail sent", "%(num)s e-mails sent", states.get("sent", 0)),
        "waiting": ngettext("%(num)s waiting", "%(num)s waiting", states.get("waiting", 0)),
        "failed": ngettext("%(num)s failed", "%(num)s failed", states.get("failed", 0)),
        "returned": ngettext("%(num)s came back", "%(num)s came back", states.get("returned", 0)),
        "forgotten": ngettext("%(num)s no longer kept", "%(num)s no longer kept", states.get("forgotten", 0)),
    }
    return ", ".join(said for state, said in words.items() if states.get(state))


def history_rows(entries: list[AuditEntry], event: Event) -> list[tuple[str, str, str, str]]:
    """What happened to it, newest first."""

    def tell(entry: AuditEntry) -> str:
        said = str(DEEDS.get(entry.action, entry.action))
        if "people" in entry.diff:
            return gettext("%(label)s: %(message)s", label=said, message=people(entry.diff["people"][1]))
        fields = ", ".join(str(FIELDS.get(name, name)) for name in entry.diff)
        return gettext("%(label)s: %(message)s", label=said, message=fields) if fields else said

    return history.rows(entries, event.zone, tell)
