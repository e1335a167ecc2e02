"""What a committee's pages show of what it reads: never more than the board of the one who asks allows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...committees.models import Member
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ..models import Conflict, Phase, Proposal
from ..phrases import OTHERS, language_names
from ..queries.reading import Board, masked, names_of, phase_now
from ..queries.readings import Brief
from ..rules import blind
from . import answers as answers_of
from . import can as can
from . import moments, prose, said


def figure(hundredths: int | None) -> str:
    """Points with one decimal: 3,7 in French, 3.7 in English."""
    if hundredths is None:
        return "–"
    text = f"{hundredths / 100:.1f}"
    return text.replace(".", ",") if current_language() == "fr" else text


def titled(board: Board, row: Proposal | Brief) -> str:
    """Its title, for the one who asks."""
    return blind.mask(said(row.title), masked(board, row.id)) or gettext("without a title")


def masks(board: Board, row: Proposal, text: str) -> str:
    """A text about it, for the one who asks."""
    return blind.mask(text, masked(board, row.id))


def told(board: Board, row: Proposal, text: str, language: str) -> Markup:
    """Markdown about it, for the one who asks."""
    return prose(masks(board, row, text), language)


def behind(board: Board, row: Brief) -> list[str]:
    """Who proposes it; nobody where names are hidden."""
    return names_of(board, row.id)


def facts(board: Board, row: Proposal) -> list[tuple[str, str]]:
    """What a proposal says in a line each; what it costs is not what it is read for."""
    return [
        (gettext("Type"), said(row.format.name) if row.format else ""),
        (gettext("Theme"), said(row.track.name) if row.track else ""),
        (gettext("Length"), gettext("%(minutes)s minutes", minutes=row.minutes) if row.minutes else ""),
        (gettext("Given in"), language_names(row.languages)),
        (gettext("Needed in the room"), masks(board, row, row.technical)),
        (gettext("Number"), row.code),
    ]


def answers(board: Board, row: Proposal) -> list[tuple[str, str]]:
    """What was answered to the call's own questions, for the one who asks; nothing sensitive."""
    return [(label, masks(board, row, text)) for label, text in answers_of(row)]


def stage(board: Board) -> str:
    """Which phase runs, until when; "" without phases."""
    phase = phase_now(board.phases)
    if phase:
        until = " / ".join(moments(phase.ends_at, board.event))
        return gettext("%(phase)s: until %(moment)s", phase=said(phase.name), moment=until)
    return gettext("No phase runs now: one may only look.") if board.phases else ""


def period(row: Phase, board: Board) -> str:
    """From when to when, on the event's clock."""
    first, last = moments(row.starts_at, board.event)[-1], moments(row.ends_at, board.event)[-1]
    return gettext("%(first)s to %(last)s", first=first, last=last)


def allows(row: Phase) -> list[str]:
    """What one may do in a phase."""
    deeds = [gettext("Reviews are written")] if row.scoring else []
    deeds += [gettext("Remarks are written")] if row.discussion else []
    seen = gettext("Reviews of others: %(when)s", when=str(OTHERS[row.others]).lower())
    return [*deeds, seen]


def when(at: dt.datetime, board: Board) -> str:
    """A moment on the reader's clock."""
    return moments(at, board.event)[0]


def written_in(language: str) -> str:
    """The language of a text that is not in the one that is spoken; "" otherwise."""
    return "" if language == current_language() else LANGUAGE_NAMES.get(language, "")


@dataclass(frozen=True)
class Clash:
    """A member and a proposal between which something stands, or was found not to."""

    proposal: Brief
    member: Member
    suggested: str | None
    stored: Conflict | None
    stands: bool


def clashes(board: Board, rows: Sequence[Brief]) -> list[Clash]:
    """Those of proposals that the one who asks sees, what waits for a word first; their own stay out."""
    proposals, members = {row.id: row for row in rows}, {one.id: one for one in board.members}
    found = board.conflicts
    pairs = [
        pair
        for pair in sorted(found.suggested.keys() | found.stored.keys())
        if pair[0] in proposals and pair[1] in members and not (board.me and board.me.id == pair[1])
    ]
    made = [
        Clash(proposals[p], members[m], found.suggested.get((p, m)), found.stored.get((p, m)), found.stands(p, m))
        for p, m in pairs
    ]
    return sorted(made, key=lambda one: (one.stored is not None or one.suggested == "own", one.proposal.id))


@dataclass(frozen=True)
class Load:
    """What a member was asked to read, and has read."""

    member: Member
    asked: int
    done: int
    #: what a plan would add
    more: int = 0


def loads(
    board: Board, pairs: Sequence[tuple[int, int]], done: dict[int, int], more: Sequence[tuple[int, int]] = ()
) -> list[Load]:
    """Of everybody who reviews."""
    asked = [member for _proposal, member in pairs]
    added = [member for _proposal, member in more]
    return [Load(one, asked.count(one.id), done.get(one.id, 0), added.count(one.id)) for one in board.reviewers]


def reads(member: Member) -> str:
    """The languages in which a member reads."""
    return language_names(member.reads)
