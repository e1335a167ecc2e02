"""What a person reads when an answer cannot be taken."""

from ..foundation.i18n import lazy_gettext

REFUSALS = {
    "missing": lazy_gettext("This answer is missing."),
    "too_long": lazy_gettext("This answer is too long."),
    "not_an_option": lazy_gettext("Choose one of the options offered."),
    "not_a_number": lazy_gettext("Write a number, for example 12 or 12.5."),
    "not_a_date": lazy_gettext("Write the date as year-month-day, for example 2020-09-17."),
    "not_an_address": lazy_gettext("This is not a complete e-mail address."),
    "not_a_phone": lazy_gettext("Write the number with its area code, for example 418 555-0123."),
}
YES_NO = {True: lazy_gettext("Yes"), False: lazy_gettext("No")}
