"""Numbers as people read them in Canada: "1 250" in French, with a no-break space, "1,250" in English."""

_GROUP = {"fr": "\u00a0", "en": ","}


def format_number(number: int, language: str) -> str:
    """A whole number with its groups; a negative one with a real minus."""
    return f"{number:,}".replace(",", _GROUP[language]).replace("-", "\u2212")


def format_decimal(number: float, places: int, language: str) -> str:
    """A number with so many places at the most: "3,25" in French, "3.25" in English."""
    whole, _point, rest = f"{abs(number):.{places}f}".partition(".")
    rest = rest.rstrip("0")
    shown = format_number(int(whole), language) + ((("," if language == "fr" else ".") + rest) if rest else "")
    return f"\u2212{shown}" if number < 0 and shown.strip("0,.") else shown
