"""A question as somebody writes it: whether it can be asked, and what stands in its version then."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...foundation.bilingual import Bilingual, Written
from ...foundation.rows import new_key
from ...foundation.text import clean
from .. import rules
from ..errors import QuestionWrong
from ..models import QuestionVersion
from ..queries import labels_of
from ..rules import OptionSaid


@dataclass(frozen=True)
class QuestionSaid:
    """A question as somebody writes it."""

    kind: str
    label: Written
    purpose: Written
    help: Written = field(default_factory=Written)
    required: bool = False
    options: tuple[OptionSaid, ...] = ()
    #: both sides of each option have been compared
    options_agree: bool = False
    #: (key of an earlier question, the answer it must have)
    condition: tuple[str, str] | None = None
    sees: str = "organiser"
    sensitive: bool = False
    #: None: no number was given
    retention_days: int | None = 365
    #: what only surveys ask: rows of a matrix; an option of one's own, one of who would rather not say, a word on it;
    #: the highest number of a rating
    rows: tuple[OptionSaid, ...] = ()
    other: bool = False
    unsaid: bool = False
    comment: bool = False
    most: int = 5

    @property
    def texts(self) -> dict[str, Written]:
        """The bilingual texts of the question itself."""
        return {"label": self.label, "help": self.help, "purpose": self.purpose}

    def cleaned(self) -> "QuestionSaid":
        """The same, harmless to store."""
        options, rows = (
            tuple(replace(row, fr=clean(row.fr), en=clean(row.en)) for row in said)
            for said in (self.options, self.rows)
        )
        label, purpose = self.label.cleaned(), self.purpose.cleaned(lines=True)
        help = self.help.cleaned(lines=True)
        return replace(self, label=label, purpose=purpose, help=help, options=options, rows=rows)


@dataclass(frozen=True)
class Terms:
    """On which terms a form asks: whether people see it, so that nothing may lack a language; what may be asked;
    whether each question says why."""

    public: bool = False
    kinds: tuple[str, ...] = rules.KINDS
    says_why: bool = True


FORM = Terms()


def _whole(said: QuestionSaid, current: QuestionVersion | None) -> set[str]:
    """Which fields must keep both languages: those of a new question, and those that have both."""
    if current is None:
        return {*said.texts, "options", "rows"}
    held = {name: getattr(current, name) for name in said.texts}
    found = {name for name, text in held.items() if text is None or not text.missing()}
    lists = {"options": current.options, "rows": (current.details or {}).get("rows", ())}
    whole = {name for name, rows in lists.items() if not any(label.missing() for _key, label in labels_of(rows))}
    return found | whole


def check(said: QuestionSaid, current: QuestionVersion | None, terms: Terms) -> None:
    """QuestionWrong for what cannot be asked."""
    faults = rules.question_faults(
        kind=said.kind,
        texts={name: (text.fr, text.en) for name, text in said.texts.items() if name != "purpose" or terms.says_why},
        options=said.options,
        sees=said.sees,
        retention_days=said.retention_days,
        whole=_whole(said, current) if terms.public else (),
        kinds=terms.kinds,
        rows=said.rows,
        most=said.most,
    )
    if faults:
        raise QuestionWrong(faults)


def says_of(said: QuestionSaid, current: QuestionVersion | None, used: set[str]) -> dict[str, Any]:
    """The columns of the version that says it; `used` are ids of options that mean something already."""
    texts = {name: text.over(getattr(current, name, None)) for name, text in said.texts.items()}
    condition = {"question": said.condition[0], "equals": said.condition[1]} if said.condition else None
    held = current.options if current else ()
    return {
        **texts,
        "help": texts["help"] or None,
        "kind": said.kind,
        "options": _options(said.options, held, used, said.options_agree) if said.kind in rules.WITH_OPTIONS else [],
        "details": _details(said, current, used),
        "required": said.required,
        "condition": condition,
        # what is sensitive is never for everyone who reads the list
        "sees": "coordinator" if said.sensitive else said.sees,
        "sensitive": said.sensitive,
        "retention_days": said.retention_days,
    }


def _details(said: QuestionSaid, current: QuestionVersion | None, used: set[str]) -> dict[str, Any]:
    """What only surveys ask, as far as the kind has it."""
    offered = {"other": rules.WITH_OTHER, "unsaid": rules.WITH_UNSAID, "comment": rules.WITH_COMMENT}
    found: dict[str, Any] = {
        name: True for name, kinds in offered.items() if getattr(said, name) and said.kind in kinds
    }
    if said.kind == "matrix":
        held = (current.details or {}).get("rows", ()) if current else ()
        found["rows"] = _options(said.rows, held, used, said.options_agree)
    if said.kind == "rating":
        found["most"] = said.most
    return found


def _options(
    said: Sequence[OptionSaid], before: Sequence[dict[str, Any]], used: set[str], agree: bool
) -> list[dict[str, Any]]:
    held = {row["id"]: row for row in before}
    taken, rows = {*used, rules.OTHER, rules.UNSAID, rules.COMMENT}, []
    for row in rules.in_order(said):
        known = held.pop(row.id, {})
        label = Written(row.fr, row.en, agree).over(Bilingual.from_json(known.get("label")))
        key = known.get("id") or new_key(row.en or row.fr, taken, "option")
        taken.add(key)
        rows.append({**known, "id": key, "label": label.to_json()})
    return rows
