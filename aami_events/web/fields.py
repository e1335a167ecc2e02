"""Fields that forms of several features share: a text in both languages, beside the template macro of the same name."""

from collections.abc import Iterator
from typing import Any

from wtforms import BooleanField, Form, FormField, StringField, TextAreaField

from ..foundation.bilingual import LANGUAGES, Bilingual, Written
from ..foundation.i18n import LANGUAGE_NAMES, gettext, lazy_gettext
from ..foundation.text import clean

#: as many characters as fit in one side of a title, a summary, a page
LINE, TEXT, PAGE = 200, 2_000, 20_000


def line(text: str | None) -> str | None:
    """A filter: one line, safe to store."""
    return clean(text) if text else text


def lines(text: str | None) -> str | None:
    """A filter: several lines, safe to store."""
    return clean(text, keep_lines=True) if text else text


class _Line(Form):
    fr = StringField(LANGUAGE_NAMES["fr"], filters=[line])
    en = StringField(LANGUAGE_NAMES["en"], filters=[line])
    agree = BooleanField(lazy_gettext("I have compared the two sides: they say the same thing."))


class _Lines(_Line):
    fr = TextAreaField(LANGUAGE_NAMES["fr"], filters=[lines])
    en = TextAreaField(LANGUAGE_NAMES["en"], filters=[lines])


class BilingualField(FormField):
    """A text in both languages: `<name>-fr`, `<name>-en`, and `<name>-agree` for who has compared them.

    Begins with a `Bilingual` (`form = EventForm(obj=event)`); what was written is `field.written`, for the service,
    which makes of it what the staleness rules say: `event.title = written.over(event.title)`. `missing` is said when
    neither side was written; `whole`, set by the view, asks for both, as for what is public.
    """

    whole = False

    def __init__(
        self, label: Any, *, longest: int = LINE, several: bool = False, missing: Any = "", **given: Any
    ) -> None:
        super().__init__(_Lines if several else _Line, label, **given)
        self.longest, self.several, self.missing = longest, several, missing

    @property
    def sides(self) -> tuple[Any, Any]:
        """The two fields, French first."""
        return self.form.fr, self.form.en

    @property
    def required(self) -> bool:
        """Whether the form says that it may be left empty."""
        return bool(self.missing) or self.whole

    @property
    def written(self) -> Written:
        """What the person wrote."""
        french, english = self.sides
        return Written(french.data or "", english.data or "", bool(self.form.agree.data))

    @property
    def stale(self) -> frozenset[str]:
        """Which sides were older before."""
        return self.object_data.stale if isinstance(self.object_data, Bilingual) else frozenset()

    @property
    def compared(self) -> bool:
        """Whether there is something to compare: both sides were there."""
        return isinstance(self.object_data, Bilingual) and not self.object_data.missing()

    @property
    def uneven(self) -> bool:
        """Whether one side is, or would become, older than the other."""
        before = self.object_data if isinstance(self.object_data, Bilingual) else None
        return bool(self.stale or self.form.agree.data or self.written.over(before).stale)

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        """Read the form; None begins empty."""
        super().process(formdata, *given, **more)
        for side in self.sides:
            side.flags.required = self.required

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Neither too long nor, if one is asked for, missing."""
        for side in self.sides:
            side.errors = [gettext("This is too long.")] if len(side.data or "") > self.longest else []
        self._ask_for_missing()
        return not self.errors

    def _ask_for_missing(self) -> None:
        empty = [side for side in self.sides if not side.data]
        if self.missing and len(empty) == len(LANGUAGES):
            empty[0].errors = [str(self.missing)]
        elif self.whole and (self.missing or len(empty) < len(LANGUAGES)):
            for side in empty:
                side.errors = [gettext("Both languages are needed: this is public.")]

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of each side that is wrong."""
        return [
            (side.id, f"{self.label.text} ({side.label.text})", str(side.errors[0]))
            for side in self.sides
            if side.errors
        ]


def wrong(form: Any) -> list[tuple[str, str, str]]:
    """(id, label, message) of everything that is wrong with a form, in its order, for `forms.error_summary`."""
    return list(_wrong(form))


def _wrong(form: Any) -> Iterator[tuple[str, str, str]]:
    for field in form:
        if isinstance(field, BilingualField):
            yield from field.wrong
        elif field.errors:
            yield field.id, str(field.label.text), str(field.errors[0])


def refuse(form: Any, name: str, message: str) -> None:
    """Put a refusal beside a field of a form; `title-fr` reaches one side."""
    name, _, side = name.partition("-")
    field = form[name]
    if isinstance(field, BilingualField):
        field = field.form[side or LANGUAGES[0]]
    field.errors = [*field.errors, message]
