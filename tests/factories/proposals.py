"""An open call, and what people propose to it, made through the services."""

import datetime as dt
from typing import Any

from aami_events.foundation.bilingual import Written
from aami_events.proposals import queries, service
from aami_events.proposals.models import Proposal
from tests.factories.editing import written

OPENS, CLOSES = dt.datetime(2020, 8, 1, 9), dt.datetime(2020, 8, 31, 23, 59)


def open_call(event_id: int, *, opens: dt.datetime | None = OPENS, closes: dt.datetime | None = CLOSES) -> None:
    """A call with the seven usual types and a theme."""
    held = queries.find_call(event_id)
    entry = service.CallEntry(Written("Proposez **tout**.", "Propose *all*."), opens, closes)
    service.set_call(event_id, entry, base=held.revision if held else 0)
    if service.add_usual(event_id):
        service.save_track(event_id, service.TrackEntry(written("Lieux")))


def kind_of(event_id: int, key: str = "talk") -> int:
    """The type of this short name."""
    return next(row.id for row in queries.formats_of(event_id) if row.key == key)


def pitch(event_id: int, title: str = "Écrans", **says: Any) -> service.Pitch:
    """A whole proposal in French."""
    usual = {
        "title": Written(title, ""),
        "abstract": Written("Un résumé.", ""),
        "format_id": kind_of(event_id),
        "minutes": 30,
        "languages": ("fr",),
    }
    return service.Pitch(**(usual | says))


def proposer(name: str = "Ana Roy", **says: Any) -> service.Proposer:
    """Somebody, whose address is made of their first name."""
    email = f"{name.split()[0].lower()}@centre.example"
    return service.Proposer(**({"name": name, "email": email, "biography": Written("Cinéaste.", "")} | says))


def propose(event_id: int, title: str = "Écrans", who: str = "Ana Roy", *, send: bool = True, **says: Any) -> int:
    """What somebody proposes; its id."""
    return service.propose(event_id, proposer(who), pitch(event_id, title, **says), send=send)


def the_proposal(event_id: int, proposal_id: int) -> Proposal:
    """A proposal as it is now."""
    row = queries.find_proposal(event_id, proposal_id)
    assert row is not None
    return row
