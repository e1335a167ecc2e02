"""Decisions, for organisers: taken on the list or on a proposal's page, announced together."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext, ngettext
from ...foundation.text import whole_number
from ...web.access import account, requires
from ...web.forms import kept_filters
from .. import errors, phrases, queries, rendering, service
from ..queries import lists
from ..queries.conflicts import hidden_from_account
from ..rendering import balance
from ..rules import DECISIONS


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/proposals"
    rule(f"{here}/decide", view_func=decide, methods=["POST"])
    rule(f"{here}/decisions", view_func=decisions, methods=["GET"])
    rule(f"{here}/announce", view_func=announce, methods=["POST"])


def hidden_here(event: Event) -> frozenset[int]:
    """An organiser who sits on a committee sees no more of what they are in conflict with than another member."""
    return hidden_from_account(event.id, account())


@requires("programme.edit")
def decide(event: Event) -> ResponseReturnValue:
    """Of all that were ticked."""

    def use_case(numbers: list[int], decision: str | None) -> int:
        if hidden_here(event) & set(numbers):
            raise errors.NotThere
        return service.decide(event.id, numbers, decision)

    note_decision(use_case)
    filters: dict[str, Any] = kept_filters(lists.Filter)
    return redirect(url_for(".list_proposals", slug=event.slug, **filters))


def note_decision(use_case: Callable[[list[int], str | None], int]) -> None:
    """Of the proposals that were ticked; what came of it is said on the next page."""
    given = [whole_number(text) for text in request.form.getlist("proposal")]
    numbers, wanted = sorted({one for one in given if one is not None}), request.form.get("decision", "")
    if not numbers or wanted not in (*DECISIONS, "none"):
        flash(gettext("Tick at least one proposal, and choose a decision."), "wrong")
        return
    try:
        made = use_case(numbers, None if wanted == "none" else wanted)
    except errors.NotThere:
        flash(gettext("Nothing was decided: one of these was withdrawn, or has its answer already."), "wrong")
        return
    said = ngettext(
        "Noted for %(num)s proposal. Nobody is told yet.", "Noted for %(num)s proposals. Nobody is told yet.", made
    )
    flash(said, "good")


@requires("programme.edit")
def decisions(event: Event) -> str:
    """What was decided and is not announced, and how it is balanced."""
    hidden = hidden_here(event)
    rows = lists.chosen(event.id, hidden)
    return render_template(
        "proposals/organiser/decisions.html",
        event=event,
        waiting=[row for row in queries.decided(event.id) if row.id not in hidden],
        tables=balance.tables(event.id, rows),
        minutes=balance.minutes(rows),
        genders=balance.genders(event.id),
        fees=lists.fees(event.id, hidden),
        words=phrases,
        show=rendering,
    )


@requires("programme.edit")
def announce(event: Event) -> ResponseReturnValue:
    """Write to everyone at once."""
    hidden = hidden_here(event)
    told = sum(row.id not in hidden for row in queries.decided(event.id))
    service.announce(event.id)
    if told:
        said = ngettext(
            "%(num)s proposal is announced: its letters are on their way.",
            "%(num)s proposals are announced: their letters are on their way.",
            told,
        )
        flash(said, "good")
    else:
        flash(gettext("There is nothing to announce."), "info")
    return redirect(url_for(".decisions", slug=event.slug))
