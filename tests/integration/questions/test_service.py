"""Questions keep the meaning that they had when they were answered."""

import pytest
from sqlalchemy import select

from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from aami_events.questions import queries, service
from aami_events.questions.errors import UnknownKind
from aami_events.questions.models import Question, QuestionVersion
from tests.factories import NOW, make_question

pytestmark = pytest.mark.usefixtures("inside")
EVENT = 3
OPTIONS = [{"id": "vegan", "label": {"fr": "végé", "en": "vegan"}}]


def asked(event: int = EVENT):
    db.session.expire_all()
    return queries.asked_by("event", event)


def numbers() -> list[int]:
    return list(db.session.scalars(select(QuestionVersion.number).order_by(QuestionVersion.id)))


def test_asked_in_order_and_by_its_event_only():
    make_question(EVENT, "second", position=2)
    make_question(EVENT, "first", position=1)
    make_question(EVENT + 1, "other")
    assert [question.key for question in asked()] == ["first", "second"]


def test_saying_the_same_again_makes_no_version():
    first = make_question(EVENT, "meal", kind="choice", options=OPTIONS)
    assert make_question(EVENT, "meal", kind="choice", options=OPTIONS, position=5) == first
    assert numbers() == [1]
    assert db.session.get_one(Question, first).position == 5


@pytest.mark.parametrize(
    "says",
    [
        {"required": True},
        {"label": {"fr": "Autre", "en": "Other"}},
        {"options": []},
        {"kind": "choices"},
        {"sensitive": True},
    ],
)
def test_saying_something_new_makes_a_version_and_keeps_the_old_one(says):
    first = make_question(EVENT, "meal", **{"kind": "choice", "options": OPTIONS})
    old = asked()[0].version_id
    make_question(EVENT, "meal", **{"kind": "choice", "options": OPTIONS, **says})
    assert numbers() == [1, 2]
    assert asked()[0].id == first
    assert asked()[0].version_id != old
    key, version = queries.versions([old])[old]
    assert (key, version.options, version.required) == ("meal", OPTIONS, False)


def test_retired_and_asked_again():
    number = make_question(EVENT, "meal")
    service.retire(("event", EVENT), number)
    assert asked() == []
    assert db.session.get_one(Question, number).retired_at == NOW
    make_question(EVENT, "meal")
    assert [question.key for question in asked()] == ["meal"]
    assert numbers() == [1]


def test_a_kind_that_is_none():
    with pytest.raises(UnknownKind):
        make_question(EVENT, "meal", kind="colour")
    assert asked() == []


def test_read_against_what_is_asked_now():
    make_question(EVENT, "meal", kind="choice", options=OPTIONS, position=1)
    condition = {"question": "meal", "equals": "vegan"}
    make_question(EVENT, "why", condition=condition, required=True, position=2, help={"fr": "Aide", "en": "Help"})
    reading = service.read_answers(asked(), {"meal": ["vegan"], "why": ["  parce \x00que "]})
    assert (reading.values, reading.refusals) == ({"meal": "vegan", "why": "parce que"}, {})
    assert service.read_answers(asked(), {"meal": ["vegan"]}).refusals == {"why": "missing"}
    assert service.read_answer(asked()[0], ["fish"]) == (None, "not_an_option")
    held = service.held_answers({"meal": "vegan"})
    assert (held.values, held.refusals) == ({"meal": "vegan"}, {})
    assert asked()[1].text.help == Bilingual.of(fr="Aide", en="Help")


@pytest.mark.parametrize(
    ("kind", "value", "language", "text"),
    [
        ("choice", "vegan", "en", "vegan"),
        ("choice", "vegan", "fr", "végé"),
        ("choice", "gone", "fr", "gone"),
        ("choices", ["vegan", "gone"], "fr", "végé; gone"),
        ("yes_no", True, "fr", None),
        ("number", 12, "fr", "12"),
        ("text", "vegan", "fr", "vegan"),
    ],
)
def test_an_answer_as_people_read_it(kind, value, language, text):
    make_question(EVENT, "meal", kind=kind, options=OPTIONS)
    shown = queries.shown(asked()[0].text, value, language)
    assert shown == text if text else shown in {"Oui", "Yes"}
