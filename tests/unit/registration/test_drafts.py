"""What has changed for somebody who goes on with a form."""

import pytest

from aami_events.registration.rules.drafts import Offered, offer_changes


def offered(categories="general member", parts="1 2", asked=(("meal", 1), ("travel", 2))):
    return Offered(frozenset(categories.split()), frozenset(parts.split()), dict(asked))


THEN = offered()
PERSON = {"category": ["member"], "parts": ["1", "2"], "q-meal": ["végane"], "q-travel": [""]}


@pytest.mark.parametrize(
    ("now", "written", "expected"),
    [
        (THEN, PERSON, []),
        (offered(categories="general"), PERSON, [("category_gone", "member")]),
        # who chose another one, or none yet, is not told
        (offered(categories="member"), PERSON, []),
        (offered(categories="general"), {}, []),
        (offered(categories="general"), {"category": [""]}, []),
        # what was never offered is no change: the form says that it is none of the options
        (offered(categories="general"), {"category": ["forged"]}, []),
        (offered(categories="general member student"), PERSON, []),
        (offered(parts="2"), PERSON, [("part_gone", "1")]),
        (offered(parts=""), PERSON, [("part_gone", "1"), ("part_gone", "2")]),
        (offered(parts="2"), {"parts": ["2"]}, []),
        (offered(asked=(("travel", 2),)), PERSON, [("question_gone", "meal")]),
        (offered(asked=(("meal", 1),)), PERSON, []),
        (offered(asked=(("meal", 3), ("travel", 2))), PERSON, [("question_changed", "meal")]),
        (offered(asked=(("meal", 1), ("travel", 3))), PERSON, []),
        (offered(asked=(("meal", 1), ("travel", 2), ("lodging", 4))), PERSON, [("question_new", "lodging")]),
        (
            offered(categories="", parts="", asked=(("lodging", 4),)),
            PERSON,
            [("category_gone", "member"), ("part_gone", "1"), ("part_gone", "2"), ("question_gone", "meal"),
             ("question_new", "lodging")],
        ),
        # of a contact's form, each guest's
        (
            offered(categories="general", parts="1"),
            {"guests-0-category": ["member"], "guests-1-category": ["general"], "guests-1-parts": ["2"]},
            [("category_gone", "member"), ("part_gone", "2")],
        ),
    ],
)  # fmt: skip
def test_what_is_said(now, written, expected):
    assert offer_changes(THEN, now, written) == expected
