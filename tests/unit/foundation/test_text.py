"""What a search folds, and what storage refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.foundation.text import clean, fold, sort_key

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Élise Lœuf-Côté", "elise loeuf cote"),
        ("L’Été,  d'Anne", "l ete d anne"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("Søren Łukasz Đorđe Ægir", "soren lukasz dorde aegir"),
        ("Wačí Wiŋ", "waci win"),
        ("Alíla7", "alila7"),
        ("Kʼatłʼodehche", "k atl odehche"),
        ("İstanbul ILGIN", "istanbul ilgin"),
        ("ﬁn ① ＡＡＭＩ", "fin 1 aami"),
        ("ᐃᓄᒃᑎᑐᑦ", "ᐃᓄᒃᑎᑐᑦ"),
        ("مَرْحَبًا", "مرحبا"),
        ("山田 がく", "山田 がく"),
        ("김민준", "김민준"),
        ("हिन्दी", "हिन्दी"),
        ("می\u200cخواهم", "میخواهم"),
        ("info@aami.ca", "info aami ca"),
        ("—!?", ""),
        ("\ud800a\x00b", "a b"),
    ],
)
def test_fold(typed, folded):
    assert fold(typed) == folded


@given(ANYTHING)
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once and once == once.strip()


@given(st.text())
def test_ascii_takes_the_same_path_as_the_rest(text):
    plain = text.encode("ascii", "ignore").decode()
    assert fold(plain + " é") == f"{fold(plain)} e".strip()


def test_names_sort_whole_and_without_accents():
    assert sorted(["Zoé A", "Éric B", "eric a"], key=sort_key) == ["eric a", "Éric B", "Zoé A"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anne \t\n Roy ", "Anne Roy"),
        ("E\u0301lise", "Élise"),
        ("a\u00a0\u3000b", "a b"),
        ("a\x00b\x1b[31m\x7f", "ab[31m"),
        ("\u202egpj.exe\u2066x\u2069", "gpj.exex"),
        ("👩\u200d🎨 می\u200cخواهم", "👩\u200d🎨 می\u200cخواهم"),
        ("\ud83da\udfff\ufffe", "a"),
        ("\ufeffNom", "Nom"),
        ("", ""),
    ],
)
def test_clean_one_line(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("  a   b  \n\n\n\n- c\n    - d\te ", "a b\n\n- c\n    - d\te"),
        ("a\x00\x0cb", "a\nb"),
    ],
)
def test_clean_several_lines(typed, kept):
    assert clean(typed, keep_lines=True) == kept


@given(ANYTHING, st.booleans())
def test_cleaning_is_final_and_always_storable(text, keep_lines):
    once = clean(text, keep_lines=keep_lines)
    assert clean(once, keep_lines=keep_lines) == once
    assert "\x00" not in once
    once.encode("utf-8")
