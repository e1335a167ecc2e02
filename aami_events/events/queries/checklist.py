"""The checklist of an event, with what the features above find."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...foundation import points
from ...foundation.dates import in_zone
from ...foundation.points import Finding, TextPlace
from ..models import Event, Part
from ..rules.checklist import EventChecked, Found, PartFact, TextFact, check
from ..rules.when import UNKNOWN, When
from .texts import text_states

#: the texts that an event shows wherever it is named
NEEDED = frozenset({"event:title", "event:summary", "part:title", "venue:name"})


@dataclass(frozen=True)
class Checked:
    """What was found of an event itself, what the features above found, and the texts that findings are about."""

    found: list[Found]
    others: list[Finding]
    places: dict[str, TextPlace]

    @property
    def blocking(self) -> list[Found | Finding]:
        """What keeps it from being published."""
        rows: list[Found | Finding] = [*self.found, *self.others]
        return [row for row in rows if row.blocks]


def check_event(event: Event) -> Checked:
    """Ask everyone; the number of queries does not grow with what the event has."""
    places = {row.key: row for texts in points.bilingual_texts([event.id]) for row in texts.get(event.id, ())}
    others = [row for answers in points.event_findings([event.id]) for row in answers.get(event.id, ())]
    return Checked(check(_facts(event, places)), others, places)


def _facts(event: Event, places: dict[str, TextPlace]) -> EventChecked:
    states = text_states(event)
    starts = in_zone(event.starts, event.zone) if event.starts else None
    ends = in_zone(event.ends, event.zone) if event.ends else None
    return EventChecked(
        mode=event.mode,
        zone_known=bool(event.zone),
        dated=When(event.when.first, event.when.last, event.when.precision, event.when.expected) != UNKNOWN,
        starts=starts,
        ends=ends,
        opens=event.opens_at,
        closes=event.closes_at,
        change_until=event.change_until,
        venue=event.venue is not None,
        access=bool(event.venue and event.venue.access),
        capacity=event.places.capacity,
        texts=tuple(_texts(row for row in places.values() if row.blocks)),
        parts=tuple(_part(part) for part in event.parts),
        missing_texts=tuple(row.kind for row in states if row.blocks),
        stale_texts=tuple(row.kind for row in states if row.reason and row.state == "stale"),
    )


def _texts(places: Iterable[TextPlace]) -> Iterator[TextFact]:
    for row in places:
        kind, _, rest = row.key.partition(":")
        needed = f"{kind}:{rest.rpartition(':')[2]}" in NEEDED
        yield TextFact(row.key, needed, row.value.missing(), tuple(sorted(row.value.stale)), not row.value)


def _part(part: Part) -> PartFact:
    return PartFact(part.id, part.mode, part.starts_at, part.ends_at, tuple(part.languages), bool(part.room))


def finding_key(row: Found | Finding) -> tuple[str, str]:
    """What makes a finding the same one before and after a change."""
    return (row.key, "") if isinstance(row, Finding) else (row.what, row.about)
