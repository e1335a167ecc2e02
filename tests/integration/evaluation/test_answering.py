"""Somebody answers: once, in either language, now or later, and what they said goes where nobody is named."""

import json

import pytest
from sqlalchemy import inspect, select

from aami_events.attendance import service as attendance
from aami_events.attendance.service import By
from aami_events.evaluation import errors, queries, service
from aami_events.evaluation.models import (
    AnswerSet,
    Comment,
    EquityCount,
    Invitee,
    Link,
    NamedAnswer,
    Partial,
    Pool,
    Survey,
)
from aami_events.evaluation.queries import answers
from aami_events.evaluation.rules import Days
from aami_events.events.models import Event
from aami_events.foundation import audit
from aami_events.foundation.clock import real_now
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.foundation.sealing import unseal
from tests.factories import make_event, make_part, mark_sent, register
from tests.factories.surveys import asked, closed, figures, give, links, make_survey, of
from tests.factories.together import together

pytestmark = pytest.mark.usefixtures("inside")
GRADE = asked("grade", "scale", "bad", "fair", "good", required=True)
WORDS = asked("words", "long_text")


def count(table: type) -> int:
    return db.session.query(table).count()


def test_one_answer_each_and_the_others_change_nothing():
    survey = make_survey(people=2)
    one, _other = links(survey)
    give(one, grade="good")
    for again in ("bad", "good"):
        with pytest.raises(errors.AlreadyAnswered):
            give(one, grade=again)
    with pytest.raises(errors.AlreadyAnswered):
        service.keep_partial(one, {"grade": ["bad"]})
    assert queries.figures([survey])[survey].answers == 1
    assert [row.answered for row in queries.invitations_of(survey)] == [True, False]


def test_two_sendings_at_once_are_one_answer(app):
    survey = make_survey(people=1)
    (secret,) = links(survey)
    outcomes = together(app, lambda: give(secret, grade="good"), lambda: give(secret, grade="bad"))
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyAnswered", "NoneType"]
    assert queries.figures([survey])[survey].waiting == 1


@pytest.mark.parametrize(
    ("said", "refusals"),
    [
        ({}, {"grade": "missing"}),
        ({"grade": "great"}, {"grade": "not_an_option"}),
        ({"grade": "good", "words": "x" * 5001}, {"words": "too_long"}),
    ],
)
def test_what_is_refused_is_not_kept(said, refusals):
    survey = make_survey(GRADE, WORDS, people=1)
    (secret,) = links(survey)
    with pytest.raises(errors.AnswersWrong) as refusal:
        give(secret, **said)
    assert refusal.value.refusals == refusals
    assert queries.figures([survey])[survey].answers == 0
    give(secret, grade="good")


def test_words_stand_apart_from_what_can_be_counted():
    survey = make_survey(
        GRADE,
        WORDS,
        asked("topics", "choices", "film", details={"other": True, "comment": True}),
        people=5,
        equity=True,
    )
    for number, secret in enumerate(links(survey)):
        give(
            secret, grade="good", words="Merci", topics=["film", "other"], topics__other="Radio", topics__comment="Oui",
            quotable=number == 0, e_gender="woman",
        )  # fmt: skip
    assert count(AnswerSet) == count(Comment) == 0
    assert service.mix(survey) and not service.mix(survey)
    assert count(AnswerSet) == 5 and count(Comment) == 15 and db.session.get_one(Pool, survey).waiting == []
    assert all("Merci" not in json.dumps(row.answers) for row in db.session.scalars(select(AnswerSet)))
    assert sum(row.quotable for row in db.session.scalars(select(Comment))) == 3
    (equity,) = db.session.scalars(select(EquityCount))
    assert (equity.dimension, equity.choice, equity.count) == ("gender", "woman", 5)
    names = {column.name for table in (AnswerSet, EquityCount) for column in table.__table__.columns}
    assert names == {"id", "survey_id", "language", "answers", "dimension", "choice", "count"}, "nothing that says who"


