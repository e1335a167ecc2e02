"""An event's identity: a television test card drawn from its slug. Same slug, same card, for ever.

Bars, castellations, a frequency sweep and a grey ramp, with one figure over them: the signals a broadcaster sends
before the programme. Palettes come from colour bars, film leaders, phosphors and chroma keys.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

# Seven bars, then the ground; the first is the lightest and marks the figure.
_PALETTES = (
    ("#c0c0c0", "#c9c40a", "#00b5b8", "#00b140", "#b414b4", "#d12d1f", "#0047ff", "#14141a"),
    ("#f4efe4", "#ffb000", "#ff6a3d", "#e0245e", "#7a1fa2", "#2b3bff", "#00a3c4", "#101018"),
    ("#e9f5ec", "#9be15d", "#00b140", "#007f6e", "#005f9e", "#1b2a6b", "#f2c14e", "#0c1512"),
    ("#fff3d6", "#f7c59f", "#ef8354", "#bf4342", "#8c1c13", "#4f5d75", "#2d3142", "#160f0d"),
    ("#eef1ff", "#b8c0ff", "#7f8cff", "#2b3bff", "#00c2ff", "#00e0b8", "#ff5c8a", "#0b0d24"),
    ("#f7f7f2", "#d9d9d0", "#b0b0a8", "#86867f", "#5c5c57", "#ff4f00", "#00a3c4", "#121212"),
)


class _Draws:
    """Numbers decided by the slug alone, the same on every machine and in every version of Python."""

    def __init__(self, slug: str) -> None:
        self._bytes = self._stream(slug)

    @staticmethod
    def _stream(slug: str) -> Iterator[int]:
        counter = 0
        while True:
            yield from hashlib.sha256(f"{counter}/{slug}".encode()).digest()
            counter += 1

    def share(self) -> float:
        return next(self._bytes) / 256

    def pick(self, options: Sequence[int]) -> int:
        return options[int(self.share() * len(options))]


@lru_cache(maxsize=256)
def testcard(slug: str, width: int = 1200, height: int = 120) -> str:
    """The card of `slug` as inline SVG of 1 to 2 kB, decorative: hidden from screen readers, without a style.

    `width` and `height` give its proportions; it fills its box and is cropped, never stretched.
    """
    draws = _Draws(slug)
    palette = _PALETTES[draws.pick(range(len(_PALETTES)))]
    turn = draws.pick(range(7))
    bars, ground, mark = palette[turn:7] + palette[:turn], palette[7], palette[0]
    edges = _edges(width, [0.5 + draws.share() for _ in bars])
    upper, strip = round(height * draws.pick((58, 64, 70)) / 100), max(height // 12, 1)
    parts = [
        _rect(ground, 0, 0, width, height),
        *(_rect(colour, x, 0, end - x, upper) for colour, (x, end) in zip(bars, pairwise(edges), strict=True)),
        *(_rect(bars[-1 - i], edges[i], upper, edges[i + 1] - edges[i], strip) for i in range(0, 7, 2)),
        *_signals(draws, mark, width, upper + 2 * strip, height - upper - 2 * strip),
        _figure(draws, ground, mark, width, height),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def _edges(width: int, shares: list[float]) -> list[int]:
    """Whole positions that fill the width, so that no seam shows between two bars."""
    total = sum(shares)
    return [round(width * at / total) for at in accumulate(shares, initial=0.0)]


def _rect(colour: str, x: int, y: int, width: int, height: int) -> str:
    return f'<path fill="{colour}" d="M{x} {y}h{width}v{height}h-{width}z"/>'


def _signals(draws: _Draws, mark: str, width: int, top: int, height: int) -> list[str]:
    """The lower band: a grey ramp on one side, a sweep of ever finer lines on the other."""
    split = round(width * draws.pick((38, 50, 62)) / 100)
    ramp_first, steps = draws.pick((0, 1)), draws.pick((7, 9, 11))
    start, end = (0, split) if ramp_first else (split, width)
    edges = _edges(end - start, [1.0] * steps)
    greys = ["#" + f"{round(255 * i / (steps - 1)):02x}" * 3 for i in range(steps)]
    ramp = [_rect(grey, start + x, top, to - x, height) for grey, (x, to) in zip(greys, pairwise(edges), strict=True)]
    x, span = (split, width - split) if ramp_first else (0, split)
    stripes = _edges(span, [0.955**i for i in range(64)])
    lines = "".join(f"M{x + a} {top}h{b - a}v{height}h-{b - a}z" for a, b in list(pairwise(stripes))[::2])
    return [*ramp, f'<path fill="{mark}" d="{lines}"/>']


def _figure(draws: _Draws, ground: str, mark: str, width: int, height: int) -> str:
    """One figure of four, somewhere over the bars, on a disc that sets it off."""
    x, y = round(width * (0.15 + 0.7 * draws.share())), height // 2
    r = round(height * draws.pick((38, 42, 46)) / 100)
    disc = f'<circle cx="{x}" cy="{y}" r="{r}" fill="{ground}" stroke="{mark}" stroke-width="{max(height // 40, 1)}"/>'
    kind = draws.pick(range(4))
    if kind == 0:  # rings
        rings = (f'<circle cx="{x}" cy="{y}" r="{r * k // 6}"/>' for k in (1, 2, 3, 4, 5))
        return f'{disc}<g fill="none" stroke="{mark}" stroke-width="{max(r // 12, 1)}">{"".join(rings)}</g>'
    if kind == 1:  # registration mark
        cross = f"M{x - r * 3 // 2} {y}h{r * 3}M{x} {y - r}v{2 * r}M{x - r // 2} {y - r // 2}h{r}v{r}h-{r}z"
        return f'{disc}<path fill="none" stroke="{mark}" stroke-width="{max(height // 40, 1)}" d="{cross}"/>'
    if kind == 2:  # converging wedge
        fans = (f"M{x + i * r // 6} {y - r * 7 // 10}L{x + i * r // 24} {y + r * 7 // 10}" for i in range(-4, 5))
        return f'{disc}<path stroke="{mark}" stroke-width="{max(height // 60, 1)}" d="{"".join(fans)}"/>'
    sweep = draws.pick((0, 1))  # film leader, a quarter or three of the turn gone by
    hand = f"M{x} {y}V{y - r}A{r} {r} 0 {sweep} 1 {x + r if not sweep else x - r} {y}z"
    hair = f"M{x - r} {y}h{2 * r}M{x} {y - r}v{2 * r}"
    ring = f'<circle cx="{x}" cy="{y}" r="{r * 7 // 10}"/>'
    lines = f'<g fill="none" stroke="{mark}" stroke-width="{max(height // 60, 1)}"><path d="{hair}"/>{ring}</g>'
    return f'{disc}<path fill="{mark}" fill-opacity=".6" d="{hand}"/>{lines}'
