"""A pair of fields for a text in two languages: read, judged, and refused side by side."""

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.i18n import speaking
from aami_events.web import fields

BOTH = Bilingual.of(fr="Accueil", en="Desk")


class Example(Form):
    title = fields.BilingualField("Title", longest=20, missing="Give it a title.")
    summary = fields.BilingualField("Summary", several=True, longest=20)
    city = StringField("City")


class Thing:
    def __init__(self, **facts):
        self.__dict__.update({"title": None, "summary": None, "city": ""} | facts)


def sent(thing=None, *, whole=False, **values) -> Example:
    form = Example(MultiDict({name.replace("_", "-"): value for name, value in values.items()}), obj=thing)
    form.title.whole = whole
    form.summary.whole = whole
    return form


def test_what_was_written_is_clean_and_both_sides_are_there():
    form = sent(title_fr="  Accueil\x00 ", title_en="Desk", summary_fr="Un\r\n\r\n\r\n\r\ndeux", title_agree="y")
    assert form.validate()
    assert form.title.written == Written("Accueil", "Desk", agree=True)
    assert form.summary.written == Written("Un\n\ndeux", "")


def test_a_form_begins_with_the_text_that_is_there():
    form = Example(obj=Thing(title=BOTH))
    assert form.title.written == Written("Accueil", "Desk")
    assert form.summary.written == Written() and not form.summary.compared and form.title.compared


@pytest.mark.parametrize(
    ("values", "whole", "wrong"),
    [
        ({"title_fr": "Accueil"}, False, []),
        ({"title_en": "Desk"}, False, []),
        ({}, False, [("title-fr", "Give it a title.")]),
        ({"title_fr": " \t", "title_en": "\x00"}, False, [("title-fr", "Give it a title.")]),
        ({"title_en": "Desk"}, True, [("title-fr", "Both")]),
        ({"title_fr": "Accueil", "title_en": "Desk", "summary_fr": "Oui"}, True, [("summary-en", "Both")]),
        ({"title_fr": "Accueil", "title_en": "Desk"}, True, []),
        ({"title_fr": "a" * 21}, False, [("title-fr", "This is too long.")]),
        ({"title_fr": "a" * 20}, False, []),
    ],
)
def test_which_sides_are_wrong(values, whole, wrong, app: Flask):
    with app.test_request_context("/en/"), speaking("en"):
        form = sent(**values, whole=whole)
        assert form.validate() is not bool(wrong)
        assert [row[0] for row in fields.wrong(form)] == [row[0] for row in wrong]
        assert all(row[2].startswith(said[1]) for row, said in zip(fields.wrong(form), wrong, strict=True))


def test_a_refusal_stands_beside_a_side_or_a_field():
    form = sent(title_fr="Accueil")
    form.validate()
    fields.refuse(form, "title-en", "Not this.")
    fields.refuse(form, "city", "Nor this.")
    fields.refuse(form, "summary", "Nor that.")
    assert fields.wrong(form) == [
        ("title-en", "Title (English)", "Not this."),
        ("summary-fr", "Summary (Français)", "Nor that."),
        ("city", "City", "Nor this."),
    ]


@pytest.mark.parametrize(
    ("before", "values", "uneven"),
    [
        (BOTH, {"title_fr": "Accueil", "title_en": "Desk"}, False),
        (BOTH, {"title_fr": "Réception", "title_en": "Desk"}, True),
        (BOTH, {"title_fr": "Réception", "title_en": "Front desk"}, False),
        (BOTH, {"title_fr": "Accueil", "title_en": "Desk", "title_agree": "y"}, True),
        (Bilingual.of(fr="Accueil", en="Desk", stale=["en"]), {"title_fr": "Accueil", "title_en": "Desk"}, True),
    ],
)
def test_whether_comparing_matters(before, values, uneven):
    assert sent(Thing(title=before), **values).title.uneven is uneven


def test_the_macro_shows_both_sides_what_is_older_and_what_is_wrong(app: Flask):
    page = "{% import '_macros/forms.html' as forms %}{{ forms.form_errors(form) }}{{ forms.bilingual(form.title) }}"
    older = Bilingual.of(fr="Accueil <b>", en="Desk", stale=["en"])
    with app.test_request_context("/en/"), speaking("en"):
        form = sent(Thing(title=older), title_fr="a" * 21)
        form.validate()
        html = render_template_string(page, form=form)
    assert '<a href="#title-fr">Title (Français) – This is too long.</a>' in html
    assert 'aria-describedby="title-fr-error" aria-invalid="true" aria-required="true" lang="fr"' in html
    assert "the English is older" in html and 'name="title-agree"' in html and "data-uneven" in html
    assert "(optional)" not in html
