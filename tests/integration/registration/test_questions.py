"""An event's own questions: edited by several people, and what was answered keeps its meaning."""

import sys
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from aami_events.events.models import Event
from aami_events.foundation import ground
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.questions import service as asking
from aami_events.questions.errors import QuestionWrong
from aami_events.questions.queries import asked_by, list_held
from aami_events.questions.service import OptionSaid, QuestionSaid
from aami_events.registration import queries, rendering, service
from aami_events.registration.models import Answer
from aami_events.registration.queries.categories import answered
from aami_events.wording import service as wording
from aami_events.wording.queries import worklist
from tests.factories import make_entry, make_event, make_question, register
from tests.factories.reading import the
from tests.integration.registration.test_together import together

OPTIONS = (OptionSaid("", "Végé", "Vegan"), OptionSaid("", "Halal", "Halal"))


def said(**says) -> QuestionSaid:
    usual = {"kind": "choice", "label": Written("Repas", "Meal"), "purpose": Written("But", "Purpose")}
    return QuestionSaid(**{**usual, "options": OPTIONS, **says})


def seen(event: int, number: int) -> dict[str, str]:
    db.session.expire_all()
    held = next(row for row in list_held("event", event) if row.question.id == number)
    return ground.read(ground.carried(held.facts))


def answers(number: int) -> list[tuple[str, str]]:
    return rendering.answer_rows(queries.answers_of([number]).get(number, []), sensitive=True)


def version(event: int, key: str) -> int:
    db.session.expire_all()
    return next(row.version_id for row in asked_by("event", event) if row.key == key)


def test_answers_keep_the_words_they_were_given_to():
    event = make_event()
    question = asking.add_question(("event", event), said())
    one = register(event, answers={version(event, "meal"): "vegan"})
    kept = (OptionSaid("halal", "Halal", "Halal"), OptionSaid("", "Rien", "None"))
    reworded = said(label=Written("Que mangez-vous ?", "What do you eat?"), options=kept)
    assert asking.change_question(("event", event), question, reworded, seen=seen(event, question)) == "version"
    two = register(event, answers={version(event, "meal"): "none"})
    assert (answers(one), answers(two)) == ([("Repas", "Végé")], [("Que mangez-vous?", "Rien")])
    assert answered([question, 99]) == {question: 2}


def test_an_answer_to_what_is_asked_no_longer_stays():
    event = make_event()
    question, other = asking.add_question(("event", event), said()), make_question(event, "other", position=9)
    assert other != question
    number = register(event, answers={version(event, "meal"): "vegan", version(event, "other"): "oui"})
    asking.retire_question(("event", event), question)
    service.change(number, make_entry(answers={version(event, "other"): "non"}))
    assert sorted(db.session.scalars(select(Answer.value))) == ["non", "vegan"]
    asking.ask_question_again(("event", event), question)
    assert rendering.held(the(number))["answers"] == {"meal": "vegan", "other": "non"}


def test_answers_for_few_eyes():
    event = make_event()
    asking.add_question(("event", event), said(sees="coordinator"))
    number = register(event, answers={version(event, "meal"): "vegan"})
    rows = queries.answers_of([number])[number]
    assert (len(rendering.answer_rows(rows, sensitive=True)), rendering.answer_rows(rows, sensitive=False)) == (1, [])


def test_a_public_event_asks_in_both_languages():
    draft, public = make_event("brouillon-2020", state="draft"), make_event()
    assert asking.add_question(("event", draft), said(label=Written("Repas", "")))
    with pytest.raises(QuestionWrong):
        asking.add_question(("event", public), said(label=Written("Repas", "")))
    number = asking.add_question(("event", public), said(kind="text"))
    with pytest.raises(QuestionWrong):
        asking.change_question(("event", public), number, said(label=Written("Repas", "")), seen=seen(public, number))


def test_moved_under_the_lock_of_the_event():
    event = make_event()
    first, second = asking.add_question(("event", event), said()), asking.add_question(("event", event), said())
    asking.move_question(("event", event), second, -1, order=ground.mark([first, second]))
    assert [row.id for row in asked_by("event", event)] == [second, first]


# --- Two at once ----------------------------------------------------------------------------------------------------
def two_editors(app: Flask) -> list[Any]:
    """Two people who have read the same question save it at the same moment, in other words."""
    event = make_event()
    number = asking.add_question(("event", event), said(kind="text"))
    read = seen(event, number)

    def save(word: str):
        says = said(kind="text", label=Written(word, word))
        return lambda: asking.change_question(("event", event), number, says, seen=read)

    return together(app, save("Un"), save("Deux"))


def test_of_two_editors_one_is_told(inside: Flask):
    assert sorted(str(one) if one == "version" else type(one).__name__ for one in two_editors(inside)) == [
        "QuestionChanged",
        "version",
    ]


@pytest.mark.databases("postgresql")
def test_without_the_lock_both_would_write(inside: Flask, monkeypatch):
    """The negative control: both have compared before either writes; only the database's own rule stops the second."""
    compared, changed = threading.Barrier(2), ground.changed

    def compare_and_wait(*args: Any) -> Any:
        found = changed(*args)
        compared.wait(10)
        return found

    module = sys.modules[f"{asking.__name__}.hosted"]
    monkeypatch.setattr(module, "_lock", lambda owner: asking.terms_of(owner[0]))
    monkeypatch.setattr(ground, "changed", compare_and_wait)
    outcomes = [str(one) if one == "version" else type(one).__name__ for one in two_editors(inside)]
    assert sorted(outcomes) == ["IntegrityError", "version"], "nobody is told who wrote, and one form ends in an error"


def test_a_translation_and_an_editor_at_once(inside: Flask):
    """The worklist and the form write the same words under the same lock: whoever comes second is told."""
    event = make_event()
    number = asking.add_question(("event", event), said(kind="text", label=Written("Repas", "Meal")))
    read, key = seen(event, number), f"question:{number}:label"
    texts = {row.key: row.text for row in worklist(db.session.get_one(Event, event))}
    changed = said(kind="text", label=Written("Le repas", "The meal"))
    outcomes = together(
        inside,
        lambda: asking.change_question(("event", event), number, changed, seen=read),
        lambda: wording.write(event, key, {"fr": "Mets", "en": "Dishes"}, seen=texts[key].seen),
    )
    said_of = tuple(one if one in ("version", None) else type(one).__name__ for one in outcomes)
    assert said_of in {("version", "TextChanged"), ("QuestionChanged", None)}
    db.session.expire_all()
    (held,) = list_held("event", event)
    assert held.question.version == 2
    assert held.version.label.get("fr") == ("Le repas" if said_of[0] == "version" else "Mets")
