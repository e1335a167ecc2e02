"""Questions as people edit them: versions, options, conditions, order."""

import pytest
from sqlalchemy import select

from aami_events.foundation import ground
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db
from aami_events.questions import queries, service
from aami_events.questions.errors import (
    ConditionBroken,
    OrderChanged,
    QuestionChanged,
    QuestionWrong,
    UnknownQuestion,
)
from aami_events.questions.models import Question, QuestionVersion
from aami_events.questions.service import OptionSaid, QuestionSaid
from aami_events.questions.service.said import Terms
from tests.factories import NOW, make_question

pytestmark = pytest.mark.usefixtures("inside")
OWNER = ("event", 3)
LABEL, PURPOSE = Written("Votre repas ?", "Your meal?"), Written("Prévoir", "To plan")
VEGAN, HALAL = OptionSaid("", "Végé", "Vegan"), OptionSaid("", "Halal", "Halal")


def said(**says) -> QuestionSaid:
    return QuestionSaid(**{"kind": "choice", "label": LABEL, "purpose": PURPOSE, "options": (VEGAN, HALAL), **says})


def held(number: int, owner=OWNER) -> queries.Held:
    db.session.expire_all()
    return next(row for row in queries.list_held(*owner) if row.question.id == number)


def seen(number: int) -> dict[str, str]:
    return ground.read(ground.carried(held(number).facts))


def change(number: int, **says) -> str:
    return service.change(OWNER, number, said(**says), seen=seen(number))


def ids() -> list[int]:
    db.session.expire_all()
    return [row.question.id for row in queries.list_held(*OWNER) if row.question.retired_at is None]


def options(number: int) -> list[str]:
    return [row["id"] for row in held(number).version.options]


def diffs() -> list[tuple[str, dict]]:
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.scope_kind == "event").order_by(AuditEntry.id))
    return [(row.action, row.diff) for row in rows]


def test_added_at_the_end_with_a_key_of_its_words():
    make_question(3, "first", position=7)
    number = service.add(
        OWNER, said(label=Written("  Votre\x00 repas ? ", ""), required=True, help=Written("Aide", ""))
    )
    found = held(number)
    assert ids()[-1] == number
    assert (found.question.key, found.question.position, found.question.version) == ("votre-repas", 8, 1)
    assert (found.version.label, found.version.created_at) == (Bilingual.of(fr="Votre repas ?"), NOW)
    assert found.version.options == [
        {"id": "vegan", "label": {"fr": "Végé", "en": "Vegan"}},
        {"id": "halal", "label": {"fr": "Halal", "en": "Halal"}},
    ]
    assert held(service.add(OWNER, said())).question.key == "your-meal"
    assert held(service.add(OWNER, said())).question.key == "your-meal-2"
    assert held(service.add(OWNER, said(), key=" repas-du-soir ")).question.key == "repas-du-soir"
    action, diff = diffs()[0]
    assert action == "question.added"
    assert diff["label_fr"] == [None, "Votre repas ?"] and diff["option_vegan"] == [None, "Végé / Vegan"]


@pytest.mark.parametrize(
    ("says", "more", "faults"),
    [
        ({"kind": "colour"}, {}, [("kind", "unknown")]),
        ({"label": Written("\x00 ", "")}, {}, [("label", "missing")]),
        ({"label": Written("Un", "")}, {"terms": Terms(public=True)}, [("label", "one_language")]),
        ({"options": (VEGAN,)}, {}, [("options:0", "too_few")]),
        ({}, {"key": "Repas"}, [("key", "unknown")]),
        ({}, {"key": "first"}, [("key", "repeated")]),
    ],
)
def test_what_cannot_be_asked_is_not_added(says, more, faults):
    make_question(3, "first")
    with pytest.raises(QuestionWrong) as refusal:
        service.add(OWNER, said(**says), **more)
    assert (refusal.value.faults, len(ids()), diffs()) == (faults, 1, [])


def test_a_key_belongs_to_one_form():
    make_question(4, "first")
    assert held(service.add(OWNER, said(), key="first")).question.key == "first"


def test_saying_something_new_makes_a_version_and_keeps_the_old_one():
    number = service.add(OWNER, said(kind="text"))
    assert change(number, kind="text") == "same"
    assert change(number, kind="text", label=Written("Que mangez-vous ?", "What do you eat?")) == "version"
    found = held(number)
    assert (found.question.version, found.version.label.get("fr")) == (2, "Que mangez-vous ?")
    first = db.session.scalar(select(QuestionVersion).where(QuestionVersion.number == 1))
    assert first is not None and first.label == Bilingual.of(fr="Votre repas ?", en="Your meal?")
    assert diffs()[-1][1]["label_fr"] == ["Votre repas ?", "Que mangez-vous ?"]
    assert diffs()[-1][1]["version"] == [1, 2]


def test_a_side_left_alone_is_older_until_somebody_compares():
    number = service.add(OWNER, said(kind="text"))
    assert change(number, kind="text", label=Written("Repas", "Your meal?")) == "version"
    assert held(number).version.label.stale == {"en"}
    assert change(number, kind="text", label=Written("Repas", "Your meal?", agree=True)) == "worded"
    assert (held(number).version.label.stale, held(number).question.version) == (frozenset(), 2)


