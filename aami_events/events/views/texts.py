"""The organisers' pages of an event's texts: the list, one to write, its versions."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext
from ...web.access import principal, requires
from .. import errors, service
from ..forms.texts import TextForm
from ..models import Event, EventTextVersion
from ..phrases import texts as words
from ..queries import find_event
from ..queries import texts as queries
from ..rendering import texts as rendering
from ..rules.texts import TEXT_KINDS


def _show(template: str, event: Event, **more: Any) -> str:
    return render_template(f"events/organiser/{template}.html", event=event, words=words, show=rendering, **more)


def _known(kind: str) -> str:
    return kind if kind in TEXT_KINDS else abort(404)


@requires("events.edit")
def list_texts(event: Event) -> str:
    """Every text with its state: what is missing first."""
    rows = queries.text_states(event)
    names = queries.author_names(row.version for row in rows)
    return _show("texts", event, rows=rows, names=names, missing=[row for row in rows if row.blocks])


def _may_read(event: Event) -> bool:
    """A public event's texts are public; a draft's are for those who work on it."""
    asking = principal()
    return event.state != "draft" or bool(asking and asking.can("events.edit", ("event", event.id)))


def _source(event: Event, kind: str, slug: str) -> EventTextVersion | None:
    found = find_event(slug) if slug else None
    if found is None or found.id == event.id or not _may_read(found):
        return None
    return queries.current_text(found.id, kind)


@requires("events.edit")
def edit_text(event: Event, kind: str) -> ResponseReturnValue:
    """Write a version: both sides, a preview, and what somebody else wrote meanwhile."""
    current, form = queries.current_text(event.id, _known(kind)), TextForm()
    in_force = current.number if current else 0
    if request.method != "POST":
        source = _source(event, kind, request.args.get("from", ""))
        form.fill(source or current, in_force)
        form.source.data = request.args["from"] if source else ""
        return _page(event, kind, form)
    if request.form.get("action") == "preview":
        return _page(event, kind, form, preview=rendering.sides(form.written) if form.validate() else None)
    if form.whole() and _write(event, kind, form, in_force):
        return redirect(url_for(".list_texts", slug=event.slug))
    return _page(event, kind, form)


def _write(event: Event, kind: str, form: TextForm, in_force: int) -> bool:
    asking = principal()
    try:
        number = service.write_text(
            event.id, kind, form.entry(), base=form.base, author_id=asking.id if asking else None
        )
    except errors.TextEmpty:
        form.refuse("fr", gettext("Write the text in one language at least."))
    except errors.ContactWrong as refusal:
        form.refuse_contacts(refusal)
    except errors.TextsMissing:
        said = gettext("This event is public: its texts must stay whole, in both languages. Nothing was saved.")
        form.refuse("fr" if not form.fr.data else "en" if not form.en.data else "name1", said)
    except errors.TextChanged as refusal:
        if not refusal.number:
            form.refuse("fr", gettext("This form has expired: look at the text again, then save it."))
    else:
        same = number == in_force
        flash(
            gettext("Nothing had changed: no version was written.") if same else gettext("The text is saved."), "good"
        )
        return True
    return False


def _page(event: Event, kind: str, form: TextForm, preview: Any = None) -> ResponseReturnValue:
    """The form with what was written; 409 with the newer version when somebody else wrote one, 422 when it is wrong."""
    current = queries.current_text(event.id, kind)
    in_force = current.number if current else 0
    newer = current if current and form.base != in_force else None
    read = queries.find_version(event.id, kind, form.base) if newer else None
    form.number.data = str(in_force)
    shown = _show(
        "text",
        event,
        kind=kind,
        form=form,
        current=current,
        names=queries.author_names([current]),
        newer=rendering.changes(read, newer) if newer else None,
        preview=preview,
        sources=[row for row in queries.events_with(kind, event.id) if _may_read(row)],
    )
    return shown, 409 if newer else 422 if form.wrong else 200


@requires("events.edit")
def text_versions(event: Event, kind: str) -> str:
    """Its versions, newest first, a page at a time."""
    before = request.args.get("before", type=int)
    rows = queries.versions_of(event.id, _known(kind), before if before and 0 < before < 10**9 else None)
    more = rows[-1].number if rows and rows[-1].number > 1 else None
    return _show("text_versions", event, kind=kind, rows=rows, names=queries.author_names(rows), more=more)


@requires("events.edit")
def text_version(event: Event, kind: str, number: int) -> str:
    """One version: what it changed, and what it says."""
    version = queries.find_version(event.id, _known(kind), number)
    if version is None:
        abort(404)
    return _show(
        "text_version",
        event,
        kind=kind,
        version=version,
        names=queries.author_names([version]),
        changes=rendering.changes(queries.find_version(event.id, kind, version.number - 1), version),
        sides=rendering.sides(version.text.texts()),
    )


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    base = "/organise/<slug>/texts"
    blueprint.add_url_rule(base, view_func=list_texts)
    blueprint.add_url_rule(f"{base}/<kind>", view_func=edit_text, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{base}/<kind>/versions", view_func=text_versions)
    blueprint.add_url_rule(f"{base}/<kind>/versions/<int:number>", view_func=text_version)
