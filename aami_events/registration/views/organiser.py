"""The attendee list and one registration, for organisers."""

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import letters
from ...foundation.audit import history
from ...foundation.i18n import gettext
from ...people.queries import list_regions
from ...web import access
from ...web.access import requires
from ...web.forms import looked_for
from ...web.pagination import Cursor
from .. import errors, phrases, queries, rendering, service
from ..forms import Filled
from ..forms.acts import MoveForm
from ..models import Registration
from ..queries import attendees
from ..queries.offer import get_offer
from ..queries.support import counts, find_support
from ..rendering import texts
from ..rules import moves
from . import access as access_views
from . import categories, files, invitations, support
from .form import attempt, page

blueprint = Blueprint("organiser", __name__)
files.add_to(blueprint)
access_views.add_to(blueprint)
invitations.add_to(blueprint)
categories.add_to(blueprint)
support.add_to(blueprint)


def wanted() -> attendees.Filter:
    """The filter that the address asks for."""
    given = looked_for(attendees.Filter)
    return replace(given, sort="newest" if given.sort == "newest" else "name")


@blueprint.get("/organise/<slug>/attendees")
@requires("registrations.read")
def list_attendees(event: Event) -> str:
    """The list, filtered, in pages."""
    looked_for = wanted()
    cursor = Cursor.decode(request.args.get("page", ""), 1 if looked_for.sort == "newest" else 2)
    return render_template(
        "registration/organiser/attendees.html",
        event=event,
        page=attendees.page(event.id, looked_for, cursor),
        wanted=looked_for,
        found=attendees.count(event.id, looked_for) if looked_for.narrows else None,
        counts=queries.counts_by_state(event.id),
        supporting=counts([event.id]).get(event.id, 0),
        categories=get_offer(event.id).categories,
        regions={region.key: region.name for region in list_regions()},
        query={key: value for key, value in request.args.items() if value and key != "page"},
        words=phrases,
        show=rendering,
        can=lambda permission: may(event, permission),
    )


def may(event: Event, permission: str) -> bool:
    """Whether the one who asks may, in this event."""
    asking = access.principal()
    return bool(asking and asking.can(permission, ("event", event.id)))


def found(event: Event, registration_id: int) -> Registration:
    """The registration, if it is of this event."""
    registration = attendees.find(event, registration_id)
    if registration is None:
        abort(404)
    return registration


@blueprint.get("/organise/<slug>/attendees/<int:registration_id>")
@requires("registrations.read")
def one(event: Event, registration_id: int) -> str:
    """One person: what they said (sensitive answers only for who may see them), and what happened."""
    return _one(event, found(event, registration_id), MoveForm(formdata=None))


def _one(event: Event, registration: Registration, form: MoveForm) -> str:
    sensitive = may(event, "registrations.sensitive")
    answers = queries.answers_of([registration.id]).get(registration.id, [])
    return render_template(
        "registration/organiser/one.html",
        event=event,
        registration=registration,
        answers=rendering.answer_rows(answers, sensitive=sensitive),
        consents=queries.consents_of(registration.id),
        hidden=() if sensitive else texts.SENSITIVE_PURPOSES,
        access=queries.access_of(registration.id) if sensitive else "",
        own_parts=rendering.part_rows(registration, None),
        history=rendering.history_rows(history("registration", registration.id), event),
        letters=letters.about(("registration", registration.id)),
        post=letters,
        moves=_moves(registration) if may(event, "registrations.write") else [],
        support=find_support(registration.id),
        supported=registration.supported if registration.state != "cancelled" else None,
        form=form,
        words=phrases,
        show=rendering,
        can=lambda permission: may(event, permission),
    )


def _moves(registration: Registration) -> list[str]:
    return sorted(moves(registration.state, supports=registration.supports_id is not None))


@blueprint.post("/organise/<slug>/attendees/<int:registration_id>/move")
@requires("registrations.write")
def move(event: Event, registration_id: int) -> ResponseReturnValue:
    """Change the state, with a reason."""
    registration, form = found(event, registration_id), MoveForm()
    if not form.validate_on_submit():
        return _one(event, registration, form), 422
    try:
        service.move(registration.id, form.state.data or "", reason=form.reason.data or "")
    except errors.PlaceTaken:
        form.reason.errors = [gettext("No place is free: raise the capacity or free a place first.")]
        return _one(event, found(event, registration_id), form), 409
    except errors.StateRefused:
        abort(400)
    flash(gettext("Done. An e-mail is on its way to the person."), "good")
    return redirect(url_for(".one", slug=event.slug, registration_id=registration_id))


def _filled(event: Event, registration: Registration | None) -> Filled:
    held = rendering.held(registration) if registration else None
    return Filled(get_offer(event.id), registration, held, by_hand=True)


def _page(filled: Filled, registration: Registration | None) -> ResponseReturnValue:
    return page(filled, "registration/organiser/register.html", registration=registration)


@blueprint.route("/organise/<slug>/attendees/new", methods=["GET", "POST"])
@requires("registrations.write")
def register(event: Event) -> ResponseReturnValue:
    """Register someone by hand, also when registration is closed."""
    filled = _filled(event, None)
    if request.method == "POST" and filled.validate():
        outcome = attempt(
            filled,
            lambda: service.register(
                event.id,
                filled.entry(),
                form_key=(filled.form.form_key.data or "")[:40] or None,
                by_organiser=True,
                source="organiser",
            ),
        )
        if isinstance(outcome, service.Outcome):
            said = (
                gettext("This person is already registered.")
                if outcome.repeated
                else gettext("Registered. The e-mail is on its way.")
            )
            flash(said, "info" if outcome.repeated else "good")
            return redirect(url_for(".one", slug=event.slug, registration_id=outcome.registration_id))
    return _page(filled, None)


@blueprint.route("/organise/<slug>/attendees/<int:registration_id>/change", methods=["GET", "POST"])
@requires("registrations.write")
def change(event: Event, registration_id: int) -> ResponseReturnValue:
    """Correct what someone said."""
    if not may(event, "registrations.sensitive"):
        abort(403)
    registration = found(event, registration_id)
    if registration.supports_id is not None:
        return redirect(url_for(".support", slug=event.slug, registration_id=registration.supports_id))
    filled = _filled(event, registration)
    if request.method == "POST" and filled.validate():

        def use_case() -> bool:
            service.change(registration_id, filled.entry(), by_organiser=True)
            return True

        if attempt(filled, use_case):
            flash(gettext("The registration was changed."), "good")
            return redirect(url_for(".one", slug=event.slug, registration_id=registration_id))
    return _page(filled, registration)
