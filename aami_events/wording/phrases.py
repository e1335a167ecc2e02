"""Words of the worklist: states, what becomes of a line, what was done."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

STATES = {
    "missing": lazy_pgettext("state of a text", "To translate"),
    "stale": lazy_pgettext("state of a text", "Original changed"),
    "returned": lazy_pgettext("state of a text", "Sent back"),
    "review": lazy_pgettext("state of a text", "To review"),
    "done": lazy_pgettext("state of a text", "Done"),
}
MARKS = {"missing": "wrong", "stale": "waiting", "returned": "waiting", "review": "waiting", "done": "open"}
LANGUAGES = {"fr": lazy_pgettext("side of a text", "French"), "en": lazy_pgettext("side of a text", "English")}
INTO = {"fr": lazy_gettext("Into French"), "en": lazy_gettext("Into English")}
OUTCOMES = {
    "new": lazy_gettext("New translation"),
    "stale": lazy_gettext("The original has changed since the file was made"),
    "both": lazy_gettext("The original and the translation have both changed since the file was made"),
    "target": lazy_gettext("The translation has changed here since the file was made"),
    "edited": lazy_gettext("The original was changed in the file: change it here instead"),
    "unknown": lazy_gettext("No text of this event has this key"),
    "repeated": lazy_gettext("The same key stands in several lines"),
    "unmarked": lazy_gettext("The fingerprint is missing or damaged"),
    "too_long": lazy_gettext("The translation is too long"),
    "empty": lazy_gettext("No translation"),
    "unchanged": lazy_gettext("Nothing new"),
}
OUTCOME_MARKS = {"new": "open", "empty": "over", "unchanged": "over", "stale": "waiting", "target": "waiting"}
HEADINGS = {
    "key": lazy_pgettext("spreadsheet", "Key"),
    "place": lazy_pgettext("spreadsheet", "Place"),
    "source": lazy_pgettext("spreadsheet", "Language of the original"),
    "original": lazy_pgettext("spreadsheet", "Original"),
    "target": lazy_pgettext("spreadsheet", "Language of the translation"),
    "translation": lazy_pgettext("spreadsheet", "Translation"),
    "state": lazy_pgettext("spreadsheet", "State"),
    "mark": lazy_pgettext("spreadsheet", "Fingerprint (do not change)"),
}
ACTIONS = {
    "wording.assigned": lazy_gettext("Assigned"),
    "wording.proposed": lazy_gettext("Translation received"),
    "wording.overtaken": lazy_gettext("Translation of an earlier original received"),
    "wording.approved": lazy_gettext("Translation approved and published"),
    "wording.written": lazy_gettext("Text changed by the organisers"),
    "wording.confirmed": lazy_gettext("Translation confirmed: still right"),
    "wording.returned": lazy_gettext("Translation sent back"),
}
