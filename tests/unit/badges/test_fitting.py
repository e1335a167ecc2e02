"""Texts are fitted into their boxes: smaller, then on two lines, then reported; never cut."""

from hypothesis import given
from hypothesis import strategies as st

from aami_events.badges.rules.fitting import LEADING, Box, fit, fit_list

#: letters as wide as half their size
HALF = 0.5
BOX = Box(width=100, height=40, size=20, least_on_one=14, least=8)


def measure(text: str) -> float:
    return len(text) * HALF


def test_what_fits_is_as_large_as_declared():
    assert fit("Ève Roy", BOX, measure).lines == ("Ève Roy",)
    assert fit("Ève Roy", BOX, measure).size == 20


def test_it_shrinks_down_to_what_is_declared_for_one_line():
    fitted = fit("Marie Tremblay", BOX, measure)
    assert fitted.lines == ("Marie Tremblay",) and 14 <= fitted.size < 20


def test_then_it_takes_two_lines_where_they_are_most_alike():
    assert fit("Marie-Ève Tremblay-Roy", BOX, measure).lines == ("Marie-Ève", "Tremblay-Roy")
    assert fit("Marie-Ève Tremblay-Roy", Box(100, 40, 20, 14, 8, lines=1), measure).lines == ("Marie-Ève Tremblay-Roy",)


def test_then_it_is_reported_and_written_all_the_same():
    fitted = fit("W" * 60, BOX, measure)
    assert not fitted.fits and "".join(fitted.lines) == "W" * 60
    assert fit("Wa", Box(100, 5, 20, 14, 8), measure).fits is False  # too low, not too wide


def test_a_word_is_never_cut_between_a_letter_and_its_accent():
    fitted = fit("e\u0301" * 40, BOX, measure)
    assert len(fitted.lines) == 2 and not fitted.lines[1].startswith("\u0301")


def test_an_empty_text_and_a_single_letter():
    assert fit("", BOX, measure).size == 20
    assert fit("O", BOX, measure).lines == ("O",)
    assert fit("W", Box(1, 40, 20, 14, 8), measure).lines == ("W",)  # nowhere to cut it


@given(st.text(min_size=1, max_size=80), st.floats(5, 300), st.floats(5, 100))
def test_nothing_is_lost_and_nothing_sticks_out(text, width, height):
    box = Box(width, height, 20, 14, 8)
    fitted = fit(text, box, measure)
    assert "".join("".join(fitted.lines).split()) == "".join(text.split())
    assert all(measure(line) * fitted.size <= width + 1e-6 for line in fitted.lines)
    assert len(fitted.lines) * fitted.size * LEADING <= height + 1e-6
    assert fitted.fits == (fitted.size >= box.least)


def test_a_list_shrinks_and_says_what_it_leaves_out():
    few = fit_list(["a", "b"], BOX, measure)
    assert (few.lines, few.left_out) == (("a", "b"), 0) and few.size == 40 / (2 * LEADING)
    many = fit_list([f"{number}" for number in range(9)], BOX, measure)
    assert (many.lines, many.left_out) == (("0", "1", "2"), 6)
    assert 4 * many.size * LEADING <= 40  # three and the line that says how many are left out
    assert fit_list([], BOX, measure).lines == ()


def test_a_long_line_of_a_list_ends_in_an_ellipsis():
    (line,) = fit_list(["W" * 60], BOX, measure).lines
    assert line.endswith("…") and measure(line) * 8 <= 100
    assert fit_list(["WW"], Box(0.1, 40, 20, 14, 8), measure).lines == ("…",)
