"""Forms of the worklist."""

import datetime as dt
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, StopValidation

from ..foundation.i18n import gettext, lazy_gettext
from ..foundation.text import clean, whole_number
from ..web.fields import DateField
from . import rules
from .phrases import LANGUAGES

TOO_LONG = lazy_gettext("This is too long.")


class TextForm(FlaskForm):
    """Both sides of a text, or the one that a translator writes."""

    #: which sides may be written, and how long they may be
    writes: tuple[str, ...] = rules.LANGUAGES
    longest = rules.LONGEST["markdown"]

    seen = HiddenField()
    fr = TextAreaField(LANGUAGES["fr"])
    en = TextAreaField(LANGUAGES["en"])

    def validate_fr(self, field: Any) -> None:
        """No longer than its place can bear."""
        if field.data and len(field.data.replace("\r\n", "\n")) > self.longest:
            raise StopValidation(str(TOO_LONG))

    validate_en = validate_fr

    def about(self, text: rules.Text, kind: str, *, author: bool) -> "TextForm":
        """The form for one text: a translator writes the translation, the author both sides."""
        self.longest, self.writes = rules.LONGEST[kind], rules.LANGUAGES if author else (text.target,)
        for code in self.writes:
            self[code].flags.required = not author or code in text.texts
            if code == text.source:
                self[code].label.text = gettext("%(language)s (original)", language=LANGUAGES[code])
        return self

    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        return {code: self[code].data or "" for code in self.writes}


class NoteForm(FlaskForm):
    """Why a translation is sent back."""

    seen = HiddenField()
    note = StringField(
        lazy_gettext("What should change?"),
        [
            DataRequired(lazy_gettext("Say what should change: the translator will read it.")),
            Length(max=400, message=TOO_LONG),
        ],
        filters=[lambda text: clean(text) if text else text],
    )


class AssignForm(FlaskForm):
    """Who translates the chosen texts, and until when."""

    owner = SelectField(lazy_gettext("Give to"), [Optional()], validate_choice=False)
    due = DateField(lazy_gettext("By"), [Optional()])
    no_due = BooleanField(lazy_gettext("No deadline"))

    def validate_due(self, field: Any) -> None:
        """A day that a calendar knows; years that nobody means are refused."""
        if field.data and not 2000 <= field.data.year <= 2100:
            raise StopValidation(str(lazy_gettext("Check the year.")))

    def given_owner(self) -> int | str | None:
        """An account, None for nobody, "keep"; 0, which is nobody's, for anything else."""
        said = self.owner.data or ""
        if said in ("", "none"):
            return None if said else "keep"
        return whole_number(said) or 0

    def given_due(self) -> dt.date | str | None:
        """A day, None for no deadline, "keep"."""
        return None if self.no_due.data else self.due.data or "keep"


class UploadForm(FlaskForm):
    """A file that comes back."""

    file = FileField(lazy_gettext("File (XLSX or CSV)"), [FileRequired(lazy_gettext("Choose a file."))])
