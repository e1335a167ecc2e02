"""Amounts in both languages; `~` stands for the no-break space."""

from decimal import Decimal

import pytest

from aami_events.foundation.money import MOST_CENTS, format_money, parse_money, typed_money


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (2500, "25~$", "$25"),
        (125050, "1~250,50~$", "$1,250.50"),
        (5, "0,05~$", "$0.05"),
        (123456700, "1~234~567~$", "$1,234,567"),
        (-2500, "−25~$", "−$25"),
        (0, "gratuit", "free"),
    ],
)
def test_canadian_dollars(cents, french, english):
    assert (format_money(cents, "fr"), format_money(cents, "en")) == (french.replace("~", "\u00a0"), english)


@pytest.mark.parametrize(
    ("currency", "french", "english"),
    [("USD", "25~$~US", "US$25"), ("EUR", "25~€", "€25"), ("CHF", "25~CHF", "CHF~25")],
)
def test_other_currencies(currency, french, english):
    both = (format_money(2500, "fr-CA", currency), format_money(2500, "en", currency))
    assert both == (french.replace("~", "\u00a0"), english.replace("~", "\u00a0"))


def test_a_balance_of_zero_is_not_called_free():
    assert (format_money(0, "fr", free=False), format_money(0, "en", free=False)) == ("0\u00a0$", "$0")


@pytest.mark.parametrize("wrong", [25.0, Decimal(25), "25", True, None])
def test_only_whole_cents(wrong):
    with pytest.raises(TypeError):
        format_money(wrong, "fr")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("25", 2500), ("25,50 $", 2550), ("25,50~$", 2550), ("25.50", 2550), ("$25.50", 2550), ("$ 25", 2500),
        ("25,5", 2550), ("0", 0), ("0,05", 5), ("1 250,50 $", 125050), ("1~250,50~$", 125050), ("1,250.50", 125050),
        ("1,250", 125000), ("1000000", MOST_CENTS), ("  25  ", 2500), ("1\u202f250", 125000),
        ("", None), ("$", None), ("-5", None), ("−5", None), ("+5", None), ("abc", None), ("25.505", None),
        ("1e3", None), ("25,", None), (",50", None), ("1 25", None), ("$25 $", None), ("25 € ", None),
        ("NaN", None), ("٢٥", None), ("1000000,01", None), ("9" * 400, None), ("2\x005", None),
    ],
)  # fmt: skip
def test_an_amount_as_people_type_it(typed, cents):
    assert parse_money(typed.replace("~", "\u00a0")) == cents


@pytest.mark.parametrize("cents", [0, 5, 2500, 2550, 125050, MOST_CENTS])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_form_shows_is_read_again(cents, language):
    assert parse_money(typed_money(cents, language)) == cents
    assert parse_money(format_money(cents, language, free=False)) == cents
