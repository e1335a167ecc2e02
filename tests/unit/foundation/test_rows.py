"""Short names and order of things in a list; what an editor has read of one."""

import pytest

from aami_events.foundation import ground
from aami_events.foundation.rows import MOST_KEY, key_is_good, moved, new_key


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("member", True), ("a", True), ("repas-2", True), ("a" * MOST_KEY, True),
        ("", False), ("a" * (MOST_KEY + 1), False), ("-a", False), ("a-", False), ("Membre", False), ("été", False),
        ("a b", False), ("a=b", False), ("a|b", False), ("a\n", False),
    ],
)  # fmt: skip
def test_which_keys_are_good(key, good):
    assert key_is_good(key) is good


@pytest.mark.parametrize(
    ("words", "used", "key"),
    [
        ("Tarif réduit", (), "tarif-reduit"),
        ("Tarif réduit", ("tarif-reduit",), "tarif-reduit-2"),
        ("Tarif réduit", ("tarif-reduit", "tarif-reduit-2", "x"), "tarif-reduit-3"),
        ("  L'Heureux = 25 % | oui  ", (), "l-heureux-25-oui"),
        ("ᐃᓄᒃᑎᑐᑦ", (), "option"),
        ("ᐃᓄᒃᑎᑐᑦ", ("option",), "option-2"),
        ("", (), "option"),
        ("x" * 300, (), "x" * 50),
    ],
)
def test_a_key_of_words(words, used, key):
    assert new_key(words, used, "option") == key
    assert key_is_good(key)


@pytest.mark.parametrize(
    ("which", "step", "after"),
    [
        (2, -1, [2, 1, 3]),
        (2, 1, [1, 3, 2]),
        (1, -1, [1, 2, 3]),
        (3, 1, [1, 2, 3]),
        (1, 9, [2, 3, 1]),
        (3, 0, [1, 2, 3]),
    ],
)
def test_a_step_further(which, step, after):
    assert moved([1, 2, 3], which, step) == after


FACTS = {"name": {"fr": "Été"}, "price": 2500, "retired": False, "capacity": None}


def test_what_was_read_is_compared_field_by_field():
    seen = ground.read(ground.carried(FACTS))
    assert ground.changed(seen, FACTS) == ()
    assert ground.changed(seen, FACTS | {"price": 2600, "capacity": 0}) == ("price", "capacity")
    assert ground.changed(seen, FACTS | {"retired": True}) == ("retired",)
    assert ground.mark({"a": 1, "b": 2}) == ground.mark({"b": 2, "a": 1})


@pytest.mark.parametrize("given", ["", "name", "name:", "name:xyz", "\x00", "prix:0123456789ab", "name:" + "0" * 12])
def test_a_form_that_carries_nothing_has_read_nothing(given):
    assert ground.changed(ground.read(given), FACTS) == tuple(FACTS)
    assert len(ground.read("a:0123456789ab " * 10_000)) <= 1
