"""The sessions of a series as one chooses them: hours on two clocks, languages, places left."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ...events.models import Event, Part
from ...events.phrases import INTERPRETATION, LANGUAGES
from ...foundation.hours import Hours, hours
from ...foundation.i18n import gettext, ngettext
from ..errors import NoSession, SessionsOverlap
from ..queries.offer import places_left
from ..rules import is_full
from ..rules import sessions as rules
from . import spoken


@dataclass(frozen=True)
class LookedFor:
    """What a visitor filters by: a language, a time of day where they are."""

    spoken: str = ""
    at: str = ""


def looked_for(given: Mapping[str, str]) -> LookedFor:
    """From an address; what is no language and no time of day does not filter."""
    language, at = given.get("spoken", ""), given.get("at", "")
    return LookedFor(language if language in LANGUAGES else "", at if at in rules.HOURS else "")


@dataclass(frozen=True)
class Session:
    """One session to choose."""

    part: Part
    hours: Hours | None
    languages: str
    interpretation: list[str]
    #: "3 places left", "Full"; empty without a limit
    left: str
    full: bool
    #: morning, afternoon or evening where the visitor is
    hour: str
    chosen: bool
    #: among what the visitor looks for, or chosen already
    shown: bool


def rows(event: Event, chosen: Collection[str], zone: str | None, wanted: LookedFor) -> list[Session]:
    """The sessions in the order of time; one query."""
    free = places_left({part.places_id for part in event.parts})
    return [_row(part, free.get(part.places_id), str(part.id) in chosen, zone, wanted) for part in event.in_time]


def _row(part: Part, free: int | None, chosen: bool, zone: str | None, wanted: LookedFor) -> Session:
    starts = part.starts_at
    hour = rules.time_of_day(starts.astimezone(ZoneInfo(zone or part.zone)).time()) if starts else ""
    fits = rules.looked_for(part.languages, hour, spoken=wanted.spoken, at=wanted.at)
    return Session(
        part,
        hours(part.starts, part.ends, part.zone, zone),
        languages(part),
        [str(INTERPRETATION[code]) for code in part.interpretation],
        _left(free),
        is_full(free),
        hour,
        chosen,
        shown=chosen or fits,
    )


def languages(part: Part) -> str:
    """The languages spoken there, in words."""
    return ", ".join(str(LANGUAGES[code]) for code in part.languages)


def _left(free: int | None) -> str:
    if free is None:
        return ""
    return ngettext("%(num)s place left", "%(num)s places left", free) if free > 0 else gettext("Full")


def name(part: Part) -> str:
    """A session as a sentence names it: the same topic may be given in two languages."""
    title, said = spoken(part.title), languages(part)
    return f"{title} ({said})" if said else title


def refused(event: Event, refusal: NoSession | SessionsOverlap) -> str:
    """Why these sessions cannot be chosen together, with their names."""
    if isinstance(refusal, NoSession):
        return gettext("Choose at least one session.")
    one, other = (name(part) for number in refusal.pair for part in event.parts if part.id == number)
    return gettext('"%(one)s" and "%(other)s" overlap: choose one of them.', one=one, other=other)
