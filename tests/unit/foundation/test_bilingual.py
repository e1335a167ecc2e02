"""A text in two languages: fallback, gaps, and which side is older."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from aami_events.foundation.bilingual import Bilingual, BilingualText, Written

BOTH = Bilingual.of(fr="Accueil", en="Desk")
SIDES = st.dictionaries(st.sampled_from(["fr", "en", "iu"]), st.text(max_size=3))


@pytest.mark.parametrize(
    ("text", "language", "shown", "fallback"),
    [
        (BOTH, "fr", "Accueil", False),
        (BOTH, "en", "Desk", False),
        (BOTH, "iu", "Accueil", True),
        (Bilingual.of(en="Desk"), "fr", "Desk", True),
        (Bilingual.of(fr="  ", en="Desk"), "fr", "Desk", True),
        (Bilingual.of(iu="ᐃ"), "fr", "ᐃ", True),
        (Bilingual.of(), "fr", "", False),
    ],
)
def test_shown_text(text, language, shown, fallback):
    assert (text.get(language), text.is_fallback(language)) == (shown, fallback)


def test_what_is_there_and_what_is_not():
    text = Bilingual.of(fr="Accueil", en="")
    assert (text.fr, text.en, text.has("fr"), text.has("en"), text.missing()) == ("Accueil", None, True, False, ("en",))
    assert text and not Bilingual.of() and Bilingual.of().missing() == ("fr", "en")
    assert BOTH.languages == ("fr", "en")


@pytest.mark.parametrize(
    ("before", "changes", "stale"),
    [
        (BOTH, {"fr": "Bureau"}, {"en"}),
        (BOTH, {"en": "Counter"}, {"fr"}),
        (BOTH, {"fr": "Bureau", "en": "Counter"}, set()),
        (BOTH, {"fr": "Accueil"}, set()),
        (BOTH, {"fr": "Bureau", "en": "Desk"}, {"en"}),
        (BOTH.revise(fr="Bureau"), {"en": "Counter"}, set()),
        (BOTH.revise(fr="Bureau"), {"fr": "Guichet"}, {"en"}),
        (BOTH.revise(fr="Bureau"), {"fr": "Bureau"}, {"en"}),
        (BOTH.revise(fr="Bureau"), {"fr": ""}, set()),
        (Bilingual.of(en="Desk"), {"fr": "Accueil"}, set()),
        (BOTH, {"fr": ""}, set()),
        (BOTH, {"iu": "ᐃ"}, set()),
        (BOTH.revise(iu="ᐃ"), {"fr": "Bureau"}, {"en", "iu"}),
        (BOTH.revise(iu="ᐃ").revise(fr="Bureau"), {"en": "Counter"}, {"iu"}),
    ],
)
def test_revising(before, changes, stale):
    assert before.revise(**changes).stale == stale


def test_json():
    assert BOTH.to_json() == {"fr": "Accueil", "en": "Desk"}
    assert BOTH.revise(fr="Bureau").to_json() == {"fr": "Bureau", "en": "Desk", "stale": ["en"]}
    assert Bilingual.from_json(None) == Bilingual.of()


@given(SIDES, SIDES)
def test_json_loses_nothing(before, changes):
    text = Bilingual(before).revise(**changes)
    again = Bilingual.from_json(text.to_json())
    assert again == text and hash(again) == hash(text) and pickle.loads(pickle.dumps(text)) == text


def test_immutable():
    with pytest.raises(AttributeError):
        BOTH.fr = "x"
    with pytest.raises(AttributeError):
        BOTH.stale = frozenset()
    with pytest.raises(AttributeError):
        del BOTH.stale
    assert BOTH != "Accueil" and eval(repr(BOTH.revise(fr="x"))) == BOTH.revise(fr="x")


class Base(DeclarativeBase):
    pass


class Page(Base):
    __tablename__ = "page"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Bilingual | None] = mapped_column(BilingualText)


def test_column():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(
            [Page(id=1, title=BOTH.revise(fr="Été")), Page(id=2, title=None), Page(id=3, title=Bilingual.of())]
        )
        session.commit()
        assert session.get(Page, 1).title == Bilingual.of(fr="Été", en="Desk", stale=["en"])
        assert session.scalars(select(Page.id).where(Page.title.is_(None))).all() == [2]
        assert session.get(Page, 3).title == Bilingual.of()
        assert session.scalars(select(Page.id).where(Page.title["fr"].as_string() == "Été")).all() == [1]
        session.get(Page, 1).title = session.get(Page, 1).title.revise(en="Counter")
        session.commit()
        assert session.get(Page, 1).title == Bilingual.of(fr="Été", en="Counter")


OLDER = Bilingual.of(fr="Accueil", en="Desk", stale=["en"])


@pytest.mark.parametrize(
    ("before", "written", "after"),
    [
        (None, Written("Accueil"), Bilingual.of(fr="Accueil")),
        (None, Written("", ""), Bilingual.of()),
        (Bilingual.of(fr="Accueil"), Written("Accueil", "Desk"), BOTH),
        (BOTH, Written("Réception", "Desk"), Bilingual.of(fr="Réception", en="Desk", stale=["en"])),
        (BOTH, Written("Réception", "Desk", agree=True), Bilingual.of(fr="Réception", en="Desk")),
        (BOTH, Written("Réception", "Front desk"), Bilingual.of(fr="Réception", en="Front desk")),
        (BOTH, Written("Accueil", ""), Bilingual.of(fr="Accueil")),
        (OLDER, Written("Accueil", "Desk"), OLDER),
        (OLDER, Written("Accueil", "Desk", agree=True), BOTH),
        (OLDER, Written("Accueil", "Front desk"), Bilingual.of(fr="Accueil", en="Front desk")),
    ],
)
def test_what_is_written_over_a_text(before, written, after):
    assert written.over(before) == after
