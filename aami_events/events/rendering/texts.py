"""What pages of texts show: rows of the list, what changed between two versions, a preview."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from ...foundation.bilingual import LANGUAGES
from ...foundation.dates import format_datetime
from ...foundation.i18n import LANGUAGE_NAMES, current_language
from ...foundation.markdown import render
from ..models import Event, EventTextVersion
from ..phrases.texts import MISSING_SIDE, STALE_SIDE
from ..queries.texts import TextState
from ..rules.texts import difference

TAGS = {"same": None, "gone": "del", "new": "ins"}


@dataclass(frozen=True)
class Side:
    """One language of a text."""

    language: str
    name: str
    html: Markup


def sides(texts: dict[str, str]) -> list[Side]:
    """Each language as it will be shown, French first."""
    written = [(code, texts.get(code, "")) for code in LANGUAGES]
    return [Side(code, LANGUAGE_NAMES[code], Markup(render(text, code))) for code, text in written]


def changes(old: EventTextVersion | None, new: EventTextVersion) -> list[Side]:
    """What a version took out and put in, language by language, where something changed."""
    rows = []
    for code in LANGUAGES:
        before, after = (version.text.texts().get(code, "") if version else "" for version in (old, new))
        if before != after:
            rows.append(Side(code, LANGUAGE_NAMES[code], _marked(before, after)))
    return rows


def _marked(before: str, after: str) -> Markup:
    return Markup("").join(
        Markup("<{0}>{1}</{0}>").format(tag, text) if (tag := TAGS[kind]) else escape(text)
        for kind, text in difference(before, after)
    )


def at(version: EventTextVersion, event: Event) -> str:
    """When a version was written, on the event's clock."""
    return format_datetime(version.at.astimezone(ZoneInfo(event.zone)), current_language())


def remark(row: TextState) -> str:
    """Which side is missing or older."""
    text = row.version.text if row.version else None
    if text is None:
        return ""
    if row.state == "one_language":
        return ", ".join(str(MISSING_SIDE[code]) for code in text.missing())
    return ", ".join(str(STALE_SIDE[code]) for code in LANGUAGES if code in text.stale)
