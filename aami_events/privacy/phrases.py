"""Words of requests and rules."""

from ..foundation.i18n import lazy_pgettext

REQUEST_STATES = {
    "open": lazy_pgettext("privacy request", "Open"),
    "done": lazy_pgettext("privacy request", "Erased"),
    "refused": lazy_pgettext("privacy request", "Refused"),
    "withdrawn": lazy_pgettext("privacy request", "Withdrawn"),
}
MARKS = {"open": "waiting", "done": "open", "refused": "wrong", "withdrawn": "over"}
