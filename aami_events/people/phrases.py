"""Words of roles."""

from ..foundation.i18n import lazy_pgettext

ROLE_NAMES = {
    "administrator": lazy_pgettext("role", "administration"),
    "organiser": lazy_pgettext("role", "organisation"),
    "coordinator": lazy_pgettext("role", "coordination"),
    "access_coordinator": lazy_pgettext("role", "access"),
    "translator": lazy_pgettext("role", "translation"),
    "privacy_officer": lazy_pgettext("role", "personal information"),
    "door": lazy_pgettext("role", "desk"),
    "reader": lazy_pgettext("role", "reading"),
}