@pytest.mark.parametrize(
    ("first", "then", "outcome"),
    [
        ({"label": Written("Repas", "")}, {"label": Written("Repas", "Meal")}, "worded"),
        ({"help": Written("Aide", "")}, {"help": Written("Aide", "Help")}, "worded"),
        ({"help": Written()}, {"help": Written("Aide", "Help")}, "worded"),
        ({"help": Written("Aide", "")}, {"help": Written()}, "version"),
        ({"options": (OptionSaid("", "Végé"), HALAL)},
         {"options": (OptionSaid("vege", "Végé", "Vegan"), OptionSaid("halal", "Halal", "Halal"))}, "worded"),
        ({"options": (OptionSaid("", "Végé"), HALAL)},
         {"options": (OptionSaid("halal", "Halal", "Halal"), OptionSaid("vege", "Végé", "Vegan"))}, "version"),
        ({"label": Written("Repas", "")}, {"label": Written("Repas", "Meal"), "required": True}, "version"),
        ({"sees": "organiser"}, {"sees": "coordinator"}, "version"),
        ({"retention_days": 365}, {"retention_days": 90}, "version"),
    ],
)  # fmt: skip
def test_what_only_catches_up_is_written_in_place(first, then, outcome):
    number = service.add(OWNER, said(**first))
    kept = {"options": tuple(OptionSaid(row["id"], *row["label"].values()) for row in held(number).version.options)}
    assert change(number, **{**kept, **first, **then} if "options" in then else {**first, **then, **kept}) == outcome
    assert held(number).question.version == (2 if outcome == "version" else 1)


def test_an_option_keeps_its_id_for_good():
    number = service.add(OWNER, said())
    vegan, halal = OptionSaid("vegan", "Végétalien", "Vegan", place=2), OptionSaid("halal", "Halal", "Halal", place=2)
    change(number, options=(vegan, halal, OptionSaid("", "Casher", "Kosher", place=1)))
    assert options(number) == ["kosher", "halal", "vegan"]
    change(
        number, options=(OptionSaid("halal", "Halal", "Halal"), OptionSaid("kosher"), OptionSaid("", "Rien", "None"))
    )
    assert options(number) == ["halal", "none"]
    # A new one that reads like one of old is another one: answers to the old one keep their meaning.
    change(number, options=(OptionSaid("halal", "Halal", "Halal"), OptionSaid("", "Végé", "Vegan")))
    assert options(number) == ["halal", "vegan-2"]
    # An id that somebody made up, or wrote twice, is none.
    change(
        number,
        options=(OptionSaid("halal", "Halal", "Halal"), OptionSaid("halal", "Un", "One"), OptionSaid("x", "2", "2")),
    )
    assert options(number) == ["halal", "one", "2"]


def test_the_history_says_which_options_changed():
    number = service.add(OWNER, said())
    vegan, halal = OptionSaid("vegan", "Végé", "Vegan"), OptionSaid("halal", "Halal", "Halal")
    change(number, options=(halal, vegan))
    assert diffs()[-1][1] == {"options": [["vegan", "halal"], ["halal", "vegan"]], "version": [1, 2]}
    change(number, options=(halal, OptionSaid("", "Rien", "None")))
    assert diffs()[-1][1] == {
        "option_none": [None, "Rien / None"],
        "option_vegan": ["Végé / Vegan", None],
        "version": [2, 3],
    }


def test_what_is_sensitive_is_not_for_everyone_who_reads_the_list():
    number = service.add(OWNER, said(sensitive=True, sees="organiser"))
    assert (held(number).version.sees, held(number).version.restricted) == ("coordinator", True)


def test_options_go_with_another_kind():
    number = service.add(OWNER, said())
    assert change(number, kind="text") == "version"
    assert (options(number), held(number).version.kind) == ([], "text")


def test_somebody_who_reads_an_older_question_is_told_what_changed():
    number = service.add(OWNER, said())
    read = seen(number)
    change(number, label=Written("Autre", "Other"), required=True)
    with pytest.raises(QuestionChanged) as refusal:
        service.change(OWNER, number, said(), seen=read)
    assert (refusal.value.fields, held(number).question.version) == (("label", "options", "required"), 2)
    read = seen(number)
    service.retire(OWNER, number)
    with pytest.raises(QuestionChanged) as refusal:
        service.change(OWNER, number, said(), seen=read)
    assert refusal.value.fields == ("retired",)


def test_a_public_question_keeps_the_languages_it_has():
    number = service.add(OWNER, said(kind="text"))
    with pytest.raises(QuestionWrong) as refusal:
        service.change(
            OWNER, number, said(kind="text", label=Written("Un", "")), seen=seen(number), terms=Terms(public=True)
        )
    assert refusal.value.faults == [("label", "one_language")]
    other = service.add(OWNER, said(label=Written("Un", ""), options=(OptionSaid("", "A"), OptionSaid("", "B"))))
    kept = (OptionSaid("a", "A"), OptionSaid("b", "B"))
    says = said(label=Written("Un", ""), options=kept, required=True)
    assert service.change(OWNER, other, says, seen=seen(other), terms=Terms(public=True)) == "version"


