"""Words for kinds, modes and states."""

from ...foundation.i18n import lazy_gettext, lazy_pgettext

KINDS = {
    "conference": lazy_gettext("conference"),
    "meeting": lazy_gettext("meeting"),
    "caucus": lazy_gettext("festival caucus"),
    "series": lazy_gettext("workshop series"),
    "agm": lazy_gettext("annual general meeting (AGM)"),
}
MODES = {
    "in_person": lazy_gettext("In person"),
    "online": lazy_gettext("Online"),
    "hybrid": lazy_gettext("In person and online"),
}
#: what people are told has changed
WHAT = {
    "state": lazy_gettext("State"),
    "when": lazy_gettext("When"),
    "where": lazy_gettext("Where"),
    "mode": lazy_gettext("How people take part"),
}
STATES = {
    "draft": lazy_pgettext("event state", "Draft"),
    "published": lazy_pgettext("event state", "Published"),
    "postponed": lazy_pgettext("event state", "Postponed"),
    "cancelled": lazy_pgettext("event state", "Cancelled"),
    "archived": lazy_pgettext("event state", "Archived"),
}
REGISTRATION = {
    "open": lazy_gettext("Registration open"),
    "later": lazy_gettext("Registration opens later"),
    "over": lazy_gettext("Registration closed"),
    "invited": lazy_gettext("By invitation"),
    "not_planned": lazy_gettext("Details to come"),
    "postponed": lazy_pgettext("event state", "Postponed"),
    "cancelled": lazy_pgettext("event state", "Cancelled"),
    "archived": lazy_pgettext("event state", "Archived"),
    "draft": lazy_pgettext("event state", "Draft"),
}
LANGUAGES = {"fr": lazy_pgettext("language", "French"), "en": lazy_pgettext("language", "English")}
INTERPRETATION = {
    "fr-en": lazy_gettext("French–English interpretation"),
    "asl": lazy_gettext("ASL interpretation"),
    "lsq": lazy_gettext("LSQ interpretation"),
    "captions": lazy_gettext("Live captioning"),
}
SHELVES = {
    "open": lazy_pgettext("shelf", "Registration open now"),
    "coming": lazy_pgettext("shelf", "Upcoming"),
    "past": lazy_pgettext("shelf", "Past"),
}
GROUPS = {
    "open": lazy_pgettext("shelf", "Registration open now"),
    "coming": lazy_pgettext("shelf", "Upcoming"),
    "draft": lazy_pgettext("shelf", "Not published yet"),
    "past": lazy_pgettext("shelf", "Past"),
}
