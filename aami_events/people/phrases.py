"""Words of roles, and of provinces and territories."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

ROLE_NAMES = {
    "administrator": lazy_pgettext("role", "administration"),
    "organiser": lazy_pgettext("role", "organisation"),
    "coordinator": lazy_pgettext("role", "coordination"),
    "access_coordinator": lazy_pgettext("role", "access"),
    "translator": lazy_pgettext("role", "translation"),
    "privacy_officer": lazy_pgettext("role", "personal information"),
    "committee_chair": lazy_pgettext("role", "committee chair"),
    "committee_member": lazy_pgettext("role", "committee member"),
    "committee_observer": lazy_pgettext("role", "committee observer"),
    "door": lazy_pgettext("role", "desk"),
    "reader": lazy_pgettext("role", "reading"),
}
PROVINCES = {
    "AB": lazy_gettext("Alberta"),
    "BC": lazy_gettext("British Columbia"),
    "MB": lazy_gettext("Manitoba"),
    "NB": lazy_gettext("New Brunswick"),
    "NL": lazy_gettext("Newfoundland and Labrador"),
    "NS": lazy_gettext("Nova Scotia"),
    "NT": lazy_gettext("Northwest Territories"),
    "NU": lazy_gettext("Nunavut"),
    "ON": lazy_gettext("Ontario"),
    "PE": lazy_gettext("Prince Edward Island"),
    "QC": lazy_gettext("Quebec"),
    "SK": lazy_gettext("Saskatchewan"),
    "YT": lazy_gettext("Yukon"),
}
