"""An event's card: always the same, always well formed."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.foundation import testcard as cards

SLUGS = ["conference-2020", "conference-2022", "agm-2020", "festival-caucus-2021", "cybersecurity-workshops-2020"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_card_is_small_and_strict(slug):
    card = cards.testcard(slug)
    assert ElementTree.fromstring(card).get("viewBox") == "0 0 1200 120"
    assert 'aria-hidden="true"' in card and "style" not in card and "id=" not in card
    assert 1_000 < len(card) < 3_000


def test_each_slug_has_its_own_and_keeps_it():
    assert len({cards.testcard(slug) for slug in SLUGS}) == len(SLUGS)
    again = cards.testcard.__wrapped__
    assert [again(slug) for slug in SLUGS] == [cards.testcard(slug) for slug in SLUGS]


@given(st.text(st.characters(exclude_categories=("Cs",))), st.integers(40, 2000), st.integers(12, 2000))
def test_any_slug_and_size_is_well_formed(slug, width, height):
    card = cards.testcard(slug, width, height)
    assert ElementTree.fromstring(card).get("viewBox") == f"0 0 {width} {height}"
    assert slug.isalnum() or slug == "" or re.search(r"[<>\"]", slug) is None or f">{slug}<" not in card
