"""The registration form: fixed fields by WTForms, the event's own questions by `questions`, errors for both at once."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from ...foundation.bilingual import Bilingual
from ...foundation.i18n import current_language, gettext, lazy_gettext
from ...foundation.money import parse_money
from ...questions import service as asking
from ...questions.phrases import YES_NO
from ...questions.queries.fields import QuestionField, question_fields, spoken
from ...web.checks import TOO_LONG, whole_address
from ...web.fields import line
from ..models import Category, Registration
from ..phrases import (
    BY_HAND,
    CONTRACT_VERSIONS,
    MODES,
    PURPOSES,
    PURPOSES_BY_HAND,
    REACH_BY,
    REACH_FAULTS,
    SPOKEN,
    provinces,
)
from ..queries.fees import price_next, price_now
from ..queries.offer import Offer
from ..queries.support import find_support
from ..rules import texts_shown
from ..rules.support import reach_fault
from ..service import Entry, modes_of
from .checks import Needed, number_for_texts
from .support import SupportFields


class RegistrationForm(SupportFields, FlaskForm):
    """What is asked of everyone."""

    class Meta(FlaskForm.Meta):
        """The token of a POST has been checked before any view: checking it again takes a twentieth of the POST."""

        csrf = False

    #: an organiser fills it in for somebody
    by_hand = False

    form_key = HiddenField(filters=[line, lambda key: key and key[:40]])
    name = StringField(
        lazy_gettext("Full name"),
        [
            Needed(lazy_gettext("Your name is missing."), lazy_gettext("The name is missing.")),
            Length(max=200, message=TOO_LONG),
        ],
        filters=[line],
    )
    badge_name = StringField(lazy_gettext("Name on the badge"), [Length(max=200, message=TOO_LONG)])
    pronouns = StringField(lazy_gettext("Pronouns"), [Length(max=60, message=TOO_LONG)])
    speaks = SelectMultipleField(lazy_gettext("Languages spoken"), validate_choice=False)
    email = EmailField(
        lazy_gettext("E-mail"),
        [
            Needed(lazy_gettext("Your e-mail is missing."), lazy_gettext("The e-mail is missing.")),
            Length(max=320, message=TOO_LONG),
            whole_address,
        ],
        filters=[line],
    )
    sms = TelField(lazy_gettext("Number for text messages"), [number_for_texts], filters=[line])
    reach_by = RadioField(lazy_gettext("How do you prefer to be reached?"), validate_choice=False)
    organisation = StringField(lazy_gettext("Organisation"), [Length(max=200, message=TOO_LONG)])
    province = SelectField(lazy_gettext("Province or territory"), [Optional()], validate_choice=False)
    region = SelectField(lazy_gettext("Region of the Alliance"), [Optional()], validate_choice=False)
    language = RadioField(lazy_gettext("Language of your e-mails"), validate_choice=False)
    category = RadioField(lazy_gettext("Category"), validate_choice=False)
    amount = StringField(lazy_gettext("Amount chosen"), [Length(max=40, message=TOO_LONG)], filters=[line])
    parts = SelectMultipleField(lazy_gettext("What you will attend"), validate_choice=False)
    mode = RadioField(lazy_gettext("How you take part"), validate_choice=False)
    first_time = RadioField(lazy_gettext("Is it your first time with us?"), [Optional()], validate_choice=False)
    consents = SelectMultipleField(lazy_gettext("What you agree to"), validate_choice=False)
    delegate = BooleanField(lazy_gettext("I am my organisation's voting delegate at the general meeting"))
    contract_language = RadioField(lazy_gettext("Version that applies to you"), validate_choice=False)
    access_needs = TextAreaField(
        lazy_gettext("What do you need in order to take part fully?"), [Length(max=5000, message=TOO_LONG)]
    )


class Filled:
    """The whole form of one event as somebody filled it in."""

    def __init__(
        self,
        offer: Offer,
        registration: Registration | None = None,
        held: dict[str, Any] | None = None,
        *,
        by_hand: bool = False,
        given: Any = None,
    ) -> None:
        #: what somebody wrote: now, or when they kept the form; None: nothing yet
        self.given = given if given is not None else request.form if request.method == "POST" else None
        self.event, self.asked, self.texts = offer.event, offer.asked, offer.texts
        self.categories = offer.offered_to(registration.category_id if registration else None)
        fresh = {"form_key": secrets.token_urlsafe(16), "language": current_language()}
        self.form = RegistrationForm(formdata=self.given, data=held or fresh)
        self.registration = registration
        if by_hand:
            self._speak_of_them()
        self._choices(offer.regions)
        self.reading = asking.held_answers((held or {}).get("answers", {}))
        self.answers: dict[str, list[str]] | None = None
        if self.given is not None:
            self.answers = {question.key: self.given.getlist(f"q-{question.key}") for question in self.asked}
            self.reading = asking.read_answers(self.asked, self.answers)
        self.refused: list[tuple[str, str, str]] = []

    @property
    def by_hand(self) -> bool:
        """Whether an organiser fills it in: then it speaks of the person, not to them."""
        return self.form.by_hand

    @property
    def asks_support(self) -> bool:
        """Whether the form asks for a support person: of who is new, and of a guest who has none yet. Later, one's own
        page does."""
        row = self.registration
        return row is None or (row.group_id is not None and row.unfinished and find_support(row.id) is None)

    @property
    def supports(self) -> bool:
        """Whether it is the own part of a support person."""
        return self.registration is not None and self.registration.supports_id is not None

    @property
    def shows_contract(self) -> bool:
        """Whether the person reads terms of a price: an organiser who writes for them does not."""
        return not self.by_hand and any(self.price_of(row) for row in self.categories)

    def price_of(self, category: Category) -> int:
        """Cents that it costs this person: who is in it pays what was agreed on."""
        if self.registration is not None and self._is_theirs(category):
            return self.registration.amount_due_cents
        return price_now(category, self.event.zone)

    def later_price(self, category: Category) -> tuple[dt.date, int] | None:
        """(last day of this price, cents afterwards) where it changes; nothing of the category that they are in."""
        return None if self._is_theirs(category) else price_next(category, self.event.zone)

    def _is_theirs(self, category: Category) -> bool:
        return self.registration is not None and category.id == self.registration.category_id

    @property
    def priced(self) -> list[tuple[Category, int]]:
        """The categories that cost this person something, with how many cents."""
        return [(row, cents) for row in self.categories if (cents := self.price_of(row))]

    @property
    def chooses_contract(self) -> bool:
        """Whether they read the French terms first and may then choose the others."""
        return self.shows_contract and current_language() != "fr"

    def _contract(self) -> str | None:
        if not self.shows_contract:
            return None
        return (self.form.contract_language.data or "fr") if self.chooses_contract else "fr"

    def _speak_of_them(self) -> None:
        self.form.by_hand = True
        for name, text in BY_HAND.items():
            self.form[name].label.text = text

    def _choices(self, regions: Sequence[tuple[str, Bilingual, list[str]]]) -> None:
        form, language = self.form, current_language()
        consents = PURPOSES_BY_HAND if self.by_hand else PURPOSES
        form.province.choices = provinces(language)
        form.region.choices = [(key, spoken(name)) for key, name, _provinces in regions]
        form.language.choices = [("fr", "Français"), ("en", "English")]
        form.category.choices = [(row.key, row.name.get(language)) for row in self.categories]
        form.parts.choices = [(str(part.id), part.title.get(language)) for part in self.event.parts]
        form.mode.choices = [(mode, str(MODES[mode])) for mode in modes_of(self.event)]
        form.speaks.choices = [(key, str(word)) for key, word in SPOKEN.items()]
        form.first_time.choices = [("yes", str(YES_NO[True])), ("no", str(YES_NO[False]))]
        form.consents.choices = [(purpose, str(text)) for purpose, text in consents.items()]
        form.contract_language.choices = [(version, str(text)) for version, text in CONTRACT_VERSIONS.items()]
        form.contract_language.data = form.contract_language.data or "fr"
        if self.event.kind == "series":
            form.parts.label.text = gettext("Sessions") if self.by_hand else gettext("Your sessions")
            form.parts.flags.required = not self.by_hand
        form.reach_by.choices = [(way, str(text)) for way, text in REACH_BY.items()]
        form.reach_by.data = form.reach_by.data or "email"
        for given in (form.language, form.category, form.mode, form.contract_language):
            given.flags.required = True
        if self.given is None:
            form.mode.data = form.mode.data or modes_of(self.event)[0]
            if len(self.categories) == 1:
                form.category.data = self.categories[0].key

    def validate(self) -> bool:
        """Whether everything can be taken; if not, the errors stand with their fields."""
        good = self.form.validate()
        self._known(self.form.category, required=True, missing=gettext("Choose a category."))
        # a script sends the fields that do not depend on the event: as it was, or as most come
        self.form.mode.data = self.form.mode.data or self.form.mode.object_data or modes_of(self.event)[0]
        self._known(self.form.mode)
        self._known(self.form.language, required=True, missing=gettext("Choose a language."))
        form = self.form
        for given in (form.province, form.region, form.first_time, form.parts, form.consents, form.speaks):
            self._known(given)
        if self.chooses_contract:
            self._known(self.form.contract_language)
        self._reach()
        if self.form.amount.data and self.amount is None and self.chosen in self.sliding:
            self.refuse("amount", gettext("Write an amount in dollars, such as 25 or 25.50."))
        return bool(good) and not self.form.errors and not self.reading.refusals

    @property
    def sliding(self) -> list[Category]:
        """The categories of which people choose the amount."""
        return [row for row in self.categories if row.least_cents is not None]

    @property
    def chosen(self) -> Category | None:
        """The category that was chosen."""
        return next((row for row in self.categories if row.key == self.form.category.data), None)

    @property
    def amount(self) -> int | None:
        """Cents that were chosen; None for none, and for what is no amount."""
        return parse_money(self.form.amount.data) if self.form.amount.data else None

    def _known(self, given: Any, *, required: bool = False, missing: str = "") -> None:
        offered = {value for value, _label in given.choices}
        held = given.data if isinstance(given.data, list) else [given.data] if given.data else []
        if required and len(offered) == 1 and not held:
            given.data = next(iter(offered))
        elif required and not held:
            given.errors = [*given.errors, missing]
        elif not set(held) <= offered:
            given.errors = [*given.errors, gettext("Choose one of the options offered.")]

    def _reach(self) -> None:
        form = self.form
        self._known(form.reach_by)
        if not form.sms.errors and reach_fault(form.sms.data or "", form.reach_by.data) == "missing":
            self.refuse("sms", str(REACH_FAULTS["missing"]))
        if self.asks_support:
            form.refuse_support()

    def validate_own_part(self) -> bool:
        """The same for a guest's own part: who they are and where they come was said by their contact."""
        form = self.form
        held = ("category", "mode", "parts", "language", *(() if self.supports else ("name",)))
        for name in held:
            form[name].data, form[name].validators = form[name].object_data, ()
        form.email.validators = (whole_address,) if form.email.data else ()
        good = form.validate()
        self._known(form.consents)
        self._reach()
        return bool(good) and not form.errors and not self.reading.refusals

    @property
    def has_meeting(self) -> bool:
        """Whether somebody can vote: the event has a general meeting."""
        return any(part.kind == "agm" for part in self.event.parts)

    def refuse(self, name: str, message: str) -> None:
        """Put a refusal of the service beside its field."""
        given = self.form[name]
        given.errors = [*given.errors, message]

    @property
    def questions(self) -> list[QuestionField]:
        """The event's questions with what was written and what is wrong."""
        refusals = self.reading.refusals if request.method == "POST" else {}
        return question_fields(self.asked, self.answers, self.reading.values, refusals)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id, label, message) of everything that is wrong, in the order of the form."""
        fields = sorted(self.form, key=lambda given: given.short_name.startswith("support"))  # they stand at the end
        rows = [(given.id, str(given.label.text), str(given.errors[0])) for given in fields if given.errors]
        return rows + [(row.id, row.label, row.errors[0]) for row in self.questions if row.errors]

    def entry(self) -> Entry:
        """What the service takes."""
        form, versions = self.form, {question.key: question.version_id for question in self.asked}
        return Entry(
            name=form.name.data or "",
            email=form.email.data or "",
            language=form.language.data or current_language(),
            category=form.category.data,
            amount_cents=self.amount,
            badge_name=form.badge_name.data or "",
            pronouns=form.pronouns.data or "",
            spoken=tuple(form.speaks.data or ()),
            sms=form.sms.data or "",
            reach_by=form.reach_by.data or "email",
            organisation=form.organisation.data or "",
            province=form.province.data or None,
            region=form.region.data or None,
            mode=form.mode.data,
            first_time={"yes": True, "no": False}.get(form.first_time.data or ""),
            parts=tuple(int(part) for part in form.parts.data or ()),
            answers={versions[key]: value for key, value in self.reading.values.items()},
            consents=dict.fromkeys(form.consents.data or (), True),
            access_needs=(form.access_needs.data or "").strip(),
            delegate=bool(form.delegate.data),
            asked_in=current_language(),
            texts=texts_shown(request.form.get("texts", "")[:1000]),
            contract=self._contract(),
            support=form.supporting() if self.asks_support and form.brings_support else None,
        )
