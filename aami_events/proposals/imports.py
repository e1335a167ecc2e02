"""Proposals of another system, or of our own export, read line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..foundation.addresses import is_whole_address
from ..foundation.bilingual import Written
from ..foundation.i18n import current_language
from ..foundation.tables import read_table
from ..foundation.text import fold
from . import queries, service
from .models import Format, Track
from .rules import brought

MOST_LINES = 2_000


class ColumnsMissing(Exception):
    """Nothing in the file says what is proposed and by whom."""


@dataclass(frozen=True)
class Line:
    """A line of the file: its number in the spreadsheet, what it proposes, and what is wrong with it."""

    number: int
    proposer: service.Proposer
    pitch: service.Pitch
    faults: Sequence[tuple[str, str]]


def read_lines(data: bytes, filename: str, event_id: int) -> list[Line]:
    """All of them. TableError, ColumnsMissing."""
    table = read_table(data, filename)
    found = brought.columns(table.header)
    if not brought.enough(found):
        raise ColumnsMissing
    formats = queries.formats_of(event_id)
    kinds, tracks = _names(formats), _names(queries.tracks_of(event_id))
    usual = {row.id: row.minutes for row in formats}
    lines = []
    for number, cells in table.rows:
        said = brought.said({what: cells[column] for what, column in found.items()}, current_language())
        lines.append(_line(number, said, kinds, tracks, usual))
    return lines


def _names(rows: Sequence[Format | Track]) -> dict[str, int]:
    """{name in either language, or short name, folded: id}"""
    return {fold(name): row.id for row in rows for name in (row.key, *row.name.texts().values()) if name}


def _line(
    number: int, said: brought.Said, kinds: Mapping[str, int], tracks: Mapping[str, int], usual: Mapping[int, int]
) -> Line:
    faults = list(said.faults)
    kind, track = kinds.get(fold(said.kind)), tracks.get(fold(said.track))
    faults += [("kind", "kind_unknown")] if said.kind and kind is None else []
    faults += [("track", "track_unknown")] if said.track and track is None else []
    faults += [("emails", "address")] if not all(is_whole_address(email) for _name, email in said.people) else []
    (name, email), *others = said.people or [("", "")]
    minutes = said.minutes if said.minutes is not None or kind is None else usual[kind]
    proposer = service.Proposer(name, email, language=said.language, organisation=said.organisation)
    pitch = service.Pitch(
        title=Written(said.titles.get("fr", ""), said.titles.get("en", "")),
        abstract=Written(said.abstracts.get("fr", ""), said.abstracts.get("en", "")),
        format_id=kind,
        track_id=track,
        minutes=minutes,
        languages=said.languages,
        technical=said.technical,
        works=tuple(service.WorkEntry(*one) for one in said.works),
        voices=tuple(service.Voice(*one) for one in others),
    )
    return Line(number, proposer, pitch, faults)
