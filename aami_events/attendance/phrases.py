"""What the desk says."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

#: {answer: (in large letters, what to do)}
ANSWERS = {
    "welcome": (lazy_pgettext("desk", "Welcome"), ""),
    "due": (
        lazy_gettext("Come in – not paid yet"),
        lazy_gettext("Let them in, and send them to whoever takes payments."),
    ),
    "again": (lazy_gettext("Already in"), lazy_gettext("This ticket was used before.")),
    "out": (lazy_gettext("Gone out"), lazy_gettext("They may come back with the same ticket.")),
    "not_in": (lazy_gettext("Never came in"), lazy_gettext("Nobody has checked this ticket in.")),
    "other_event": (lazy_gettext("Ticket for another event"), lazy_gettext("See the coordinator.")),
    "cancelled": (lazy_gettext("Registration cancelled"), lazy_gettext("See the coordinator.")),
    "waiting": (lazy_gettext("On the waiting list"), lazy_gettext("They have no place yet: see the coordinator.")),
    "online": (lazy_gettext("Registered to take part online"), lazy_gettext("See the coordinator.")),
    "not_chosen": (lazy_gettext("Not registered for this activity"), lazy_gettext("See the coordinator.")),
    "unknown": (lazy_gettext("Unknown code"), lazy_gettext("Look for the name, or see the coordinator.")),
}
#: how loud an answer is: good, warning, wrong
TONES = {"welcome": "good", "out": "good", "due": "warning", "again": "warning", "not_in": "warning"}
SOURCES = {
    "desk": lazy_gettext("at a desk"),
    "offline": lazy_gettext("at a desk without a network"),
    "paper": lazy_gettext("from the paper list"),
    "coordinator": lazy_gettext("by the coordinator"),
    "self": lazy_gettext("by themselves, with the code of the room"),
}
#: how somebody took part: the words, and the mark beside them
STATES = {
    "attended": lazy_pgettext("presence", "Attended"),
    "partly": lazy_pgettext("presence", "Partly"),
    "absent": lazy_pgettext("presence", "Absent"),
    "excused": lazy_pgettext("presence", "Excused"),
}
STATE_MARKS = {"attended": "open", "partly": "waiting", "absent": "over", "excused": "over"}
LEFT_OUT = {
    "waiting": lazy_gettext("only in the waiting room"),
    "nameless": lazy_gettext("no name"),
    "unreadable": lazy_gettext("no readable time"),
}
#: why one cannot join now
WAY_STATES = {
    "early": lazy_gettext("One cannot join yet."),
    "over": lazy_gettext("This session is over."),
    "undated": lazy_gettext("The hours of this session are not known yet."),
    "revoked": lazy_gettext("This way was revoked: turn to the organisers."),
}
ADDRESS_FAULTS = {
    "not_web": lazy_gettext("This is no address that begins with https://."),
    "too_long": lazy_gettext("This is too long."),
}
#: what stands on a certificate
CERTIFICATE = {
    "title": lazy_gettext("Certificate of participation"),
    "certifies": lazy_gettext("certifies that"),
    "took_part": lazy_gettext("took part in"),
    "parts": lazy_gettext("Sessions attended"),
    "issued": lazy_gettext("Issued on"),
    "verify": lazy_gettext("To verify this certificate, open this address:"),
}
#: what the page says by itself, without a network too
PAGE = {
    "online": lazy_gettext("Online"),
    "offline": lazy_gettext("No network: what you do is kept here and sent later"),
    "signed_out": lazy_gettext("Your shift has ended: sign in again, nothing is lost"),
    "unsent": lazy_gettext("not sent yet: %(count)s"),
    "age": lazy_gettext("List of %(time)s"),
    "no_list": lazy_gettext("The list is not on this device yet"),
    "no_store": lazy_gettext("This browser cannot keep the list: without a network, use the paper list"),
    "since": lazy_gettext("since %(time)s"),
    "nobody": lazy_gettext("Nobody of that name"),
    "more": lazy_gettext("and %(count)s more: type on"),
    "in": lazy_pgettext("desk", "In"),
    "out": lazy_pgettext("desk", "Out"),
    "undo": lazy_gettext("Undo"),
    "undone": lazy_gettext("taken back"),
    "believed": lazy_gettext("as far as this device knows"),
    "walk_in": lazy_gettext("will be registered when the network is back"),
    "camera_off": lazy_gettext("The camera cannot be used: type the code"),
    "counts": lazy_gettext("%(here)s here · %(came)s came of %(expected)s"),
    "wipe": lazy_gettext("Not sent yet: %(count)s. It stays on this device until somebody signs in again. Sign out?"),
    "let_in": lazy_gettext("Let them in all the same"),
    "correct": lazy_gettext("Correct the name"),
    "sign_in": lazy_gettext("Sign in again"),
    "refused": lazy_gettext("The house refused this: see the coordinator"),
}
