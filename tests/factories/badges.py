"""Badges of people who do not exist, with names that are hard to print."""

import itertools
from typing import Any

from aami_events.badges.rendering.design import Occasion, look_of
from aami_events.badges.rendering.drawing import Drawing, Paper
from aami_events.badges.rules.content import ROLES, Badge, Line
from aami_events.badges.rules.settings import Settings
from aami_events.badges.rules.stocks import STOCKS

#: syllabics, Arabic, Hebrew, CJK, emoji, several alphabets in one, one letter, sixty without a space, and so on
HARD_NAMES = (
    "ᐃᓄᒃᑎᑐᑦ ᐊᓪᓚᒋᐊᖅ", "ᓯᓚ ᐊᑭᑦᓯᕋᖅ", "ᐋᓐ ᒥᐊᕆ ᖁᒃᑭᐊᖅ", "ᓇᐱᔅᑐᒃ ᐯᔪᐙᓄᒃ", "Alíla7", "Wačí Wiŋ", "Xʷəm̓ət T̓łaqʷ", "Şêmûsa Đặng",
    "Qáqz̓wə Łtaʔ", "محمد عبد الرحمن", "فاطمة الزهراء بنعلي", "Youssef يوسف الحداد", "ליאור אברמוביץ׳", "李小龙",
    "陳美玲", "欧阳震华", "山田 太郎", "김민지", "林 Étienne 志明", "Nguyễn Thị Hương", "Þórsdóttir Åsa",
    "Ngozi Okonkwo-Adéyẹmí",
    "Łukasz Żółć", "Ειρήνη Παπαδοπούλου", "Оксана Шевченко", "अनन्या शर्मा", "தமிழ் செல்வி", "สมชาย ใจดี", "አበበ ቢቂላ",
    "🌈 Iel", "Sasha 👩‍🎤", "O", "W" * 60, "Marie-Françoise-Éléonore Desrosiers-Lafrenière-Beauchamp",
    "Jean-Christophe-Alexandre de Montigny-Saint-Onge de la Chevrotière", "D’Aoust", "l’Heureux",
    "e\u0301milie me\u0301lanc\u0327on",
    "Dr. No Jr.", "2026",
)  # fmt: skip
_codes = itertools.count(1)


def make_badge(name: str = "Ève Roy", **more: Any) -> Badge:
    """A badge of nobody; another code each time."""
    number = next(_codes)
    usual = {"id": number, "code": f"K7Q2M9XA{number:04}", "pronouns": "elle", "organisation": "L'Écran boréal"}
    return Badge(name=name, **{"role": "attendee", "language": "fr", **usual, **more})


def hard_badges() -> list[Badge]:
    """One of each name, in all roles and both languages."""
    programme = (Line("jeu. 17", "9 h 30", "ᐃᓄᒃᑎᑐᑦ: un atelier"),)
    return [
        make_badge(
            name,
            role=ROLES[at % len(ROLES)],
            language=("fr", "en")[at % 2],
            no_photo=at % 3 == 0,
            spoken=("fr", "asl", "lsq")[: at % 4],
            programme=programme * (at % 4),
        )
        for at, name in enumerate(HARD_NAMES)
    ]


def occasion() -> Occasion:
    """An event that nobody holds."""
    return Occasion(
        "rencontre-2020",
        {"fr": "Rencontre des arts médiatiques", "en": "Media Arts Gathering"},
        {"fr": "du 17 au 19 septembre 2020", "en": "September 17–19, 2020"},
        {"fr": "Montréal", "en": "Montréal"},
        ("Zoé Roy · zoe@centre.example", "Nadia Ruel · 514 555-0100"),
    )


def make_drawing(settings: Settings | None = None, *, held: dict[str, bytes] | None = None, **paper: Any) -> Drawing:
    """Ready to draw."""
    chosen = settings or Settings()
    return Drawing(look_of(chosen, held), Paper(STOCKS[chosen.stock], **paper), occasion())
