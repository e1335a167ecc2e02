"""The form of a category."""

import re
from typing import Any

from wtforms import BooleanField, Form, StringField
from wtforms.validators import Length, StopValidation

from ...foundation import ground
from ...foundation.i18n import current_language, lazy_gettext, lazy_pgettext
from ...foundation.money import parse_money, typed_money
from ...web.checks import TOO_LONG
from ...web.fields import BilingualField, DateField, Several, line
from ...web.ground import GroundForm, sides
from ..models import Category
from ..phrases import CATEGORY_FAULTS, CATEGORY_FIELDS
from ..queries.categories import facts_of
from ..rules.fees import Tier
from ..service import CategorySaid


def places_of(text: str | None) -> int | None:
    """A number of places as people write it; None for nothing; -1, which none is, for what is no number."""
    plain = re.sub(r"[\s,]", "", text or "")
    if not plain:
        return None
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else -1


class _Tiers(Form):
    until1 = DateField(lazy_gettext("Last day"))
    price1 = StringField(lazy_pgettext("of a category", "Price"), [Length(max=40, message=TOO_LONG)], filters=[line])
    until2 = DateField(lazy_gettext("Last day"))
    price2 = StringField(lazy_pgettext("of a category", "Price"), [Length(max=40, message=TOO_LONG)], filters=[line])
    until3 = DateField(lazy_gettext("Last day"))
    price3 = StringField(lazy_pgettext("of a category", "Price"), [Length(max=40, message=TOO_LONG)], filters=[line])


class TiersField(Several):
    """Earlier prices, each with its last day."""

    required = False

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(_Tiers, label, **given)

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """(day, price) as they stand beside each other."""
        rows = self.inputs
        return list(zip(rows[::2], rows[1::2], strict=True))

    @property
    def tiers(self) -> tuple[Tier | None, ...]:
        """What was written; None for one that is half written, or whose amount is none."""
        return tuple(_tier(day.data, price.data) for day, price in self.pairs if day.data or price.data)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the form; begins with tiers. A form that knows none of these inputs leaves them as they were."""
        begun: dict[str, Any] = {}
        language = current_language()
        for number, tier in enumerate(data or (), 1):
            begun |= {f"until{number}": tier.until, f"price{number}": typed_money(tier.cents, language)}
        sent = formdata is not None and any(str(name).startswith(f"{self.name}-") for name in formdata)
        super().process(formdata if sent else None, begun, extra_filters)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Amounts that are some, each with its day."""
        good = super().validate(form, extra_validators)
        for day, price in self.pairs:
            if price.data and parse_money(price.data) is None:
                price.errors = [str(CATEGORY_FAULTS["price:out_of_range"])]
            elif bool(day.data) != bool(price.data) and not day.errors and not price.errors:
                (price if day.data else day).errors = [str(CATEGORY_FAULTS["half"])]
        return good and not self.wrong


def _tier(day: Any, price: str | None) -> Tier | None:
    cents = parse_money(price) if price else None
    return Tier(day, cents) if day and cents is not None else None


class CategoryForm(GroundForm):
    """A category as somebody writes it."""

    name = BilingualField(CATEGORY_FIELDS["name"], longest=300, missing=CATEGORY_FAULTS["missing"])
    description = BilingualField(CATEGORY_FIELDS["description"], longest=5_000, several=True)
    price = StringField(CATEGORY_FIELDS["price"], [Length(max=40, message=TOO_LONG)], filters=[line])
    least = StringField(CATEGORY_FIELDS["least"], [Length(max=40, message=TOO_LONG)], filters=[line])
    tiers = TiersField(CATEGORY_FIELDS["tiers"])
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

    def validate_least(self, given: Any) -> None:
        """A sentence that says how an amount is written."""
        if given.data and parse_money(given.data) is None:
            raise StopValidation(str(CATEGORY_FAULTS["least:out_of_range"]))

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
            tiers=self.tiers.tiers,
            least_cents=parse_money(self.least.data) if self.least.data else None,
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
            "least": said.least_cents,
            "tiers": [f"{tier.until} {tier.cents}" for tier in sorted(filter(None, said.tiers))],
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
        "least": "" if category.least_cents is None else typed_money(category.least_cents, current_language()),
        "tiers": category.earlier,
        "capacity": "" if capacity is None else str(capacity),
        "members_only": category.members_only,
        "agm_only": category.agm_only,
        "key": category.key,
    }