def test_nothing_leads_from_who_was_asked_to_what_was_answered():
    tables = inspect(db.engine)
    for name in ("survey_answers", "survey_comments", "survey_equity", "survey_pools", "survey_partials"):
        found = {key["referred_table"] for key in tables.get_foreign_keys(name)}
        assert found <= {"surveys", "question_versions", "survey_invitations"}
        if name != "survey_comments":
            assert "survey_invitations" not in found
    survey = make_survey(WORDS, people=5)
    for secret in links(survey):
        give(secret, words="Merci")
    closed(survey)
    assert {row.invitation_id for row in db.session.scalars(select(Comment))} == {None}


def test_fifty_in_french_and_fifty_in_english_are_one_result():
    survey = make_survey(GRADE, people=100)
    for number, secret in enumerate(links(survey)):
        give(secret, "fr" if number % 2 else "en", grade="good" if number < 70 else "bad")
    closed(survey)
    assert of(survey, "grade") == {"n": 100, "cells": {"": {"bad": 30, "fair": 0, "good": 70}}}
    assert figures(survey)["languages"] == {"en": 50, "fr": 50}
    assert figures(survey)["breakdowns"]["language"]["groups"] == {"en": 50, "fr": 50}


def test_a_third_language_needs_no_migration():
    survey = make_survey(GRADE, people=5)
    for secret in links(survey):
        give(secret, "iu", grade="good")
    closed(survey)
    assert figures(survey)["languages"] == {"iu": 5}


def test_what_is_begun_is_read_by_its_own_link_only():
    survey = make_survey(GRADE, WORDS, people=2)
    mine, other = links(survey)
    service.keep_partial(mine, {"words": ["Un secret à moi"], "grade": ["bad"]})
    service.keep_partial(mine, {"words": ["Un secret à moi, plus long"]})
    (row,) = db.session.scalars(select(Partial))
    assert "secret" not in row.sealed and unseal(queries.PARTIAL, other, row.sealed) is None
    hashes = {link.key_hash for link in db.session.scalars(select(Link))}
    assert row.key_hash not in hashes, "nothing leads from what was begun to who began it"
    assert service.partial(mine) == {"words": ["Un secret à moi, plus long"]} and service.partial(other) is None
    give(mine, grade="good")
    assert count(Partial) == 0 and service.partial(mine) is None


def test_too_much_is_not_kept():
    survey = make_survey(people=1)
    (secret,) = links(survey)
    with pytest.raises(errors.AnswersWrong):
        service.keep_partial(secret, {"words": ["x" * 200_001]})


def test_an_open_link_takes_any_answer_and_keeps_nothing_for_later():
    survey = make_survey(audience="open")
    key = db.session.get_one(Survey, survey).open_key
    for _ in range(3):
        give(key, grade="good")
    assert queries.figures([survey])[survey].waiting == 3
    with pytest.raises(errors.NotThere):
        service.keep_partial(key, {"grade": ["good"]})


@pytest.mark.parametrize("secret", ["", "x", "é" * 300])
def test_a_forged_link_leads_nowhere(secret):
    make_survey(people=1)
    for act in (lambda: service.open_link(secret), lambda: give(secret), lambda: service.decline(secret)):
        with pytest.raises(errors.NotThere):
            act()


def test_only_in_its_hours(clock):
    event = make_event()
    survey = make_survey(event_id=event, days=Days(opens_after=1, closes_after=14))
    service.write_down(survey, [service.Person("Ada", "ada@x.example")])
    (secret,) = links(survey)
    with pytest.raises(errors.NotNow):
        service.invite(survey)
    for wanted, days in (("waiting", 0), ("open", 36), ("over", 20)):
        clock.forward(days=days)
        assert service.open_link(secret).phase == wanted
        if wanted != "open":
            with pytest.raises(errors.NotNow) as refusal:
                give(secret, grade="good")
            assert refusal.value.phase == wanted
            with pytest.raises(errors.NotNow):
                service.keep_partial(secret, {})
    assert service.overdue() == [survey]


