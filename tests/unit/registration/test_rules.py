"""Who gets in, who waits, who is next."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.foundation.addresses import is_whole_address
from aami_events.registration import rules
from aami_events.registration.errors import MembersOnly, RegistrationClosed, StateRefused, UnknownCategory, UnknownPart
from aami_events.registration.rules import CategoryFacts, PartFacts

NOW = dt.datetime(2020, 8, 17, 13, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ALLOWED = None

MEMBER = CategoryFacts("member", members_only=True, agm_only=False)
OTHERS = CategoryFacts("others", members_only=False, agm_only=False)
AGM = CategoryFacts("agm", members_only=False, agm_only=True)
ALL = (MEMBER, OTHERS, AGM)


@pytest.mark.parametrize(
    ("state", "by_organiser", "refusal"),
    [
        ("open", False, ALLOWED),
        ("later", False, RegistrationClosed),
        ("over", False, RegistrationClosed),
        ("invited", False, RegistrationClosed),
        ("cancelled", False, RegistrationClosed),
        ("open", True, ALLOWED),
        ("later", True, ALLOWED),
        ("over", True, ALLOWED),
        ("draft", True, ALLOWED),
        ("cancelled", True, RegistrationClosed),
        ("archived", True, RegistrationClosed),
    ],
)
def test_when_one_can_register(state, by_organiser, refusal):
    if refusal is ALLOWED:
        rules.check_open(state, by_organiser=by_organiser)
    else:
        with pytest.raises(refusal) as refused:
            rules.check_open(state, by_organiser=by_organiser)
        assert refused.value.state == state


@pytest.mark.parametrize(
    ("offered", "asked", "member", "expected"),
    [
        (ALL, "others", False, OTHERS),
        (ALL, "member", True, MEMBER),
        (ALL, "agm", False, AGM),
        (ALL, "member", False, MembersOnly),
        (ALL, "press", True, UnknownCategory),
        (ALL, "", True, UnknownCategory),
        (ALL, None, True, UnknownCategory),
        ([OTHERS], None, False, OTHERS),
        ([OTHERS], "", False, OTHERS),
        ([OTHERS], "press", False, UnknownCategory),
        ([MEMBER], None, False, MembersOnly),
        ([], None, True, UnknownCategory),
    ],
)
def test_the_category_that_was_asked_for(offered, asked, member, expected):
    if isinstance(expected, CategoryFacts):
        assert rules.pick_category(offered, asked, member=member) == expected
    else:
        with pytest.raises(expected):
            rules.pick_category(offered, asked, member=member)


PARTS = (PartFacts(1, alone=False), PartFacts(2, alone=True), PartFacts(3, alone=False))


@pytest.mark.parametrize(
    ("wanted", "agm_only", "expected"),
    [
        ([], False, ()),
        ([3, 1], False, (1, 3)),
        ([2, 2], False, (2,)),
        ([1, 2, 3], False, (1, 2, 3)),
        ([4], False, UnknownPart),
        ([1, 4], False, UnknownPart),
        ([], True, (2,)),
        ([2], True, (2,)),
        ([1], True, UnknownPart),
        ([1, 2], True, UnknownPart),
    ],
)
def test_the_parts_that_were_asked_for(wanted, agm_only, expected):
    if isinstance(expected, tuple):
        assert rules.pick_parts(PARTS, wanted, agm_only=agm_only) == expected
    else:
        with pytest.raises(expected):
            rules.pick_parts(PARTS, wanted, agm_only=agm_only)


EVENT, CATEGORY, MORNING, EVENING = 10, 11, 12, 13


@pytest.mark.parametrize(
    ("taken", "base", "parts"),
    [
        ({EVENT, CATEGORY, MORNING, EVENING}, True, {1, 2}),
        ({EVENT, CATEGORY, EVENING}, True, {2}),
        ({EVENT, CATEGORY}, True, set()),
        ({CATEGORY, MORNING, EVENING}, False, set()),
        ({EVENT, MORNING, EVENING}, False, set()),
        (set(), False, set()),
    ],
)
def test_what_one_gets(taken, base, parts):
    admission = rules.admit(taken, (EVENT, CATEGORY), {1: MORNING, 2: EVENING})
    assert (admission.base, set(admission.parts)) == (base, parts)


@pytest.mark.parametrize(("free", "full"), [(None, False), (2, False), (1, False), (0, True), (-1, True)])
def test_what_is_full(free, full):
    assert rules.is_full(free) is full


@pytest.mark.parametrize(
    ("free", "queue", "expected"),
    [
        ({1: 1}, [("a", (1,)), ("b", (1,))], ["a"]),
        ({1: 2}, [("a", (1,)), ("b", (1,)), ("c", (1,))], ["a", "b"]),
        ({1: None}, [("a", (1,)), ("b", (1,))], ["a", "b"]),
        ({1: 0}, [("a", (1,))], []),
        ({1: 1}, [], []),
        # The first waits for a full category: the second, of another, does not wait with them.
        ({1: 1, 2: 0, 3: 1}, [("a", (1, 2)), ("b", (1, 3))], ["b"]),
        # Whoever cannot have everything takes nothing from those behind.
        ({1: 1, 2: 0}, [("a", (1, 2)), ("b", (1,)), ("c", (1,))], ["b"]),
    ],
)
def test_who_is_next(free, queue, expected):
    assert rules.served(free, queue) == expected


PLACES = st.integers(0, 4)
FREE = st.fixed_dictionaries({place: st.none() | st.integers(-1, 4) for place in range(5)})
NEEDS = st.lists(PLACES, min_size=1, max_size=3, unique=True).map(tuple)


@given(FREE, st.lists(NEEDS, max_size=12).map(lambda needs: list(enumerate(needs))))
def test_a_queue_is_never_served_more_than_there_is_and_in_order(free, queue):
    chosen = rules.served(free, queue)
    assert chosen == [who for who, _needed in queue if who in chosen], "order kept, nobody twice"
    needed = dict(queue)
    left = {
        place: count - sum(place in needed[who] for who in chosen) for place, count in free.items() if count is not None
    }
    assert all(count >= 0 or count == free[place] for place, count in left.items()), "never more than free"
    for who, places in queue:
        if who not in chosen:
            assert any(left.get(place, 1) <= 0 for place in places), "nobody waits while all they need is free"


@given(st.sets(PLACES), NEEDS, st.dictionaries(st.integers(1, 5), PLACES, max_size=5))
def test_admission_never_gives_what_could_not_be_taken(taken, base, parts):
    admission = rules.admit(taken, base, parts)
    assert admission.base == taken.issuperset(base)
    assert admission.parts == {part for part, place in parts.items() if admission.base and place in taken}


MOVES_ALLOWED = {
    ("confirmed", "cancelled"), ("confirmed", "waiting"), ("waiting", "confirmed"), ("waiting", "cancelled"),
    ("offered", "confirmed"), ("offered", "cancelled"), ("cancelled", "confirmed"), ("cancelled", "waiting"),
}  # fmt: skip


@pytest.mark.parametrize("old", rules.STATES)
@pytest.mark.parametrize("new", rules.STATES)
def test_where_an_organiser_may_move_someone(old, new):
    if (old, new) in MOVES_ALLOWED:
        rules.check_move(old, new)
    else:
        with pytest.raises(StateRefused):
            rules.check_move(old, new)


@pytest.mark.parametrize(
    ("event_ends", "expected"),
    [
        (None, NOW + 48 * HOUR),
        (NOW + 72 * HOUR, NOW + 48 * HOUR),
        (NOW + 5 * HOUR, NOW + 5 * HOUR),
        (NOW - HOUR, NOW + 48 * HOUR),
    ],
)
def test_how_long_a_place_is_held(event_ends, expected):
    assert rules.offer_ends(NOW, 48, event_ends) == expected


@pytest.mark.parametrize(
    ("state", "expires_at", "is_open"),
    [
        ("offered", NOW + HOUR, True),
        ("offered", NOW, False),
        ("offered", NOW - HOUR, False),
        ("offered", None, False),
        ("waiting", NOW + HOUR, False),
        ("confirmed", NOW + HOUR, False),
    ],
)
def test_whether_an_offer_is_open(state, expires_at, is_open):
    assert rules.offer_is_open(state, expires_at, NOW) is is_open


def test_codes_have_no_letters_that_people_confuse():
    codes = {rules.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {8}
    assert not set("".join(codes)) & set("01IO")


@pytest.mark.parametrize(("agm_only", "due"), [(False, 7500), (True, 0)])
def test_what_is_due(agm_only, due):
    assert rules.amount_due(7500, (1,), agm_only=agm_only) == due


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("ariane@centre.example", True),
        ("a..b+c@centre.example", True),
        ("info@été.example", True),
        ("info@straße.example", True),
        ("léo@centre.example", False),
        ("ᐊᓯ@centre.example", False),
        ("info@-é.example", False),
        ("info@" + "é" * 70 + ".example", False),
        ("info@centre", False),
        ("centre.example", False),
    ],
)
def test_an_address_is_one_that_every_server_can_write_to(address, good):
    assert is_whole_address(address) is good
