"""The page of the desk: what was looked for, what was answered last, what was done before."""

import secrets
from typing import Any

from flask import Response, make_response, render_template, request

from ...events.models import Event, Part
from ...foundation.headers import private
from ...people.queries import names_of
from ...registration.queries import attendees
from ...web.access import can, principal
from .. import phrases, queries, rendering, service
from ..forms import WalkInForm, nonce_of
from ..models import Presence, Scan
from ..queries.counts import counts, members
from . import serving

#: people of a search, and acts, that one page shows
SHOWN, RECENT = 20, 8


def page(event: Event, walk_in: WalkInForm | None = None, status: int = 200) -> Response:
    """As it stands now, at the place that the address names."""
    part, q = serving.chosen_part(event), request.values.get("q", "").strip()[:100]
    shell = "shell" in request.args  # what a device keeps of the page names nobody
    rows = [] if shell else queries.recent(event.id, RECENT)
    shifts = queries.names_of_shifts({row.shift_id for row in rows if row.shift_id})
    accounts = names_of({row.person_id for row in rows if row.person_id})
    text = render_template(
        "attendance/organiser/desk.html",
        event=event,
        part=part,
        places=queries.places_of(event),
        q=q,
        found=found(event, part, q) if q and not shell else None,
        last=None if shell else _last(event),
        recent=rendering.recent(event, rows, shifts, accounts),
        counts=counts(event, part),
        members=members(part) if part is not None and part.kind == "agm" else [],
        walk_in=walk_in or WalkInForm(event, formdata=None),
        volunteer=serving.volunteer() if principal() is None else None,
        shell=shell,
        coordinates=serving.coordinates(event),
        reprints=can(event, "badges"),
        show=rendering,
        words=phrases,
        nonce=lambda: secrets.token_urlsafe(18).replace("_", "-"),
        page_words=rendering.page_words,
    )
    response = private(make_response(text))
    response.status_code = status
    return response


def found(event: Event, part: Part | None, q: str) -> list[tuple[queries.Row, Presence | None]]:
    """People of that name, and whether they are there."""
    names = attendees.page(event.id, attendees.Filter(q=q), None, SHOWN)
    rows = queries.rows_of(event.id, [row.id for row in names.rows])
    there = queries.presences_of([row.id for row in rows])
    return [(row, there.get((row.id, part.id if part else None))) for row in rows]


def _last(event: Event) -> dict[str, Any] | None:
    nonce = nonce_of(request.args.get("last"))
    row = queries.find_scan(nonce) if nonce else None
    return told(event, row) if row is not None and row.event_id == event.id else None


def told(event: Event, row: Scan) -> dict[str, Any]:
    """What was answered, in words."""
    there = queries.find_presence(row.registration_id, row.part_id) if row.registration_id else None
    people = queries.rows_of(event.id, [row.registration_id]) if row.registration_id else []
    since = there.first_in_at if there else None
    answered = service.Answered(row.nonce, row.answer, row.registration_id, since)
    said = rendering.in_words(event, answered, people[0] if people else None)
    return said | {"undone": row.undone_at is not None}
