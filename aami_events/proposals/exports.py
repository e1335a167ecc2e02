"""Proposals for spreadsheets: everything that the organisers read, and nothing sensitive."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..foundation.i18n import current_language, gettext
from ..foundation.money import dollars
from ..questions.queries import Asked, shown
from ..questions.queries.fields import spoken
from .models import Proposal
from .phrases import DECISIONS, REVIEWS, STATES, language_names
from .queries.reading import Board, masked, names_of
from .queries.readings import Line, kinds, themes
from .rules import blind


def table(rows: Sequence[Proposal], asked: Sequence[Asked]) -> tuple[list[str], Iterator[list[Any]]]:
    """Header and rows; with a column for each question of the call that is `asked` for."""
    header = [
        gettext("Number"),
        gettext("State"),
        gettext("Title (French)"),
        gettext("Title (English)"),
        gettext("Summary (French)"),
        gettext("Summary (English)"),
        gettext("Type"),
        gettext("Theme"),
        gettext("Length in minutes"),
        gettext("Given in"),
        gettext("Speakers"),
        gettext("Organisation"),
        gettext("Region"),
        gettext("E-mail"),
        gettext("Works"),
        gettext("Artist fee asked for"),
        gettext("Artist fee agreed"),
        gettext("What is needed in the room"),
        *(spoken(one.text.label) for one in asked),
    ]
    return header, (_row(row, asked) for row in rows)


def _row(row: Proposal, asked: Sequence[Asked]) -> list[Any]:
    language = current_language()
    answers = {one.version.question_id: shown(one.version, one.value, language) for one in row.answers}
    people = [one.speaker for one in row.speakers if one.state != "declined"]
    first = people[0] if people else None
    return [
        row.code,
        str(STATES[row.state]),
        row.title.fr or "",
        row.title.en or "",
        row.abstract.fr or "",
        row.abstract.en or "",
        row.format.name.get(language) if row.format else "",
        row.track.name.get(language) if row.track else "",
        row.minutes,
        language_names(row.languages),
        ", ".join(one.name for one in people),
        first.organisation_name if first else "",
        (first.region or "") if first else "",
        ", ".join(one.email for one in people),
        " / ".join(f"{work.title}, {work.artist}" if work.artist else work.title for work in row.works),
        *(None if cents is None else dollars(cents) for cents in (row.fee_asked_cents, row.fee_agreed_cents)),
        row.technical,
        *(answers.get(one.id, "") for one in asked),
    ]


def readings(board: Board, lines: Sequence[Line]) -> tuple[list[str], Iterator[list[Any]]]:
    """Header and rows of what a committee reads, as the one who asks may see it; points as they are shown."""
    header = [
        gettext("Number"),
        gettext("Title (French)"),
        gettext("Title (English)"),
        gettext("Type"),
        gettext("Theme"),
        gettext("Length in minutes"),
        gettext("Given in"),
        *([] if board.nameless else [gettext("Speakers")]),
        gettext("Tags"),
        gettext("My review"),
        gettext("Reviews"),
        gettext("Mean"),
        gettext("Median"),
        gettext("Spread"),
        gettext("Decision"),
    ]
    language = current_language()
    of_kinds, of_themes = (
        {number: name.get(language) for number, name in found(board).items()} for found in (kinds, themes)
    )
    return header, (_reading(board, one, of_kinds, of_themes) for one in lines)


def _reading(board: Board, one: Line, of_kinds: Mapping[int, str], of_themes: Mapping[int, str]) -> list[Any]:
    row, hidden, found = one.row, masked(board, one.row.id), one.summary
    names = ", ".join(names_of(board, row.id))
    figures = [found.mean, found.median, found.spread] if found else [None] * 3
    return [
        row.code,
        blind.mask(row.title.fr or "", hidden),
        blind.mask(row.title.en or "", hidden),
        of_kinds.get(row.format_id or 0, ""),
        of_themes.get(row.track_id or 0, ""),
        row.minutes,
        language_names(row.languages),
        *([] if board.nameless else [names]),
        ", ".join(one.tags),
        str(REVIEWS[one.mine]) if one.mine else "",
        one.read_by,
        *(None if figure is None else figure / 100 for figure in figures),
        str(DECISIONS[row.decision]) if row.decision else "",
    ]
