"""Cancelling, and where a freed place goes."""

import datetime as dt

import pytest

from aami_events.foundation.jobs import sweep_all
from aami_events.registration import queries, service
from aami_events.registration.errors import AlreadyCancelled, ChangesOver, OfferOver, PlaceTaken, StateRefused
from tests.factories import FIRST_DAY, NOW, make_event, make_part, register
from tests.factories.reading import deeds, last_diff, letters, part_taken, parts_of, states, taken, the

HOUR = dt.timedelta(hours=1)


def test_a_freed_place_is_offered_to_the_next_and_held(clock):
    event = make_event(capacity=1)
    first, second, third = (register(event) for _ in range(3))
    clock.forward(hours=1)
    service.cancel(first, reason="malade")
    assert states(first, second, third) == ["cancelled", "offered", "waiting"]
    assert (the(first).cancelled_at, the(first).waiting_since) == (NOW + HOUR, None)
    assert (the(second).offer_expires_at, the(second).waiting_since) == (NOW + 49 * HOUR, None)
    assert taken(event) == 1, "an offered place is held"
    assert (letters(first)[-1], letters(second)[-1], letters(third)[-1]) == ("cancelled", "offered", "waiting")
    assert (deeds(first), deeds(second)) == (["created", "cancelled"], ["created", "offered"])


def test_without_a_letter_to_the_one_who_cancels():
    number = register(make_event())
    service.cancel(number, letter=False)
    assert letters(number) == ["confirmed"]


def test_one_cannot_cancel_twice():
    event = make_event()
    number = register(event)
    service.cancel(number)
    with pytest.raises(AlreadyCancelled):
        service.cancel(number)
    assert (letters(number), taken(event)) == (["confirmed", "cancelled"], 0)


def test_whoever_waits_may_give_up():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    service.cancel(second)
    assert (states(first, second), taken(event)) == (["confirmed", "cancelled"], 1)


def test_one_can_cancel_until_the_event_is_over(clock):
    event = make_event()
    first, second = register(event), register(event)
    clock.set(dt.datetime.combine(FIRST_DAY + dt.timedelta(days=3), dt.time(12), dt.UTC))
    service.cancel(first)
    clock.forward(days=1)
    with pytest.raises(ChangesOver):
        service.cancel(second)
    assert states(first, second) == ["cancelled", "confirmed"]


def test_accepting(clock):
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    service.cancel(first)
    clock.forward(hours=47, minutes=59)
    service.accept(second)
    assert (states(second), the(second).offer_expires_at, taken(event)) == (["confirmed"], None, 1)
    assert (letters(second), deeds(second)) == (
        ["waiting", "offered", "confirmed"],
        ["created", "offered", "offer_accepted"],
    )


def test_there_is_nothing_to_accept_without_an_offer():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    for number in (first, second):
        with pytest.raises(OfferOver):
            service.accept(number)
    assert states(first, second) == ["confirmed", "waiting"]


def test_too_late_to_accept_though_nobody_swept_yet(clock):
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    service.cancel(first)
    clock.forward(hours=48)
    with pytest.raises(OfferOver):
        service.accept(second)
    assert states(second) == ["offered"]


def test_an_offer_that_ends_goes_to_the_next(clock):
    event = make_event(capacity=1)
    first, second, third = (register(event) for _ in range(3))
    service.cancel(first)
    assert service.expire_offers(event) == 0
    assert service.events_with_expired_offers() == []
    clock.forward(hours=48)
    assert service.events_with_expired_offers() == [event]
    assert service.expire_offers(event) == 1
    assert states(second, third) == ["cancelled", "offered"]
    assert (taken(event), letters(second)[-1], deeds(second)[-1]) == (1, "offer_expired", "offer_expired")
    assert service.expire_offers(event) == 0


def test_the_sweep_moves_offers_on(clock):
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    service.cancel(first)
    clock.forward(hours=48)
    sweep_all()
    assert (states(second), taken(event)) == (["cancelled"], 0)


