"""What the fields of registration's forms are checked by."""

from typing import Any

from wtforms.validators import StopValidation

from ...foundation.addresses import is_whole_address, plain_before_at
from ...foundation.i18n import gettext, lazy_gettext
from ...foundation.text import clean
from ..phrases import REACH_FAULTS
from ..rules.support import reach_fault

TOO_LONG = lazy_gettext("This is too long.")


def tidy(text: str | None) -> str | None:
    """What is typed without the signs that no keyboard makes: the checks see what would be stored."""
    return clean(text) if text else text


def whole_address(_form: Any, given: Any) -> None:
    """A sentence that says what is missing."""
    text = (given.data or "").strip()
    if "@" not in text:
        raise StopValidation(gettext("An e-mail address has an @: check what you wrote."))
    if not plain_before_at(text):
        raise StopValidation(
            gettext("The part before the @ has a letter that many mail servers refuse, like é: give another address.")
        )
    if not is_whole_address(text):
        raise StopValidation(gettext("The part after the @ is not complete: check what you wrote."))


class Needed:
    """The field may not stay empty. It is said to the person, or of them when an organiser writes for them."""

    def __init__(self, to_them: Any, of_them: Any) -> None:
        self.field_flags = {"required": True}
        self.to_them, self.of_them = to_them, of_them

    def __call__(self, form: Any, given: Any) -> None:
        if not (given.data or "").strip():
            raise StopValidation(str(self.of_them if form.by_hand else self.to_them))


def number_for_texts(_form: Any, given: Any) -> None:
    """A number, if one is given."""
    fault = reach_fault(given.data or "", "email")
    if fault:
        raise StopValidation(str(REACH_FAULTS[fault]))
