"""Results as files. Of an anonymous survey each column is shuffled on its own: its rows are nobody's, and cannot be
joined; whoever counts a column has the figures of the page. Nothing goes out before the survey is closed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..foundation.bilingual import Bilingual
from ..foundation.clock import now
from ..foundation.i18n import current_language, gettext
from ..foundation.tables import Sheet, csv_rows, xlsx_book
from ..questions.queries import labels_of, words_of
from ..questions.queries.fields import spoken
from . import queries, service
from .models import Survey
from .queries import answers
from .queries.answers import Asked
from .rules import mixing
from .rules.drafting import FORMAT
from .rules.tally import WORDS

#: what stands between several choices in one cell
BETWEEN = "; "
FORMATS = ("csv", "xlsx", "json", "pdf", "docx")


@dataclass(frozen=True)
class Columns:
    """A table, column by column."""

    header: list[str]
    columns: list[list[Any]]

    @property
    def rows(self) -> Iterator[Sequence[Any]]:
        """Row by row."""
        return zip_longest(*self.columns, fillvalue="")


def columns_of(survey: Survey) -> Columns:
    """What was answered. Stable names: the question's key, key:line of a matrix, key:option of a ranking, key:other and
    key:comment; an earlier version of a question as key.1."""
    if survey.named:
        return _named(survey)
    tally = queries.tally_of(survey.id)
    if tally is None or not tally.final or tally.count < survey.least:
        return Columns([], [])
    found, written = Columns([], []), dict[tuple[int, str], list[str]]()
    for row in answers.comments_of(survey.id):
        if not row.withheld:
            written.setdefault((row.version_id, row.beside), []).append(row.text)
    asked = _answered(survey)
    counted = _counted(survey, [one for one in asked if _is_shown(one, tally.figures)])
    for one in asked:
        name = _name(one)
        if one.item.kind not in WORDS:
            for line in one.item.rows:
                _put(
                    found, f"{name}:{line}" if line else name, mixing.shuffled(counted.get((one.version.id, line), []))
                )
        for beside in ("", "other", "comment"):
            words = written.get((one.version.id, beside), [])
            if words or (one.item.kind in WORDS and not beside):
                _put(found, f"{name}:{beside}" if beside else name, mixing.shuffled(words))
    return found


def _is_shown(one: Asked, figures: dict[str, Any]) -> bool:
    held = figures["questions"].get(str(one.version.id))
    return held is not None and held["cells"] is not None


def _counted(survey: Survey, asked: Sequence[Asked]) -> dict[tuple[int, str], list[Any]]:
    """{(version, line): cells}, in one pass; what is said again and again is kept once."""
    wanted = {str(one.version.id): one for one in asked}
    found: dict[tuple[int, str], list[Any]] = {}
    seen: dict[Any, Any] = {}
    for given in answers.stream_of(survey):
        for version, value in given.items():
            one = wanted.get(version)
            if one is not None:
                for row, cell in _cells(one, value):
                    found.setdefault((one.version.id, row), []).append(seen.setdefault(cell, cell))
    return found


def _put(found: Columns, name: str, column: list[Any]) -> None:
    found.header.append(name)
    found.columns.append(column)


def _answered(survey: Survey) -> list[Asked]:
    return [one for one in answers.asked_of(survey.id) if one.item.kind != "heading"]


def _name(one: Asked) -> str:
    return one.question.key if one.current else f"{one.question.key}.{one.version.number}"


def _cells(one: Asked, value: Any) -> list[tuple[str, Any]]:
    """(line, cell) of an answer."""
    match one.item.kind:
        case "matrix":
            return list(value.items())
        case "ranking":
            return [(option, rank) for rank, option in enumerate(value, 1)]
        case _:
            return [("", _cell(value))]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return BETWEEN.join(value) if isinstance(value, list) else value


def _named(survey: Survey) -> Columns:
    """A row an answer, beside who gave it."""
    rows, found = answers.named_of(survey.id), Columns([], [])
    for name, column in (
        ("name", [row.invitation.name for row in rows]),
        ("email", [row.invitation.email for row in rows]),
        ("language", [row.language for row in rows]),
        ("answered_at", [row.answered_at.replace(tzinfo=None) for row in rows]),
    ):
        _put(found, name, column)
    for one in _answered(survey):
        version, name = str(one.version.id), _name(one)
        held = [row.answers.get(version) for row in rows]
        rows_of = one.item.rows if one.item.kind in ("matrix", "ranking") else ("",)
        for row in rows_of:
            _put(found, f"{name}:{row}" if row else name, [_of_row(one, value, row) for value in held])
        for beside in ("other", "comment"):
            words = [answer.answers.get(f"{version}:{beside}", "") for answer in rows]
            if any(words):
                _put(found, f"{name}:{beside}", words)
    return found


def _of_row(one: Asked, value: Any, row: str) -> Any:
    if value is None:
        return ""
    if one.item.kind == "matrix":
        return value.get(row, "")
    if one.item.kind == "ranking":
        return value.index(row) + 1 if row in value else ""
    return _cell(value)


# --- What the names and values mean -----------------------------------------------------------------------------------
LABELS = ("column", "kind", "value", "fr", "en")


def labels(survey: Survey) -> Iterator[tuple[str, str, str, str, str]]:
    """What each column and each value says, in both languages."""
    for one in _answered(survey):
        name = _name(one)
        yield name, one.item.kind, "", *_sides(one.version.label)
        for row, label in labels_of((one.version.details or {}).get("rows", ())):
            yield f"{name}:{row}", one.item.kind, "", *_sides(label)
        words = [words_of(one.version, code) for code in ("fr", "en")]
        for value in one.definition.choices if one.item.kind != "yes_no" else ("yes", "no"):
            yield name, one.item.kind, value, words[0].get(value, value), words[1].get(value, value)


def _sides(label: Bilingual) -> tuple[str, str]:
    texts = label.texts()
    return texts.get("fr", ""), texts.get("en", "")


def summary(survey: Survey) -> Iterator[tuple[str, str, str, int, float]]:
    """(question, line, answer, count, share) of every figure that the page shows."""
    tally = queries.tally_of(survey.id)
    if tally is None or not tally.final or tally.count < survey.least:
        return
    for one in _answered(survey):
        held = tally.figures["questions"].get(str(one.version.id))
        if held is None or held["cells"] is None:
            continue
        words = words_of(one.version, current_language())
        rows = {row: spoken(label) for row, label in labels_of((one.version.details or {}).get("rows", ()))}
        for row, cells in held["cells"].items():
            whole = sum(cells.values()) if row else held["n"]
            for value, count in cells.items():
                line = rows.get(row, words.get(row, row))
                yield spoken(one.version.label), line, words.get(value, value), count, count / whole if whole else 0.0


# --- Files ------------------------------------------------------------------------------------------------------------
def as_csv(survey: Survey) -> Iterator[bytes]:
    """The answers."""
    found = columns_of(survey)
    return csv_rows(found.header, found.rows)


def labels_csv(survey: Survey) -> Iterator[bytes]:
    """What the names and values mean."""
    return csv_rows(LABELS, list(labels(survey)))


def as_xlsx(survey: Survey) -> bytes:
    """The answers, what they mean, and the figures, a sheet each."""
    found = columns_of(survey)
    figures = ("question", "line", "answer", "count", "share")
    sheets = (
        Sheet(gettext("Answers"), found.header, found.rows),
        Sheet(gettext("Labels"), LABELS, labels(survey), (20, 12, 20, 60, 60)),
        Sheet(gettext("Figures"), figures, summary(survey), (60, 30, 40, 10, 10)),
    )
    with xlsx_book(sheets) as book:
        return book.read()


def as_json(survey: Survey) -> bytes:
    """The questionnaire, which can be read in again, and its results as far as they are shown."""
    tally = queries.tally_of(survey.id)
    shown = tally is not None and tally.final
    said = {
        "format": FORMAT,
        "slug": survey.slug,
        "title": survey.title.texts(),
        "welcome": survey.welcome.texts(),
        "thanks": survey.thanks.texts(),
        "questions": service.draft_of(survey.id),
        "exported_at": now().isoformat(),
        "results": _by_key(survey, tally.figures) if tally is not None and shown else None,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _by_key(survey: Survey, figures: dict[str, Any]) -> dict[str, Any]:
    """The same with the names of columns in place of numbers of versions."""
    names = {str(one.version.id): _name(one) for one in _answered(survey)}
    questions = {names[version]: held for version, held in figures["questions"].items() if version in names}
    breakdowns = {
        key: {"groups": held["groups"], "tables": {names[version]: rows for version, rows in held["tables"].items()}}
        for key, held in figures.get("breakdowns", {}).items()
    }
    return figures | {"questions": questions, "breakdowns": breakdowns}
