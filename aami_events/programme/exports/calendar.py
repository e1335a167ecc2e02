"""The programme as a calendar: a session keeps its name over all versions, so that programs replace what they have."""

from collections.abc import Collection

from ...foundation.calendar import Occasion, calendar_file
from ...foundation.markdown import plain
from ..rules.release import Released
from . import Published, in_language


def ics(published: Published, language: str, *, name: str, only: Collection[int] | None = None) -> bytes:
    """Every session, or these only; what is cancelled is said to be."""
    rows = [row for row in published.sessions if only is None or row.id in only]
    occasions = [_occasion(published, row, language) for row in rows]
    return calendar_file(occasions, name=name, language=language, now=published.release.at)


def _occasion(published: Published, row: Released, language: str) -> Occasion:
    names = ", ".join(voice.name for voice in published.speakers(row))
    text = plain(in_language(row.abstract, language))
    return Occasion(
        uid=f"{row.guid}@programme",
        title=in_language(row.title, language),
        starts=published.begins(row),
        ends=published.ends(row),
        zone=published.event.zone,
        description="\n\n".join(part for part in (names, text) if part),
        location=in_language(row.room["name"], language) if row.room else "",
        url=published.url(row, language),
        sequence=published.release.number,
        cancelled=row.cancelled,
    )
