"""The typography of both languages; `~` stands for the no-break space in the tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.foundation.typography import typeset, typeset_html

TOKENS = [
    '"', "'", "«", "»", "“", "”", "‘", "’", " ", "\u00a0", "\u202f", "\n", ":", ";", "!", "?", "...", "…", ".", ",",
    "%", "$", "h", "25", "1 250", "30", "(", ")", "-", "mot", "l", "é", "x@y.ca", "https://x.ca/a'b?c=d", "%(n)s",
    "{n}", "ᐃᓄ", "سلام", "\ufdd0", "/", "C:\\a",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(TOKENS), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Note: oui", "Note~: oui"),
        ("Note : oui", "Note~: oui"),
        ("Note\u202f: oui :", "Note~: oui~:"),
        ("%(name)s : {count}: ok", "%(name)s~: {count}~: ok"),
        ("12:30 et https://x.ca/a: b", "12:30 et https://x.ca/a~: b"),
        ("C:\\temp et a:b :)", "C:\\temp et a:b :)"),
        ("Quoi ? Oui~! Non ; bon", "Quoi? Oui! Non; bon"),
        ("(vraiment ?) ;)", "(vraiment?) ;)"),
        ("25$ et 5 % et 5 M$", "25~$ et 5~% et 5~M$"),
        ("1 250,50 $", "1~250,50~$"),
        ("14h30, 14 h 30, 9h à 10 h.", "14~h~30, 14~h~30, 9~h à 10~h."),
        ('Il dit "oui" et « non »', "Il dit «~oui~» et «~non~»"),
        ('« il dit "oui" »', "«~il dit “oui”~»"),
        ("«oui»", "«~oui~»"),
        ("l'été d'Anne aujourd'hui", "l’été d’Anne aujourd’hui"),
        ("les 'mots' d'ici", "les ‘mots’ d’ici"),
        ("5'10\" de haut", "5'10\" de haut"),
        ("Attendez...", "Attendez…"),
        ("Voir info@aami.ca: merci", "Voir info@aami.ca~: merci"),
        ('en ᐃᓄᒃᑎᑐᑦ: le "ᐃ"', "en ᐃᓄᒃᑎᑐᑦ~: le «~ᐃ~»"),
        ('Bonjour\n"سلام" : ؟ !', 'Bonjour\n"سلام" : ؟ !'),
        ("17 septembre 2020 500 personnes", "17 septembre 2020 500 personnes"),
        ("conference-2020 25$US", "conference-2020 25$US"),
        ("", ""),
    ],
)
def test_french(typed, set_):
    assert typeset(typed.replace("~", "\u00a0"), "fr") == set_.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('She said "yes" ("no")', "She said “yes” (“no”)"),
        ("It's the dogs' bowl, '90s style", "It’s the dogs’ bowl, ’90s style"),
        ("\"'Hello' again\"", "“‘Hello’ again”"),
        ('{name}\'s "{title}"', "{name}’s “{title}”"),
        ("Wait...", "Wait…"),
        ("25 $ ; 14 h 30 : a !", "25 $ ; 14 h 30 : a !"),
        ('6" x 4" and 5\'', '6" x 4" and 5\''),
        ("o'neil@x.ca https://x.ca/o'neil...", "o'neil@x.ca https://x.ca/o'neil…"),
        ('"ᐃᓄᒃ"', '"ᐃᓄᒃ"'),
    ],
)
def test_english(typed, set_):
    assert typeset(typed, "en") == set_


def test_other_languages_come_back_unchanged():
    assert typeset('"x" : l\'a...', "iu") == '"x" : l\'a...'
    assert typeset_html('<p>"x"</p>', "iu") == '<p>"x"</p>'


@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_setting_twice_changes_nothing(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_any_text_goes_through(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(TEXTS, st.sampled_from(["https://x.ca/l'a:b?c=\"", "a'b@x.ca", "%(it's)s", "{it's ...}"]))
def test_what_is_set_aside_survives(text, held):
    held = held.rstrip('"').replace("%(it's)s", "%(its)s")
    assert held in typeset(f"{text} {held} {text}", "fr")


@pytest.mark.parametrize(
    ("html", "set_"),
    [
        ("<p><b>Note</b>: l'été</p>", "<p><b>Note</b>~: l’été</p>"),
        ("<p><b>Note:</b> ok</p>", "<p><b>Note~:</b> ok</p>"),
        ('<p>"<em>x</em>" &amp; "y"</p>', "<p>«~<em>x</em>~» &amp; «~y~»</p>"),
        ("<p>&quot;x&quot;&nbsp;! l&#39;a</p>", "<p>«~x~»! l’a</p>"),
        ("<a href=\"x?a='b' ;\" title=\"l'a\">l'a</a>", '<a href="x?a=\'b\' ;" title="l\'a">l’a</a>'),
        ("<code>a : 'b'</code><pre>25$ <b>x ?</b></pre>", "<code>a : 'b'</code><pre>25$ <b>x ?</b></pre>"),
        ('<li>"a</li><li>b"</li>', '<li>"a</li><li>b"</li>'),
        ('<p dir="rtl">"<b>سلام</b>" !</p>', '<p dir="rtl">"<b>سلام</b>" !</p>'),
        ('<a title="> l\'a : \'b">"x"</a>', "<a title=\"> l'a : 'b\">«~x~»</a>"),
        ("<p><b>25</b> $</p>", "<p><b>25</b>~$</p>"),
    ],
)
def test_html(html, set_):
    assert typeset_html(html, "fr") == set_.replace("~", "\u00a0")


@given(TEXTS)
def test_html_twice_changes_nothing(text):
    html = f"<p>{text.replace('<', '')} <b>{text}</b></p>"
    once = typeset_html(html, "fr")
    assert typeset_html(once, "fr") == once
