"""Answers are counted, and what may be shown of the counts is written down: pages and reports read nothing else."""

from collections.abc import Sequence
from typing import Any

from ...foundation.database import db
from ..models import Survey, Tally
from ..queries import answers
from ..queries.answers import Asked
from ..rules import breakdown
from ..rules.tally import WORDS, Answers, Count, count, groups
from .surveys import LANGUAGE

#: kinds that are not broken down: every answer may be another one
WHOLE = (*WORDS, "number", "date", "heading")


def tally(survey: Survey, *, final: bool) -> None:
    """Count anew what is there. While answers come, only what everyone has to answer is shown, so that no figure moves
    by fewer people than the others do; in the end everything, and breakdowns. In the caller's transaction."""
    sets, asked = answers.sets_of(survey), answers.asked_of(survey.id)
    counts = count([one.item for one in asked], [given for _language, given in sets])
    shown = {
        str(one.version.id): _shown(one, counts[one.version.id], len(sets), survey.least, final=final) for one in asked
    }
    figures: dict[str, Any] = {
        "n": len(sets),
        "languages": dict(sorted(_languages(sets).items())) if len(sets) >= survey.least else {},
        "questions": {version: figure for version, figure in shown.items() if figure},
    }
    if final and len(sets) >= survey.least:
        figures["breakdowns"] = _breakdowns(survey, asked, sets)
        figures["equity"] = _equity(survey)
    row = db.session.get(Tally, survey.id) or Tally(survey_id=survey.id)
    row.count, row.final, row.figures = len(sets), final, figures
    db.session.add(row)
    db.session.flush()


def _languages(sets: Sequence[tuple[str, Answers]]) -> dict[str, int]:
    return {name: len(rows) for name, rows in groups(None, sets).items()}


def _shown(one: Asked, counted: Count, n: int, least: int, *, final: bool) -> dict[str, Any] | None:
    """What is shown of a question by itself: nothing but the number, of fewer people than make a group."""
    if one.item.kind in ("heading", *WORDS) or not (counted.n or one.current):
        return None
    everyone = one.definition.required and not one.item.conditional and counted.n == n
    if not final and not everyone:
        return None
    return counted.plain() if counted.n >= least else {"n": counted.n, "cells": None}


def _breakdowns(survey: Survey, asked: Sequence[Asked], sets: Sequence[tuple[str, Answers]]) -> dict[str, Any]:
    current = {one.question.key: one.item for one in asked if one.current}
    keys = [key for key in survey.breakdowns if key == LANGUAGE or key in current]
    items = [item for item in current.values() if item.kind not in WHOLE]
    made = breakdown.family(items, [current.get(key) for key in keys], sets, survey.least)
    return {key: one.plain() for key, one in zip(keys, made, strict=True) if one is not None}


def _equity(survey: Survey) -> dict[str, dict[str, int]]:
    """Each dimension: no small number, and none that follows from the others."""
    found: dict[str, dict[str, int]] = {}
    for dimension, held in answers.equity_of(survey.id).items():
        if sum(held.values()) >= survey.least:
            shown_in = breakdown.merged(held, survey.least) or dict.fromkeys(held, breakdown.OTHERS)
            together = found.setdefault(dimension, {})
            for choice, number in held.items():
                together[shown_in[choice]] = together.get(shown_in[choice], 0) + number
    return found
