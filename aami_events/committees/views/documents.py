"""What a committee keeps."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation import files
from ...foundation.i18n import gettext
from ...web.access import account, requires
from .. import errors, phrases, rendering, service
from ..forms.work import DocumentForm
from ..models import Committee
from ..queries import work
from ..rendering import work as show


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the members' door."""
    rule, here = blueprint.add_url_rule, "/committees/<committee>/documents"
    rule(here, view_func=documents, methods=["GET", "POST"])
    rule(f"{here}/<int:document_id>", view_func=document, methods=["GET"])
    rule(f"{here}/<int:document_id>/remove", view_func=remove_document, methods=["POST"])


@requires("committee.read")
def documents(committee: Committee) -> ResponseReturnValue:
    """All of them; who works here adds one."""
    form = DocumentForm()
    if request.method == "POST" and not rendering.can(committee, "committee.work"):
        abort(403)
    if form.validate_on_submit():
        given = form.file.data
        try:
            said = (form.title.data or "", form.language.data or "")
            service.add_document(committee.id, account(), *said, given.stream, given.filename or "")
            flash(gettext("The document is kept."), "good")
            return redirect(url_for(".documents", committee=committee.slug))
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    page = render_template(
        "committees/public/documents.html",
        committee=committee,
        rows=work.documents_of(committee.id),
        form=form,
        words=phrases,
        show=rendering,
        work=show,
    )
    return page, 422 if request.method == "POST" else 200


@requires("committee.read")
def document(committee: Committee, document_id: int) -> Response:
    """The file."""
    row = work.find_document(committee.id, document_id) or abort(404)
    return files.serve(row.file)


@requires("committee.work")
def remove_document(committee: Committee, document_id: int) -> ResponseReturnValue:
    """Take it out, and its file."""
    try:
        service.remove_document(committee.id, document_id)
    except errors.NotThere:
        abort(404)
    flash(gettext("The document is gone."), "good")
    return redirect(url_for(".documents", committee=committee.slug))
