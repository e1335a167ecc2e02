"""Words of requests and of what was done."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

REQUEST_STATES = {
    "open": lazy_pgettext("privacy request", "Open"),
    "done": lazy_pgettext("privacy request", "Erased"),
    "refused": lazy_pgettext("privacy request", "Refused"),
    "withdrawn": lazy_pgettext("privacy request", "Withdrawn"),
}
SINCE = {
    "event": lazy_gettext("%(span)s after the event"),
    "made": lazy_gettext("%(span)s after they were made"),
    "ended": lazy_gettext("%(span)s after they end"),
    "answered": lazy_gettext("%(span)s after our answer"),
}
MARKS = {"open": "waiting", "done": "open", "refused": "wrong", "withdrawn": "over"}
DEEDS = {
    "person.created": lazy_pgettext("history", "Account created"),
    "person.granted": lazy_pgettext("history", "Role given"),
    "privacy.asked": lazy_pgettext("history", "Erasure asked for"),
    "privacy.confirmed": lazy_pgettext("history", "Request confirmed"),
    "privacy.refused": lazy_pgettext("history", "Request refused"),
}
