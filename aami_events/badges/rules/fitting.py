"""How a text is fitted into its box: smaller down to a declared size, then on two lines, then it is reported."""

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import combining

#: height of a line against the size of its letters
LEADING = 1.15
#: after which a line may end
BREAKS = " -‐/–—·"

#: width of a text at a size of 1
Measure = Callable[[str], float]


@dataclass(frozen=True)
class Box:
    """Where a text goes: width, height, the size of its letters, the least that they may have on one line before there
    are two, and the least that they should ever have, in one unit."""

    width: float
    height: float
    size: float
    least_on_one: float
    least: float
    #: most lines that it may take
    lines: int = 2


@dataclass(frozen=True)
class Fitted:
    """The lines of a text and their size; `fits` is false where they had to be smaller than declared."""

    lines: tuple[str, ...]
    size: float
    fits: bool = True


def fit(text: str, box: Box, measure: Measure) -> Fitted:
    """On one line if its letters need not be smaller than declared for one; else on one or two, whichever is larger.

    What fits neither way is still written whole, as small as it must be.
    """
    text = " ".join(text.split())
    one = Fitted((text,), _size((text,), box, measure))
    if one.size >= box.least_on_one or box.lines < 2:
        return _judged(one, box)
    ways = [Fitted(pair, _size(pair, box, measure)) for pair in _pairs(text)]
    return _judged(max([one, *ways], key=lambda way: (way.size, -_uneven(way, measure))), box)


def _judged(way: Fitted, box: Box) -> Fitted:
    return Fitted(way.lines, way.size, fits=way.size >= box.least)


def _size(lines: tuple[str, ...], box: Box, measure: Measure) -> float:
    widest = max(map(measure, lines))
    tall = box.height / (len(lines) * LEADING)
    return min(box.size, tall, box.width / widest if widest else box.size)


def _pairs(text: str) -> list[tuple[str, str]]:
    """Where a line may end; a single word ends in its middle, but never between a letter and its accent."""
    within = [at for at in range(1, len(text)) if not combining(text[at])]
    cuts = [at for at in within if text[at - 1] in BREAKS] or within[len(within) // 2 :][:1]
    return [(text[:at].rstrip(), text[at:].lstrip()) for at in cuts]


def _uneven(way: Fitted, measure: Measure) -> float:
    widths = [measure(line) for line in way.lines]
    return max(widths) - min(widths)


@dataclass(frozen=True)
class Listed:
    """The lines of a list that are written, their size, and how many are not."""

    lines: tuple[str, ...]
    size: float
    left_out: int = 0


def fit_list(lines: list[str], box: Box, measure: Measure) -> Listed:
    """A list of lines of one size: as large as declared if they all fit, smaller if not, and what does not fit even at
    the least size is counted. A line that is too long ends in an ellipsis."""
    room = max(1, int(box.height / (box.least * LEADING)))
    shown = lines if len(lines) <= room else lines[: room - 1]
    tall = box.height / (max(1, len(shown) + (len(shown) < len(lines))) * LEADING)
    widest = max(map(measure, shown), default=0)
    size = min(box.size, tall, max(box.least, box.width / widest if widest else box.size))
    cut = tuple(_shortened(line, box.width / size, measure) for line in shown)
    return Listed(cut, size, len(lines) - len(shown))


def _shortened(line: str, width: float, measure: Measure) -> str:
    if measure(line) <= width:
        return line
    keep = len(line)
    while keep and measure(line[:keep].rstrip() + "…") > width:
        keep -= 1
    return line[:keep].rstrip() + "…"
