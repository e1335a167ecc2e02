"""The life of a survey: begun, changed, opened, closed, removed; and the questions it takes over."""

import datetime as dt
from dataclasses import replace

import pytest

from aami_events.evaluation import errors, jobs, queries, service
from aami_events.evaluation.models import Comment, Invitee, Survey
from aami_events.evaluation.rules import Days
from aami_events.evaluation.rules.drafting import Draft
from aami_events.foundation import ground
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db
from aami_events.people import service as people
from aami_events.questions import queries as questions
from aami_events.questions import service as asking
from aami_events.questions.models import QuestionVersion
from tests.factories import make_event, make_part
from tests.factories.surveys import WORDS, asked, closed, figures, give, links, make_survey, of

pytestmark = pytest.mark.usefixtures("inside")
ENTRY = service.SurveyEntry(title=WORDS, audience="list", days=Days(closes_at=dt.datetime(2020, 12, 1, 12)))
NOBODY = 999


def test_an_address_is_made_once_and_kept():
    assert [queries.slug_of(service.begin(ENTRY)) for _ in range(2)] == ["evaluation", "evaluation-2"]
    assert queries.slug_of(service.begin(ENTRY, slug="membres-2019")) == "membres-2019"
    assert queries.slug_of(service.begin(ENTRY, slug="new")) != "new"


@pytest.mark.parametrize(
    "act", ["close", "publish", "withdraw", "remove", "invite", "remind", "mix", "finish", "write_by_itself"]
)
def test_nothing_happens_to_what_is_not_there(act):
    with pytest.raises(errors.NotThere):
        getattr(service, act)(NOBODY)


def test_what_is_opened_has_questions_both_languages_and_an_end():
    bare = service.begin(service.SurveyEntry(title=Written("Seul", ""), audience="list"))
    with pytest.raises(errors.NotReady) as refusal:
        service.publish(bare)
    assert refusal.value.why == ["questions", "languages", "closing"]
    service.add_questions(bare, [asked("about", "heading")])
    with pytest.raises(errors.NotReady) as refusal:
        service.publish(bare)
    assert "questions" in refusal.value.why, "a heading asks nothing"


def test_one_state_after_the_other():
    survey = make_survey(ready=False)
    for act in (service.close, service.withdraw, service.invite):
        with pytest.raises(errors.NotNow):
            act(survey)
    service.publish(survey)
    for act in (service.publish, service.remove):
        with pytest.raises(errors.NotNow):
            act(survey)
    with pytest.raises(errors.NotNow):
        service.add_questions(survey, [asked("late", "text")])
    service.withdraw(survey)
    service.publish(survey)
    closed(survey)
    service.close(survey)
    assert not service.finish(survey), "once"
    for act in (service.invite, lambda number: service.write_down(number, [])):
        with pytest.raises(errors.NotNow):
            act(survey)
    with pytest.raises(errors.NotNow):
        service.set_breakdowns(survey, [])


def test_a_draft_goes_with_everything(clock):
    survey = make_survey(ready=False)
    service.remove(survey)
    assert db.session.get(Survey, survey) is None and questions.list_held("survey", survey) == []
    assert db.session.query(QuestionVersion).count() == 0, "another survey may have its number one day"


def test_what_is_answered_is_not_a_draft_again():
    survey = make_survey(people=1)
    (secret,) = links(survey)
    give(secret, grade="good")
    with pytest.raises(errors.NotNow):
        service.withdraw(survey)


def test_who_was_slower_is_told():
    survey = make_survey(ready=False)
    service.change(survey, ENTRY, base=1)
    with pytest.raises(errors.Overtaken) as refusal:
        service.change(survey, ENTRY, base=1)
    assert refusal.value.revision == 2


def test_a_part_of_another_event_is_none_of_this_one_s():
    event, other = make_event(), make_event("autre-2020")
    part = make_part(other)
    entry = service.SurveyEntry(title=WORDS, audience="part", event_id=event, part_id=part)
    with pytest.raises(errors.SurveyWrong) as refusal:
        service.begin(entry)
    assert refusal.value.faults == [("part", "part")]
    number = service.begin(service.SurveyEntry(title=WORDS, audience="part", event_id=other, part_id=part))
    assert db.session.get_one(Survey, number).part_id == part


