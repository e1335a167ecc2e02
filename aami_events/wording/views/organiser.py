"""The worklist and one text, for organisers and translators."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.audit import history
from ...foundation.i18n import gettext, ngettext
from ...people.queries import list_able
from ...web.access import principal, requires
from .. import errors, phrases, queries, rendering, service
from ..forms import AssignForm, NoteForm, TextForm
from ..queries import Entry
from . import files

blueprint = Blueprint("organiser", __name__)
files.add_to(blueprint)


def is_author(event: Event) -> bool:
    """Whether the one who asks answers for the texts of this event."""
    asking = principal()
    return bool(asking and asking.can("events.edit", ("event", event.id)))


def _me() -> int:
    asking = principal()
    return asking.id if asking else 0


def _query() -> dict[str, Any]:
    """The filter of the list, as the address carries it along."""
    return {name: value for name, value in vars(files.wanted()).items() if value}


def _back(event: Event) -> ResponseReturnValue:
    return redirect(url_for(".worklist", slug=event.slug, **_query()))


@blueprint.get("/organise/<slug>/wording")
@requires("texts.write")
def worklist(event: Event) -> str:
    """Every text of the event, filtered."""
    return _list(event, AssignForm(formdata=None))


def _list(event: Event, form: AssignForm) -> str:
    wanted, everything = files.wanted(), queries.worklist(event)
    author = is_author(event)
    people = [(str(row.id), row.name) for row in list_able("texts.write", ("event", event.id))] if author else []
    return render_template(
        "wording/organiser/worklist.html",
        event=event,
        entries=[entry for entry in everything if wanted.fits(entry)],
        totals=queries.total(everything),
        wanted=wanted,
        query=_query(),
        owners=rendering.owners(everything, _me(), named=author),
        people=people,
        me=_me(),
        chosen=set(request.form.getlist("key")),
        form=form,
        author=author,
        words=phrases,
        show=rendering,
    )


@blueprint.post("/organise/<slug>/wording/assign")
@requires("events.edit")
def assign(event: Event) -> ResponseReturnValue:
    """Give the chosen texts, or all that are shown, to somebody."""
    form, keys = AssignForm(), request.form.getlist("key")
    if request.form.get("which") == "shown":
        keys = [entry.key for entry in queries.worklist(event) if files.wanted().fits(entry)]
    if form.validate_on_submit() and _assigned(event, form, keys):
        return _back(event)
    return _list(event, form), 422


def _assigned(event: Event, form: AssignForm, keys: list[str]) -> bool:
    owner, due = form.given_owner(), form.given_due()
    if (owner, due) == ("keep", "keep"):
        form.owner.errors = [gettext("Choose someone, or a deadline.")]
        return False
    if not keys:
        form.owner.errors = [gettext("Tick at least one text.")]
        return False
    try:
        number = service.assign(event.id, keys, owner=owner, due=due)
    except errors.OwnerUnknown:
        form.owner.errors = [gettext("This person cannot write texts of this event: give them a role first.")]
    except errors.UnknownText:
        form.owner.errors = [gettext("One of these texts is no longer there. Nothing was assigned.")]
    else:
        flash(ngettext("%(num)s text was assigned.", "%(num)s texts were assigned.", number), "good")
        return True
    return False


@blueprint.post("/organise/<slug>/wording/approve")
@requires("events.edit")
def approve(event: Event) -> ResponseReturnValue:
    """Publish the ticked translations that wait, as they were read."""
    seen = {key: mark for mark, _space, key in (row.partition(" ") for row in request.form.getlist("read"))}
    keys = set(request.form.getlist("key"))
    number = service.approve(event.id, {key: seen.get(key, "") for key in keys})
    said = ngettext("%(num)s translation was published.", "%(num)s translations were published.", number)
    flash(said, "good" if number else "info")
    if number < len(keys):
        flash(gettext("Texts that do not wait for a review, or have changed meanwhile, were left as they are."), "info")
    return _back(event)


def _found(event: Event, key: str) -> Entry:
    entry = queries.find(event, key)
    if entry is None or not entry.text.texts:
        abort(404)
    return entry


def _form(event: Event, entry: Entry, form: TextForm) -> TextForm:
    return form.about(entry.text, entry.where.kind, author=is_author(event))


def _page(event: Event, entry: Entry, form: TextForm, note: NoteForm, **more: object) -> str:
    names = rendering.owners([entry], _me(), named=is_author(event))
    entries = history("text", entry.row.id) if entry.row else []
    return render_template(
        "wording/organiser/text.html",
        event=event,
        entry=entry,
        text=entry.text,
        form=form,
        note=note,
        history=rendering.history_rows(entries, event, names),
        owner=names.get(entry.owner_id or 0),
        query=_query(),
        author=is_author(event),
        words=phrases,
        **more,
    )


@blueprint.get("/organise/<slug>/wording/text/<path:key>")
@requires("texts.write")
def text(event: Event, key: str) -> str:
    """Both sides of one text, beside each other."""
    entry = _found(event, key)
    held = {**entry.text.texts, entry.text.target: entry.text.translation, "seen": entry.text.seen}
    return _page(event, entry, _form(event, entry, TextForm(formdata=None, data=held)), NoteForm(formdata=None))


@blueprint.post("/organise/<slug>/wording/text/<path:key>")
@requires("texts.write")
def save(event: Event, key: str) -> ResponseReturnValue:
    """Write it: published for the author, waiting for review for a translator; or say that it is still right."""
    entry = _found(event, key)
    form = _form(event, entry, TextForm())
    if not form.validate_on_submit():
        return _page(event, entry, form, NoteForm(formdata=None)), 422
    try:
        _write(event, entry, form)
    except errors.TextChanged:
        return _conflict(event, key, form)
    except errors.NothingWritten:
        flash(gettext("Nothing was changed: the text already says this."), "info")
    except errors.SideEmptied as refusal:
        form[refusal.language].errors = [gettext("Write something here: an empty text is not saved.")]
        return _page(event, entry, form, NoteForm(formdata=None)), 422
    else:
        said = gettext("Published.") if is_author(event) else gettext("Thank you. The organisers will review it.")
        flash(said, "good")
    return _back(event)


def _write(event: Event, entry: Entry, form: TextForm) -> None:
    author, seen = is_author(event), form.seen.data or ""
    if request.form.get("action") == "right":
        service.confirm(event.id, entry.key, author=author, seen=seen)
    elif author:
        service.write(event.id, entry.key, form.texts(), seen=seen)
    else:
        service.propose(event.id, entry.key, form.texts()[entry.text.target], seen=seen)


def _conflict(event: Event, key: str, form: TextForm) -> ResponseReturnValue:
    """Nothing was written: both versions are shown, and one may save again knowing the other."""
    now = _found(event, key)
    mine = form.texts()
    form.seen.raw_data, form.seen.data = None, now.text.seen
    return _page(event, now, _form(event, now, form), NoteForm(formdata=None), mine=mine), 409


@blueprint.post("/organise/<slug>/wording/send-back/<path:key>")
@requires("events.edit")
def send_back(event: Event, key: str) -> ResponseReturnValue:
    """The author wants it done again."""
    entry, note = _found(event, key), NoteForm()
    held = {**entry.text.texts, entry.text.target: entry.text.translation, "seen": entry.text.seen}
    form = _form(event, entry, TextForm(formdata=None, data=held))
    if not note.validate_on_submit():
        return _page(event, entry, form, note), 422
    try:
        service.send_back(event.id, key, note.note.data or "", seen=note.seen.data or "")
    except errors.TextChanged:
        note.note.errors = [gettext("This text has changed since you opened it: read it again first.")]
        return _page(event, entry, form, note), 409
    except errors.NothingToReview:
        flash(gettext("No translation waits for a review here."), "info")
    else:
        flash(gettext("Sent back. The translator will see your note."), "good")
    return _back(event)
