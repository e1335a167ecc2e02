"""What was answered elsewhere, from a table with a row an answer: matched to the questions of a survey, or, where there
are none yet, questions are made from its columns. Who answered and when is left behind: past results are figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ...foundation.rows import new_key
from ...foundation.tables import Table, TableEmpty, TableError, TableTooLarge, read_table
from ...foundation.text import clean, fold
from ...questions.queries import Asked
from ...questions.service import MOST_LINE
from ..errors import FileWrong
from ..rules.drafting import Draft

#: columns that say who answered and when, in whatever system
LEFT_BEHIND = frozenset(
    {"submitter", "submitter email", "submission date", "response id", "id", "timestamp", "date submitted",
     "ip address", "start language", "last page", "seed", "email", "e-mail", "e-mail address", "email address",
     "username", "name",
     "full name", "first name", "last name", "horodateur", "adresse courriel", "adresse e-mail", "courriel", "nom",
     "nom complet", "prenom", "date de soumission", "adresse ip"}
)  # fmt: skip
YES, NO = {"yes", "oui", "true", "y", "1"}, {"no", "non", "false", "n", "0"}
#: what stands between several choices in one cell
BETWEEN = ("; ", ";", ", ")
#: different values of a column that are choices, and how long one of them is at most
MOST_CHOICES, LONGEST_CHOICE = 40, 160


@dataclass
class PastSet:
    """What one person answered: {version: value}, and what they wrote: (version, beside what, text)."""

    language: str
    answers: dict[str, Any] = field(default_factory=dict)
    words: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Plan:
    """What would be brought in."""

    sets: list[PastSet] = field(default_factory=list)
    #: columns by the question that they answer, those that are left behind, those that nothing was found for
    matched: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    #: (line, column, value) of answers that the question does not offer: they are not brought in
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def read(data: bytes, name: str) -> Table:
    """The table of a CSV or XLSX file. FileWrong."""
    try:
        table = read_table(data, name)
    except TableTooLarge as error:
        raise FileWrong("large") from error
    except TableEmpty as error:
        raise FileWrong("empty") from error
    except TableError as error:
        raise FileWrong("unreadable") from error
    if not table.rows:
        raise FileWrong("empty")
    return table


def infer(table: Table, language: str) -> Draft:
    """Questions as the columns suggest them; what stands before a colon in several columns is a section."""
    draft, used, section = Draft(), set[str](), ""
    starts = Counter(head.partition(": ")[0] for head in table.header if ": " in head)
    for column, head in enumerate(table.header):
        if not head or fold(head) in LEFT_BEHIND:
            continue
        before, _colon, label = head.partition(": ")
        if starts[before] < 2:
            before, label = "", head
        if before and before != section:
            section = before
            draft.questions.append(_facts(before, "heading", used, language))
        draft.questions.append(_inferred(label, [cells[column] for _number, cells in table.rows], used, language))
    if not draft.questions:
        raise FileWrong("empty")
    return draft


def _facts(label: str, kind: str, used: set[str], language: str) -> dict[str, Any]:
    text = clean(label)[:MOST_LINE]
    key = new_key(text, used, "question")
    used.add(key)
    return {"key": key, "kind": kind, "label": {language: text}}


def _inferred(label: str, cells: Sequence[str], used: set[str], language: str) -> dict[str, Any]:
    values = [clean(cell) for cell in cells if clean(cell)]
    several = [part for value in values for part in value.split("; ")]
    facts = _facts(label, "long_text", used, language)
    if values and {fold(value) for value in values} <= YES | NO:
        facts["kind"] = "yes_no"
    elif values and all(value.replace(".", "", 1).lstrip("-").isdecimal() for value in values):
        facts["kind"] = "number"
    elif len(several) > len(values) and _are_choices(several):
        facts["kind"], facts["options"] = "choices", _options(several, language)
    elif _are_choices(values):
        facts["kind"], facts["options"] = "choice", _options(values, language)
    elif values and max(map(len, values)) <= LONGEST_CHOICE:
        facts["kind"] = "text"
    return facts


def _are_choices(parts: Sequence[str]) -> bool:
    """Whether few different ones come again and again."""
    different = set(parts)
    short = all(len(part) <= LONGEST_CHOICE for part in different)
    return bool(parts) and short and len(different) <= min(MOST_CHOICES, max(2, len(parts) // 3))


def _options(parts: Sequence[str], language: str) -> list[dict[str, Any]]:
    used, rows = {"other", "unsaid", "comment"}, []
    for part in dict.fromkeys(parts):
        key = new_key(part, used, "option")
        used.add(key)
        rows.append({"id": key, "label": {language: part}})
    return rows


def plan_of(table: Table, asked: Sequence[Asked], language: str) -> Plan:
    """What the rows say to these questions. FileWrong when no column answers any."""
    plan = Plan()
    by_words = {words: one for one in asked for words in _names(one)}
    columns: dict[int, Asked] = {}
    for column, head in enumerate(table.header):
        one = by_words.get(fold(head)) or by_words.get(fold(head.partition(": ")[2]))
        if one is not None and one.definition.kind != "heading" and one not in columns.values():
            columns[column] = one
            plan.matched[head] = one.key
        elif fold(head) in LEFT_BEHIND:
            plan.left.append(head)
        elif head:
            plan.unknown.append(head)
    if not columns:
        raise FileWrong("no_column")
    for number, cells in table.rows:
        made = PastSet(language)
        for column, one in columns.items():
            text = clean(cells[column], keep_lines=True)
            if text and not _take(made, one, text):
                plan.refused.append((number, table.header[column], text[:80]))
        plan.sets.append(made)
    return plan


def _names(one: Asked) -> list[str]:
    return [fold(words) for words in (one.key, *one.text.label.texts().values()) if words]


def _take(made: PastSet, one: Asked, text: str) -> bool:
    """Whether the question offers it."""
    kind, version = one.definition.kind, str(one.version_id)
    if kind in ("text", "long_text"):
        made.words.append((one.version_id, "", text))
        return True
    value: Any = None
    match kind:
        case "yes_no":
            value = True if fold(text) in YES else False if fold(text) in NO else None
        case "choice" | "scale":
            value = _option(one, text)
        case "choices":
            value = _several(one, text)
        case "rating" | "nps":
            value = int(text) if text.isdecimal() and int(text) <= 10 else None
        case "number":
            value = float(text) if text.replace(".", "", 1).lstrip("-").isdecimal() else None
            value = int(value) if value is not None and value.is_integer() else value
        case "date":
            value = text[:10] if len(text) >= 10 and text[4] == text[7] == "-" else None
    if value is None and one.definition.other:
        made.answers[version] = ["other"] if kind == "choices" else "other"
        made.words.append((one.version_id, "other", text))
        return True
    if value is not None:
        made.answers[version] = value
    return value is not None


def _option(one: Asked, text: str) -> str | None:
    wanted = fold(text)
    for key, label in one.options:
        if wanted in (key, *(fold(words) for words in label.texts().values())):
            return key
    return None


def _several(one: Asked, text: str) -> list[str] | None:
    for between in BETWEEN:
        found = [_option(one, part) for part in text.split(between) if part.strip()]
        if found and all(found):
            return list(dict.fromkeys(key for key in found if key))
    return None
