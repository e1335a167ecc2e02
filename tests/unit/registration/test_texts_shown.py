"""What a form carries of the texts it showed, read back without trust."""

import pytest

from aami_events.registration.rules import PURPOSES, consent_kind, texts_shown


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", {}),
        ("consent_photo:12 refund_terms:7", {"consent_photo": 12, "refund_terms": 7}),
        ("consent_photo:12 consent_photo:13", {"consent_photo": 13}),
        ("emergency:1 photo:1 consent_photo", {}),
        ("consent_photo:-1 consent_listing:1e3 consent_recording:٣ refund_terms:", {}),
        ("consent_photo:" + "9" * 30, {}),
        ("refund_terms:1 " * 5_000, {"refund_terms": 1}),
    ],
)
def test_only_whole_pairs_of_known_kinds_are_taken(given, read):
    assert texts_shown(given) == read


def test_each_purpose_has_a_text_of_its_own():
    assert len({consent_kind(purpose) for purpose in PURPOSES}) == len(PURPOSES)
