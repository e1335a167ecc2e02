"""The organisers' pages on which an event is begun and changed, with its venue; the preview; what was done."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext, ngettext, speaking
from ...plan.queries import milestone_choices
from ...web.access import account, principal, requires
from .. import errors, phrases, rendering, service
from ..forms.editing import EditingForm, VenueForm, venue_values
from ..forms.event import EventForm, event_values
from ..models import Event
from ..phrases import editing as words
from ..phrases.texts import TEXTS
from ..queries import editing as queries
from ..queries.checklist import check_event
from ..queries.telling import hearers_of, untold
from ..queries.texts import texts_of
from ..rendering import editing as shown
from ..rendering import preview


def show(template: str, event: Event | None, **more: Any) -> str:
    """A page of the editors."""
    given = {"event": event, "words": words, "names": phrases, "show": rendering}
    return render_template(f"events/organiser/{template}.html", **given, **more)


def answer(page: str, form: EditingForm, *, changed: bool = False) -> ResponseReturnValue:
    """409 when somebody else changed it, 422 when something is wrong."""
    return page, 409 if changed else 422 if form.wrong else 200


def refused(form: EditingForm, refusal: Exception, event: Event | None) -> bool:
    """Say why nothing was saved, beside the field; False for what is not a matter of the form."""
    match refusal:
        case errors.EntryWrong():
            form.refuse_faults(refusal.faults)
        case errors.SlugFixed():
            form.refuse_faults([("slug", "slug_fixed")])
        case errors.FewerThanHeld():
            said = ngettext(
                "%(num)s place is held: there cannot be fewer places than that.",
                "%(num)s places are held: there cannot be fewer places than that.",
                refusal.taken,
            )
            form.refuse("capacity", said)
        case errors.NotReady() if event:
            listed = " · ".join(shown.lost(refusal.findings, check_event(event), event))
            said = gettext("This event is public, and would lack something. Nothing was saved. %(what)s", what=listed)
            where = getattr(refusal.findings[0], "where", "")
            form.refuse(where if where in form else form.main, said)
        case _:
            return False
    return True


def event_form(event: Event | None) -> EventForm:
    """The form, begun with what the event says."""
    form = EventForm(data=event_values(event) if event else None)
    form.offer(queries.list_venues(), milestone_choices(), event.zone if event else "")
    if event and event.state != "draft":
        form.ask_for_both()
    if event and request.method != "POST":
        form.keep(event.revision, queries.plain_event(event))
    return form


def judged(form: EventForm, event: Event | None) -> bool:
    """Whether every field can be read; if not, everything else that is wrong is said with it."""
    good = form.whole()
    if not good:
        try:
            service.check_entry(form.entry(), event)
        except (errors.EntryWrong, errors.SlugFixed, errors.FewerThanHeld) as refusal:
            refused(form, refusal, event)
    return good


@requires("events.create")
def new() -> ResponseReturnValue:
    """Begin an event."""
    form, action = event_form(None), request.form.get("action", "save")
    if request.method == "POST" and action != "edit" and judged(form, None):
        try:
            if action.startswith("preview"):
                return _preview(form, None, action)
            event_id = service.begin_event(form.entry(), creator_id=account())
            event = queries.get_event(event_id)
            flash(gettext("The event is a draft: only those who edit it see it. Next: what it still needs."), "good")
            return redirect(url_for(".checklist", slug=event.slug))
        except (errors.EntryWrong, errors.SlugInvalid, errors.SlugTaken) as refusal:
            if not refused(form, refusal, None):
                form.refuse_faults([("slug", "slug_taken")])
    return answer(show("event_form", None, form=form), form)


@requires("events.edit")
def edit(event: Event) -> ResponseReturnValue:
    """Change an event: preview, take up what somebody else wrote, save."""
    form, action = event_form(event), request.form.get("action", "save")
    if action == "take":
        fresh = EventForm(formdata=None, data=event_values(event))
        form.take(request.form.getlist("take"), fresh)
    elif request.method == "POST" and action != "edit" and judged(form, event):
        try:
            if action.startswith("preview"):
                return _preview(form, event, action)
            return _saved(event, service.change_event(event.id, form.entry(), base=form.base, read=form.seen), form)
        except errors.EventChanged:
            return _overtaken(event, form)
        except (errors.EntryWrong, errors.SlugFixed, errors.FewerThanHeld, errors.NotReady) as refusal:
            refused(form, refusal, event)
    return answer(show("event_form", event, form=form), form)


def _saved(event: Event, revision: int, form: EventForm) -> ResponseReturnValue:
    same = revision == form.base
    flash(gettext("Nothing had changed.") if same else gettext("The event is saved."), "good")
    where = ".tell" if not same and to_tell(event.id) else ".edit"
    return redirect(url_for(where, slug=queries.get_event(event.id).slug))


def to_tell(event_id: int) -> bool:
    """Whether there is somebody who does not know yet what has changed."""
    return bool(hearers_of(event_id, untold([event_id]).get(event_id, [])))


def _overtaken(event: Event, form: EventForm) -> ResponseReturnValue:
    """What the other one changed, beside what was written here; saved again, it is saved over what is read now."""
    now = queries.plain_event(event)
    rows = shown.conflict(form.seen, now, preview.event_as_written(form.entry(), event))
    form.keep(event.revision, now)
    return answer(show("event_form", event, form=form, conflict=rows, by=_last(event)), form, changed=True)


def _last(event: Event) -> Any:
    """The newest line of the history: who was it."""
    return next(iter(shown.history(queries.history_of(event.id, size=1), event)), None)


def _preview(form: EventForm, event: Event | None, action: str) -> ResponseReturnValue:
    """The public page in a language, with everything that was written, and the way back to it."""
    entry = form.entry()
    service.check_entry(entry, event)
    language = action.removeprefix("preview-")
    back = url_for(".edit", slug=event.slug) if event else url_for(".new")
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in ("action", "csrf_token")]
    with speaking(language if language in phrases.LANGUAGES else "fr"):
        return render_template(
            "events/organiser/preview.html",
            event=preview.event_shown(entry, event),
            part=None,
            texts=texts_of(event.id) if event else {},
            titles=TEXTS,
            zone=None,
            back=back,
            sent=sent,
            show=rendering,
            words=phrases,
        )


@requires("events.edit")
def edit_venue(event: Event) -> ResponseReturnValue:
    """Change the venue of an event, for every event that is held there."""
    venue = event.venue or abort(404)
    form, action = VenueForm(data=venue_values(venue)), request.form.get("action", "save")
    form.offer_provinces()
    conflict = None
    if request.method != "POST":
        form.keep(event.revision, queries.plain_venue(venue))
    elif action == "take":
        form.take(request.form.getlist("take"), VenueForm(formdata=None, data=venue_values(venue)))
    elif form.whole():
        try:
            service.change_venue(event.id, form.venue_entry(), base=form.base, read=form.seen)
            flash(gettext("The venue is saved."), "good")
            return redirect(url_for(".edit", slug=event.slug))
        except errors.EventChanged:
            now = queries.plain_venue(venue)
            conflict = shown.conflict(form.seen, now, preview.venue_as_written(form.venue_entry()))
            form.keep(event.revision, now)
        except (errors.EntryWrong, errors.NotReady) as refusal:
            refused(form, refusal, event)
    others = [row for row in queries.events_at(venue.id) if row.id != event.id]
    page = show("venue", event, form=form, others=others, conflict=conflict, by=_last(event))
    return answer(page, form, changed=conflict is not None)


@requires("events.edit")
def history(event: Event) -> str:
    """Who changed what, newest first, a page at a time."""
    before = request.args.get("before", type=int)
    rows = queries.history_of(event.id, before if before and 0 < before < 10**9 else None)
    more = rows[-1].id if len(rows) == queries.PAGE else None
    return show("history", event, rows=shown.history(rows, event), more=more)


def may_create() -> bool:
    """Whether the one who asks may begin an event."""
    asking = principal()
    return bool(asking and asking.can("events.create"))


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    rule, both = blueprint.add_url_rule, ["GET", "POST"]
    rule("/organise/new", view_func=new, methods=both)
    rule("/organise/<slug>/edit", view_func=edit, methods=both)
    rule("/organise/<slug>/venue", view_func=edit_venue, methods=both)
    rule("/organise/<slug>/history", view_func=history)
