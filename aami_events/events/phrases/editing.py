"""Words for those who edit: fields, faults, findings, deeds, history."""

from ...foundation.i18n import lazy_gettext, lazy_pgettext

VISIBILITIES = {
    "public": lazy_pgettext("who can register", "Everyone"),
    "members": lazy_gettext("Members of the association"),
    "invited": lazy_gettext("People who are invited"),
}
PART_KINDS = {
    "session": lazy_pgettext("kind of activity", "session"),
    "workshop": lazy_pgettext("kind of activity", "workshop"),
    "opening": lazy_pgettext("kind of activity", "opening"),
    "agm": lazy_gettext("annual general meeting (AGM)"),
    "meeting": lazy_gettext("meeting"),
    "screening": lazy_pgettext("kind of activity", "screening"),
    "break": lazy_pgettext("kind of activity", "break"),
}
WHEN_KINDS = {
    "unknown": lazy_gettext("Not known yet"),
    "exact": lazy_gettext("Days and hours"),
    "days": lazy_gettext("Days, hours to come"),
    "period": lazy_gettext("A month, a season, a year"),
    "from": lazy_gettext("From a day on"),
    "ongoing": lazy_gettext("Ongoing"),
    "yearly": lazy_gettext("Every year"),
}
PERIODS = {
    "": lazy_gettext("the whole year"),
    "m1": lazy_pgettext("month", "January"),
    "m2": lazy_pgettext("month", "February"),
    "m3": lazy_pgettext("month", "March"),
    "m4": lazy_pgettext("month", "April"),
    "m5": lazy_pgettext("month", "May"),
    "m6": lazy_pgettext("month", "June"),
    "m7": lazy_pgettext("month", "July"),
    "m8": lazy_pgettext("month", "August"),
    "m9": lazy_pgettext("month", "September"),
    "m10": lazy_pgettext("month", "October"),
    "m11": lazy_pgettext("month", "November"),
    "m12": lazy_pgettext("month", "December"),
    "winter": lazy_pgettext("season", "winter"),
    "spring": lazy_pgettext("season", "spring"),
    "summer": lazy_pgettext("season", "summer"),
    "fall": lazy_pgettext("season", "fall"),
    "early": lazy_pgettext("part of the year", "early in the year"),
    "mid": lazy_pgettext("part of the year", "middle of the year"),
    "late": lazy_pgettext("part of the year", "late in the year"),
}
#: what a field is called, by its name in forms, in differences and in the history
FIELDS = {
    "slug": lazy_pgettext("of a page", "Address"),
    "kind": lazy_gettext("Kind"),
    "mode": lazy_gettext("How people take part"),
    "visibility": lazy_gettext("Who can register"),
    "zone": lazy_gettext("Time zone"),
    "title": lazy_gettext("Title"),
    "summary": lazy_gettext("Summary"),
    "description": lazy_gettext("Description"),
    "venue": lazy_gettext("Venue"),
    "when": lazy_gettext("When"),
    "starts": lazy_gettext("Begins"),
    "ends": lazy_gettext("Ends"),
    "opens": lazy_gettext("Registration opens"),
    "closes": lazy_gettext("Registration closes"),
    "change_until": lazy_gettext("People can change what they chose until"),
    "capacity": lazy_gettext("Number of places"),
    "milestone": lazy_gettext("Milestone of the action plan"),
    "demo_dates": lazy_gettext("The dates are invented for the demonstration"),
    "room": lazy_gettext("Room"),
    "languages": lazy_gettext("Languages spoken"),
    "interpretation": lazy_gettext("Interpretation and captions"),
    "alone": lazy_gettext("Can be chosen alone, free of charge"),
    "name": lazy_pgettext("of a place", "Name"),
    "address": lazy_gettext("Street address"),
    "city": lazy_gettext("City"),
    "province": lazy_gettext("Province or territory"),
    "access": lazy_gettext("Getting there and in"),
    "state": lazy_gettext("State"),
    "order": lazy_gettext("Order"),
    "copied_from": lazy_gettext("Copied from"),
    "people": lazy_gettext("E-mails"),
    "version": lazy_gettext("Version"),
}
FAULTS = {
    "choose": lazy_gettext("Choose one of the list."),
    "title": lazy_gettext("Give it a title, in one language at least."),
    "name": lazy_gettext("Give the venue a name, in one language at least."),
    "city": lazy_gettext("The city is missing."),
    "slug": lazy_gettext("Use 4 to 60 small letters, digits and hyphens, such as conference-2020."),
    "slug_taken": lazy_gettext("Another event or activity has this address: choose another one."),
    "slug_fixed": lazy_gettext("This event has been public: its address stays, so that links go on working."),
    "capacity": lazy_gettext("Write a number of places, 100,000 at most, or leave it empty for no limit."),
    "day": lazy_gettext("Write the day."),
    "year": lazy_gettext("Write the year."),
    "year_far": lazy_gettext("Check the year."),
    "same": lazy_gettext("This is its first day already."),
    "inexact": lazy_gettext("The event has no exact days yet: write them in the event itself."),
    "alike": lazy_gettext("Begin and end with the same kind of period: two months, two seasons or two years."),
    "before": lazy_gettext("The end comes before the beginning."),
    "starts_missing": lazy_gettext("Write when it begins."),
    "both": lazy_gettext("Both languages are needed: some would read nothing."),
    "too_long": lazy_gettext("This is too long."),
    "closes_before": lazy_gettext("This comes before registration opens."),
}
FINDINGS = {
    "text_empty": lazy_gettext("%(place)s: %(field)s is to be written"),
    "text_missing": lazy_gettext("%(place)s: %(field)s is missing in %(languages)s"),
    "text_stale": lazy_gettext("%(place)s: %(field)s is older in %(languages)s"),
    "required_text": lazy_gettext("%(text)s: this text is not ready"),
    "required_text_stale": lazy_gettext("%(text)s: one language is older"),
    "zone": lazy_gettext("The time zone is missing"),
    "undated": lazy_gettext("There is no date"),
    "no_hours": lazy_gettext("The hours are not known yet"),
    "no_venue": lazy_gettext("People meet in person, and the venue is missing"),
    "no_access": lazy_gettext("Nothing says how to get to the venue and in"),
    "not_opening": lazy_gettext("Nobody can register: there is no day on which registration opens"),
    "not_closing": lazy_gettext("Registration has no end"),
    "closes_before": lazy_gettext("Registration closes before it opens"),
    "closes_after_end": lazy_gettext("Registration closes after the event is over"),
    "opens_after_end": lazy_gettext("Registration opens after the event is over"),
    "change_after_end": lazy_gettext("People could change what they chose after the event is over"),
    "no_places": lazy_gettext("There are no places: everyone will be on the waiting list"),
    "no_limit": lazy_gettext("There is no limit to the number of places"),
    "part_no_time": lazy_gettext("%(part)s: the time is missing"),
    "part_outside": lazy_gettext("%(part)s: its time lies outside the event"),
    "part_in_person": lazy_gettext("%(part)s: in person, though the event is online"),
    "part_online": lazy_gettext("%(part)s: online, though the event is in person"),
    "part_no_room": lazy_gettext("%(part)s: the room is not known yet"),
    "part_no_language": lazy_gettext("%(part)s: the language is not known yet"),
}
IN_LANGUAGE = {"fr": lazy_pgettext("in a language", "French"), "en": lazy_pgettext("in a language", "English")}
MOVES = {
    "publish": lazy_pgettext("event", "Publish"),
    "withdraw": lazy_pgettext("event", "Make it a draft again"),
    "postpone": lazy_pgettext("event", "Postpone"),
    "cancel": lazy_pgettext("event", "Cancel the event"),
    "archive": lazy_pgettext("event", "Archive"),
    "resume": lazy_pgettext("event", "Announce it again"),
}
#: what will happen, said before it does
CONSEQUENCES = {
    "publish": lazy_gettext(
        "Everyone will see the event in the calendar. Its address stays from now on. "
        "Registration opens and closes at the times you set."
    ),
    "withdraw": lazy_gettext("The event disappears from the calendar; only those who edit it see it. Nothing is lost."),
    "postpone": lazy_gettext(
        "The page says that the event is postponed, and nobody can register or change what they chose. "
        "Those who are registered keep their places. No e-mail is sent."
    ),
    "cancel": lazy_gettext(
        "The page says that the event is cancelled, and nobody can register. "
        "Registrations are kept, with what people answered. No e-mail is sent."
    ),
    "archive": lazy_gettext("The event moves to the past ones. Nobody can register or change what they chose."),
    "resume": lazy_gettext("The event is announced again, and registration follows the times you set."),
}
DEEDS = {
    "event.created": lazy_pgettext("history", "The event was created"),
    "event.rescheduled": lazy_pgettext("history", "The event was moved to other days"),
    "event.told": lazy_pgettext("history", "People were told what has changed"),
    "event.not_told": lazy_pgettext("history", "Nobody had to be told what has changed"),
    "event.changed": lazy_pgettext("history", "The event was changed"),
    "event.published": lazy_pgettext("history", "The event was published"),
    "event.withdrawn": lazy_pgettext("history", "The event became a draft again"),
    "event.postponed": lazy_pgettext("history", "The event was postponed"),
    "event.cancelled": lazy_pgettext("history", "The event was cancelled"),
    "event.archived": lazy_pgettext("history", "The event was archived"),
    "event.resumed": lazy_pgettext("history", "The event was announced again"),
    "event.part_added": lazy_pgettext("history", "An activity was added"),
    "event.part_changed": lazy_pgettext("history", "An activity was changed"),
    "event.part_moved": lazy_pgettext("history", "An activity was moved"),
    "event.part_removed": lazy_pgettext("history", "An activity was removed"),
    "venue.changed": lazy_pgettext("history", "The venue was changed"),
}
ACTORS = {
    "account": lazy_pgettext("who did it", "an account that is closed"),
    "command": lazy_pgettext("who did it", "a command"),
    "system": lazy_pgettext("who did it", "the house"),
}
ORDER = {"up": lazy_gettext("a step up"), "down": lazy_gettext("a step down")}
YES_NO = {True: lazy_gettext("yes"), False: lazy_gettext("no")}
OLDER = lazy_gettext("older than the other language")
DONE = {
    "publish": lazy_gettext("The event is public."),
    "withdraw": lazy_gettext("The event is a draft again."),
    "postpone": lazy_gettext("The event is postponed."),
    "cancel": lazy_gettext("The event is cancelled."),
    "archive": lazy_gettext("The event is archived."),
    "resume": lazy_gettext("The event is announced again."),
}
