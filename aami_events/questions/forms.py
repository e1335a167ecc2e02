"""The form of a question: its words, its options, and what it depends on."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length

from ..foundation import ground
from ..foundation.i18n import LANGUAGE_NAMES, current_language, gettext, lazy_gettext
from ..foundation.points import QuestionHost
from ..web.checks import TOO_LONG
from ..web.fields import BilingualField, line, refuse
from ..web.ground import GroundForm, sides
from . import service as asking
from .errors import QuestionWrong
from .phrases import FAULTS, FIELDS, KINDS, sees
from .queries import Held, possible_answers
from .queries.fields import answered_with, spoken
from .rules import RATINGS
from .service import OptionSaid, QuestionSaid

#: blank rows below the options, and how many more a press gives
SPARE, MORE = 3, 6


class OptionForm(Form):
    """An option; a row in which nothing is written is none."""

    #: its id for good; empty for a new one
    key = HiddenField(filters=[line])
    fr = StringField(LANGUAGE_NAMES["fr"], filters=[line])
    en = StringField(LANGUAGE_NAMES["en"], filters=[line])
    place = StringField(lazy_gettext("Order"), filters=[line])

    def said(self) -> OptionSaid:
        """What the service takes."""
        return OptionSaid(self.key.data or "", self.fr.data or "", self.en.data or "", number_of(self.place.data))


def number_of(text: str | None) -> int | None:
    """A whole number as people write it; None for what is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else None


