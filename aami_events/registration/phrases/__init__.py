"""Words for states, purposes and refusals."""

import functools

from ...foundation.i18n import lazy_gettext, lazy_pgettext, ngettext, speaking
from ...foundation.text import sort_key
from ...people.phrases import PROVINCES as PROVINCES

STATES = {
    "confirmed": lazy_pgettext("registration state", "Confirmed"),
    "waiting": lazy_pgettext("registration state", "On the waiting list"),
    "offered": lazy_pgettext("registration state", "Place offered"),
    "cancelled": lazy_pgettext("registration state", "Cancelled"),
}


def figure(state: str, number: int) -> str:
    """What a number of registrations in that state are called, beside the number."""
    match state:
        case "confirmed":
            return ngettext("registration confirmed", "registrations confirmed", number)
        case "waiting":
            return ngettext("person on the waiting list", "people on the waiting list", number)
        case "offered":
            return ngettext("place offered", "places offered", number)
        case "supporting":
            return ngettext("support person, outside the count", "support persons, outside the count", number)
    return ngettext("registration cancelled", "registrations cancelled", number)


MARKS = {"confirmed": "open", "waiting": "waiting", "offered": "waiting", "cancelled": "over"}
PURPOSES = {
    "listing": lazy_gettext("My name and organisation may appear in the list of attendees."),
    "photo": lazy_gettext("Photos in which I can be recognised may be taken and published."),
    "recording": lazy_gettext("Sessions in which I speak may be recorded."),
    "quotation": lazy_gettext("What I write in the evaluation may be quoted with my name."),
    "promotion": lazy_gettext("You may write to me about other events and activities."),
    "access_needs": lazy_gettext("What I write about access may be shared with those who arrange it."),
}
PURPOSES_BY_HAND = {
    "listing": lazy_gettext("Their name and organisation may appear in the list of attendees."),
    "photo": lazy_gettext("Photos in which they can be recognised may be taken and published."),
    "recording": lazy_gettext("Sessions in which they speak may be recorded."),
    "quotation": lazy_gettext("What they write in the evaluation may be quoted with their name."),
    "promotion": lazy_gettext("We may write to them about other events and activities."),
    "access_needs": lazy_gettext("What they write about access may be shared with those who arrange it."),
}
BY_HAND = {
    "language": lazy_gettext("Language of their e-mails"),
    "parts": lazy_gettext("What they will attend"),
    "mode": lazy_gettext("How they take part"),
    "reach_by": lazy_gettext("How do they prefer to be reached?"),
    "support": lazy_gettext("A support person comes with them"),
    "first_time": lazy_gettext("Is it their first time with us?"),
    "delegate": lazy_gettext("Voting delegate of the organisation at the general meeting"),
    "consents": lazy_gettext("What they agree to"),
    "access_needs": lazy_gettext("What do they need in order to take part fully?"),
}
PURPOSE_NAMES = {
    "listing": lazy_pgettext("consent", "List of attendees"),
    "photo": lazy_pgettext("consent", "Photos"),
    "recording": lazy_pgettext("consent", "Recording"),
    "quotation": lazy_pgettext("consent", "Quotation"),
    "promotion": lazy_pgettext("consent", "News of other activities"),
    "access_needs": lazy_pgettext("consent", "Sharing of access needs"),
}
CONTRACT_VERSIONS = {
    "fr": lazy_gettext("The French version applies."),
    "en": lazy_gettext("I have read the French version first, and I choose the English version."),
}
MODES = {"in_person": lazy_gettext("In person"), "online": lazy_gettext("Online")}
SPOKEN = {
    "fr": lazy_pgettext("spoken", "French"),
    "en": lazy_pgettext("spoken", "English"),
    "asl": lazy_pgettext("spoken", "ASL"),
    "lsq": lazy_pgettext("spoken", "LSQ"),
    "other": lazy_pgettext("spoken", "Other languages"),
}
REACH_BY = {
    "email": lazy_pgettext("reach by", "By e-mail"),
    "sms": lazy_pgettext("reach by", "By text message"),
}
REACH_FAULTS = {
    "missing": lazy_gettext("The number for text messages is missing."),
    "too_long": lazy_gettext("This is too long."),
    "not_a_number": lazy_gettext("This does not look like a phone number: check what you wrote."),
}
TO_BE_NAMED = lazy_pgettext("support person", "To be named later")


