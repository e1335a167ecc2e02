"""Badges on paper: every name, every code, every design on every stock; what does not fit is said."""

import re
import subprocess
import unicodedata
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import zxingcpp
from PIL import ImageChops, ImageFilter

from aami_events.badges import rendering
from aami_events.badges.errors import DesignWrong
from aami_events.badges.rendering import design, fast, preview, sheets
from aami_events.badges.rendering.drawing import look_through
from aami_events.badges.rendering.slots import KNOWN
from aami_events.badges.rules.content import Line
from aami_events.badges.rules.settings import FIELDS, NAMES, Settings
from aami_events.badges.rules.stocks import STOCKS
from tests.factories.badges import HARD_NAMES, hard_badges, make_badge, make_drawing
from tests.integration.badges.conftest import codes, pages, text_of

pytestmark = [pytest.mark.databases("sqlite"), pytest.mark.usefixtures("inside")]


WAYS = pytest.mark.parametrize("draw", [sheets.draw, fast.draw], ids=["plain", "fast"])
#: pdftotext turns them around once more
RIGHT_TO_LEFT = {name for name in HARD_NAMES if re.search(r"[\u0590-\u06ff]", name)}


def bare(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", name))


def flaws(drawing, *badges) -> list[tuple[str, str, str]]:
    return [(flaw.slot, flaw.what, flaw.detail) for flaw in look_through(drawing, badges)]


@WAYS
def test_every_code_is_read_and_every_name_is_found(draw):
    badges = hard_badges()
    drawing = make_drawing()
    data = draw(drawing, badges, "Cocardes", "fr")
    assert sorted(codes(data)) == sorted(badge.code for badge in badges)
    text = text_of(data)
    # WeasyPrint writes Arabic, Hebrew and Devanagari in the order in which they are seen; the fast way says more
    as_seen = {name for name in HARD_NAMES if re.search(r"[\u0590-\u06ff\u0900-\u097f\u200d]", name)}
    as_seen &= set(HARD_NAMES) if draw is sheets.draw else RIGHT_TO_LEFT
    assert [name for name in HARD_NAMES if name not in as_seen and bare(name) not in text] == []
    assert {flaw.what for flaw in drawing.flaws} == {"overflow"}
    assert {flaw.badge for flaw in drawing.flaws} == {badges[HARD_NAMES.index("W" * 60)].id}


def test_in_a_run_of_five_hundred_every_code_is_read_and_every_name_is_found():
    latin = [name for name in HARD_NAMES if not re.search(r"[\u0590-\u06ff]", name) and name != "W" * 60]
    badges = [make_badge(f"{latin[number % len(latin)]} {number}") for number in range(500)]
    data = fast.draw(make_drawing(), badges, "Cocardes", "fr")
    assert sorted(codes(data, 150)) == sorted(badge.code for badge in badges)
    text = text_of(data)
    assert [badge.name for badge in badges if bare(badge.name) not in text] == []


@WAYS
def test_the_document_is_tagged_and_says_its_title_and_language(draw):
    data = draw(make_drawing(), [make_badge()], "Cocardes : une rencontre", "fr")
    told = subprocess.run(["pdfinfo", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged: +yes", told) and re.search("Title: +Cocardes : une rencontre", told)


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("base", NAMES)
def test_every_design_on_every_stock(base, stock):
    badges = [make_badge("Marie-Ève Tremblay", no_photo=True, spoken=("fr", "lsq")), make_badge("ᐅᔭᕋᒃ", language="en")]
    drawing = make_drawing(Settings(base=base, stock=stock), backs=True, crop_marks=True)
    data = fast.draw(drawing, badges, "Cocardes", "fr")
    assert sorted(codes(data)) == sorted(badge.code for badge in badges)
    sides = 2 if not STOCKS[stock].folded else 1
    alone = STOCKS[stock].per_sheet == 1
    assert len(list(pages(data, 30))) == sides * (2 if alone else 1)
    assert drawing.flaws == []


@WAYS
def test_each_badge_is_in_its_own_place(draw):
    badges = [make_badge() for _ in range(7)]
    first, second = pages(draw(make_drawing(), badges, "-", "fr"), 100)
    found = {code.text: code.position.top_left for code in zxingcpp.read_barcodes(first)}
    for number, badge in enumerate(badges[:6]):
        column, row = number % 2, number // 2
        assert 25 + 400 * column < found[badge.code].x < 25 + 400 * (column + 1)
        assert 100 + 300 * row < found[badge.code].y < 100 + 300 * (row + 1)
    assert [code.text for code in zxingcpp.read_barcodes(second)] == [badges[6].code]


@WAYS
def test_a_printer_that_is_off_is_told_by_how_much(draw):
    badge = make_badge()
    (usual,), (moved,) = (
        pages(draw(make_drawing(right=more, down=more), [badge], "-", "fr"), 254) for more in (0.0, 5.0)
    )
    one, other = (zxingcpp.read_barcodes(page)[0].position.top_left for page in (usual, moved))
    assert (other.x - one.x, other.y - one.y) == (pytest.approx(50, abs=2), pytest.approx(50, abs=2))


def test_an_overflow_and_a_sign_of_nobodys_are_reported():
    assert flaws(make_drawing(), make_badge("W" * 90)) == [("name", "overflow", "")]
    assert flaws(make_drawing(), make_badge("Ada \ue000 Field")) == [("name", "missing", "\ue000")]
    assert flaws(make_drawing(), make_badge("Sasha 👩‍🎤")) == []  # what joins two signs is not seen, and not missing
    assert flaws(make_drawing(), make_badge("", pronouns="")) == [("name", "nameless", "")]


def test_a_programme_that_is_too_long_says_how_much_is_missing():
    lines = tuple(Line("jeu. 17", f"{hour} h", "Atelier") for hour in range(40))
    drawing = make_drawing(backs=True)
    ((slot, what, missing),) = flaws(drawing, make_badge(programme=lines))
    assert (slot, what) == ("programme", "left_out") and 0 < int(missing) < 40
    text = text_of(sheets.draw(make_drawing(backs=True), [make_badge(programme=lines)], "-", "fr"))
    assert bare(f"et {missing} autres") in text and "ZoéRoy·zoe@centre.example" in text


def test_what_is_not_wanted_is_not_there():
    badge = make_badge("Ada", pronouns="xqpronom", organisation="xqorganisme", spoken=("lsq",), no_photo=True)
    whole, bare_one = (
        text_of(sheets.draw(make_drawing(Settings(fields=fields)), [badge], "-", "fr")) for fields in (FIELDS, ())
    )
    for word in ("xqpronom", "xqorganisme", "LSQ", "Personneparticipante", "Pasdephoto"):
        assert word in whole and word not in bare_one
    assert codes(sheets.draw(make_drawing(Settings(fields=())), [badge], "-", "fr")) == []


def test_both_languages_stand_on_a_badge_the_persons_own_first():
    french, english = (
        text_of(sheets.draw(make_drawing(), [make_badge(language=language, role="delegate")], "-", "fr"))
        for language in ("fr", "en")
    )
    assert french.index("Personnedéléguée") < french.index("Votingdelegate")
    assert english.index("Votingdelegate") < english.index("Personnedéléguée")


@pytest.mark.parametrize(("draw", "number", "heard"), [(sheets.draw, 62, [60]), (fast.draw, 301, [300])])
def test_whoever_waits_is_told(draw, number, heard):
    told = []
    draw(make_drawing(), [make_badge() for _ in range(number)], "-", "fr", told.append)
    assert told == heard


def differing(one: bytes, other: bytes) -> float:
    """The share of pixels of the other that are clearly lighter or darker than all of the one around them, of the page
    where they are most: edges that fall between two pixels do not count."""
    shares = []
    for first, second in zip(pages(one), pages(other), strict=True):
        assert first.size == second.size
        grey, drawn = first.convert("L"), second.convert("L")
        lighter = ImageChops.subtract(drawn, grey.filter(ImageFilter.MaxFilter(3)))
        darker = ImageChops.subtract(grey.filter(ImageFilter.MinFilter(3)), drawn)
        apart = ImageChops.lighter(lighter, darker).histogram()
        shares.append(sum(apart[48:]) / sum(apart))
    return max(shares)


def both_ways(settings: Settings, badges, **paper) -> list[bytes]:
    return [draw(make_drawing(settings, **paper), badges, "-", "fr") for draw in (sheets.draw, fast.draw)]


@pytest.mark.parametrize("base", NAMES)
def test_the_fast_way_draws_what_the_plain_way_draws(base):
    badges, paper = hard_badges(), {"backs": True, "crop_marks": True, "right": 1.5, "down": -2.0, "skip": 1}
    plain, quick = (
        draw(make_drawing(Settings(base=base), **paper), badges, "-", "fr") for draw in (sheets.draw, fast.draw)
    )
    assert differing(plain, quick) < 0.00002
    off = fast.draw(make_drawing(Settings(base=base), **paper | {"right": 1.9}), badges, "-", "fr")
    assert differing(plain, off) > 0.002  # less than half a millimetre is seen
    without = fast.draw(make_drawing(Settings(base=base, fields=("qr",)), **paper), badges, "-", "fr")
    assert differing(plain, without) > 0.002


def test_a_card_that_is_cut_out_is_drawn_the_same():
    settings, paper = Settings(base="marge", stock="cr80"), {"backs": True, "crop_marks": True}
    plain, quick = both_ways(settings, hard_badges()[:6], **paper)
    assert differing(plain, quick) < 0.00002


@pytest.mark.parametrize(
    "style",
    ["opacity: .5", "text-decoration: underline", "letter-spacing: 2pt", "color: #0008", "text-transform: lowercase"],
)
def test_what_only_weasyprint_can_draw_is_drawn_by_it(monkeypatch, style):
    usual, adorned = (
        make_drawing(own(NAME.replace("font-size", f"{more}; font-size"))) for more in ("color: red", style)
    )
    monkeypatch.setattr(rendering.fast, "draw", lambda *_facts: b"fast")
    assert rendering.print_file(usual, [make_badge()], "fr") == b"fast"
    assert rendering.print_file(adorned, [make_badge()], "fr").startswith(b"%PDF")


@pytest.mark.parametrize("side", ["left", "center", "right", "start", "end", "justify"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_alignments_are_the_same_either_way(side, direction):
    front = NAME.replace("font-size", f"text-align: {side}; direction: {direction}; font-size").replace(
        "<p ", '<p data-align="bottom" '
    )
    badges = [make_badge("Ève"), make_badge("Marie-Françoise-Éléonore Desrosiers-Lafrenière-Beauchamp")]
    plain, quick = both_ways(own(front), badges)
    assert differing(plain, quick) < 0.00002


def test_badges_are_articles_in_reading_order():
    names = ("Ève Roy", "محمد عبد الرحمن")
    data = fast.draw(make_drawing(), [make_badge(name) for name in names], "-", "fr")
    shown = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    assert shown.count("Art\n") == 2 and re.search(r"H1[^\n]*\n *\"Ève Roy\"", shown)


def test_one_badge_as_a_picture():
    data = preview.picture(make_drawing(), make_badge())
    assert data.startswith(b"\x89PNG")


# --- Designs of an organiser ------------------------------------------------------------------------------------------
def own(front: str = "", style: str = "", back: str = "", **more) -> Settings:
    return Settings(front=front, back=back, style=style, **more)


NAME = '<p data-slot="name" style="width: 80mm; height: 20mm; font-size: 20pt"></p>'


def test_an_organisers_design_with_an_uploaded_picture():
    picture = make_picture()
    drawing = make_drawing(
        own(f'<img alt="" src="upload:logo.png" style="width: 9mm">{NAME}'), held={"logo.png": picture}
    )
    assert b"/Subtype /Image" in sheets.draw(drawing, [make_badge("Ada", code="")], "-", "fr")


def make_picture() -> bytes:
    from aami_events.foundation import qr

    return qr.png("a picture")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/x.png", "upload:missing.png"])
@pytest.mark.parametrize(
    "design",
    [
        '<img alt="" src="{}">', "<style>@import '{}';</style>", '<p style="background: url({})">x</p>',
        '<link rel="stylesheet" href="{}">',
        '<svg viewBox="0 0 9 9" width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
        "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x</p>",
    ],
)  # fmt: skip
def test_a_design_reaches_nothing_but_what_was_uploaded_for_it(design, address):
    with pytest.raises(DesignWrong) as refused:
        sheets.draw(make_drawing(own(NAME + design.format(address))), [make_badge()], "-", "fr")
    assert (refused.value.what, refused.value.detail) == ("fetched", address)


def test_an_address_that_would_lead_elsewhere_is_not_asked_for():
    asked = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/logo.png"
        for front in (f'<img alt="" src="{address}">', f"<style>@import '{address}';</style>"):
            with pytest.raises(DesignWrong) as refused:
                sheets.draw(make_drawing(own(NAME + front)), [make_badge()], "-", "fr")
            assert (refused.value.what, refused.value.detail) == ("fetched", address)
        assert asked == []
        with urllib.request.build_opener(NoRedirects).open(address) as answer:  # it is there, for who asks
            assert answer.status == 302
        server.shutdown()
    assert asked == ["/logo.png"]


class NoRedirects(urllib.request.HTTPErrorProcessor):
    def http_response(self, request, response):
        return response


def test_a_style_sheet_and_an_attachment_reach_nothing_either():
    for settings in (
        own(NAME, "@import 'http://127.0.0.1:1/x.css';"),
        own(NAME, "p { background: url(file:///etc/hostname) }"),
        own(NAME + '<link rel="attachment" href="file:///etc/passwd">'),
    ):
        with pytest.raises(DesignWrong, match="fetched"):
            sheets.draw(make_drawing(settings), [make_badge()], "-", "fr")


@pytest.mark.parametrize(
    ("front", "what"),
    [
        ("{% if %}", "syntax"),
        ("{{ }}", "syntax"),
        ("{% macro a() %}{% endmacro %}", "not_allowed"),
        ("{% include 'x' %}", "not_allowed"),
        ("{% set a = 1 %}", "not_allowed"),
        ("{{ range(9) }}", "not_allowed"),
        ("{{ ''.__class__.__mro__ }}", "unknown"),
        ("{{ role.key|upper }}", "not_allowed"),
        ("{{ 9 ** 9 ** 9 }}", "not_allowed"),
        ("{% for a in contacts %}{% for b in contacts %}{% endfor %}{% endfor %}", "not_allowed"),
        ("{{ somebody.name }}", "unknown"),
        ("{{ role.key * 99999999 }}", "sums"),
        ("{{ w / 0 }}", "sums"),
        ("{{ contacts + contacts }}", "sums"),
        ("x" * 40_001, "too_long"),
        ('<p data-slot="salary" style="height: 9mm"></p>', "slot_unknown"),
        (NAME + NAME, "slot_twice"),
        ('<p data-slot="name"></p>', "slot_without_size"),
        ('<p style="break-before: page">x</p><p style="break-before: page">x</p>', "too_large"),
    ],
)
def test_a_design_that_cannot_be_is_refused_with_its_reason(front, what):
    with pytest.raises(DesignWrong) as refused:
        make_drawing(own(front)).write(make_badge(), "front")
    assert refused.value.what == what


def test_what_a_design_may_reckon_with():
    front = (
        NAME
        + "{% for row in contacts if u > 0 %}<p>{{ row }}{{ 2 * u + h - w / 2 if not no_photo else 0 }}</p>{% endfor %}"
    )
    assert make_drawing(own(front)).write(make_badge(), "front").count("<p>") == 2


def test_a_name_is_text_whatever_it_is_made_of():
    badge = make_badge("<b onload=x>{{ 7 * 7 }}&amp;</b>", code="A&B")
    html = make_drawing().write(badge, "front")
    assert "&lt;b" in html and "{{" in html and "&amp;amp;&lt;/b&gt;" in html
    assert "<b onload" not in html and 'alt="A&amp;B"' in html


def test_every_slot_is_known_by_its_name_on_the_page():
    from aami_events.badges.phrases import SLOT_NAMES

    assert set(SLOT_NAMES) | {"qr"} == KNOWN


def test_upper_case_of_a_style_is_measured_as_it_is_seen():
    wide = NAME.replace("font-size", "text-transform: uppercase; font-size")
    small, large = (make_drawing(own(html)).side_of for html in (NAME, wide))
    widths = [
        side(design.Variant("attendee", "fr", False), "front").laid.slots["name"].shaper.width("iiii")
        for side in (small, large)
    ]
    assert widths[1] > widths[0] * 1.1
