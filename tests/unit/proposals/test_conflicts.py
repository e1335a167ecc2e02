"""What suggests a conflict of interest, what stands; names that are taken out of texts; who is given what to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.proposals.rules import assignment, blind, conflicts
from aami_events.proposals.rules.assignment import Plan, Reader, Wanted
from aami_events.proposals.rules.conflicts import Person

MEMBER = Person("luc@centre.example", "centre d'art")


@pytest.mark.parametrize(
    ("member", "speakers", "partners", "why"),
    [
        (MEMBER, [Person("zoe@nord.example")], (), None),
        (MEMBER, [], (), None),
        (MEMBER, [Person("luc@centre.example")], (), "own"),
        (MEMBER, [Person("zoe@nord.example")], {"zoe@nord.example"}, "together"),
        (MEMBER, [Person("zoe@nord.example", "centre d'art")], (), "organisation"),
        (MEMBER, [Person("zoe@centre.example")], (), "domain"),
        (MEMBER, [Person("a@centre.example"), Person("luc@centre.example")], (), "own"),
        (Person("luc@gmail.com"), [Person("zoe@gmail.com")], (), None),
        (Person("luc@nord.example"), [Person("zoe@sud.example")], (), None),
        (Person("luc"), [Person("zoe")], (), None),
    ],
)
def test_what_suggests_one(member, speakers, partners, why):
    assert conflicts.suggested(member, speakers, partners) == why


@pytest.mark.parametrize(
    ("stored", "suggestion", "stands"),
    [
        (None, None, False),
        (None, "domain", True),
        ("dismissed", "domain", False),
        ("dismissed", None, False),
        ("declared", None, True),
        ("dismissed", "own", True),
    ],
)
def test_what_stands(stored, suggestion, stands):
    assert conflicts.stands(stored, suggestion) is stands


HIDDEN = blind.names([("Zoé D'Amours-Roy", "Vidéo du Nord", "zoe@nord.example"), ("ᓄᓇ Li", "", "li@x.example")])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Un film de Zoé D'Amours-Roy.", "Un film de […]."),
        ("ZOE et ses images, par zoe@nord.example", "[…] et ses images, par […]"),
        ("La vidéo du Nord tourne encore; le nord aussi.", "La […] tourne encore; le nord aussi."),
        ("Li danse; ᓄᓇ chante avec ᓄᓇ Li.", "Li danse; […] chante avec […]."),
        ("Rien à voir", "Rien à voir"),
        ("", ""),
    ],
)
def test_what_would_say_who_proposes_is_taken_out(text, masked):
    assert blind.mask(text, HIDDEN) == masked


@given(st.text())
def test_without_names_a_text_stays_as_it_is(text):
    assert blind.mask(text, frozenset()) == text == blind.mask(text, blind.names([("", "", "")]))


BOTH, ENGLISH, FRENCH = frozenset({"fr", "en"}), frozenset({"en"}), frozenset({"fr"})


def of(plan: Plan, reader: int) -> list[int]:
    return [number for number, who in plan.pairs if who == reader]


def test_each_gets_its_readers_and_loads_are_even():
    readers = [Reader(number, BOTH) for number in (1, 2, 3)]
    plan = assignment.assign(readers, [Wanted(number, BOTH, 2) for number in range(10, 19)], (), (), {})
    assert [len(of(plan, reader)) for reader in (1, 2, 3)] == [6, 6, 6] and plan.short == {}
    assert plan == assignment.assign(readers, [Wanted(number, BOTH, 2) for number in range(10, 19)], (), (), {})


def test_nobody_gets_what_they_cannot_read_are_barred_from_or_have():
    readers = [Reader(1, BOTH), Reader(2, ENGLISH), Reader(3, FRENCH)]
    wanted = [Wanted(10, FRENCH, 2), Wanted(11, frozenset(), 3), Wanted(12, ENGLISH, 2)]
    plan = assignment.assign(readers, wanted, {(12, 1)}, {(10, 1)}, {})
    assert set(plan.pairs) == {(10, 3), (11, 1), (11, 2), (11, 3), (12, 2)}
    assert plan.short == {10: 1}


def test_wishes_count_less_than_even_loads_and_more_than_nothing():
    readers = [Reader(1, BOTH), Reader(2, BOTH)]
    wanted = [Wanted(10, BOTH, 1), Wanted(11, BOTH, 1)]
    plan = assignment.assign(readers, wanted, (), (), {(10, 2): True, (11, 2): True, (11, 1): False})
    assert set(plan.pairs) == {(10, 1), (11, 2)}


def test_a_reader_has_a_limit_that_counts_what_they_have():
    wanted = [Wanted(number, BOTH, 1) for number in (10, 11, 12)]
    plan = assignment.assign([Reader(1, BOTH)], wanted, {(10, 1)}, (), {}, most=2)
    assert len(plan.pairs) == 1 and sum(plan.short.values()) == 1
    assert assignment.assign([], wanted, (), (), {}).short == {10: 1, 11: 1, 12: 1}


def test_a_question_without_an_answer_would_be_a_fault_of_ours():
    class Broken:
        OPTIMAL = 0

        def solve(self) -> int:
            return 1

    with pytest.raises(AssertionError):
        assignment._read(Broken(), {}, {})
