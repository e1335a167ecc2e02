"""Numbers as people read them."""

import pytest

from aami_events.foundation.numbers import format_number


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [(0, "0", "0"), (999, "999", "999"), (1250, "1\u00a0250", "1,250"), (-31, "\u221231", "\u221231"),
     (1234567, "1\u00a0234\u00a0567", "1,234,567")],
)  # fmt: skip
def test_groups_and_minus(number, fr, en):
    assert (format_number(number, "fr"), format_number(number, "en")) == (fr, en)