@functools.cache
def provinces(language: str) -> list[tuple[str, str]]:
    """(code, name), in the order of the names in that language: Î and É stand with I and E."""
    with speaking(language):
        return sorted(((code, str(name)) for code, name in PROVINCES.items()), key=lambda row: sort_key(row[1]))


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
    "registration.created": lazy_pgettext("history", "Registered"),
    "registration.changed": lazy_pgettext("history", "Changed"),
    "registration.name_corrected": lazy_pgettext("history", "Name corrected at the desk"),
    "registration.cancelled": lazy_pgettext("history", "Cancelled"),
    "registration.moved": lazy_pgettext("history", "State changed by an organiser"),
    "registration.offered": lazy_pgettext("history", "Place offered from the waiting list"),
    "registration.offer_accepted": lazy_pgettext("history", "Offer accepted"),
    "registration.offer_expired": lazy_pgettext("history", "Offer expired"),
    "registration.part_confirmed": lazy_pgettext("history", "Place in an activity confirmed"),
    "registration.followed": lazy_pgettext("history", "Changed with the person they support"),
    "registration.transferred": lazy_pgettext("history", "Transferred to a colleague"),
    "registration.consent_given": lazy_pgettext("history", "Consent given"),
    "registration.consent_withdrawn": lazy_pgettext("history", "Consent withdrawn"),
    "category.added": lazy_pgettext("history", "Category added"),
    "category.changed": lazy_pgettext("history", "Category changed"),
    "category.moved": lazy_pgettext("history", "Order changed"),
    "category.retired": lazy_pgettext("history", "No longer offered"),
    "category.offered_again": lazy_pgettext("history", "Offered again"),
}
IMPORT_ACTIONS = {
    "add": lazy_pgettext("import", "To add"),
    "unchanged": lazy_pgettext("import", "Unchanged"),
    "refused": lazy_pgettext("import", "To correct"),
}
IMPORT_REASONS = {
    "known": lazy_gettext("already imported"),
    "duplicate": lazy_gettext("already registered under this name and address"),
    "no_name": lazy_gettext("the name is missing"),
    "supports": lazy_gettext("a support person is added on the page of the person they come with"),
    "too_long": lazy_gettext("a text is too long"),
    "bad_address": lazy_gettext("the e-mail is missing or not complete"),
    "accented_address": lazy_gettext("the e-mail has a letter before its @ that many mail servers refuse, like é"),
    "unknown_category": lazy_gettext("no category of this event has that name"),
    "bad_answer": lazy_gettext("an answer does not fit its question"),
}
ACCESS_KINDS = {
    "asl": lazy_pgettext("access", "ASL interpretation"),
    "lsq": lazy_pgettext("access", "LSQ interpretation"),
    "captions": lazy_pgettext("access", "Live captioning"),
    "mobility": lazy_pgettext("access", "Mobility and seating"),
    "materials": lazy_pgettext("access", "Adapted documents"),
    "attendant": lazy_pgettext("access", "Support person"),
    "quiet": lazy_pgettext("access", "Rest and quiet"),
    "childcare": lazy_pgettext("access", "Child care"),
    "other": lazy_pgettext("access", "Other"),
}
ACCESS_STATES = {
    "asked": lazy_pgettext("access", "Unanswered"),
    "answered": lazy_pgettext("access", "Answered"),
    "arranged": lazy_pgettext("access", "Arranged"),
    "delivered": lazy_pgettext("access", "Delivered"),
    "confirmed": lazy_pgettext("access", "Confirmed by the person"),
    "missing": lazy_pgettext("access", "Was not there"),
}
ACCESS_MARKS = {"asked": "wrong", "missing": "wrong", "confirmed": "open", "answered": "open"}
FIELDS = {
    "state": lazy_pgettext("history", "state"),
    "category": lazy_pgettext("history", "category"),
    "amount": lazy_pgettext("history", "amount due"),
    "name": lazy_pgettext("history", "name"),
    "badge_name": lazy_pgettext("history", "name on the badge"),
    "pronouns": lazy_pgettext("history", "pronouns"),
    "spoken": lazy_pgettext("history", "languages spoken"),
    "email": lazy_pgettext("history", "e-mail"),
    "sms": lazy_pgettext("history", "number for text messages"),
    "reach_by": lazy_pgettext("history", "how to reach them"),
    "organisation_name": lazy_pgettext("history", "organisation"),
    "province": lazy_pgettext("history", "province"),
    "region": lazy_pgettext("history", "region"),
    "language": lazy_pgettext("history", "language"),
    "mode": lazy_pgettext("history", "how they take part"),
    "first_time": lazy_pgettext("history", "first time"),
    "parts": lazy_pgettext("history", "activities"),
    "answers": lazy_pgettext("history", "answers"),
    "consents": lazy_pgettext("history", "consents"),
    **{f"consent_{purpose}": name for purpose, name in PURPOSE_NAMES.items()},
    "access_needs": lazy_pgettext("history", "access needs"),
}
#: fields of a category, for the form of who edits it and for its history
CATEGORY_FIELDS = {
    "name": lazy_pgettext("of a category", "Name"),
    "description": lazy_gettext("Description"),
    "price": lazy_pgettext("of a category", "Price"),
    "least": lazy_pgettext("of a category", "Least amount, where people choose theirs"),
    "tiers": lazy_pgettext("of a category", "Earlier prices"),
    "capacity": lazy_pgettext("of a category", "Number of places"),
    "members_only": lazy_pgettext("of a category", "For members only"),
    "agm_only": lazy_pgettext("of a category", "For the general meeting only"),
    "retired": lazy_pgettext("of a category", "No longer offered"),
    "position": lazy_pgettext("of a category", "Place in the form"),
}
#: what an editor is told of a field of a category
CATEGORY_FAULTS = {
    "missing": lazy_gettext("The name is missing."),
    "one_language": lazy_gettext("Both languages are needed: this is public."),
    "too_long": lazy_gettext("This is too long."),
    "price:out_of_range": lazy_gettext("Write an amount in dollars, such as 25 or 25.50; 0 when there is no fee."),
    "above": lazy_gettext("The least is more than the price above, which is what is suggested."),
    "tiers": lazy_gettext("A category has earlier prices or an amount that people choose, not both."),
    "least:out_of_range": lazy_gettext("Write an amount in dollars, such as 25 or 25.50; 0 when there is no fee."),
    "half": lazy_gettext("Write both, the last day and the price."),
    "free": lazy_gettext("Earlier prices are for a category with a price: write the price first."),
    "order": lazy_gettext("Two earlier prices end on the same day."),
    "tiers:out_of_range": lazy_gettext("Write an amount in dollars, such as 25 or 25.50; 0 when there is no fee."),
    "capacity:out_of_range": lazy_gettext("Write a number of places, or nothing when there is no limit."),
    "key:unknown": lazy_gettext("Use small letters, digits and hyphens only, for example first-visit."),
    "key:repeated": lazy_gettext("Another category of this event has this short name."),
}
