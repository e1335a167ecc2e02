"""Numbers as people read them in Canada: "1 250" in French, with a no-break space, "1,250" in English."""

_GROUP = {"fr": "\u00a0", "en": ","}


def format_number(number: int, language: str) -> str:
    """A whole number with its groups; a negative one with a real minus."""
    return f"{number:,}".replace(",", _GROUP[language]).replace("-", "\u2212")
