"""Words of letters to many."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

TO = {
    "registered": lazy_gettext("People who registered"),
    "invited": lazy_gettext("People invited by name"),
    "agreed": lazy_gettext("People of other events who agreed to hear about ours"),
}
STATES = {
    "confirmed": lazy_pgettext("people", "Confirmed"),
    "waiting": lazy_pgettext("people", "On the waiting list"),
    "offered": lazy_pgettext("people", "With a place that is held for them"),
    "cancelled": lazy_pgettext("people", "Cancelled"),
    "invited": lazy_pgettext("people", "Have not answered"),
    "accepted": lazy_pgettext("people", "Have accepted"),
    "declined": lazy_pgettext("people", "Have declined"),
}
PRESENCE = {
    "here": lazy_pgettext("people", "Who came"),
    "missed": lazy_pgettext("people", "Who did not come"),
}
MEMBERS = {"yes": lazy_gettext("Of member organisations"), "no": lazy_gettext("Of no member organisation")}
SENDS = {
    "hand": lazy_gettext("When I send it"),
    "moment": lazy_gettext("On a day, at an hour"),
    "relative": lazy_gettext("So many days before or after the event"),
}
SIDES = {
    "before": lazy_gettext("days before the first day"),
    "after": lazy_gettext("days after the last day"),
}
PLACEHOLDERS = {
    "name": lazy_gettext("full name"),
    "organisation": lazy_gettext("organisation"),
    "event": lazy_gettext("title of the event"),
    "when": lazy_gettext("dates of the event"),
    "where": lazy_gettext("place, with its city"),
    "event_page": lazy_gettext("address of the event's page"),
    "category": lazy_gettext("category"),
    "activities": lazy_gettext("activities where they have a place"),
    "amount_due": lazy_gettext("amount due"),
    "my_registration": lazy_gettext("address of their own page"),
    "answer_by": lazy_gettext("until when to answer"),
    "my_invitation": lazy_gettext("address of their invitation"),
}
FAULTS = {
    "missing": lazy_gettext("The subject is missing."),
    "one_language": lazy_gettext("Both languages are needed."),
    "too_long": lazy_gettext("This is too long."),
    "choose": lazy_gettext("Choose from the list."),
    "unknown": lazy_gettext("%(word)s says nothing about these people. Use the words listed below the text."),
    "meant": lazy_gettext("%(word)s says nothing about these people. Did you mean %(other)s?"),
    "private": lazy_gettext(
        "A link in it opens somebody's own page: everyone would have it. Use the word that stands for each person's "
        "own page."
    ),
    "range": lazy_gettext("Write a number of days, from 0 to 366."),
    "hour": lazy_gettext("Write the time, for example 9:00."),
    "day": lazy_gettext("Write the day and the time."),
}
NOT_READY = {
    "subject": lazy_gettext("The subject is not in both languages."),
    "body": lazy_gettext("The text is not in both languages."),
    "address": lazy_gettext(
        "An e-mail about other events must name the organisation's postal address (setting ORGANISATION_ADDRESS)."
    ),
    "day": lazy_gettext("The event has no exact dates yet: nothing can be counted from them."),
    "past": lazy_gettext("Its moment has passed."),
}
REFUSED = {
    "event": lazy_gettext("The event is a draft: nobody knows of it yet."),
    "draft": lazy_gettext("Somebody changed it meanwhile: read it again."),
    "ready": lazy_gettext("It is planned already."),
    "sent": lazy_gettext("It has gone already."),
}
PHASES = {
    "draft": lazy_pgettext("letter to a group", "Draft"),
    "planned": lazy_pgettext("letter to a group", "Planned"),
    "held": lazy_pgettext("letter to a group", "Held back"),
    "leaving": lazy_pgettext("letter to a group", "Leaving"),
    "sent": lazy_pgettext("letter to a group", "Sent"),
}
MARKS = {"draft": "over", "planned": "waiting", "held": "wrong", "leaving": "waiting", "sent": "open"}
HELD = {
    "event": lazy_gettext("It waits: the event is not published, or does not take place as planned."),
    "day": lazy_gettext("It waits until the event has exact dates."),
    "late": lazy_gettext("Its moment passed while nobody was there to send it. Make it a draft again to send it."),
}
FIELDS = {
    "subject_fr": lazy_gettext("subject (French)"),
    "subject_en": lazy_gettext("subject (English)"),
    "body": lazy_pgettext("history", "text"),
    "audience": lazy_pgettext("history", "recipients"),
    "schedule": lazy_pgettext("history", "when it goes"),
    "people": lazy_pgettext("history", "people"),
}
DEEDS = {
    "mailing.begun": lazy_pgettext("history", "Written"),
    "mailing.changed": lazy_pgettext("history", "Changed"),
    "mailing.planned": lazy_pgettext("history", "Planned"),
    "mailing.ordered": lazy_pgettext("history", "Sending asked for"),
    "mailing.unplanned": lazy_pgettext("history", "Made a draft again"),
    "mailing.sent": lazy_pgettext("history", "Sent"),
    "mailing.stopped": lazy_pgettext("history", "Stopped"),
    "mailing.removed": lazy_pgettext("history", "Removed"),
}
