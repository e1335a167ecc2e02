"""Letters to support persons, and about them."""

from typing import Any

from ...foundation.i18n import gettext, lazy_gettext
from ...foundation.outbox import Letter, composer
from ..rendering import spoken
from . import Draft, chosen, get_registration, letter_of, own_page


@composer("registration.support", lazy_gettext("You come as a support person"))
def support(facts: dict[str, Any]) -> Letter:
    """You come with somebody: how they stand is how you stand."""
    registration = get_registration(facts)
    title, supported = spoken(registration.event.title), registration.supported
    if supported is None:
        raise LookupError("this is no support person")
    paragraphs = [
        gettext(
            '%(name)s comes to "%(event)s", and you come along as their support person.',
            name=supported.name,
            event=title,
        ),
        gettext("You pay nothing and take nobody's place. You attend what they attend."),
    ]
    if registration.state != "confirmed":
        paragraphs.append(gettext("They are on the waiting list. When they have a place, we will e-mail you."))
    if registration.unfinished:
        paragraphs.append(gettext("There is a part that only you can say: what you need, what you agree to."))
    draft = Draft(
        gettext("You come as a support person: %(event)s", event=title),
        gettext("You come as a support person"),
        paragraphs,
        button=gettext("Complete my part") if registration.unfinished else "",
        code=registration.code if registration.state == "confirmed" else "",
        facts=[row for row in chosen(registration) if row[0] != gettext("Category")],
    )
    return letter_of(registration, own_page(registration, draft), ticket=registration.state == "confirmed")


@composer("registration.support_left", lazy_gettext("Your support person is no longer registered"))
def support_left(facts: dict[str, Any]) -> Letter:
    """To the person supported: they are no longer expected."""
    registration = get_registration(facts)
    draft = Draft(
        gettext("Your support person is no longer registered: %(event)s", event=spoken(registration.event.title)),
        gettext("Your support person is no longer registered"),
        [
            gettext("Their registration was cancelled; yours is unchanged."),
            gettext("If somebody else comes with you, say so on your own page. It takes no place and costs nothing."),
        ],
    )
    return letter_of(registration, own_page(registration, draft))
