"""Decisions about support persons, and how people are reached: in writing."""

from ...foundation.addresses import is_number
from ..errors import AlreadyCancelled, ChangesOver, FollowsAnother

#: how someone may be reached: never by a call
WAYS = ("email", "sms")
#: characters of a number
MOST_NUMBER = 40


def followed(own: str, supported: str) -> str:
    """The state of a support person, given that of the one they support. Who is cancelled stays so: naming a support
    person again is for the person supported to do."""
    return "cancelled" if own == "cancelled" else supported


def check_support(state: str, *, supports: bool, event_over: bool, by_organiser: bool) -> None:
    """Whether someone may bring a support person: until the event is over, also after the deadline for changes, for
    it takes no place. FollowsAnother for a support person, AlreadyCancelled, ChangesOver."""
    if supports:
        raise FollowsAnother
    if state == "cancelled":
        raise AlreadyCancelled
    if event_over and not by_organiser:
        raise ChangesOver


def reach_fault(sms: str, reach_by: str) -> str | None:
    """What is wrong with a number for text messages: none given for who prefers them, too_long, not_a_number."""
    if not sms:
        return "missing" if reach_by == "sms" else None
    if len(sms) > MOST_NUMBER:
        return "too_long"
    return None if is_number(sms) and sum(sign.isdigit() for sign in sms) >= 7 else "not_a_number"