def test_an_offer_does_not_outlast_the_event(clock):
    event = make_event(capacity=1, ends=dt.datetime(2020, 8, 17, 17, 0))  # 4 hours from now, in Toronto
    first, second = register(event), register(event)
    service.cancel(first)
    assert the(second).offer_expires_at == NOW + 8 * HOUR


def test_an_event_without_times_holds_for_the_usual_hours(clock):
    event = make_event(capacity=1, ends=None)
    first, second = register(event), register(event)
    service.cancel(first)
    assert the(second).offer_expires_at == NOW + 48 * HOUR


def test_an_offer_may_be_declined():
    event = make_event(capacity=1)
    first, second, third = (register(event) for _ in range(3))
    service.cancel(first)
    service.cancel(second)
    assert (states(second, third), the(second).offer_expires_at) == (["cancelled", "offered"], None)


def test_a_freed_place_of_one_category_is_not_for_another():
    event = make_event(categories=({"key": "a", "capacity": 1}, {"key": "b", "capacity": 1}))
    a, b = register(event, category="a"), register(event, category="b")
    waits_for_b, waits_for_a = register(event, category="b"), register(event, category="a")
    service.cancel(a)
    assert states(waits_for_b, waits_for_a, b) == ["waiting", "offered", "confirmed"]


def test_a_freed_place_in_a_part_goes_to_the_next_who_comes():
    event = make_event()
    part = make_part(event, capacity=1)
    first, second, third = (register(event, parts=(part,)) for _ in range(3))
    service.cancel(first)
    assert [parts_of(number) for number in (first, second, third)] == [
        {part: "waiting"}, {part: "confirmed"}, {part: "waiting"},
    ]  # fmt: skip
    assert (letters(second), deeds(second)[-1], part_taken(part)) == (
        ["confirmed", "part_confirmed"],
        "part_confirmed",
        1,
    )


def test_parts_come_with_an_offered_place_as_far_as_they_are_free():
    event = make_event(capacity=1)
    small, large = make_part(event, capacity=1), make_part(event, position=2)
    first = register(event, parts=(large,))
    agm_like = register(event, parts=(small, large))
    service.cancel(first)
    assert parts_of(agm_like) == {small: "confirmed", large: "confirmed"}
    assert (part_taken(small), part_taken(large)) == (1, 1)


def test_an_offered_place_without_its_full_part():
    event = make_event(capacity=2)
    small = make_part(event, capacity=1)
    first, _second, third = register(event), register(event, parts=(small,)), register(event, parts=(small,))
    service.cancel(first)
    assert (states(third), parts_of(third), part_taken(small)) == (["offered"], {small: "waiting"}, 1)


def test_a_part_that_became_free_while_the_place_was_offered():
    event = make_event(capacity=2)
    small = make_part(event, capacity=1)
    first, second, third = register(event), register(event, parts=(small,)), register(event, parts=(small,))
    service.cancel(first)
    service.cancel(second)
    assert (states(third), parts_of(third)) == (["offered"], {small: "waiting"})
    service.accept(third)
    assert (parts_of(third), part_taken(small), letters(third)[-1]) == ({small: "confirmed"}, 1, "part_confirmed")


@pytest.mark.parametrize(
    ("before", "to", "after"),
    [
        ("confirmed", "cancelled", "cancelled"),
        ("confirmed", "waiting", "offered"),
        ("waiting", "cancelled", "cancelled"),
    ],
)
def test_moved_by_an_organiser(before, to, after):
    """Someone put back on the list where nobody else waits is the next one."""
    event = make_event(capacity=1)
    part = make_part(event)
    first, second = register(event, parts=(part,)), register(event)
    if before == "confirmed":
        service.cancel(second)
    number = first if before == "confirmed" else second
    service.move(number, to, reason="demandé par téléphone")
    assert states(number) == [after]
    assert taken(event) == (0 if states(first, second) == ["cancelled"] * 2 else 1)


def test_put_back_on_the_list_the_next_is_offered_the_place(clock):
    event = make_event(capacity=1)
    part = make_part(event)
    first, second = register(event, parts=(part,)), register(event)
    clock.forward(hours=1)
    service.move(first, "waiting", reason="")
    assert states(first, second) == ["waiting", "offered"]
    assert (the(first).waiting_since, parts_of(first), part_taken(part)) == (NOW + HOUR, {part: "waiting"}, 0)
    assert letters(first)[-1] == "waiting"


