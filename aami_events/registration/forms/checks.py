"""What the fields of registration's forms are checked by."""

from typing import Any

from wtforms.validators import StopValidation

from ..phrases import REACH_FAULTS
from ..rules.support import reach_fault


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