def test_an_event_that_is_none():
    with pytest.raises(errors.SurveyWrong) as refusal:
        service.begin(replace(ENTRY, event_id=NOBODY))
    assert refusal.value.faults == [("event", "unknown")]


def test_member_organisations_are_asked_once_each():
    for key, name, email in (("un", "Un", "info@x.example"), ("deux", "Deux", "info@x.example"), ("sans", "Sans", "")):
        rest = {"province": "QC", "region": "quebec", "language": "fr", "email": email, "kind": "artist-run-centre"}
        people.ensure_organisation(key, Bilingual.of(fr=name), **rest)
    survey = make_survey(audience="members")
    assert service.invite(survey) == 2 and service.invite(survey) == 0
    assert {row.name for row in queries.invitations_of(survey)} == {"Un", "Deux"}


def test_a_list_is_not_endless():
    survey = make_survey()
    with pytest.raises(errors.SurveyWrong):
        service.write_down(survey, [service.Person("x", "x@x.example")] * 5001)


def test_the_library_is_asked_once_and_asks_in_both_languages():
    survey = make_survey(asked("grade", "text"), ready=False)
    keys = [row["key"] for row in service.library()]
    assert len(keys) == len(set(keys)) and {row["group"] for row in service.library()} >= {
        "general", "programming", "communications", "accessibility", "background",
    }  # fmt: skip
    assert service.add_from_library(survey, keys) == len(keys) and service.add_from_library(survey, keys) == 0
    service.publish(survey)
    assert service.missing_for(db.session.get_one(Survey, survey)) == []


def test_a_questionnaire_goes_out_and_comes_back():
    why = asked("why", "long_text", condition={"question": "grade", "equals": "bad"}, help={"fr": "A", "en": "B"})
    first = make_survey(asked("grade", "scale", "bad", "good"), why, ready=False)
    second = make_survey(asked("grade", "text"), ready=False)
    draft = Draft(questions=service.draft_of(first))
    assert service.take_over(second, draft) == 2
    held = questions.asked_by("survey", second)
    assert [one.key for one in held] == ["grade", "grade-2", "why"]
    assert held[2].definition.condition == ("grade-2", "bad"), "it follows the question, whatever that is called here"
    assert service.draft_of(second)[2]["help"] == {"fr": "A", "en": "B"}


def test_no_survey_is_endless():
    survey = make_survey(ready=False)
    assert service.add_questions(survey, [asked(f"q{n}", "text") for n in range(300)]) == 199


def test_a_question_that_is_changed_keeps_what_was_answered_before():
    survey = make_survey(asked("grade", "scale", "bad", "good"), people=12)
    secrets = links(survey)
    for secret in secrets[:6]:
        give(secret, grade="good")
    (held,) = questions.list_held("survey", survey)
    options = tuple(asking.OptionSaid(key, key, key) for key in ("bad", "good"))
    said = asking.QuestionSaid("scale", Written("Autre chose", "Something else"), Written(), options=options)
    seen = ground.read(ground.carried(held.facts))
    assert asking.change_question(("survey", survey), held.question.id, said, seen=seen) == "version"
    for secret in secrets[6:]:
        give(secret, grade="bad")
    closed(survey)
    assert of(survey, "grade") == {"n": 6, "cells": {"": {"bad": 6, "good": 0}}}
    shown = figures(survey)["questions"]
    assert sorted(one["n"] for one in shown.values()) == [6, 6], "each beside the words it was given to"


def test_a_translation_of_a_line_changes_nothing_of_what_it_means():
    survey = make_survey(asked("m", "matrix", "bad", "good", rows=("food",)), ready=False)
    (held,) = questions.list_held("survey", survey)
    asking.word(held.question.id, "rows", Bilingual.of(fr="Repas", en="food (en)"), option="food")
    asking.word(held.question.id, "options", Bilingual.of(fr="Bon", en="good (en)"), option="good")
    (one,) = questions.asked_by("survey", survey)
    assert [label.get("fr") for _key, label in (*one.rows, *one.options)] == ["Repas", "bad (fr)", "Bon"]


