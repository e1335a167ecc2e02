"""Amounts as people read them. Money is whole cents everywhere; a float never enters."""

from __future__ import annotations

NBSP = "\u00a0"
_MINUS = "\u2212"
# Foreign dollars say whose they are; Canadian ones need not, in Canada.
_SYMBOLS = {"CAD": ("$", "$"), "USD": (f"${NBSP}US", "US$"), "EUR": ("€", "€"), "GBP": ("£", "£")}


def format_money(cents: int, language: str, currency: str = "CAD", *, free: bool = True) -> str:
    """An amount: "1 250,50 $" with no-break spaces in French, "$1,250.50" in English; whole amounts without decimals.

    Zero reads "gratuit" or "free", or "0 $" with `free=False`, as in totals and balances. A currency outside the
    table shows its ISO code. Raises TypeError for anything but an int.
    """
    if type(cents) is not int:
        raise TypeError(f"money is whole cents, not {type(cents).__name__}")
    french = language.startswith("fr")
    if cents == 0 and free:
        return "gratuit" if french else "free"
    units, rest = divmod(abs(cents), 100)
    sign = _MINUS if cents < 0 else ""
    after, before = _SYMBOLS.get(currency, (currency, f"{currency}{NBSP}"))
    if french:
        amount = f"{units:,}".replace(",", NBSP) + (f",{rest:02}" if rest else "")
        return f"{sign}{amount}{NBSP}{after}"
    return f"{sign}{before}{units:,}" + (f".{rest:02}" if rest else "")
