"""The organisers' pages of an event's categories: the list, one to write, and the form as people will see it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import ground
from ...foundation.audit import history
from ...foundation.i18n import gettext, ngettext
from ...web import ground as meanwhile
from ...web.access import requires
from ...web.fields import wrong
from .. import errors, rendering, service
from ..forms import Filled
from ..forms.categories import CategoryForm, held
from ..phrases import CATEGORY_FAULTS, CATEGORY_FIELDS
from ..queries.categories import Counted, facts_of, list_counted
from ..queries.offer import get_offer
from ..rendering import editing as show
from .form import fields_of

STEPS = {"up": -1, "down": 1}


@requires("events.edit")
def list_categories(event: Event) -> ResponseReturnValue:
    """Every category: what it costs, how many places are held, who is in it."""
    return _list(event)


def _list(event: Event, refused: str = "") -> ResponseReturnValue:
    rows = list_counted(event.id)
    offered = [row for row in rows if row.category.retired_at is None]
    shown = render_template(
        "registration/organiser/categories.html",
        event=event,
        offered=offered,
        retired=rows[len(offered) :],
        order=ground.mark([row.category.id for row in offered]),
        refused=refused,
        price=rendering.price,
        show=show,
    )
    return shown, 409 if refused else 200


def _find(event: Event, category_id: int) -> Counted:
    rows = [row for row in list_counted(event.id) if row.category.id == category_id]
    return rows[0] if rows else abort(404)


@requires("events.edit")
def new_category(event: Event) -> ResponseReturnValue:
    """Add one."""
    form = CategoryForm.of(None)
    if request.method == "POST" and form.validate() and _create(event, form):
        flash(gettext("The category is there, at the end of the list."), "good")
        return redirect(url_for(".list_categories", slug=event.slug))
    return _page(event, form)


def _create(event: Event, form: CategoryForm) -> bool:
    try:
        service.create_category(event.id, form.said(), key=form.key.data or "")
    except errors.CategoryWrong as refusal:
        form.refuse_all(refusal.faults, CATEGORY_FAULTS)
        return False
    return True


@requires("events.edit")
def edit_category(event: Event, category_id: int) -> ResponseReturnValue:
    """Change one; what somebody else changed meanwhile stands beside what was written."""
    counted = _find(event, category_id)
    form = CategoryForm.of(counted.category)
    if request.method != "POST" or not form.validate():
        return _page(event, form, counted)
    return _change(event, form, counted)


def _change(event: Event, form: CategoryForm, counted: Counted) -> ResponseReturnValue:
    try:
        changed = service.change_category(event.id, counted.category.id, form.said(), seen=form.read)
    except errors.CategoryChanged:
        return _page(event, form, _find(event, counted.category.id), stale=True)
    except errors.CategoryWrong as refusal:
        form.refuse_all(refusal.faults, CATEGORY_FAULTS)
    except errors.CapacityBelowHeld as refusal:
        form.refuse("capacity", "held", _held(refusal.held))
    except errors.CategoryInUse as refusal:
        form.refuse("agm_only", "in_use", _in_use(refusal.people))
    else:
        flash(gettext("The category is saved.") if changed else gettext("Nothing had changed."), "good")
        return redirect(url_for(".list_categories", slug=event.slug))
    return _page(event, form, counted)


def _held(number: int) -> str:
    return ngettext(
        "%(num)s place is held in this category: there cannot be fewer.",
        "%(num)s places are held in this category: there cannot be fewer.",
        number,
    )


def _in_use(number: int) -> str:
    return ngettext(
        "%(num)s person is in this category: whether it is for the general meeting only can no longer change.",
        "%(num)s people are in this category: whether it is for the general meeting only can no longer change.",
        number,
    )


def _page(
    event: Event, form: CategoryForm, counted: Counted | None = None, *, stale: bool = False
) -> ResponseReturnValue:
    """The form with what was written; 409 with what stands there now when somebody else wrote, 422 when it is wrong."""
    category = counted.category if counted else None
    facts = facts_of(category) if category else {}
    both, theirs = form.reconcile(facts, held(category)) if stale and category else ([], [])
    shown = render_template(
        "registration/organiser/category.html",
        event=event,
        form=form,
        counted=counted,
        wrong=wrong(form),
        stale=stale,
        newer=meanwhile.newer(both, facts, CATEGORY_FIELDS, show.said),
        taken_over=meanwhile.names_of(theirs, CATEGORY_FIELDS),
        history=rendering.history_rows(history("category", category.id), event) if category else [],
        price=rendering.price,
        show=show,
    )
    return shown, 409 if stale else 422 if wrong(form) else 200


@requires("events.edit")
def move_category(event: Event, category_id: int) -> ResponseReturnValue:
    """A step up or down."""
    step = STEPS.get(request.form.get("step", "")) or abort(400)
    return _act(event, lambda: service.move_category(event.id, category_id, step, order=request.form.get("order", "")))


@requires("events.edit")
def retire_category(event: Event, category_id: int) -> ResponseReturnValue:
    """Offer it no longer."""
    return _act(event, lambda: service.retire_category(event.id, category_id))


@requires("events.edit")
def offer_category(event: Event, category_id: int) -> ResponseReturnValue:
    """Offer it again."""
    return _act(event, lambda: service.offer_category(event.id, category_id))


def _act(event: Event, use_case: Callable[[], Any]) -> ResponseReturnValue:
    try:
        use_case()
    except errors.UnknownCategory:
        abort(404)
    except errors.CategoriesReordered:
        return _list(event, gettext("Somebody changed the list meanwhile: this is how it stands now."))
    except errors.LastCategory:
        said = gettext("This is the last category that is offered, and the event is public: offer another one first.")
        return _list(event, said)
    return redirect(url_for(".list_categories", slug=event.slug))


@requires("events.edit")
def see_form(event: Event) -> str:
    """The registration form as people will see it; nothing can be sent."""
    offer = get_offer(event.id)
    fields = fields_of(Filled(offer), rendering.full(offer.event, offer.offered))
    return render_template("registration/organiser/form_seen.html", event=event, fields=fields)


def add_to(blueprint: Blueprint) -> None:
    """Their addresses belong to the organisers' door."""
    base, both = "/organise/<slug>/categories", ["GET", "POST"]
    rule = blueprint.add_url_rule
    rule(base, view_func=list_categories)
    rule(f"{base}/new", view_func=new_category, methods=both)
    rule(f"{base}/<int:category_id>", view_func=edit_category, methods=both)
    rule(f"{base}/<int:category_id>/move", view_func=move_category, methods=["POST"])
    rule(f"{base}/<int:category_id>/retire", view_func=retire_category, methods=["POST"])
    rule(f"{base}/<int:category_id>/offer", view_func=offer_category, methods=["POST"])
    rule("/organise/<slug>/form", view_func=see_form)