def test_a_line_that_was_missing_is_caught_up_in_place():
    lines = [{"id": "food", "label": {"fr": "Repas"}}]
    facts = asked("m", "matrix", "bad", "good") | {"details": {"rows": lines}}
    survey = make_survey(facts, ready=False)
    (held,) = questions.list_held("survey", survey)
    asking.word(held.question.id, "rows", Bilingual.of(fr="Repas", en="Meals"), option="food")
    assert db.session.query(QuestionVersion).count() == 1, "the same version, for it means the same"


def test_a_note_is_edited_with_its_highest_number():
    survey = make_survey(ready=False)
    said = asking.QuestionSaid("rating", Written("Note", "Note"), Written(), most=7)
    number = asking.add_question(("survey", survey), said)
    (held,) = [row for row in questions.list_held("survey", survey) if row.question.id == number]
    assert held.definition.most == 7 and held.version.details == {"most": 7}


def test_what_people_see_keeps_both_languages():
    survey = make_survey()
    row = db.session.get_one(Survey, survey)
    with pytest.raises(errors.SurveyWrong) as refusal:
        service.change(survey, replace(ENTRY, title=Written("Seul", "")), base=row.revision)
    assert refusal.value.faults == [("title", "one_language")]


def test_what_is_over_is_closed_and_finished_by_itself(clock):
    survey = make_survey(people=6, equity=True)
    for at, secret in enumerate(links(survey)):
        give(secret, grade="good", e_gender="woman", e_age="30_44" if at < 2 else "", e_lgbtq="yes" if at < 3 else "no")
    assert jobs.close_what_is_over() == 0
    clock.set(dt.datetime(2020, 12, 2, 12, tzinfo=dt.UTC))
    assert jobs.close_what_is_over() == 1 and service.unfinished() == [survey]
    jobs.mix(survey)
    jobs.finish(survey)
    assert service.unfinished() == [] and figures(survey)["n"] == 6
    shown = figures(survey)["equity"]
    assert shown == {"gender": {"*": 6}, "lgbtq": {"*": 6}}, "two who said their age are too few, three are no group"


def test_few_answers_to_one_question_are_not_shown():
    survey = make_survey(asked("grade", "scale", "bad", "good"), asked("rare", "yes_no"), people=6)
    for at, secret in enumerate(links(survey)):
        give(secret, grade="good", **({"rare": "yes"} if at < 2 else {}))
    closed(survey)
    assert of(survey, "rare") == {"n": 2, "cells": None}
    assert of(survey, "grade")["cells"] == {"": {"bad": 0, "good": 6}}


def test_what_is_over_goes_in_its_time(clock):
    class Over:
        def __init__(self, now: dt.datetime) -> None:
            self.now = now

        def events(self, _days: int) -> list[int]:
            return []

        def moment(self, days: int) -> dt.datetime:
            return self.now - dt.timedelta(days=days)

    named, anonymous = (make_survey(asked("w", "text"), people=5, named=named) for named in (True, False))
    for survey in (named, anonymous):
        for secret in links(survey):
            give(secret, w="Mot")
        closed(survey)
    clock.forward(days=91)
    due = Over(clock.now)
    assert service.forget_asked(due, 90, dry=True) == {0: 5} and db.session.query(Invitee).count() == 10
    assert service.forget_asked(due, 90, dry=False) == {0: 5}
    assert service.forget_named(due, 365, dry=False) == {} == service.forget_comments(due, 1095, dry=False)
    clock.forward(days=1100)
    due = Over(clock.now)
    assert service.forget_named(due, 365, dry=True) == {0: 5} and service.forget_named(due, 365, dry=False) == {0: 5}
    assert service.forget_comments(due, 1095, dry=True) == {0: 5} == service.forget_comments(due, 1095, dry=False)
    assert service.forget_asked(due, 90, dry=False) == {0: 5}
    assert db.session.query(Comment).count() == 0 and figures(anonymous)["n"] == 5, "figures stay"