class QuestionForm(GroundForm):
    """A question as somebody writes it."""

    #: it says why it is asked, who reads the answers, for how long they are kept
    says_why = True
    label = BilingualField(FIELDS["label"], longest=300, missing=FAULTS["missing"])
    help = BilingualField(FIELDS["help"], longest=5_000, several=True)
    kind = SelectField(FIELDS["kind"], validate_choice=False)
    options = FieldList(FormField(OptionForm))
    rows = FieldList(FormField(OptionForm))
    other = BooleanField(FIELDS["other"])
    unsaid = BooleanField(FIELDS["unsaid"])
    comment = BooleanField(FIELDS["comment"])
    most = SelectField(FIELDS["most"], validate_choice=False)
    options_agree = BooleanField(lazy_gettext("I have compared the two sides: they say the same thing."))
    required = BooleanField(FIELDS["required"])
    condition = SelectField(FIELDS["condition"], validate_choice=False)
    purpose = BilingualField(FIELDS["purpose"], longest=5_000, several=True, missing=FAULTS["missing"])
    sees = RadioField(FIELDS["sees"], validate_choice=False)
    sensitive = BooleanField(FIELDS["sensitive"])
    retention_days = StringField(FIELDS["retention_days"], [Length(max=6, message=TOO_LONG)], filters=[line])
    key = StringField(lazy_gettext("Short name"), [Length(max=60, message=TOO_LONG)], filters=[line])

    @classmethod
    def of(cls, question: Held | None, earlier: Sequence[Held], host: QuestionHost) -> "QuestionForm":
        """The form of a question, or of a new one, with what was sent if something was."""
        kinds = asking.terms_of(host.kind).kinds
        begin = {"kind": kinds[1] if host.kinds else "text", "sees": "organiser", "retention_days": "365", "most": "5"}
        form = cls(data={**held(question), "seen": ground.carried(question.facts)} if question else begin)
        form.kind.choices = [(kind, str(KINDS[kind])) for kind in kinds]
        form.says_why = host.says_why
        form.purpose.missing = form.purpose.missing if host.says_why else ""
        form.most.choices = [(str(number), str(number)) for number in RATINGS]
        form.sees.choices = [(who, str(word)) for who, word in sees(host.readers).items()]
        form.condition.choices = conditions(earlier, question)
        for name in ("kind", "sees", "retention_days"):
            form[name].flags.required = True
        form.spare()
        return form

    def spare(self) -> None:
        """Keep blank rows below the options, and below the lines of a matrix."""
        for entries in (self.options, self.rows):
            rows = [row.form.said() for row in entries]
            blank = next((number for number, row in enumerate(reversed(rows)) if not row.blank), len(rows))
            wanted = MORE if request.form.get("action") == "more" else SPARE
            for _ in range(wanted - blank):
                entries.append_entry()

    def said(self) -> QuestionSaid:
        """What the service takes."""
        key, _, answer = (self.condition.data or "").partition("=")
        return QuestionSaid(
            kind=self.kind.data or "",
            label=self.label.written,
            purpose=self.purpose.written,
            help=self.help.written,
            required=bool(self.required.data),
            options=tuple(row.form.said() for row in self.options),
            options_agree=bool(self.options_agree.data),
            condition=(key, answer) if key else None,
            sees=self.sees.data or "" if self.says_why else "organiser",
            sensitive=bool(self.sensitive.data),
            retention_days=number_of(self.retention_days.data) if self.says_why else 365,
            rows=tuple(row.form.said() for row in self.rows),
            other=bool(self.other.data),
            unsaid=bool(self.unsaid.data),
            comment=bool(self.comment.data),
            most=number_of(self.most.data or "5") or 0,
        )

    def written(self) -> dict[str, Any]:
        """What was written, as plain values."""
        said = self.said()
        chosen = asking.in_order(said.options) if said.kind in asking.WITH_OPTIONS else []
        more: dict[str, Any] = {name: True for name in ("other", "unsaid", "comment") if getattr(said, name)}
        more |= {"rows": _rows(asking.in_order(said.rows))} if said.kind == "matrix" else {}
        more |= {"most": said.most} if said.kind == "rating" else {}
        return {
            **{name: sides(text) for name, text in said.texts.items()},
            "kind": said.kind,
            "options": _rows(chosen),
            "required": said.required,
            "condition": self.condition.data or "",
            "sees": said.sees,
            "sensitive": said.sensitive,
            "retention_days": said.retention_days,
            **more,
        }

    def reconcile(self, facts: Mapping[str, Any], held: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """The same, with blank rows below options that were brought up to date."""
        found = super().reconcile(facts, held)
        self.spare()
        return found

    def refuse_wrong(self, refusal: QuestionWrong) -> None:
        """Put each fault beside its field, that of an option beside its row; one that is refused already is enough."""
        for name, what in refusal.faults:
            field, _, number = name.partition(":")
            if number:
                self.refuse_option(self[field][int(number)].form, str(FAULTS[what]))
            elif not self[field].errors:
                self.refuse_all([(field, what)], FAULTS)

    def refuse_option(self, row: Any, message: str) -> None:
        """Put a refusal beside an option or a line."""
        refuse(row, "en" if row.fr.data and not row.en.data else "fr", message)

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of everything that is wrong, in the order of the form."""
        rows: list[tuple[str, str, str]] = []
        for field in self:
            if isinstance(field, BilingualField):
                rows += field.wrong
            elif field in (self.options, self.rows):
                rows += _wrong_options(field)
            elif field.errors:
                rows.append((field.id, str(field.label.text), str(field.errors[0])))
        return rows


def _rows(said: Sequence[OptionSaid]) -> list[list[Any]]:
    return [[row.id, {code: text for code, text in (("fr", row.fr), ("en", row.en)) if text}] for row in said]


def _wrong_options(options: Any) -> list[tuple[str, str, str]]:
    found = []
    for number, row in enumerate(options, 1):
        for side in (row.form.fr, row.form.en):
            if side.errors:
                label = gettext("Row %(number)s", number=number) if options.name == "rows" else _option(number)
                found.append((side.id, f"{label} ({side.label.text})", str(side.errors[0])))
    return found


def _option(number: int) -> str:
    return gettext("Option %(number)s", number=number)


def _entries(rows: Sequence[Sequence[Any]]) -> list[dict[str, str]]:
    return [
        {"key": key, "fr": texts.get("fr", ""), "en": texts.get("en", ""), "place": str(number)}
        for number, (key, texts) in enumerate(rows, 1)
    ]


def conditions(earlier: Sequence[Held], question: Held | None) -> list[tuple[str, str]]:
    """("key=answer", in words) of every answer that a question may depend on, and of the one that it depends on now."""
    found = [("", gettext("Always asked"))]
    for row in earlier:
        label = spoken(row.version.label)
        for answer, said in possible_answers(row, current_language()):
            found.append((f"{row.question.key}={answer}", answered_with(label, said)))
    now = question.facts["condition"] if question else ""
    return found if now in dict(found) else [*found, (now, now)]


def held(question: Held) -> dict[str, Any]:
    """What a question says, as its form takes it."""
    said, facts = question.version, question.facts
    return {
        "label": said.label,
        "help": said.help,
        "purpose": said.purpose,
        "kind": said.kind,
        "options": _entries(facts["options"]),
        "rows": _entries(facts.get("rows", ())),
        **{name: facts.get(name, False) for name in ("other", "unsaid", "comment")},
        "most": str(facts.get("most", 5)),
        "required": said.required,
        "condition": facts["condition"],
        "sees": said.sees,
        "sensitive": said.sensitive,
        "retention_days": str(said.retention_days),
        "key": question.question.key,
    }