def test_a_named_survey_keeps_who_said_what():
    survey = make_survey(GRADE, asked("words", "text"), people=2, named=True)
    one, other = links(survey)
    give(one, grade="good", words="Merci")
    give(other, "en", grade="bad")
    service.mix(survey)
    assert [row.invitation.name for row in answers.named_of(survey)] == ["Personne 0", "Personne 1"]
    assert count(AnswerSet) == 0 and count(Pool) == 0
    (comment,) = db.session.scalars(select(Comment))
    assert comment.invitation_id is not None
    row = answers.named_of(survey)[0]
    assert [value for _label, value in queries.readable(row)] == ["good (fr)", "Merci"]
    closed(survey)
    assert queries.tally_of(survey).final and queries.tally_of(survey).count == 2


def test_who_is_meant_is_asked_once_and_reminded_twice_at_most():
    event = make_event(mode="hybrid")
    ids = [register(event, name=f"Personne {n}", email="info@centre.example") for n in range(3)]
    survey = make_survey(audience="registered", event_id=event)
    assert service.invite(survey) == 3 and service.invite(survey) == 0
    late = register(event, name="Tard", email="tard@x.example")
    assert service.count_to_ask(db.session.get_one(Survey, survey)) == 1 and service.invite(survey) == 1
    rows = {row.registration_id: row for row in queries.invitations_of(survey)}
    assert set(rows) == {*ids, late}
    (secret, declines, *_rest) = links(survey)
    give(secret, grade="good")
    service.decline(declines)
    assert [service.remind(survey) for _ in range(4)] == [2, 2, 0, 0]
    letters = list(db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == queries.LETTER)))
    assert len(letters) == 8 and {row.recipient for row in letters} == {"info@centre.example", "tard@x.example"}


def test_letters_carry_a_link_that_nobody_can_read_afterwards():
    survey = make_survey(people=1)
    (row,) = db.session.scalars(select(OutboxLetter))
    letter = compose(row)
    (secret,) = [word.rsplit("/", 1)[1] for word in letter.text.split() if "/surveys/" in word]
    assert service.open_link(secret).survey.id == survey and "Personne 0" in letter.text
    mark_sent(row.id, sent_at=real_now(), **letter.kept())
    db.session.expire_all()
    (row,) = db.session.scalars(select(OutboxLetter))
    assert secret not in json.dumps([row.text, row.html, row.facts]) and row.facts == {}
    give(secret, grade="good")


def test_who_has_answered_meanwhile_gets_no_letter():
    survey = make_survey(people=1)
    (secret,) = links(survey)
    give(secret, grade="good")
    (row,) = db.session.scalars(select(OutboxLetter))
    with pytest.raises(LookupError):
        compose(row)


def test_audiences():
    event = make_event(mode="hybrid")
    part = make_part(event)
    there, online, _away = (register(event, name=f"P{n}", email=f"p{n}@x.example", parts=(part,)) for n in range(3))
    row = db.session.get_one(Event, event)
    attendance.mark(row, there, None, "attended", By())
    attendance.mark(db.session.get_one(Event, event), online, part, "attended", By())
    for audience, wanted in (("present", {there, online}), ("registered", {there, online, _away}), ("part", {online})):
        more = {"part_id": part} if audience == "part" else {}
        survey = make_survey(audience=audience, event_id=event, ready=False, **more)
        people = service.audience_of(db.session.get_one(Survey, survey))
        assert {one.registration_id for one in people} == wanted
    assert service.audience_of(db.session.get_one(Survey, make_survey(ready=False))) == []


def test_nothing_of_an_answer_is_in_the_history():
    survey = make_survey(GRADE, people=5)
    for secret in links(survey):
        give(secret, grade="good")
    service.mix(survey)
    closed(survey)
    done = [entry.action for entry in audit.history("survey", survey)]
    assert set(done) == {
        "survey.begun", "survey.brought", "survey.opened", "survey.listed", "survey.invited", "survey.closed",
    }  # fmt: skip
    assert count(NamedAnswer) == 0 and count(Invitee) == 5
