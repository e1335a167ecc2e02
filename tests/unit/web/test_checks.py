"""A person a line, who can be written to."""

import pytest
from wtforms import Form, TextAreaField

from aami_events.foundation.i18n import speaking
from aami_events.web.checks import NamedPeople, named_people


class Named(Form):
    """Some people."""

    people = TextAreaField("People", [NamedPeople(2)])


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("ariane@centre.example", True),
        ("a.b+c@sous.centre.example", True),
        ("ariane@été.example", True),
        ("ariane", False),
        ("@centre.example", False),
        ("ariane@centre", False),
        ("aria ne@centre.example", False),
        ("ariané@centre.example", False),
        ("ariane@-☃.\u2028example", False),
        (f"{'a' * 320}@centre.example", False),
    ],
)
def test_a_line_names_somebody_who_can_be_written_to(app, address, good):
    form = Named(data={"people": f"Ariane <{address}>"})
    with app.app_context(), speaking("fr"):
        assert form.validate() is good
    if good:
        assert named_people(form.people.data) == [("Ariane", address)]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("", True),
        ("Ana <a@centre.example>\n\n  Bob <B@centre.example>", True),
        ("<a@centre.example>", False),
        ("Ana", False),
        (f"{'x' * 201} <a@centre.example>", False),
        ("A <a@centre.example>\nB <b@centre.example>\nC <c@centre.example>", False),
    ],
)
def test_names_and_how_many(app, text, good):
    form = Named(data={"people": text})
    with app.app_context(), speaking("fr"):
        assert form.validate() is good
