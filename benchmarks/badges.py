"""How much processor time and memory badges take: `python -m benchmarks.badges [runs]`.

Each run is a process of its own, cold: libraries, fonts and the file are counted, the start of our application is not.
On Avery 5392, with the design of the test card: the fast way, the plain way, and the same sheet by reportlab with
segno, as others print badges and with the least that these can do (Latin letters only, one font, no fitting beyond
smaller letters, nothing tagged).
"""

import io
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from random import Random
from typing import Any

from .common import show

ROLES = (("attendee", 70), ("speaker", 12), ("volunteer", 8), ("staff", 5), ("delegate", 5))
FIRST = (
    "Marie-Ève",
    "François",
    "Chloé",
    "Zoë",
    "Gaël",
    "Benoît",
    "Hélène",
    "Émile",
    "Siobhán",
    "Ngozi",
    "Łukasz",
    "Noah",
)
LAST = ("Tremblay", "Côté", "Lévesque", "Desrosiers-Lafrenière", "O’Sullivan", "Okonkwo-Adéyẹmí", "Þórsdóttir", "Smith")
OTHERS = (
    "ᐃᓄᒃᑎᑐᑦ ᐊᓪᓚᒋᐊᖅ",
    "محمد عبد الرحمن",
    "李小龙",
    "Jean-Christophe-Alexandre de Montigny-Saint-Onge",
    "Youssef يوسف",
)
CENTRES = ("L'Écran boréal", "Chinook Arcade New Media Centre", "Le Phare à faux, diffuseur d'images", "ᓄᓇᕗᑦ Media", "")


def people(count: int) -> list[tuple[str, str, str, str]]:
    """(name, organisation, role, code) of people who do not exist; one in ten in another alphabet, or very long."""
    dice = Random(7)
    names = [
        dice.choice(OTHERS)
        if dice.random() < 0.1
        else f"{dice.choice(FIRST)} {dice.choice('ABCDEFG')}. {dice.choice(LAST)}"
        for _ in range(count)
    ]
    roles = dice.choices([role for role, _share in ROLES], [share for _role, share in ROLES], k=count)
    return [
        (name, dice.choice(CENTRES), role, f"K7Q2M9{number:06}")
        for number, (name, role) in enumerate(zip(names, roles, strict=False))
    ]


def product() -> Any:
    """The application, in a process as its own are; every way is measured in one."""
    from app import app

    return app


def drawn(way: str, count: int, target: pathlib.Path) -> float:
    """By one of our two ways; seconds of processor time."""
    from aami_events.badges.rendering import fast, sheets
    from aami_events.badges.rendering.design import Occasion, look_of
    from aami_events.badges.rendering.drawing import Drawing, Paper
    from aami_events.badges.rules.content import Badge
    from aami_events.badges.rules.settings import Settings
    from aami_events.badges.rules.stocks import STOCKS

    event = Occasion("conference-2020", dict(TITLE), dict(TITLE), dict(TITLE), ())
    badges = [
        Badge(number, code, name, "elle", centre, role, ("fr", "en")[number % 2], ("fr", "en"), number % 20 == 0)
        for number, (name, centre, role, code) in enumerate(people(count))
    ]
    with product().app_context():
        begun = time.process_time()
        drawing = Drawing(look_of(Settings()), Paper(STOCKS["avery-5392"]), event)
        target.write_bytes((fast if way == "fast" else sheets).draw(drawing, badges, "Cocardes", "fr"))
    return time.process_time() - begun


BARS = ("#ffffff", "#c8c800", "#00c8c8", "#00c800", "#c800c8", "#c80000", "#0000c8", "#000000")
SANS, BOLD, INCH = "DejaVuSans", "DejaVuSans-Bold", 72.0
TITLE = {"fr": "Conférence 2020 de l’AAMI", "en": "IMAA 2020 conference"}


def strip(width: int, height: int) -> bytes:
    """The picture behind a badge: as many bars as a test card has, as a PNG."""
    from PIL import Image, ImageDraw

    picture, held = Image.new("RGB", (width, height)), io.BytesIO()
    pen, bar = ImageDraw.Draw(picture), width / len(BARS)
    for number, colour in enumerate(BARS):
        pen.rectangle((number * bar, 0, (number + 1) * bar, height), fill=colour)
    picture.save(held, "PNG")
    return held.getvalue()


def _canvas(target: pathlib.Path) -> Any:
    from reportlab.lib.pagesizes import letter
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name in (SANS, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"/usr/share/fonts/truetype/dejavu/{name}.ttf"))
    return Canvas(str(target), pagesize=letter)


