"""A committee that reads: who sits there, what they read, and what each thinks of it, made through the services."""

import dataclasses
from typing import Any

from aami_events.committees import service as committees
from aami_events.committees.models import Committee
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.people.queries import find_person_by_email
from aami_events.proposals import service
from aami_events.proposals.models import Review
from aami_events.proposals.queries.reading import Board, criteria_of, open_board
from tests.factories import make_event, make_person
from tests.factories.committees import make_committee
from tests.factories.proposals import open_call, pitch, propose, proposer

PASSWORD = "un mot de passe"
#: (name, role, reads): each writes from a place of their own
PEOPLE = (
    ("Ana Chai", "chair", ("fr", "en")),
    ("Sam Suppl", "substitute", ("fr", "en")),
    ("Luc Cyr", "member", ("fr", "en")),
    ("Eve Fox", "member", ("en",)),
    ("Oda Voit", "observer", ("fr", "en")),
)


def email_of(name: str) -> str:
    """Nobody of a committee shares a place with anybody."""
    first = name.split()[0].lower()
    return f"{first}@{first}.example"


class Reading:
    """A committee for a conference, by the first names of who sits there; `slug` is in both languages' addresses."""

    def __init__(self, slug: str = "rencontre-2020") -> None:
        self.event = make_event(slug)
        self.slug = slug
        open_call(self.event)
        self.committee = make_committee(self.event)
        self.seats: dict[str, int] = {}
        self.accounts: dict[str, int] = {}
        for name, role, reads in PEOPLE:
            self.sit(name, role, reads)
        self.accounts["olga"] = make_person(
            "organiser", event_id=self.event, email="olga@maison.example", password=PASSWORD
        )

    def sit(self, name: str, role: str, reads: tuple[str, ...] = ("fr", "en"), organisation: str = "") -> None:
        """One more on the committee."""
        who, email = name.split()[0].lower(), email_of(name)
        if find_person_by_email(email) is None:
            make_person(None, email=email, password=PASSWORD, name=name)
        seated = committees.Seated(role=role, organisation=organisation, reads=reads)
        number = committees.invite(self.committee, committees.Invited(name, email, "fr", seated))
        committees.answer(number, accept=True)
        person = find_person_by_email(email)
        assert person is not None
        self.seats[who], self.accounts[who] = number, person.id

    def propose(self, title: str = "Écrans", who: str = "Zoé Nord", **says: Any) -> int:
        """Something to read, in French if nothing else is said; its id."""
        return propose(self.event, title, who, **says)

    def in_both(self, title: str, who: str = "Zoé Nord") -> int:
        """Something that everybody can read."""
        whole = pitch(self.event, abstract=Written("Un résumé.", "A summary."))
        whole = dataclasses.replace(whole, title=Written(title, title))
        return service.propose(self.event, proposer(who), whole, send=True)

    def criterion(self, name: str = "Portée", weight: int = 1) -> int:
        """Something to look for; its id."""
        entry = service.CriterionEntry(Written(f"{name} (fr)", f"{name} (en)"), Written("Quoi", "What"), weight)
        return service.save_criterion(self.committee, entry)

    def review(
        self, who: str, proposal: int, points: int = 3, text: str = "", *, state: str = "given", base: int = 0
    ) -> None:
        """What somebody thinks: the same points for every criterion."""
        given = {one.id: points for one in criteria_of(self.committee)}
        entry = service.ReviewEntry(given, text or "Bien.", "fr")
        service.give_review(self.committee, self.accounts[who], proposal, entry, state=state, base=base)

    def board(self, who: str) -> Board:
        """What somebody sees."""
        db.session.expire_all()
        return open_board(db.session.get_one(Committee, self.committee), self.accounts[who])

    def reviews(self, proposal: int) -> list[tuple[int, str, int | None]]:
        """(member, state, score) of those about a proposal."""
        rows = db.session.query(Review).filter_by(proposal_id=proposal).order_by(Review.id)
        return [(row.member_id, row.state, row.score) for row in rows]
