"""Badges of one look on one paper: what goes into each slot, and what is not as it should be."""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from ...foundation import qr
from ..phrases import more_lines, on_badge
from ..rules.content import Badge
from ..rules.fitting import LEADING
from ..rules.imposition import BACK, FRONT, Cell
from ..rules.stocks import Stock
from . import design
from .design import Look, Occasion, Variant
from .slots import CODE, PHOTO, PROGRAMME, Laid, Slot, Written, laid_out, measure, text_boxes

#: hears, now and then, how many badges are written out
Tell = Callable[[int], None]
#: millimetres by which grounds go beyond a cut edge, and length of crop marks
BLEED, MARK = 3.0, 4.0


@dataclass(frozen=True)
class Paper:
    """How badges are printed: on which stock, with backs or without, moved by how much for this printer (mm)."""

    stock: Stock
    backs: bool = False
    crop_marks: bool = False
    right: float = 0.0
    down: float = 0.0
    #: cells of the first sheet that are used up
    skip: int = 0

    @property
    def bleed(self) -> float:
        """Only of a single badge that is cut out of a larger sheet: badges side by side have nothing between them."""
        return BLEED if self.crop_marks and self.stock.page == self.stock.badge else 0.0

    @property
    def margin(self) -> float:
        """What the sheet has around the stock, for crop marks."""
        return BLEED + MARK if self.bleed else 0.0

    @property
    def origin(self) -> tuple[float, float]:
        """Where the stock begins on the sheet."""
        return self.margin + self.right, self.margin + self.down


@dataclass(frozen=True)
class Flaw:
    """What is not as it should be on one badge: `what` is overflow, missing, left_out, nameless or pictureless."""

    badge: int
    slot: str
    what: str
    detail: str = ""


@dataclass
class Side:
    """One side of a variant: the pieces of its text and the slots between them."""

    pieces: list[str]
    laid: Laid


@dataclass
class Drawing:
    """Badges of one look, on one paper; gathers what is not as it should be."""

    look: Look
    paper: Paper
    occasion: Occasion
    #: what is in the file of a picture, by its key; None if it is lost
    photo: Callable[[str], bytes | None] = lambda _key: None
    flaws: list[Flaw] = field(default_factory=list)
    _sides: dict[tuple[Variant, str], Side] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.held = design.files_of(self.look, self.occasion)
        self.css = design.style_sheet(self.look, self.paper.stock, self.paper.bleed)

    def prepare(self, badges: Sequence[Badge]) -> None:
        """Measure all that these badges need."""
        which = (FRONT, BACK) if self.paper.backs else (FRONT,)
        self._measure(dict.fromkeys((Variant.of(badge), side) for badge in badges for side in which))

    def side_of(self, variant: Variant, which: str) -> Side:
        """The front or back of a variant, measured once."""
        if (variant, which) not in self._sides:
            self._measure([(variant, which)])
        return self._sides[variant, which]

    def _measure(self, wanted: Iterable[tuple[Variant, str]]) -> None:
        new = [key for key in wanted if key not in self._sides]
        written = [self._written(*key) for key in new]
        laid = measure(written, self.css, self.held) if new else []
        for key, html, measured in zip(new, written, laid, strict=True):
            self._sides[key] = Side(design.pieces(html), measured)

    def _written(self, variant: Variant, which: str) -> str:
        template = self.look.html if which == FRONT else self.look.back
        return design.side(template, self.look, self.paper.stock, variant, self.occasion, self.paper.bleed)

    @property
    def any_side(self) -> Laid:
        """One that was measured."""
        return next(iter(self._sides.values())).laid

    @property
    def refused(self) -> list[str]:
        """Addresses that were asked for while sides were drawn."""
        documents = [*self._kept, *(side.laid.document for side in self._sides.values())]
        return [address for document in documents for address in document.url_fetcher.refused]

    @property
    def plain(self) -> bool:
        """Whether every slot that was measured can be filled without WeasyPrint."""
        return all(slot.place.plain for side in self._sides.values() for slot in side.laid.slots.values())

    def fill(self, badge: Badge, which: str) -> list[Written]:
        """What goes into the slots of one side; what does not fit is noted."""
        side = self.side_of(Variant.of(badge), which)
        texts = design.texts(badge, self.look, self.occasion)
        filled = [self._filled(badge, slot, texts.get(name, "")) for name, slot in side.laid.slots.items()]
        written = [one for one in filled if one]
        if which == FRONT and "photo" in self.look.fields and not any(one.picture for one in written):
            self.flaws.append(Flaw(badge.id, PHOTO, "pictureless"))
        return written

    def write(self, badge: Badge, which: str) -> str:
        """One side of one badge, as HTML."""
        return self._with(
            badge, which, {written.slot.name: _html(written, badge) for written in self.fill(badge, which)}
        )

    def _with(self, badge: Badge, which: str, filled: dict[str, str]) -> str:
        parts = list(self.side_of(Variant.of(badge), which).pieces)
        parts[1::2] = [filled.pop(name, "") for name in parts[1::2]]
        return "".join(parts)

    def text_boxes(self, badge: Badge, which: str, written: Written) -> Iterator[Any]:
        """What WeasyPrint makes of one slot."""
        html = self._with(badge, which, {written.slot.name: _html(written, badge)})
        self._kept.append(laid_out(html, self.css, self.held))
        return text_boxes(self._kept[-1].pages[0]._page_box, written.slot.name)

    def _filled(self, badge: Badge, slot: Slot, text: str) -> Written | None:
        if slot.name == CODE:
            return Written(slot) if badge.code else None
        if slot.name == PHOTO:
            return self._pictured(badge, slot)
        if slot.name == PROGRAMME:
            return self._programme(badge, slot)
        if not text.strip():
            if slot.name == "name":
                self.flaws.append(Flaw(badge.id, slot.name, "nameless"))
            return None
        fitted = slot.fit(text)
        if not fitted.fits:
            self.flaws.append(Flaw(badge.id, slot.name, "overflow"))
        return self._sure(badge, Written(slot, fitted.lines, fitted.size))

    def _pictured(self, badge: Badge, slot: Slot) -> Written | None:
        data = self.photo(badge.photo)
        return Written(slot, picture=data) if data else None

    def _programme(self, badge: Badge, slot: Slot) -> Written | None:
        lines = [f"{line.day} · {line.when} · {line.title}" for line in badge.programme]
        if not lines:
            return None
        listed = slot.fit_list(lines)
        if listed.left_out:
            self.flaws.append(Flaw(badge.id, slot.name, "left_out", str(listed.left_out)))
        more = (more_lines(badge.language, listed.left_out),) if listed.left_out else ()
        return self._sure(badge, Written(slot, listed.lines + more, listed.size))

    def _sure(self, badge: Badge, written: Written) -> Written:
        signs = frozenset().union(*(written.slot.shaper.shape(line).missing for line in written.lines))
        if signs:
            self.flaws.append(Flaw(badge.id, written.slot.name, "missing", "".join(sorted(signs))))
        return written