def _cells(sheet: Any, count: int) -> Iterator[tuple[tuple[str, str, str, str], float, float, float]]:
    """Of each badge what it says, its left lower corner and the size of its name, in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for number, said in enumerate(people(count)):
        if number and number % 6 == 0:
            sheet.showPage()
        size = 30.0
        while size > 10 and stringWidth(said[0], BOLD, size) > 3.6 * INCH:
            size -= 0.25
        yield said, (0.25 + 4 * (number % 2)) * INCH, (7 - 3 * (number // 2 % 3)) * INCH, size


def usual(count: int, target: pathlib.Path) -> float:
    """As others do it, Indico's `designer/pdf.py` for one: every field a paragraph, the picture behind it opened for
    every badge, and the code a picture; the code by segno."""
    picture = strip(1200, 900)
    begun = time.process_time()
    import segno
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.utils import ImageReader
    from reportlab.platypus import Paragraph

    sheet = _canvas(target)
    for (name, centre, role, code), left, bottom, large in _cells(sheet, count):
        sheet.drawImage(ImageReader(io.BytesIO(picture)), left, bottom, 4 * INCH, 3 * INCH)
        for font, size, above, text in (
            (BOLD, 10, 2.3, TITLE["fr"]), (SANS, 8, 2.15, TITLE["en"]), (BOLD, large, 1.5, name),
            (SANS, 10, 1.2, "elle"), (SANS, 11, 0.95, centre), (BOLD, 12, 0.15, role),
        ):  # fmt: skip
            style = ParagraphStyle("", fontName=font, fontSize=size, leading=size)
            field = Paragraph(text, style)
            field.wrap(3.6 * INCH, 1 * INCH)
            field.drawOn(sheet, left + 0.2 * INCH, bottom + above * INCH)
        held = io.BytesIO()
        segno.make(code, error="m", micro=False).save(held, kind="png", scale=10)
        held.seek(0)
        sheet.drawImage(ImageReader(held), left + 3.1 * INCH, bottom + 0.1 * INCH, 0.8 * INCH, 0.8 * INCH, mask="auto")
    sheet.save()
    return time.process_time() - begun


def least(count: int, target: pathlib.Path) -> float:
    """As little as reportlab and segno can do: no picture, no paragraphs, the code as squares."""
    begun = time.process_time()
    import segno
    from reportlab.lib.colors import HexColor

    sheet = _canvas(target)
    for (name, centre, role, code), left, bottom, large in _cells(sheet, count):
        for font, size, above, text in (
            (BOLD, 10, 2.3, TITLE["fr"]), (SANS, 8, 2.15, TITLE["en"]), (BOLD, large, 1.5, name),
            (SANS, 10, 1.2, "elle"), (SANS, 11, 0.95, centre),
        ):  # fmt: skip
            sheet.setFont(font, size)
            sheet.drawString(left + 0.2 * INCH, bottom + above * INCH, text)
        sheet.setFillColor(HexColor("#3d4451"))
        sheet.rect(left, bottom, 3 * INCH, 0.45 * INCH, stroke=0, fill=1)
        sheet.setFillColor(HexColor("#ffffff"))
        sheet.drawString(left + 0.2 * INCH, bottom + 0.15 * INCH, role)
        sheet.setFillColor(HexColor("#000000"))
        modules = segno.make(code, error="m", micro=False).matrix
        side = 0.8 * INCH / len(modules)
        for y, line in enumerate(modules):
            for x, dark in enumerate(line):
                if dark:
                    at = (left + 3.1 * INCH + x * side, bottom + 0.9 * INCH - (y + 1) * side)
                    sheet.rect(*at, side, side, stroke=0, fill=1)
    sheet.save()
    return time.process_time() - begun


def one_warm() -> None:
    """One badge of a drawing whose sides are measured, drawn again and again."""
    from aami_events.badges.rendering import fast
    from tests.factories.badges import make_badge, make_drawing

    with product().app_context():
        drawing = make_drawing()
        times = []
        for number in range(20):
            badge, begun = make_badge(f"Personne {number}"), time.process_time()
            fast.draw(drawing, [badge], "-", "fr")
            times.append(time.process_time() - begun)
    print(json.dumps({"cpu": statistics.median(times[5:]), "rss": 0, "size": 0}))


def alone(way: str, count: int) -> None:
    """What a process of its own says of itself."""
    product()
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder, "badges.pdf")
        compared = {"reportlab": usual, "reportlab at its least": least}
        spent = compared[way](count, target) if way in compared else drawn(way, count, target)
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"cpu": spent, "rss": used.ru_maxrss / 1024, "size": target.stat().st_size / 1024}))


def measured(way: str, count: int, runs: int) -> dict[str, float]:
    """The medians of so many runs."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"INSTANCE_DIR": folder, "DATABASE_URL": "sqlite:///:memory:"}
        for _ in range(runs):
            command = [sys.executable, "-m", "benchmarks.badges", "--alone", way, str(count)]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
    return {name: statistics.median(row[name] for row in found) for name in found[0]}


def main(runs: int) -> None:
    """The table."""
    cpu = {}
    for way, count, wanted in (
        ("fast", 1000, "<= 1.5 s, 250 MB"), ("reportlab", 1000, ""), ("reportlab at its least", 1000, ""),
        ("plain", 1000, ""),
        ("fast", 5000, "<= 3 s, 260 MB"), ("warm", 1, "<= 0.05 s"),
    ):  # fmt: skip
        seen = measured(way, count, 1 if way == "plain" else runs)
        cpu[way, count] = seen["cpu"]
        words = f"{seen['cpu']:.3f} s, {seen['rss']:.0f} MB, {seen['size']:.0f} kB"
        show(f"{count} badges, {way}: processor time, memory, file", words, wanted)
    for way in ("reportlab", "reportlab at its least", "plain"):
        show(
            f"{way} against fast",
            f"{cpu[way, 1000] / cpu['fast', 1000]:.1f} times",
            ">= 5" if way == "reportlab" else "",
        )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--alone", "warm", _count]:
            one_warm()
        case ["--alone", way, count]:
            alone(way, int(count))
        case [*given]:
            main(int(given[0]) if given else 3)
