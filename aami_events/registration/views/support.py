"""The support person of a registration: on one's own page, and by an organiser's hand."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import LINK_BY_MAIL, limiter, posts_only
from ...web import faults
from ...web.access import public, requires
from .. import errors, service
from ..forms.support import SupportForm
from ..models import Registration
from ..queries import attendees
from ..queries.support import find_support
from .own import own


def add_to_public(blueprint: Blueprint) -> None:
    """The person's addresses belong to the public door."""
    rule = blueprint.add_url_rule
    rule("/registrations/<token>/support", view_func=support, methods=["GET", "POST"])
    rule("/registrations/<token>/support/end", view_func=end_support, methods=["POST"])


def add_to(blueprint: Blueprint) -> None:
    """The organiser's address belongs to the organisers' door."""
    rule = blueprint.add_url_rule
    here = "/organise/<slug>/attendees/<int:registration_id>/support"
    rule(here, "support", view_func=support_by_hand, methods=["GET", "POST"])


def follows() -> ResponseReturnValue:
    """What a support person asks for that the one they support decides."""
    said = gettext("A support person has no place of their own: the person you come with decides what you attend.")
    return faults.page(409, gettext("This is decided by the person you come with"), said)


def _attempt(use_case: Callable[[], object]) -> ResponseReturnValue | None:
    """Run it; a refusal becomes a page."""
    title = gettext("Nobody can be added")
    try:
        use_case()
    except errors.FollowsAnother:
        return faults.page(409, title, gettext("A support person cannot bring a support person."))
    except errors.NotYours:
        said = gettext("Your support person has completed their part: from now on they speak for themselves.")
        return faults.page(409, title, said)
    except errors.AlreadyCancelled:
        return faults.page(409, title, gettext("This registration is cancelled."))
    except errors.ChangesOver:
        return faults.page(409, title, gettext("The event is over."))
    return None


def _form(registration: Registration) -> tuple[SupportForm, Registration | None]:
    form, row = SupportForm(), find_support(registration.id)
    if request.method != "POST":
        form.fill(row)
    return form, row


def _page(template: str, form: SupportForm, row: Registration | None, **given: object) -> ResponseReturnValue:
    wrong = [(field.id, str(field.label.text), str(field.errors[0])) for field in form if field.errors]
    shown = render_template(template, form=form, row=row, wrong=wrong, **given)
    return private(make_response(shown, 422 if wrong else 200))


@public
@limiter.limit(LINK_BY_MAIL, exempt_when=posts_only)
def support(token: str) -> ResponseReturnValue:
    """Say who comes along."""
    registration = own(token)
    form, row = _form(registration)
    if row is not None and not row.unfinished:
        return redirect(url_for(".show", token=token, _anchor="support"))
    if request.method == "POST" and form.whole():
        refused = _attempt(lambda: service.set_support(registration.id, form.supporting()))
        if refused is None:
            flash(gettext("Noted: a support person comes with you."), "good")
        return refused or redirect(url_for(".show", token=token, _anchor="support"))
    return _page("registration/public/support.html", form, row, event=registration.event, token=token)


@public
def end_support(token: str) -> ResponseReturnValue:
    """Nobody comes along any more."""
    if service.end_support(own(token).id):
        flash(gettext("Noted: no support person comes with you."), "good")
    return redirect(url_for(".show", token=token, _anchor="support"))


@requires("registrations.write")
def support_by_hand(event: Event, registration_id: int) -> ResponseReturnValue:
    """An organiser says who comes along with somebody."""
    registration = attendees.find(event, registration_id)
    if registration is None:
        abort(404)
    form, row = _form(registration)
    if request.method == "POST" and form.whole():
        refused = _attempt(lambda: service.set_support(registration_id, form.supporting(), by_organiser=True))
        if refused is None:
            flash(gettext("Noted: a support person comes along."), "good")
        return refused or redirect(url_for(".one", slug=event.slug, registration_id=registration_id))
    return _page("registration/organiser/support.html", form, row, event=event, registration=registration)