def look_through(drawing: Drawing, badges: Sequence[Badge]) -> list[Flaw]:
    """What is not as it should be, without drawing anything."""
    drawing.prepare(badges)
    for badge in badges:
        for which in (FRONT, BACK) if drawing.paper.backs else (FRONT,):
            drawing.fill(badge, which)
    return drawing.flaws


def crop_marks(cells: Sequence[Cell], paper: Paper) -> Iterator[tuple[float, ...]]:
    """Short lines at the corners, outside of every badge: (left, top, width, height) in millimetres."""
    (width, height), thin, away = paper.stock.badge, 0.1, paper.bleed
    right, down = paper.origin
    corners = [(cell.x + right, cell.y + down) for cell in cells]
    for left, top in corners:
        for x, before in ((left, True), (left + width, False)):
            for y, above in ((top, True), (top + height, False)):
                across = (x - away - MARK if before else x + away, y - thin / 2, MARK, thin)
                along = (x - thin / 2, y - away - MARK if above else y + away, thin, MARK)
                yield from (mark for mark in (across, along) if not _covers(mark, corners, width, height))


def _covers(mark: tuple[float, ...], corners: Sequence[tuple[float, float]], width: float, height: float) -> bool:
    middle_x, middle_y = mark[0] + mark[2] / 2, mark[1] + mark[3] / 2
    return any(x < middle_x < x + width and y < middle_y < y + height for x, y in corners)


def _image(alternative: str, kind: str, data: bytes, style: str) -> str:
    return (
        f'<img alt="{escape(alternative)}" src="data:image/{kind};base64,{base64.b64encode(data).decode()}"'
        f' style="display:block;width:100%;height:100%;{style}">'
    )


def _html(written: Written, badge: Badge) -> str:
    slot, lines, size = written.slot, written.lines, written.size
    if slot.name == CODE:
        return _image(badge.code, "png", qr.png(badge.code, scale=1), "image-rendering:pixelated")
    if slot.name == PHOTO:
        return _image(on_badge(badge.language).others["photo"], "jpeg", written.picture, "object-fit:cover")
    leading = size * LEADING
    above = (slot.box.height - leading * len(lines)) * slot.above
    text = "<br>".join(escape(line) for line in lines)
    return (
        f'<span dir="auto" style="display:block;white-space:nowrap;font-size:{size:.3f}px;line-height:{leading:.3f}px;'
        f'padding-top:{max(0.0, above):.3f}px">{text}</span>'
    )
