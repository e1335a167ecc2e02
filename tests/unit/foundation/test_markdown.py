"""Markdown as pages and letters show it; `~` stands for the no-break space."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.foundation.markdown import plain, render

REL = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un *mot* : **deux** ~~trois~~", "<p>Un <em>mot</em>~: <strong>deux</strong> <s>trois</s></p>"),
        ("# Un\n\n## Deux\n\n#### Quatre", "<h3>Un</h3>\n<h4>Deux</h4>\n<h6>Quatre</h6>"),
        ('[AAMI](https://aami.ca "t")', f'<p><a href="https://aami.ca" {REL}>AAMI</a></p>'),
        ("<info@aami.ca>", f'<p><a href="mailto:info@aami.ca" {REL}>info@aami.ca</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](/fr/) [y](//evil.example)", f"<p><a {REL}>x</a> <a {REL}>y</a></p>"),
        ("![Une *photo*](https://x.ca/a.png)", "<p>Une photo</p>"),
        ("<script>alert('x')</script>", "<p>&lt;script&gt;alert(‘x’)&lt;/script&gt;</p>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("`l'a : b`", "<p><code>l'a : b</code></p>"),
        ("", ""),
    ],
)
def test_html(text, html):
    assert render(text, "fr") == html.replace("~", "\u00a0")


def test_tables_have_no_style():
    html = render('| a | b |\n|:--|--:|\n| 1 | "2" |', "en")
    assert "<td>1</td>\n<td>“2”</td>" in html and "style" not in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "[a](https://x.ca '\"><script>alert(1)</script>')",
        "[a](data:text/html;base64,x)",
        "[a](JaVaScRiPt:alert(1))",
        "<a href='javascript:x'>y</a>",
        '[a](https://x.ca/"onmouseover="x)',
        "![<b onload=x>](https://x.ca)",
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_runs(hostile, language):
    html = render(hostile, language)
    tags = re.findall(r"<[^>]*>", html)
    assert all(re.fullmatch(rf'</?p>|</a>|<a(?: href="https://[^"<>]*")? {REL}>', tag) for tag in tags), html


@given(st.text(st.sampled_from("<>\"'`[]()!*_~|-# \n&;:/ahx"), max_size=60), st.sampled_from(["fr", "en"]))
def test_output_is_a_fixed_point_of_the_cleaner(text, language):
    import nh3

    html = render(text, language)
    again = nh3.clean(html, attributes={"ol": {"start"}, "a": {"href", "rel"}}, link_rel=None)
    assert again.replace("&nbsp;", "\u00a0").strip() == html.strip()


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("# Titre\n\nUn *mot*\nsuivi.\\\nFin", "Titre\n\nUn mot suivi.\nFin"),
        ("- a\n- b\n  1. c\n  2. d\n\nFin", "- a\n- b\n  1. c\n  2. d\n\nFin"),
        ("[AAMI](https://aami.ca) <https://x.ca> <i@x.ca>", "AAMI (https://aami.ca) https://x.ca i@x.ca"),
        ("[écrire](mailto:i@x.ca) [page](/fr/)", "écrire (i@x.ca) page"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("> cité\n\n---\n\n```\ncode  x\n```", "cité\n\n* * *\n\ncode  x"),
        ("![*photo*](https://x.ca) `l'a` <b>", "photo l'a <b>"),
        ("- a\n\n  suite\n- b", "- a\n  suite\n- b"),
        ("", ""),
    ],
)
def test_letters(text, letter):
    assert plain(text) == letter


@given(st.text(st.sampled_from("<>[]()!*_~|-#1. \n`ax"), max_size=60))
def test_any_text_makes_a_letter(text):
    assert isinstance(plain(text), str)