# --- Conditions and order -------------------------------------------------------------------------------------------
@pytest.fixture
def three() -> tuple[int, int, int]:
    """A yes or no, a question that depends on it, and another one."""
    first = make_question(3, "shares", kind="yes_no", position=1)
    second = make_question(3, "with", condition={"question": "shares", "equals": "yes"}, position=2)
    return first, second, make_question(3, "last", position=3)


def order() -> str:
    return ground.mark(ids())


def test_a_question_moves_and_takes_its_place(three):
    first, second, last = three
    service.move(OWNER, last, -1, order=order())
    assert ids() == [first, last, second]
    service.move(OWNER, first, -1, order=order())
    service.move(OWNER, second, 1, order=order())
    assert ids() == [first, last, second]
    assert diffs() == [("question.moved", {"position": [3, 2]})]
    with pytest.raises(UnknownQuestion):
        service.move(OWNER, 99, 1, order=order())


def test_two_who_move_at_once_notice(three):
    first, _second, last = three
    read = order()
    service.move(OWNER, last, -1, order=read)
    with pytest.raises(OrderChanged):
        service.move(OWNER, last, -1, order=read)
    assert ids()[:2] == [first, last]


def test_a_question_stays_after_the_one_it_depends_on(three):
    first, second, last = three
    for number, step in ((second, -1), (first, 1)):
        with pytest.raises(ConditionBroken) as refusal:
            service.move(OWNER, number, step, order=order())
        assert (refusal.value.key, refusal.value.on, refusal.value.why) == ("with", "shares", "later")
    with pytest.raises(ConditionBroken) as refusal:
        service.retire(OWNER, first)
    assert (refusal.value.key, refusal.value.why) == ("with", "gone")
    assert ids() == [first, second, last]


def test_what_others_depend_on_keeps_its_answers(three):
    first, _second, last = three
    with pytest.raises(ConditionBroken) as refusal:
        service.change(OWNER, first, said(kind="text"), seen=seen(first))
    assert refusal.value.why == "answer"
    with pytest.raises(ConditionBroken):
        service.change(OWNER, first, said(kind="text", condition=("last", "x")), seen=seen(first))
    with pytest.raises(ConditionBroken):
        service.add(OWNER, said(condition=("shares", "perhaps")))
    number = service.add(OWNER, said(condition=("shares", "no")))
    assert held(number).version.condition == {"question": "shares", "equals": "no"}
    assert held(last).version.number == 1


def test_what_was_broken_before_does_not_hold_up_the_rest():
    make_question(3, "lost", condition={"question": "gone", "equals": "yes"}, position=1)
    number = make_question(3, "other", position=2)
    service.retire(OWNER, number)
    assert len(ids()) == 1


def test_retired_and_asked_again_at_the_end(three):
    first, second, last = three
    service.retire(OWNER, second)
    service.retire(OWNER, second)
    assert (ids(), held(second).question.retired_at) == ([first, last], NOW)
    service.retire(OWNER, first)
    with pytest.raises(ConditionBroken):
        service.ask_again(OWNER, second)
    service.ask_again(OWNER, first)
    service.ask_again(OWNER, second)
    service.ask_again(OWNER, second)
    assert ids() == [last, first, second]
    again = [action for action, _diff in diffs() if action == "question.asked_again"]
    assert len(again) == 2


@pytest.mark.parametrize("use_case", [service.retire, service.ask_again])
def test_a_question_of_somebody_else_is_unknown(use_case):
    other = make_question(4, "theirs")
    for number in (other, 99):
        with pytest.raises(UnknownQuestion):
            use_case(OWNER, number)
    with pytest.raises(UnknownQuestion):
        service.change(OWNER, other, said(), seen={})
    with pytest.raises(UnknownQuestion):
        service.drafted(OWNER, said(), other)
    assert db.session.get_one(Question, other).retired_at is None


# --- A draft --------------------------------------------------------------------------------------------------------
def test_a_draft_is_kept_nowhere():
    draft = service.drafted(OWNER, said(options=(HALAL, OptionSaid("", "Végé", "Vegan", place=1))))
    assert [key for key, _label in draft.options] == ["vegan", "halal"]
    number = service.add(OWNER, said())
    again = service.drafted(
        OWNER, said(label=Written("Autre", "Other"), options=(OptionSaid("vegan", "V"), VEGAN)), number
    )
    assert (again.key, again.text.label.get("fr")) == ("your-meal", "Autre")
    assert [key for key, _label in again.options] == ["vegan", "vegan-2"]
    db.session.rollback()
    assert (held(number).question.version, held(number).version.label.get("fr")) == (1, "Votre repas ?")
    with pytest.raises(QuestionWrong):
        service.drafted(OWNER, said(label=Written()))
