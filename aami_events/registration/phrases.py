"""Words for states, purposes and refusals."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

STATES = {
    "confirmed": lazy_pgettext("registration state", "Confirmed"),
    "waiting": lazy_pgettext("registration state", "On the waiting list"),
    "offered": lazy_pgettext("registration state", "Place offered"),
    "cancelled": lazy_pgettext("registration state", "Cancelled"),
}
MARKS = {"confirmed": "open", "waiting": "waiting", "offered": "waiting", "cancelled": "over"}
PURPOSES = {
    "listing": lazy_gettext("My name and organisation may appear in the list of attendees."),
    "photo": lazy_gettext("Photos in which I can be recognised may be taken and published."),
    "recording": lazy_gettext("Sessions in which I speak may be recorded."),
    "quotation": lazy_gettext("What I write in the evaluation may be quoted with my name."),
    "promotion": lazy_gettext("You may write to me about other events and activities."),
}
PURPOSE_NAMES = {
    "listing": lazy_pgettext("consent", "List of attendees"),
    "photo": lazy_pgettext("consent", "Photos"),
    "recording": lazy_pgettext("consent", "Recording"),
    "quotation": lazy_pgettext("consent", "Quotation"),
    "promotion": lazy_pgettext("consent", "News of other activities"),
}
MODES = {"in_person": lazy_gettext("In person"), "online": lazy_gettext("Online")}
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
CLOSED = {
    "later": lazy_gettext("Registration has not opened yet."),
    "over": lazy_gettext("Registration is closed."),
    "invited": lazy_gettext("This event is by invitation: use the link in your invitation."),
    "not_planned": lazy_gettext("Registration is not open yet; the details are to come."),
    "postponed": lazy_gettext("The event is postponed; registration is on hold."),
    "cancelled": lazy_gettext("The event is cancelled."),
    "archived": lazy_gettext("The event is over."),
    "draft": lazy_gettext("The event is not published."),
}
ACTIONS = {
    "registration.created": lazy_gettext("Registered"),
    "registration.changed": lazy_gettext("Changed"),
    "registration.cancelled": lazy_gettext("Cancelled"),
    "registration.moved": lazy_gettext("Moved by an organiser"),
    "registration.offered": lazy_gettext("Freed place offered"),
    "registration.offer_accepted": lazy_gettext("Offer accepted"),
    "registration.offer_expired": lazy_gettext("Offer expired"),
    "registration.part_confirmed": lazy_gettext("Place in a part confirmed"),
    "registration.transferred": lazy_gettext("Handed on to a colleague"),
}
IMPORT_ACTIONS = {
    "add": lazy_pgettext("import", "Will be added"),
    "unchanged": lazy_pgettext("import", "Stays as it is"),
    "refused": lazy_pgettext("import", "Refused"),
}
IMPORT_REASONS = {
    "known": lazy_gettext("imported before"),
    "duplicate": lazy_gettext("already registered under this name and address"),
    "no_name": lazy_gettext("the name is missing"),
    "too_long": lazy_gettext("a text is too long"),
    "bad_address": lazy_gettext("the e-mail is missing or not complete"),
    "accented_address": lazy_gettext("the e-mail has a letter before its @ that many mail servers refuse, like é"),
    "unknown_category": lazy_gettext("no category of this event has that name"),
    "bad_answer": lazy_gettext("an answer does not fit its question"),
}
ACTORS = {
    "account": lazy_pgettext("actor", "an organiser"),
    "link": lazy_pgettext("actor", "the person, by their link"),
    "command": lazy_pgettext("actor", "a command"),
    "system": lazy_pgettext("actor", "the application"),
}
LETTERS = {
    "registration.confirmed": lazy_gettext("Your place is confirmed"),
    "registration.changed": lazy_gettext("Your registration was changed"),
    "registration.waiting": lazy_gettext("You are on the waiting list"),
    "registration.offered": lazy_gettext("A place is free for you"),
    "registration.offer_expired": lazy_gettext("The place went to the next person"),
    "registration.part_confirmed": lazy_gettext("You have a place"),
    "registration.cancelled": lazy_gettext("Your registration is cancelled"),
    "registration.repeated": lazy_gettext("You are already registered"),
    "registration.transferred": lazy_gettext("A place was handed to you"),
    "registration.handed_on": lazy_gettext("Your registration was handed on"),
    "registration.address_changed": lazy_gettext("The address of your registration was changed"),
}
FIELDS = {
    "state": lazy_pgettext("history", "state"),
    "category": lazy_pgettext("history", "category"),
    "name": lazy_pgettext("history", "name"),
    "badge_name": lazy_pgettext("history", "name on the badge"),
    "pronouns": lazy_pgettext("history", "pronouns"),
    "email": lazy_pgettext("history", "e-mail"),
    "organisation_name": lazy_pgettext("history", "organisation"),
    "province": lazy_pgettext("history", "province"),
    "region": lazy_pgettext("history", "region"),
    "language": lazy_pgettext("history", "language"),
    "mode": lazy_pgettext("history", "in person or online"),
    "first_time": lazy_pgettext("history", "first time"),
    "parts": lazy_pgettext("history", "activities"),
    "answers": lazy_pgettext("history", "answers"),
    "consents": lazy_pgettext("history", "consents"),
    "access_needs": lazy_pgettext("history", "access needs"),
}
