"""Words of invitations and of the sessions of a series."""

from ...foundation.i18n import Lazy, lazy_gettext, lazy_pgettext

INVITATION_STATES = {
    "invited": lazy_pgettext("invitation state", "No answer yet"),
    "accepted": lazy_pgettext("invitation state", "Accepted"),
    "declined": lazy_pgettext("invitation state", "Declined"),
    "substituted": lazy_pgettext("invitation state", "Passed on"),
    "withdrawn": lazy_pgettext("invitation state", "Withdrawn"),
}
#: what the organisers' list can be narrowed to
INVITATION_FILTER = {
    "invited": INVITATION_STATES["invited"],
    "opened": lazy_pgettext("invitation state", "Opened, no answer yet"),
    **{key: word for key, word in INVITATION_STATES.items() if key != "invited"},
}
INVITATION_MARKS = {"accepted": "open", "invited": "waiting", "declined": "wrong"}
INVITATION_ACTIONS = {
    "invitation.made": lazy_pgettext("history", "Invited"),
    "invitation.sent_again": lazy_pgettext("history", "Invitation sent again"),
    "invitation.reminded": lazy_pgettext("history", "Reminded"),
    "invitation.accepted": lazy_pgettext("history", "Invitation accepted"),
    "invitation.declined": lazy_pgettext("history", "Invitation declined"),
    "invitation.substituted": lazy_pgettext("history", "Passed on to somebody else"),
    "invitation.withdrawn": lazy_pgettext("history", "Invitation withdrawn"),
    "invitation.erased": lazy_pgettext("history", "Person erased"),
}
#: (title, sentence) of what an invitation can no longer be used for
INVITATION_OVER = {
    "accepted": (
        lazy_gettext("You have accepted this invitation"),
        lazy_gettext("An invitation is good for one registration. To change or cancel yours, open it from its e-mail."),
    ),
    "declined": (
        lazy_gettext("You have declined this invitation"),
        lazy_gettext("If you can come after all, open the invitation and accept it."),
    ),
    "substituted": (
        lazy_gettext("This invitation was passed on"),
        lazy_gettext("Somebody else was named in its place and has a link of their own. This one has ended."),
    ),
    "withdrawn": (
        lazy_gettext("This invitation is no longer valid"),
        lazy_gettext("It was withdrawn, or a newer one has replaced it. If in doubt, write to the organisers."),
    ),
    "expired": (
        lazy_gettext("The time to answer has passed"),
        lazy_gettext("This invitation had to be answered earlier. Write to the organisers: there may still be room."),
    ),
    "closed": (
        lazy_gettext("This event takes no more answers"),
        lazy_gettext("Registration is closed, or the event does not take place. The event's page says more."),
    ),
    "early": (
        lazy_gettext("Registration has not opened yet"),
        lazy_gettext("Keep your invitation: you can accept it as soon as registration opens."),
    ),
    "open": (
        lazy_gettext("Only an organiser can do that"),
        lazy_gettext("You were named in somebody's place: write to the organisers if somebody else should come."),
    ),
}
#: the same for an organiser: why it cannot be written to, withdrawn or passed on
INVITATION_OVER_ORGANISER = {
    "accepted": (
        lazy_gettext("This invitation was accepted"),
        lazy_gettext("The person is registered: what can still be changed is on their registration's page."),
    ),
    "declined": (
        lazy_gettext("This invitation was declined"),
        lazy_gettext("You can still name somebody else in their place."),
    ),
    "substituted": (
        lazy_gettext("This invitation was passed on"),
        lazy_gettext("It went to somebody else, who has an invitation of their own."),
    ),
    "withdrawn": (
        lazy_gettext("This invitation was withdrawn"),
        lazy_gettext("Invite the person again if they should come after all."),
    ),
}
KINDS: dict[str | None, Lazy] = {
    "festival": lazy_pgettext("organisations", "Festivals"),
    "presenting-organisation": lazy_pgettext("organisations", "Presenting organisations"),
    "artist-run-centre": lazy_pgettext("organisations", "Artist-run centres"),
    "distributor": lazy_pgettext("organisations", "Distributors"),
    "cooperative": lazy_pgettext("organisations", "Cooperatives"),
    "network": lazy_pgettext("organisations", "Networks"),
    None: lazy_pgettext("organisations", "Others"),
}
INVITATION_REASONS = {
    "known": lazy_gettext("already invited under this name and address"),
    "no_name": lazy_gettext("the name is missing"),
    "too_long": lazy_gettext("a text is too long"),
    "bad_address": lazy_gettext("the e-mail is missing or not complete"),
    "accented_address": lazy_gettext("the e-mail has a letter before its @ that many mail servers refuse, like é"),
    "same_organisation": lazy_gettext("somebody of this organisation is invited too"),
}
DAY_HOURS = {
    "morning": lazy_pgettext("time of day", "Morning"),
    "afternoon": lazy_pgettext("time of day", "Afternoon"),
    "evening": lazy_pgettext("time of day", "Evening"),
}