def test_confirmed_by_hand_only_where_a_place_is_free():
    event = make_event(capacity=1)
    _first, second = register(event), register(event)
    with pytest.raises(PlaceTaken):
        service.move(second, "confirmed", reason="")
    assert (states(second), letters(second), taken(event)) == (["waiting"], ["waiting"], 1)


def test_confirmed_by_hand_out_of_turn():
    event = make_event(capacity=1)
    part = make_part(event, capacity=1)
    first, second = register(event, parts=(part,)), register(event)
    service.cancel(second)
    service.cancel(first)
    service.move(first, "confirmed", reason="erreur de notre part")
    assert (states(first), parts_of(first), the(first).cancelled_at) == (["confirmed"], {part: "confirmed"}, None)
    assert (letters(first)[-1], last_diff(first)) == ("confirmed", {"state": ["cancelled", "confirmed"]})


def test_an_offered_place_confirmed_by_hand():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    service.cancel(first)
    service.move(second, "confirmed", reason="au téléphone")
    assert (states(second), the(second).offer_expires_at, taken(event)) == (["confirmed"], None, 1)


@pytest.mark.parametrize("state", ["confirmed", "offered", "nowhere"])
def test_where_nobody_can_be_moved(state):
    event = make_event()
    number = register(event)
    with pytest.raises(StateRefused):
        service.move(number, state, reason="")
    assert (states(number), deeds(number)) == (["confirmed"], ["created"])


def test_positions_are_honest(clock):
    event = make_event(capacity=1)
    other = make_event("autre-2020", capacity=0)
    numbers = [register(event) for _ in range(4)]
    register(other)
    assert [queries.position(the(number)) for number in numbers[1:]] == [1, 2, 3]
    service.cancel(numbers[2])
    assert [queries.position(the(number)) for number in (numbers[1], numbers[3])] == [1, 2]
    service.cancel(numbers[0])
    assert states(numbers[1]) == ["offered"]
    assert queries.position(the(numbers[3])) == 1, "those offered a place wait no longer"
    clock.forward(hours=1)
    last = register(event)
    assert queries.position(the(last)) == 2


def test_positions_count_the_same_category_only():
    event = make_event(capacity=0, categories=({"key": "a"}, {"key": "b"}))
    numbers = [register(event, category=key) for key in ("a", "b", "b")]
    assert [queries.position(the(number)) for number in numbers] == [1, 1, 2]


def test_positions_in_a_part():
    event = make_event()
    part = make_part(event, capacity=1)
    numbers = [register(event, parts=(part,)) for _ in range(3)]
    rows = [the(number).parts[0] for number in numbers[1:]]
    assert [queries.part_position(row) for row in rows] == [1, 2]


def test_who_cancelled_is_not_counted_in_the_queue_of_a_part():
    event = make_event()
    part = make_part(event, capacity=1)
    _first, second, third = (register(event, parts=(part,)) for _ in range(3))
    service.cancel(second)
    assert queries.part_position(the(third).parts[0]) == 1


def test_the_letter_says_where_one_stands(inside):
    from aami_events.foundation.outbox import compose
    from tests.factories.reading import last_letter

    event = make_event(capacity=0)
    register(event)
    register(event)
    assert " 2 " in compose(last_letter()).text.replace("\u00a0", " ")


def test_who_waits_for_a_part_comes_before_whoever_is_offered_a_place_now():
    """One place in the session: its holder leaves, and both a confirmed person and the waiting list want it."""
    event = make_event(capacity=2)
    part = make_part(event, capacity=1)
    holder, next_in_part = register(event, parts=(part,)), register(event, parts=(part,))
    waits = register(event, parts=(part,))
    assert parts_of(next_in_part) == {part: "waiting"} and states(waits) == ["waiting"]
    service.cancel(holder)
    assert (parts_of(next_in_part), states(waits)) == ({part: "confirmed"}, ["offered"])
    assert parts_of(waits) == {part: "waiting"}
