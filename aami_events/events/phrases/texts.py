"""Words for the texts of events: what they are called, why they are required, how far they are."""

from ...foundation.i18n import lazy_gettext, lazy_pgettext

TEXTS = {
    "land_acknowledgement": lazy_gettext("Land acknowledgement"),
    "code_of_conduct": lazy_gettext("Code of conduct"),
    "care_protocol": lazy_gettext("Protocol of care"),
    "accessibility_statement": lazy_gettext("Accessibility"),
    "privacy_notice": lazy_gettext("Privacy"),
    "consent_listing": lazy_gettext("Consent to be listed"),
    "consent_photo": lazy_gettext("Consent to photos"),
    "consent_recording": lazy_gettext("Consent to recording"),
    "consent_quotation": lazy_gettext("Consent to be quoted"),
    "consent_promotion": lazy_gettext("Consent to receive news"),
    "consent_access_needs": lazy_gettext("Consent to share access needs"),
    "refund_terms": lazy_gettext("Refund terms"),
    "emergency": lazy_gettext("In an emergency"),
    "funder_acknowledgement": lazy_gettext("Thanks to funders"),
}
#: what a good one says: advice for who writes it, never a text to keep
ADVICE = {
    "land_acknowledgement": lazy_gettext(
        "Name the nations as they name themselves, and say what the event does, not only where it stands. "
        "Ask the community for its own wording and write down who gave it."
    ),
    "code_of_conduct": lazy_gettext(
        "What is expected, what is not tolerated, what happens then. Short enough to be read at the door."
    ),
    "care_protocol": lazy_gettext(
        "How someone is listened to and looked after. Two people to turn to, reachable in writing: "
        "e-mail or text message, never by calls alone."
    ),
    "accessibility_statement": lazy_gettext(
        "What is there (entrance, washrooms, interpretation, captions, quiet room), what is not, "
        "and by when to ask for the rest."
    ),
    "privacy_notice": lazy_gettext(
        "What this event adds to the general notice: who sees the answers, recordings, suppliers outside Quebec."
    ),
    "consent_listing": lazy_gettext("Where the list is, who sees it, and until when."),
    "consent_photo": lazy_gettext("Who takes them, where they are published, how to be left out on the spot."),
    "consent_recording": lazy_gettext("What is recorded, where it is kept, for how long, and who can see it."),
    "consent_quotation": lazy_gettext("In which documents, and whether the person sees the quotation first."),
    "consent_promotion": lazy_gettext("What is sent, how often, and how to stop it."),
    "consent_access_needs": lazy_gettext("With whom the needs are shared, only what for, and when they are erased."),
    "refund_terms": lazy_gettext("Until when, how much, how to ask, how long it takes, and what if we cancel."),
    "emergency": lazy_gettext(
        "Number, address, exits, meeting point, first aid, and help for those who need it to leave."
    ),
    "funder_acknowledgement": lazy_gettext("As each funder asks for it, in both languages."),
}
REASONS = {
    "place": lazy_gettext("people meet in a place, and the place is on someone's land"),
    "online": lazy_gettext("an online event is held from somewhere too"),
    "everyone": lazy_gettext("everyone must know what is expected"),
    "care": lazy_gettext("everyone must know whom to turn to"),
    "access": lazy_gettext("one decides to come by what is accessible"),
    "law": lazy_gettext("the law asks that people be told before they answer"),
    "asked": lazy_gettext("the registration form asks for this consent"),
    "priced": lazy_gettext("a category costs something"),
    "place_safety": lazy_gettext("people meet in a place"),
    "funders": lazy_gettext("grant agreements ask for it"),
}
TEXT_STATES = {
    "missing": lazy_pgettext("text", "To be written"),
    "one_language": lazy_pgettext("text", "One language is missing"),
    "contacts": lazy_pgettext("text", "Two contacts are needed"),
    "stale": lazy_pgettext("text", "One side is older"),
    "complete": lazy_pgettext("text", "Complete"),
}
TEXT_MARKS = {"missing": "wrong", "one_language": "wrong", "contacts": "wrong", "stale": "waiting", "complete": "open"}
MISSING_SIDE = {"fr": lazy_gettext("French is missing"), "en": lazy_gettext("English is missing")}
STALE_SIDE = {"fr": lazy_gettext("the French is older"), "en": lazy_gettext("the English is older")}
CONTACT_FAULTS = {
    "name": lazy_gettext("The name is missing."),
    "reach": lazy_gettext("Give an e-mail or a number for text messages: calls alone leave people out."),
    "email": lazy_gettext("This e-mail is not complete: check what you wrote."),
    "sms": lazy_gettext("This number is not complete: check what you wrote."),
}
