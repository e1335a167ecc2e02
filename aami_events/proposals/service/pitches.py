"""What is proposed, as somebody writes it: kept if it can be, sent if it is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...foundation.bilingual import Written
from ...foundation.text import clean
from ...questions import service as asking
from ...questions.queries import Asked, asked_by
from .. import queries, rules
from ..errors import ProposalWrong
from ..models import Format, Proposal, ProposalAnswer, Track, Work
from ..rules import MOST_VOICES, MOST_WORKS, Facts, Kind


@dataclass(frozen=True)
class WorkEntry:
    """A work as somebody writes it."""

    title: str
    artist: str = ""
    year: int | None = None
    minutes: int | None = None
    medium: str = ""
    subtitles: str = ""

    def cleaned(self) -> "WorkEntry":
        """The same, harmless to store."""
        texts = {name: clean(getattr(self, name)) for name in ("title", "artist", "medium", "subtitles")}
        return WorkEntry(year=self.year, minutes=self.minutes, **texts)


@dataclass(frozen=True)
class Voice:
    """Somebody who takes part too."""

    name: str
    email: str


@dataclass(frozen=True)
class Pitch:
    """What is proposed, as somebody writes it."""

    title: Written = field(default_factory=Written)
    abstract: Written = field(default_factory=Written)
    warnings: Written = field(default_factory=Written)
    format_id: int | None = None
    track_id: int | None = None
    minutes: int | None = None
    languages: tuple[str, ...] = ()
    technical: str = ""
    sign_video: str = ""
    fee_asked_cents: int | None = None
    works: tuple[WorkEntry, ...] = ()
    voices: tuple[Voice, ...] = ()
    #: {key of a question of the call: what was written}; None: nothing was asked
    answers: Mapping[str, Sequence[str]] | None = None


def write_pitch(row: Proposal, pitch: Pitch, *, whole: bool) -> None:
    """Write it, if all that was said can be kept, and if it is to be sent, if nothing is missing. ProposalWrong."""
    kind, track = _chosen(row, Format, pitch.format_id), _chosen(row, Track, pitch.track_id)
    row.title = pitch.title.cleaned().over(row.title)
    row.abstract = pitch.abstract.cleaned(lines=True).over(row.abstract)
    row.warnings = pitch.warnings.cleaned(lines=True).over(row.warnings)
    row.languages = [code for code in rules.LANGUAGES if code in pitch.languages]
    row.technical, row.sign_video = clean(pitch.technical, keep_lines=True), clean(pitch.sign_video)
    row.minutes, row.fee_asked_cents = pitch.minutes, pitch.fee_asked_cents
    row.format_id, row.track_id = pitch.format_id, pitch.track_id
    works = [one.cleaned() for one in pitch.works]
    facts = Facts(
        row.title.languages,
        row.abstract.languages,
        Kind(kind.id, kind.least, kind.most, kind.works) if isinstance(kind, Format) else None,
        row.minutes,
        row.languages,
        row.sign_video,
        [(one.title, one.artist) for one in works],
    )
    faults = rules.check_shape(facts) + (rules.check_whole(facts) if whole else [])
    faults += [("track", "track")] if pitch.track_id is not None and track is None else []
    faults += [("format", "format_missing")] if pitch.format_id is not None and kind is None and not whole else []
    faults += [("voices", "voices")] if len(pitch.voices) > MOST_VOICES or len(works) > MOST_WORKS else []
    reading, asked = _read(row.event_id, pitch.answers)
    faults += [(f"q-{key}", what) for key, what in reading.refusals.items() if whole or what != "missing"]
    if faults:
        raise ProposalWrong(faults)
    _answer(row, asked, reading.values)
    row.works = [Work(position=place, **vars(one)) for place, one in enumerate(works)]


def _chosen(row: Proposal, table: type[Format] | type[Track], number: int | None) -> Format | Track | None:
    """What was chosen, if it is offered here, or was when it was chosen."""
    if number is None:
        return None
    found: Format | Track | None = queries.find_row(table, row.event_id, number)
    held = number in (row.format_id, row.track_id)
    return found if found is not None and (found.retired_at is None or held) else None


def _read(event_id: int, given: Mapping[str, Sequence[str]] | None) -> tuple[asking.Reading, list[Asked]]:
    asked = asked_by("call", event_id) if given is not None else []
    return asking.read_answers(asked, given or {}), asked


def _answer(row: Proposal, asked: Sequence[Asked], values: Mapping[str, Any]) -> None:
    """What was answered to the questions that are asked now; answers to those that are asked no longer stay."""
    wanted = {one.version_id: values[one.key] for one in asked if one.key in values}
    ids = {one.id for one in asked}
    for held in list(row.answers):
        if held.version_id in wanted:
            held.value = wanted.pop(held.version_id)
        elif held.version.question_id in ids:
            row.answers.remove(held)
    row.answers += [ProposalAnswer(version_id=number, value=value) for number, value in wanted.items()]
