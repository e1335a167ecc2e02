"""Whom a committee reaches out to, by region."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import current_language, gettext, ngettext
from ...people.queries import list_organisation_names, list_regions
from ...web.access import requires
from ...web.downloads import as_file
from ...web.forms import looked_for
from .. import errors, exports, phrases, queries, rendering, service
from ..forms.work import ContactForm, contact_values
from ..models import Committee, Contact
from ..queries import work
from ..rendering import work as show


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the members' door."""
    rule, here, both = blueprint.add_url_rule, "/committees/<committee>/outreach", ["GET", "POST"]
    rule(here, view_func=outreach, methods=["GET"])
    rule(f"{here}.<any(csv, xlsx):kind>", view_func=export_outreach, methods=["GET"])
    rule(f"{here}/members", view_func=bring_members, methods=["POST"])
    rule(f"{here}/new", view_func=new_contact, methods=both)
    rule(f"{here}/<int:contact_id>", view_func=edit_contact, methods=both)
    rule(f"{here}/<int:contact_id>/remove", view_func=remove_contact, methods=["POST"])


@requires("committee.read")
def outreach(committee: Committee) -> str:
    """All of them, searched, by region."""
    wanted, every = looked_for(work.Wanted), work.contacts_of(committee.id)
    return render_template(
        "committees/public/outreach.html",
        committee=committee,
        every=every,
        found=show.by_region(every, work.matching(every, wanted)),
        wanted=wanted,
        query={key: value for key, value in vars(wanted).items() if value},
        regions=list_regions(),
        members=queries.seated(committee.id),
        words=phrases,
        show=rendering,
        work=show,
    )


@requires("committee.read")
def export_outreach(committee: Committee, kind: str) -> Response:
    """The same list as a file."""
    header, rows = exports.contacts(work.matching(work.contacts_of(committee.id), looked_for(work.Wanted)))
    return as_file(f"{committee.slug}-{gettext('outreach')}-{current_language()}", kind, committee.slug, header, rows)


@requires("committee.work")
def bring_members(committee: Committee) -> ResponseReturnValue:
    """The member organisations of a region that are not there yet."""
    made = service.bring_members(committee.id, request.form.get("region", "")[:30] or None)
    if made:
        flash(ngettext("%(num)s organisation is added.", "%(num)s organisations are added.", made), "good")
    else:
        flash(gettext("All of them are in the list already."), "info")
    return redirect(url_for(".outreach", committee=committee.slug))


def _page(committee: Committee, form: ContactForm, row: Contact | None, code: int = 0) -> ResponseReturnValue:
    page = render_template(
        "committees/public/contact.html",
        committee=committee,
        form=form,
        contact=row,
        organisations=list_organisation_names(),
        show=rendering,
    )
    return page, code or (422 if request.method == "POST" else 200)


def _form(committee: Committee, row: Contact | None) -> ContactForm:
    return ContactForm(data=contact_values(row) if row else None).offer(list_regions(), queries.seated(committee.id))


def _found(committee: Committee, contact_id: int) -> Contact:
    return work.find_contact(committee.id, contact_id) or abort(404)


@requires("committee.work")
def new_contact(committee: Committee) -> ResponseReturnValue:
    """One more to reach."""
    form = _form(committee, None)
    if form.validate_on_submit():
        try:
            service.add_contact(committee.id, form.entry())
            flash(gettext("It is in the list."), "good")
            return redirect(url_for(".outreach", committee=committee.slug))
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(committee, form, None)


@requires("committee.work")
def edit_contact(committee: Committee, contact_id: int) -> ResponseReturnValue:
    """Who was in touch, and what came of it; who read an older version is told."""
    form = _form(committee, _found(committee, contact_id))
    if form.validate_on_submit():
        try:
            service.change_contact(committee.id, contact_id, form.entry(), base=form.base)
            flash(gettext("Saved."), "good")
            return redirect(url_for(".outreach", committee=committee.slug, _anchor=f"contact-{contact_id}"))
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            form.organisation.errors = [str(phrases.OVERTAKEN)]
            return _page(committee, form, _found(committee, contact_id), 409)
        except errors.NotThere:
            abort(404)
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(committee, form, _found(committee, contact_id))


@requires("committee.work")
def remove_contact(committee: Committee, contact_id: int) -> ResponseReturnValue:
    """Take it out of the list."""
    try:
        service.remove_contact(committee.id, contact_id)
    except errors.NotThere:
        abort(404)
    flash(gettext("It is taken out of the list."), "good")
    return redirect(url_for(".outreach", committee=committee.slug))
