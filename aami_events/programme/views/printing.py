"""The printed programme: its copy is frozen, its proofs are read, signed or sent back."""

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.i18n import gettext
from ...people.queries import names_of
from ...web.access import requires
from .. import errors, phrases, rendering, service
from ..forms import VerdictForm
from ..models import Frozen, Proof
from ..queries import printing, releases
from ..rendering import released as shown


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/programme/print"
    rule(here, "printed", printed)
    rule(f"{here}/freeze", view_func=freeze, methods=["POST"])
    rule(f"{here}/<int:proof_id>", view_func=judge, methods=["POST"])
    rule(f"{here}/<int:proof_id>.pdf", view_func=proof)


@requires("programme.edit")
def printed(event: Event) -> ResponseReturnValue:
    """The copy that is frozen, its proofs, and what changed since."""
    return _page(event, {})


def _page(event: Event, forms: dict[int, VerdictForm]) -> ResponseReturnValue:
    copies = printing.copies_of(event.id)
    stage = printing.stage(copies[0]) if copies else ""
    page = make_response(
        render_template(
            "programme/organiser/print.html",
            event=event,
            release=releases.last_release(event.id),
            copies=copies,
            stage=stage,
            names=names_of(_people(copies)),
            changes=shown.changes(printing.since(copies[0])) if copies else [],
            forms_of={row.id: forms.get(row.id) or VerdictForm(formdata=None) for row in _proofs(copies[:1])},
            show=rendering,
            words=phrases,
        ),
        422 if forms else 200,
    )
    if stage == "making":
        page.headers["Refresh"] = "3"
    return page


def _proofs(copies: list[Frozen]) -> list[Proof]:
    return [proof for row in copies for proof in row.proofs]


def _people(copies: list[Frozen]) -> set[int]:
    deciding = [*(row.person_id for row in copies), *(proof.person_id for proof in _proofs(copies))]
    return {number for number in deciding if number}


@requires("programme.edit")
def freeze(event: Event) -> ResponseReturnValue:
    """What is public now is what will be printed."""
    try:
        service.freeze(event.id)
    except errors.NothingReleased:
        abort(404)
    flash(gettext("The copy is frozen. Both proofs are being made."), "good")
    return redirect(url_for(".printed", slug=event.slug))


@requires("programme.edit")
def judge(event: Event, proof_id: int) -> ResponseReturnValue:
    """Sign it, or send it back."""
    form, verdict = VerdictForm(), request.form.get("verdict", "")
    try:
        service.judge_proof(event.id, proof_id, verdict, form.remark.data or "")
    except errors.NotThere:
        flash(gettext("Nothing was changed: this proof was judged already, or another copy was frozen."), "wrong")
        return redirect(url_for(".printed", slug=event.slug))
    except errors.ProgrammeWrong as refusal:
        form.refuse([("remark", what) for _name, what in refusal.faults])
        return _page(event, {proof_id: form})
    said = gettext("The proof is signed.") if verdict == "signed" else gettext("The proof is sent back.")
    flash(said, "good")
    return redirect(url_for(".printed", slug=event.slug))


@requires("programme.edit")
def proof(event: Event, proof_id: int) -> Response:
    """The file, as the printer gets it."""
    row = printing.find_proof(event.id, proof_id)
    return files.serve(row.file) if row and row.file else abort(404)
