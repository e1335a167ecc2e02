"""Words for kinds, equipment, warnings, faults, changes."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

KINDS = {
    "session": lazy_pgettext("kind of session", "Session"),
    "joint": lazy_pgettext("kind of session", "For everybody"),
    "break": lazy_pgettext("kind of session", "Break"),
}
KIND_HINTS = {
    "session": lazy_gettext("In one room, beside others."),
    "joint": lazy_gettext("An opening, a plenary: nothing else takes place then."),
    "break": lazy_gettext("A meal, a pause: nothing else takes place then."),
}
EQUIPMENT = {
    "booth": lazy_gettext("Interpretation booth"),
    "captions": lazy_gettext("Live captioning"),
    "stage": lazy_gettext("Accessible stage"),
    "projection": lazy_gettext("Projection"),
    "online": lazy_gettext("Online broadcast"),
}
LANGUAGES = {
    "fr": lazy_pgettext("language", "French"),
    "en": lazy_pgettext("language", "English"),
    "asl": lazy_pgettext("language", "ASL"),
    "lsq": lazy_pgettext("language", "LSQ"),
    "other": lazy_pgettext("language", "Other"),
}
#: teams of interpreters
TEAMS = {
    "fr-en": lazy_gettext("French–English interpretation"),
    "asl": lazy_gettext("ASL interpretation"),
    "lsq": lazy_gettext("LSQ interpretation"),
    "captions": lazy_gettext("Live captioning"),
}
WARNINGS = {
    "twice": lazy_gettext("%(about)s speaks in two sessions at the same time"),
    "away": lazy_gettext("%(about)s is not available then"),
    "interpreters": lazy_gettext("%(what)s: %(needed)s teams are needed at once, there are %(there)s"),
    "equipment": lazy_gettext("%(about)s has no equipment for this: %(what)s"),
    "small": lazy_gettext("%(needed)s people are expected, %(about)s has %(there)s seats"),
    "no_choice_fr": lazy_gettext("Nothing can be followed in French at that time"),
    "no_choice_en": lazy_gettext("Nothing can be followed in English at that time"),
    "track": lazy_gettext("Two sessions of the theme “%(about)s” at the same time"),
    "change_over": lazy_gettext("%(there)s minutes between two sessions in %(about)s; %(needed)s are planned"),
}
FAULTS = {
    "name": lazy_gettext("The name is missing."),
    "title": lazy_gettext("Write a title, in one language at least."),
    "choose": lazy_gettext("Choose one of the options offered."),
    "room": lazy_gettext("Choose a room."),
    "capacity": lazy_gettext("Write a number of places, 100,000 at most."),
    "minutes": lazy_gettext("Write a length from 5 to 600 minutes."),
    "hour": lazy_gettext("Write the time as hours:minutes, for example 14:30."),
    "closes": lazy_gettext("A day ends after it begins."),
    "change_over": lazy_gettext("Write a number of minutes, 180 at most."),
    "teams": lazy_gettext("Write a number of teams, 50 at most."),
    "both": lazy_gettext("Both languages are needed: this is public."),
    "long": lazy_gettext("This is too long."),
    "cancelled": lazy_gettext("This session is cancelled."),
    "remark": lazy_gettext("Say what has to be mended."),
}
CHANGES = {
    "new": lazy_pgettext("change to the programme", "New"),
    "moved": lazy_pgettext("change to the programme", "Moved"),
    "changed": lazy_pgettext("change to the programme", "Changed"),
    "cancelled": lazy_pgettext("change to the programme", "Cancelled"),
    "back": lazy_pgettext("change to the programme", "Takes place after all"),
}
CHANGE_MARKS = {"new": "open", "moved": "waiting", "changed": "waiting", "cancelled": "wrong", "back": "open"}
FIELDS = {
    "kind": lazy_gettext("Kind"),
    "title-fr": lazy_gettext("Title (French)"),
    "title-en": lazy_gettext("Title (English)"),
    "abstract-fr": lazy_gettext("Abstract (French)"),
    "abstract-en": lazy_gettext("Abstract (English)"),
    "warnings-fr": lazy_gettext("Content warnings (French)"),
    "warnings-en": lazy_gettext("Content warnings (English)"),
    "minutes": lazy_gettext("Length"),
    "interest": lazy_gettext("People expected"),
}

#: what a draft may be
DRAFT_KINDS = {
    "whole": lazy_gettext("A whole schedule"),
    "repair": lazy_gettext("The least change of what stands"),
}
DRAFT_HINTS = {
    "whole": lazy_gettext("Every session may move, but for what is pinned and activities that people register for."),
    "repair": lazy_gettext(
        "After a room or a speaker is lost: as few sessions as possible change. Three may move to keep one more in."
    ),
}
DRAFT_STATES = {
    "waiting": lazy_pgettext("draft of the schedule", "being made"),
    "done": lazy_pgettext("draft of the schedule", "to compare"),
    "failed": lazy_pgettext("draft of the schedule", "could not be made"),
    "applied": lazy_pgettext("draft of the schedule", "applied"),
}
DRAFT_MARKS = {"waiting": "waiting", "done": "open", "failed": "wrong", "applied": "over"}
#: why a session has no place in a draft
UNPLACED = {
    "too_long": lazy_gettext("It is longer than any stretch between two breaks."),
    "no_room": lazy_gettext("No room has what it needs when it could take place."),
    "speakers_apart": lazy_gettext("Its speakers are never all there."),
    "no_team": lazy_gettext("There is no team for its interpretation."),
    "no_place": lazy_gettext("Everything is taken when it could take place."),
}
#: what a copy frozen for print waits for
PRINTS = {
    "making": lazy_pgettext("printed programme", "the proofs are being made"),
    "reading": lazy_pgettext("printed programme", "the proofs are to be read"),
    "returned": lazy_pgettext("printed programme", "a proof was sent back"),
    "signed": lazy_pgettext("printed programme", "ready for the printer"),
}
PRINT_MARKS = {"making": "waiting", "reading": "waiting", "returned": "wrong", "signed": "open"}
VERDICTS = {
    "signed": lazy_pgettext("proof", "signed"),
    "returned": lazy_pgettext("proof", "sent back"),
}
VERDICT_MARKS = {"signed": "open", "returned": "wrong"}
