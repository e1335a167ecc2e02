"""The form of a category."""

import re
from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import Length, StopValidation

from ...foundation import ground
from ...foundation.i18n import current_language, lazy_gettext
from ...foundation.money import parse_money, typed_money
from ...web.checks import TOO_LONG
from ...web.fields import BilingualField, line
from ...web.ground import GroundForm, sides
from ..models import Category
from ..phrases import CATEGORY_FAULTS, CATEGORY_FIELDS
from ..queries.categories import facts_of
from ..service import CategorySaid


def places_of(text: str | None) -> int | None:
    """A number of places as people write it; None for nothing; -1, which none is, for what is no number."""
    plain = re.sub(r"[\s,]", "", text or "")
    if not plain:
        return None
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else -1


class CategoryForm(GroundForm):
    """A category as somebody writes it."""

    name = BilingualField(CATEGORY_FIELDS["name"], longest=300, missing=CATEGORY_FAULTS["missing"])
    description = BilingualField(CATEGORY_FIELDS["description"], longest=5_000, several=True)
    price = StringField(CATEGORY_FIELDS["price"], [Length(max=40, message=TOO_LONG)], filters=[line])
    capacity = StringField(CATEGORY_FIELDS["capacity"], [Length(max=20, message=TOO_LONG)], filters=[line])
    members_only = BooleanField(CATEGORY_FIELDS["members_only"])
    agm_only = BooleanField(CATEGORY_FIELDS["agm_only"])
    key = StringField(lazy_gettext("Short name"), [Length(max=60, message=TOO_LONG)], filters=[line])

    @classmethod
    def of(cls, category: Category | None) -> "CategoryForm":
        """The form of a category, or of a new one, with what was sent if something was."""
        begin = {**held(category), "seen": ground.carried(facts_of(category))} if category else {"price": "0"}
        form = cls(data=begin)
        form.price.flags.required = True
        return form

    @property
    def cents(self) -> int | None:
        """The price; nothing written is no fee."""
        return parse_money(self.price.data or "0")

    def validate_price(self, _given: Any) -> None:
        """A sentence that says how an amount is written."""
        if self.cents is None:
            raise StopValidation(str(CATEGORY_FAULTS["price:out_of_range"]))

    def validate_capacity(self, given: Any) -> None:
        """A sentence that says how a number is written."""
        if places_of(given.data) == -1:
            raise StopValidation(str(CATEGORY_FAULTS["capacity:out_of_range"]))

    def said(self) -> CategorySaid:
        """What the service takes."""
        return CategorySaid(
            self.name.written,
            self.description.written,
            price_cents=self.cents or 0,
            capacity=places_of(self.capacity.data),
            members_only=bool(self.members_only.data),
            agm_only=bool(self.agm_only.data),
        )

    def written(self) -> dict[str, Any]:
        """What was written, as plain values."""
        said = self.said()
        return {
            "name": sides(said.name),
            "description": sides(said.description),
            "price": self.cents,
            "capacity": said.capacity,
            "members_only": said.members_only,
            "agm_only": said.agm_only,
        }


def held(category: Category) -> dict[str, Any]:
    """What a category says, as its form takes it."""
    capacity = category.places.capacity
    return {
        "name": category.name,
        "description": category.description,
        "price": typed_money(category.price_cents, current_language()),
        "capacity": "" if capacity is None else str(capacity),
        "members_only": category.members_only,
        "agm_only": category.agm_only,
        "key": category.key,
    }
