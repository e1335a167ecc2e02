"""What a list of proposals from elsewhere says: its columns by many names, its cells as people write them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...foundation.text import fold

#: {what it is: how it may be called}; our own export is one of them
COLUMNS: dict[str, tuple[str, ...]] = {
    "title_fr": ("titre (francais)", "title (french)", "titre francais", "titre_fr", "title_fr"),
    "title_en": ("titre (anglais)", "title (english)", "titre anglais", "titre_en", "title_en"),
    "title": ("titre", "title", "proposal title", "session title", "titre de la proposition"),
    "abstract_fr": ("resume (francais)", "summary (french)", "resume_fr", "abstract_fr"),
    "abstract_en": ("resume (anglais)", "summary (english)", "resume_en", "abstract_en"),
    "abstract": ("resume", "summary", "abstract", "description"),
    "text_language": ("langue du texte", "language of the text", "langue", "language", "locale"),
    "kind": ("type", "session type", "format", "type de seance"),
    "track": ("theme", "track", "volet"),
    "minutes": ("duree en minutes", "length in minutes", "duree", "duration", "minutes"),
    "languages": ("langues de presentation", "given in", "langues", "languages"),
    "names": ("intervenantes et intervenants", "speakers", "speaker names", "nom", "name", "speaker"),
    "emails": ("courriel", "e-mail", "email", "speaker emails", "adresse courriel"),
    "organisation": ("organisme", "organisation", "organization"),
    "works": ("oeuvres", "works"),
    "technical": ("ce qu'il faut dans la salle", "besoins dans la salle", "what is needed in the room", "notes"),
}
#: {how a language may be called, folded: its code}
SPOKEN: dict[str, str] = {
    fold(name): code
    for code, names in {
        "fr": ("fr", "francais", "french", "fr-ca"),
        "en": ("en", "anglais", "english", "en-ca"),
        "asl": ("asl",),
        "lsq": ("lsq",),
        "other": ("other", "autre"),
    }.items()
    for name in names
}
#: signs in a name or a title, and in a text: what the form takes, so that it can be changed there later
MOST_LINE, MOST_TEXT = 200, 2_000
_BETWEEN = re.compile(r"\s*[,;/]\s*|\s+&\s+")


@dataclass(frozen=True)
class Said:
    """What one line says; `faults` are (column, what is wrong)."""

    titles: Mapping[str, str]
    abstracts: Mapping[str, str]
    kind: str = ""
    track: str = ""
    minutes: int | None = None
    languages: tuple[str, ...] = ()
    #: (name, address), who proposes first
    people: Sequence[tuple[str, str]] = ()
    language: str = "fr"
    organisation: str = ""
    #: (title, artist)
    works: Sequence[tuple[str, str]] = ()
    technical: str = ""
    faults: Sequence[tuple[str, str]] = field(default_factory=tuple)


def columns(header: Sequence[str]) -> dict[str, int]:
    """{what it is: which column}; the first of two that say the same."""
    known = {fold(name): what for what, names in COLUMNS.items() for name in names}
    found: dict[str, int] = {}
    for number, words in enumerate(header):
        what = known.get(fold(words))
        if what and what not in found:
            found[what] = number
    return found


def enough(found: Iterable[str]) -> bool:
    """Whether a list with these columns can be read: a title, and who proposes it with an address."""
    there = set(found)
    return bool(there & {"title", "title_fr", "title_en"}) and {"names", "emails"} <= there


def said(cells: Mapping[str, str], spoken: str) -> Said:
    """What the cells of one line say; what names no language is in the `spoken` one."""
    faults = []
    language = SPOKEN.get(fold(cells.get("text_language", "")), spoken)
    language = language if language in ("fr", "en") else spoken
    languages = tuple(SPOKEN.get(fold(word), "?") for word in _parts(cells.get("languages", "")))
    if "?" in languages:
        faults.append(("languages", "languages_unknown"))
    minutes = cells.get("minutes", "").strip()
    if minutes and not (minutes.isdecimal() and len(minutes) < 5):
        faults.append(("minutes", "minutes_unknown"))
    names, emails = _parts(cells.get("names", "")), [one.lower() for one in _parts(cells.get("emails", ""))]
    if not names or not emails or len(names) != len(emails):
        faults.append(("names", "people_unknown"))
    if _too_long(cells, names):
        faults.append(("title", "too_long"))
    texts = [
        {code: text for code in ("fr", "en") if (text := _side(cells, what, code, language))}
        for what in ("title", "abstract")
    ]
    return Said(
        titles=texts[0],
        abstracts=texts[1],
        kind=cells.get("kind", "").strip(),
        track=cells.get("track", "").strip(),
        minutes=int(minutes) if minutes and not any(name == "minutes" for name, _what in faults) else None,
        languages=tuple(code for code in languages if code != "?") or ((language,) if not faults else ()),
        people=list(zip(names, emails, strict=False)),
        language=language,
        organisation=cells.get("organisation", "").strip(),
        works=_works(cells.get("works", "")),
        technical=cells.get("technical", "").strip(),
        faults=faults,
    )


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text.strip()) if part]


def _too_long(cells: Mapping[str, str], names: Sequence[str]) -> bool:
    lines = [cells.get(what, "") for what in ("title", "title_fr", "title_en", "organisation", "emails")]
    works = [part for pair in _works(cells.get("works", "")) for part in pair]
    texts = [cells.get(what, "") for what in ("abstract", "abstract_fr", "abstract_en", "technical")]
    return any(len(one) > MOST_LINE for one in (*lines, *names, *works)) or any(len(one) > MOST_TEXT for one in texts)


def _works(text: str) -> list[tuple[str, str]]:
    """Of "Title, Artist / Title, Artist", as our own export writes them."""
    parts = [part.strip().rpartition(", ") for part in text.split(" / ") if part.strip()]
    return [(title or artist, artist if title else "") for title, _comma, artist in parts]


def _side(cells: Mapping[str, str], what: str, code: str, language: str) -> str:
    own = cells.get(f"{what}_{code}", "").strip()
    return own or (cells.get(what, "").strip() if code == language else "")
