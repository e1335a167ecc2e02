"""What state a text is in, and what may be done with a translation that comes back. Plain values in and out."""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..foundation.text import clean
from ..foundation.todo import Found

#: the languages of the interface, the first one first
LANGUAGES = ("fr", "en")
STATES = ("missing", "stale", "returned", "review", "done")
#: what asks for a translator
OPEN = ("missing", "stale", "returned")
#: what becomes of a line that comes back; only "new" is loaded
OUTCOMES = (
    "new", "stale", "both", "target", "edited", "unknown", "repeated", "unmarked", "too_long", "empty", "unchanged",
)  # fmt: skip
#: longest text of each kind that is written here
LONGEST = {"line": 300, "text": 5_000, "markdown": 20_000}
#: a cell of a spreadsheet holds no more than 32,767 characters, and an apostrophe may be put before them
LONGEST_CELL = 30_000
_WORD = re.compile(r"[^\W_]+(?:['’ʼ.,-][^\W_]+)*")
_MARK = re.compile(r"([a-z]{2,3})-([0-9a-f]{16})-([0-9a-f]{16})")


@dataclass(frozen=True)
class Text:
    """A text as it is: what is published, and the translation that waits for the author, if one does."""

    texts: Mapping[str, str]
    stale: frozenset[str] = frozenset()
    #: language it was first written in, where that is known
    written_in: str | None = None
    #: a translation that is not published yet
    proposal: str = ""
    #: what it translates: `based_on` when it was made
    proposal_of: str = ""
    #: the author wants it done again
    returned: bool = False

    @property
    def source(self) -> str:
        """The language that is translated: the up-to-date side, else the one it was first written in, else French."""
        fresh = [code for code in self.texts if code not in self.stale]
        inside = [code for code in LANGUAGES if code in fresh] or fresh
        if len(inside) > 1 and self.written_in in inside:
            return str(self.written_in)
        return inside[0] if inside else LANGUAGES[0]

    @property
    def target(self) -> str:
        """The language that it is translated into."""
        others = [code for code in LANGUAGES if code != self.source]
        open_ones = [code for code in others if code not in self.texts or code in self.stale]
        return (open_ones or others)[0]

    @property
    def original(self) -> str:
        """The text that is translated."""
        return self.texts.get(self.source, "")

    @property
    def published(self) -> str:
        """The translation that everyone reads."""
        return self.texts.get(self.target, "")

    @property
    def based_on(self) -> str:
        """What a translation made now is a translation of."""
        return f"{self.source}-{fingerprint(self.original)}"

    @property
    def waits(self) -> bool:
        """Whether a translation of this very original waits."""
        return bool(self.proposal) and self.proposal_of == self.based_on

    @property
    def overtaken(self) -> bool:
        """Whether the translation that waits is one of an earlier original."""
        return bool(self.proposal) and not self.waits

    @property
    def translation(self) -> str:
        """The newest translation of this original: the one that waits, else the one that is published."""
        return self.proposal if self.waits else self.published

    @property
    def mark(self) -> str:
        """What a file says of the text it was made from: language, original, translation."""
        return f"{self.based_on}-{fingerprint(self.translation)}"

    @property
    def seen(self) -> str:
        """What a form says of the text that its writer has read: everything that may change meanwhile."""
        sides = [f"{code}:{fingerprint(self.texts[code])}" for code in sorted(self.texts)]
        parts = [*sides, *sorted(self.stale), self.source, fingerprint(self.proposal), str(self.returned)]
        return fingerprint(" ".join(parts))

    @property
    def state(self) -> str:
        """One of STATES. A translation of an earlier original is stale, whether it is published or waits."""
        if self.waits:
            return "returned" if self.returned else "review"
        if self.target in self.stale or (self.overtaken and not self.published):
            return "stale"
        return "done" if self.published else "missing"

    @property
    def words(self) -> int:
        """How many words the original has."""
        return count_words(self.original)


def tidy(text: str, kind: str = "text") -> str:
    """The text as it is stored: harmless, and on one line where it is a line."""
    return clean(text, keep_lines=kind != "line")


def fingerprint(text: str) -> str:
    """The same for texts that read the same: spreadsheets change line ends and drop spaces."""
    return hashlib.sha256(clean(text, keep_lines=True).encode()).hexdigest()[:16]


def same(one: str, other: str) -> bool:
    """Whether two texts read the same."""
    return clean(one, keep_lines=True) == clean(other, keep_lines=True)


def count_words(text: str) -> int:
    """Words as a translator counts them: "aujourd'hui" and "14,5" are one."""
    return len(_WORD.findall(text))


def is_late(state: str, due: dt.date | None, today: dt.date) -> bool:
    """Whether the translator's work should have been done before today; the author's delay is not the translator's."""
    return due is not None and due < today and state in OPEN


def stale_after(text: Text, changed: Collection[str]) -> frozenset[str]:
    """Which sides are older once `changed` have been written by the author.

    A new original leaves behind what was not written with it; a translation leaves nothing behind.
    """
    older = frozenset(text.texts) if text.source in changed else text.stale
    return older - frozenset(changed)


@dataclass(frozen=True)
class Totals:
    """Texts and words: of all, of those that ask for a translator, that wait for the author, that are late."""

    texts: int = 0
    words: int = 0
    open: int = 0
    open_words: int = 0
    review: int = 0
    late: int = 0


def total(rows: Iterable[tuple[str, int, bool]]) -> Totals:
    """The totals of (state, words, late) rows."""
    held = list(rows)
    waiting = [words for state, words, _late in held if state in OPEN]
    return Totals(
        len(held),
        sum(words for _state, words, _late in held),
        len(waiting),
        sum(waiting),
        sum(state == "review" for state, _words, _late in held),
        sum(late for _state, _words, late in held),
    )


def find_work(totals: Totals, late_for: int, *, author: bool) -> list[Found]:
    """What has to be done about an event's texts now; `late_for` days the oldest is late, `author` who may approve."""
    found = []
    if totals.late:
        found.append(Found("wording.late", "now", totals.late, left=-late_for))
    if author and totals.review:
        found.append(Found("wording.review", "soon", totals.review))
    if totals.open > totals.late:
        found.append(Found("wording.open", "later", totals.open - totals.late))
    return found


@dataclass(frozen=True)
class Line:
    """A line that came back."""

    key: str
    original: str
    translation: str
    mark: str


def repeated_keys(lines: Sequence[Line]) -> frozenset[str]:
    """The keys that stand in several lines: nobody can say which of them is meant."""
    counted = Counter(line.key for line in lines)
    return frozenset(key for key, number in counted.items() if number > 1)


def classify(line: Line, text: Text | None, kind: str = "text", repeated: Collection[str] = ()) -> str:
    """What would become of a line: one of OUTCOMES. Only a new translation of this very original is "new"."""
    found = _MARK.fullmatch(line.mark.strip())
    if text is None:
        return "unknown"
    if line.key in repeated:
        return "repeated"
    if not clean(line.translation):
        return "empty"
    if found is None:
        return "unmarked"
    if fingerprint(line.original) != found[2]:
        return "edited"
    new = tidy(line.translation, kind)
    if same(new, text.translation):
        return "unchanged"
    moved = _moved(found, text)
    if moved:
        return moved
    return "too_long" if len(new) > LONGEST[kind] else "new"


def _moved(found: re.Match[str], text: Text) -> str:
    """What has changed since the file was made: the original, the translation, both, or nothing."""
    original = f"{found[1]}-{found[2]}" != text.based_on
    translation = found[3] != fingerprint(text.translation)
    if original:
        return "both" if translation else "stale"
    return "target" if translation else ""
