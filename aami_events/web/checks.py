"""What the fields of forms are checked by."""

from typing import Any

from wtforms.validators import StopValidation

from ..foundation.addresses import MOST_ADDRESS, is_whole_address, plain_before_at
from ..foundation.i18n import gettext, lazy_gettext
from ..foundation.text import clean

MOST_NAME = 200
TOO_LONG = lazy_gettext("This is too long.")


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
    """The field may not stay empty."""

    def __init__(self, said: Any) -> None:
        self.field_flags = {"required": True}
        self.said = said

    def __call__(self, form: Any, given: Any) -> None:
        if not (given.data or "").strip():
            raise StopValidation(str(self.said))


def named_people(text: str | None) -> list[tuple[str, str]]:
    """(name, address) of each line that reads "Ariane Tremblay <ariane@centre.example>"."""
    lines = [line for line in map(clean, (text or "").splitlines()) if line]
    parts = [line.rpartition("<") for line in lines]
    return [(name.strip(), address.partition(">")[0].strip().lower()) for name, _mark, address in parts]


class NamedPeople:
    """A person a line, with a name and an address, so many at most."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Any, given: Any) -> None:
        for number, (name, address) in enumerate(named_people(given.data), 1):
            if number > self.most or len(name) > MOST_NAME:
                raise StopValidation(str(TOO_LONG))
            if not name or len(address) > MOST_ADDRESS or not is_whole_address(address):
                said = gettext("Line %(number)s: write a name, then the address in angle brackets.", number=number)
                raise StopValidation(said)
