"""The public programme: what was released, and nothing else."""

from json import dumps

from flask import Blueprint, Response, abort, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.compression import page_around
from ...foundation.hours import hours
from ...foundation.i18n import current_language, gettext
from ...web.access import principal, public
from ...web.pages import viewer_zone
from .. import phrases, service
from ..exports import Published, calendar, feed, frab
from ..models import Release
from ..queries import releases
from ..rendering import moment, said
from ..rendering import public as shown
from ..rendering import released as told
from ..rules.release import Released, difference
from . import mine
from .mine import event_of

blueprint = Blueprint("public", __name__)
root = Blueprint("schedule", __name__)
mine.add_to(blueprint)

#: stands where the kept part of a page goes
HERE = "<!-- the programme -->"


def published(slug: str) -> Published:
    """What is public of an event; 404 before the first release."""
    event = event_of(slug)
    release = releases.last_release(event.id) or abort(404)
    return Published.of(event, release, shown.sessions(release))


@blueprint.get("/events/<slug>/programme")
@public
def show(slug: str) -> ResponseReturnValue:
    """The programme; unchanged, it is not sent again."""
    event = event_of(slug)
    release = releases.last_release(event.id)
    if release is None:
        return render_template("programme/public/none.html", event=event)
    names = releases.names_stamp(event.id)
    mark = _mark(release, names)
    if mark and request.if_none_match.contains_weak(mark):
        return _marked(Response(status=304), mark)
    body = shown.body(event, release, names)
    filters = body.choices.filters(request.args)
    given = {"event": event, "release": release, "choices": body.choices, "filters": filters}
    page = render_template("programme/public/show.html", **given, here=HERE, show=shown.Show, moment=moment, said=said)
    head, _mark_there, tail = page.partition(HERE)
    if not filters.asked:
        return _marked(page_around(body.piece, head, tail), mark)
    rows = [row for row in shown.sessions(release) if filters.fits(row)]
    return _marked(Response(head + shown.days_html(event, rows) + tail, mimetype="text/html"), mark)


def _mark(release: Release, names: str) -> str:
    """Of everything that the page depends on; none while it has something to say once."""
    if "_flashes" in cookie:
        return ""
    asking = principal()
    mine = (asking.id if asking else "", cookie.get("csrf_token", ""), viewer_zone() or "")
    return shown.etag(release.id, current_language(), names, request.query_string, *mine)


def _marked(response: Response, mark: str) -> Response:
    if mark:
        response.set_etag(mark, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/events/<slug>/programme/<session_slug>")
@public
def session(slug: str, session_slug: str) -> ResponseReturnValue:
    """One session."""
    found = published(slug)
    row = next((row for row in found.sessions if row.slug == session_slug), None) or abort(404)
    held = releases.pictures_of([row])
    return render_template(
        "programme/public/session.html",
        event=found.event,
        release=found.release,
        row=row,
        speakers=found.speakers(row),
        picture=held.get(row.picture or ""),
        portraits={one.speaker_id: one for one in held.values() if one.speaker_id},
        hours=hours(row.begins, row.ends, found.event.zone, viewer_zone()),
        show=shown.Show,
        words=phrases,
        place=told.place(row),
        chosen=row.id in mine.chosen(found.event.id),
    )


@blueprint.get("/events/<slug>/programme/pictures/<key>.jpg")
@public
def picture(slug: str, key: str) -> Response:
    """The picture of a session, or of somebody who speaks, in the version that is public."""
    row = releases.pictures_of(published(slug).sessions).get(key)
    return files.serve_picture(row.file) if row else abort(404)


def _versions(event: Event) -> list[tuple[Release, list[told.Told]]]:
    """Each version with what it changed, newest first."""
    rows = releases.releases_of(event.id)
    held: list[list[Released]] = [releases.released(row) for row in rows] + [[]]
    return [(row, told.changes(difference(held[number + 1], held[number]))) for number, row in enumerate(rows)]


@blueprint.get("/events/<slug>/programme/changes")
@public
def changes(slug: str) -> ResponseReturnValue:
    """What changed, version by version."""
    event = event_of(slug)
    versions = _versions(event) or abort(404)
    return render_template("programme/public/changes.html", event=event, versions=versions, moment=moment)


@blueprint.get("/events/<slug>/programme/changes.atom")
@public
def changes_feed(slug: str) -> ResponseReturnValue:
    """The same for feed readers."""
    event = event_of(slug)
    versions = _versions(event) or abort(404)
    entries = [(row, gettext("Version %(name)s", name=row.name), _said(row, rows)) for row, rows in versions]
    title = gettext("Changes to the programme: %(event)s", event=said(event.title))
    data = feed.atom(event, entries, title=title, language=current_language())
    return Response(data, mimetype="application/atom+xml")


def _said(release: Release, rows: list[told.Told]) -> str:
    spots = [(row.words, f"{row.title}, {row.place}") for row in rows]
    lines = [gettext("%(label)s: %(message)s", label=label, message=message) for label, message in spots]
    return "\n".join([said(release.note), *lines] if release.note else lines)


@blueprint.get("/events/<slug>/programme.ics")
@public
def calendar_feed(slug: str) -> ResponseReturnValue:
    """The whole programme as a calendar to subscribe to."""
    found = published(slug)
    return _file(calendar.ics(found, current_language(), name=said(found.event.title)), "text/calendar", f"{slug}.ics")


@blueprint.get("/events/<slug>/programme.pdf")
@public
def printed(slug: str) -> ResponseReturnValue:
    """The programme as a booklet; ?size=large in large print. The first who asks waits until it is made."""
    event = event_of(slug)
    release = releases.last_release(event.id) or abort(404)
    large, language = request.args.get("size") == "large", current_language()
    row = releases.find_booklet(release.id, language, large=large)
    if row is not None and row.file is not None:
        return files.serve(row.file)
    service.ask_booklet(release.id, language, large=large)
    page = Response(render_template("programme/public/making.html", event=event), 202, mimetype="text/html")
    page.headers["Refresh"] = "3"
    page.headers["Cache-Control"] = "no-store"
    return page


def _file(data: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    response = Response(data, content_type=f"{kind}; charset=utf-8", headers=headers)
    response.add_etag(weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


def _spoken() -> str:
    """The language of a schedule: as asked for, French otherwise."""
    return "en" if request.args.get("lang") == "en" else "fr"


@root.get("/events/<slug>/schedule.xml")
@public
def xml(slug: str) -> ResponseReturnValue:
    """frab's XML."""
    return _file(frab.as_xml(_standing(slug), _spoken()), "application/xml", "schedule.xml")


@root.get("/events/<slug>/schedule.json")
@public
def json(slug: str) -> ResponseReturnValue:
    """frab's JSON."""
    data = dumps(frab.as_json(_standing(slug), _spoken()), ensure_ascii=False)
    return _file(data.encode(), "application/json", "schedule.json")


def _standing(slug: str) -> Published:
    """What is public, if anything takes place."""
    found = published(slug)
    return found if found.standing else abort(404)
