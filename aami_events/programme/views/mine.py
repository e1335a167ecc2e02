"""One's own programme, without an account: a cookie on this device, a signed link for the others, a calendar feed."""

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...events.queries import find_event
from ...foundation.headers import private
from ...foundation.i18n import current_language, gettext
from ...foundation.links import public_url, sign, unsign
from ...foundation.text import whole_number
from ...web.access import public, visible
from .. import errors, service
from ..exports import Published, calendar
from ..queries import releases
from ..queries.mine import find_mine
from ..rendering import public as shown
from ..rendering import said

PURPOSE = "my-programme"
YEAR = 31_536_000


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the public door."""
    base = "/events/<slug>/programme/mine"
    rule = blueprint.add_url_rule
    rule(base, view_func=mine)
    rule(base, view_func=choose, methods=["POST"])
    rule(f"{base}/<token>", view_func=mine_by_link)
    rule(f"{base}/<token>", view_func=change_by_link, methods=["POST"])
    rule(f"{base}/<token>.ics", view_func=mine_as_calendar)


def _cookie(event_id: int) -> str:
    return f"programme-{event_id}"


def _number(event_id: int, token: str) -> int | None:
    """The programme that a token opens, if it is one of this event."""
    facts = unsign(PURPOSE, token)
    if facts and len(facts) == 2 and facts[0] == event_id and isinstance(facts[1], int):
        return facts[1]
    return None


def _token(event_id: int, number: int) -> str:
    return sign(PURPOSE, event_id, number)


def _held(event_id: int) -> int | None:
    """The programme of this device."""
    return _number(event_id, request.cookies.get(_cookie(event_id), ""))


def chosen(event_id: int) -> frozenset[int]:
    """The sessions that were chosen on this device."""
    number = _held(event_id)
    return find_mine(event_id, number) or frozenset() if number else frozenset()


def event_of(slug: str) -> Event:
    """The event of an address, for who may see it; 404 for the address of one of its parts."""
    event = visible(find_event(slug))
    return event if event.slug == slug else abort(404)


@public
def mine(slug: str) -> ResponseReturnValue:
    """What was chosen on this device."""
    event = event_of(slug)
    number = _held(event.id)
    return _page(event, number, find_mine(event.id, number) if number else None, by_link=False)


@public
def mine_by_link(slug: str, token: str) -> ResponseReturnValue:
    """What was chosen, by its link."""
    event = event_of(slug)
    number = _number(event.id, token) or abort(404)
    sessions = find_mine(event.id, number)
    return _page(event, number, sessions, by_link=True) if sessions is not None else abort(404)


def _page(event: Event, number: int | None, sessions: frozenset[int] | None, *, by_link: bool) -> Response:
    release = releases.last_release(event.id)
    rows = [row for row in shown.sessions(release) if row.id in sessions] if release and sessions else []
    token = _token(event.id, number) if number else ""
    language = current_language()
    link = public_url("programme.public.mine_by_link", lang=language, slug=event.slug, token=token) if token else ""
    ics = public_url("programme.public.mine_as_calendar", lang=language, slug=event.slug, token=token) if token else ""
    page = render_template(
        "programme/public/mine.html",
        event=event,
        rows=rows,
        people=releases.voices(rows),
        token=token if by_link else "",
        link=link,
        ics=ics,
        show=shown.Show,
    )
    return private(make_response(page))


def _choose(event: Event, number: int | None) -> int:
    session_id = whole_number(request.form.get("session")) or 0
    wanted = request.form.get("wanted", "yes") == "yes"
    try:
        made = service.choose(event.id, number, session_id, wanted=wanted)
    except errors.SessionUnknown:
        abort(404)
    flash(gettext("It is in your programme.") if wanted else gettext("It is no longer in your programme."), "good")
    return made


@public
def choose(slug: str) -> ResponseReturnValue:
    """Put a session into one's programme on this device, or take it out."""
    event = event_of(slug)
    made = _choose(event, _held(event.id))
    back = request.form.get("back", "")
    here = url_for("programme.public.mine", slug=slug)
    if back == "session":
        here = url_for("programme.public.session", slug=slug, session_slug=_slug(event))
    elif back == "programme":
        here = url_for("programme.public.show", slug=slug, _anchor=_slug(event))
    answer = redirect(here)
    answer.set_cookie(
        _cookie(event.id),
        _token(event.id, made),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return answer


def _slug(event: Event) -> str:
    release = releases.last_release(event.id)
    rows = shown.sessions(release) if release else []
    return next((row.slug for row in rows if str(row.id) == request.form.get("session")), "")


@public
def change_by_link(slug: str, token: str) -> ResponseReturnValue:
    """The same by the link."""
    event = event_of(slug)
    number = _number(event.id, token) or abort(404)
    if find_mine(event.id, number) is None:
        abort(404)
    _choose(event, number)
    return redirect(url_for("programme.public.mine_by_link", slug=slug, token=token))


@public
def mine_as_calendar(slug: str, token: str) -> ResponseReturnValue:
    """What was chosen, as a calendar to subscribe to."""
    event = event_of(slug)
    number = _number(event.id, token) or abort(404)
    sessions = find_mine(event.id, number)
    release = releases.last_release(event.id)
    if sessions is None or release is None:
        abort(404)
    found = Published.of(event, release, shown.sessions(release))
    name = gettext("My programme: %(event)s", event=said(event.title))
    data = calendar.ics(found, current_language(), name=name, only=sessions)
    return private(Response(data, content_type="text/calendar; charset=utf-8"))
