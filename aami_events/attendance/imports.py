"""A platform's report of a call, read line by line; nothing is written yet."""

import datetime as dt
from dataclasses import dataclass

from ..events.models import Event, Part
from ..foundation.dates import in_zone
from ..foundation.tables import read_table
from .queries import sessions
from .rules import report
from .rules.report import Line, Match, Visitor


@dataclass(frozen=True)
class Found:
    """Somebody in the call, and whose registration it may be."""

    visitor: Visitor
    match: Match

    @property
    def key(self) -> str:
        """What forms call them: their first line."""
        return str(self.visitor.lines[0])

    @property
    def kind(self) -> str:
        """sure, asked or unknown."""
        return "sure" if self.match.sure else "asked" if self.match.ids else "unknown"


@dataclass(frozen=True)
class Plan:
    """What a report says: every line is a visitor's, or left out with a reason."""

    lines: list[Line]
    found: list[Found]

    def of(self, kind: str) -> list[Found]:
        """Those who are sure, asked about, or unknown."""
        return [one for one in self.found if one.kind == kind]

    @property
    def left_out(self) -> list[Line]:
        """Lines that say nothing of anybody's presence."""
        return [line for line in self.lines if line.left_out]


def read_report(event: Event, part: Part | None, data: bytes, name: str) -> Plan:
    """What would become of each line. TableError for what is no table, report.NoReport for what is no report."""
    table = read_table(data, name)
    starts = (part.starts if part else None) or event.starts
    lines = report.read([(1, table.header), *table.rows], starts.date() if starts else None)
    people = sessions.people_of(event.id)
    return Plan(lines, [Found(one, report.match(one, people)) for one in report.visitors(lines)])


def first_moment(event: Event, part: Part | None, visitor: Visitor, fallback: dt.datetime) -> dt.datetime:
    """When somebody joined, by the session's clock."""
    zone = part.zone if part else event.zone
    if visitor.first is not None:
        return in_zone(visitor.first, zone)
    return (part.starts_at if part else None) or fallback
