"""Conflicts of interest: what suggests one, and what stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

#: addresses there say nothing of where somebody works
EVERYONES = frozenset(
    {
        "aol.com",
        "bell.net",
        "fastmail.com",
        "gmail.com",
        "gmx.com",
        "hotmail.ca",
        "hotmail.com",
        "icloud.com",
        "live.ca",
        "live.com",
        "mac.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "rogers.com",
        "shaw.ca",
        "sympatico.ca",
        "telus.net",
        "videotron.ca",
        "yahoo.ca",
        "yahoo.com",
        "ymail.com",
    }
)
#: what suggests a conflict, the strongest first: they propose it themselves, have proposed something with one who does,
#: are of the same organisation, or write from the same place
SUGGESTIONS = ("own", "together", "organisation", "domain")
DECLARED, DISMISSED = "declared", "dismissed"


@dataclass(frozen=True)
class Person:
    """A member, or somebody behind a proposal: address in lower case, name of the organisation folded."""

    email: str
    organisation: str = ""

    @property
    def place(self) -> str:
        """What follows the @, unless it is everybody's; "" then."""
        place = self.email.partition("@")[2]
        return "" if place in EVERYONES else place


def suggested(member: Person, speakers: Iterable[Person], partners: Collection[str] = ()) -> str | None:
    """What suggests that a member is in conflict with a proposal of these people, if anything does.

    `partners` are the addresses of those with whom the member has proposed something.
    """
    found = {_why(member, one, partners) for one in speakers}
    return next((why for why in SUGGESTIONS if why in found), None)


def _why(member: Person, speaker: Person, partners: Collection[str]) -> str | None:
    if speaker.email == member.email:
        return "own"
    if speaker.email in partners:
        return "together"
    if member.organisation and speaker.organisation == member.organisation:
        return "organisation"
    return "domain" if member.place and speaker.place == member.place else None


def stands(stored: str | None, suggestion: str | None) -> bool:
    """Whether a conflict hides a proposal: it was declared, or is suggested and nobody has dismissed it.

    Nobody dismisses that somebody proposes it themselves.
    """
    if stored == DECLARED or suggestion == "own":
        return True
    return suggestion is not None and stored != DISMISSED
