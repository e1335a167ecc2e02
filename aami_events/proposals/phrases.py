"""Words of the call and of proposals."""

from collections.abc import Sequence

from ..foundation.i18n import lazy_gettext, lazy_pgettext

STATES = {
    "draft": lazy_pgettext("proposal", "draft"),
    "submitted": lazy_pgettext("proposal", "sent"),
    "withdrawn": lazy_pgettext("proposal", "withdrawn"),
}
MARKS = {"draft": "waiting", "submitted": "open", "withdrawn": "over"}
DECISIONS = {
    "accepted": lazy_pgettext("decision", "accepted"),
    "standby": lazy_pgettext("decision", "on standby"),
    "declined": lazy_pgettext("decision", "declined"),
}
DECISION_MARKS = {"accepted": "open", "standby": "waiting", "declined": "over"}
DECIDE = {
    "accepted": lazy_pgettext("decide", "Accept"),
    "standby": lazy_pgettext("decide", "Keep on standby"),
    "declined": lazy_pgettext("decide", "Decline"),
    "none": lazy_pgettext("decide", "Take the decision back"),
}
#: what its speakers read of it
KNOWN = {**STATES, **DECISIONS}
KNOWN_MARKS = {**MARKS, "accepted": "open", "standby": "waiting", "declined": "over"}
SPEAKER_STATES = {
    "invited": lazy_pgettext("speaker", "has not answered"),
    "accepted": lazy_pgettext("speaker", "takes part"),
    "declined": lazy_pgettext("speaker", "declined"),
}
GENDERS = {
    "woman": lazy_pgettext("gender", "woman"),
    "man": lazy_pgettext("gender", "man"),
    "non_binary": lazy_pgettext("gender", "non-binary person"),
    "two_spirit": lazy_pgettext("gender", "Two-Spirit person"),
    "other": lazy_pgettext("gender", "another gender"),
}
LANGUAGES = {
    "fr": lazy_pgettext("language", "French"),
    "en": lazy_pgettext("language", "English"),
    "asl": lazy_pgettext("language", "ASL"),
    "lsq": lazy_pgettext("language", "LSQ"),
    "other": lazy_pgettext("language", "Other"),
}
CALL = {
    "none": lazy_gettext("There is no call for proposals for this event."),
    "later": lazy_gettext("The call is not open yet."),
    "open": lazy_gettext("The call is open."),
    "over": lazy_gettext("The call is closed."),
}
FAULTS = {
    "opens_missing": lazy_gettext("Say from when one may propose."),
    "closes_before": lazy_gettext("The deadline comes before the opening."),
    "closes_past": lazy_gettext("This deadline is past."),
    "until_missing": lazy_gettext("Say until when they may propose."),
    "name_missing": lazy_gettext("Write a name, in one language at least."),
    "minutes": lazy_gettext("Write how long it usually is: 5 to 600 minutes."),
    "least": lazy_gettext("Write a number from 5 up to the usual length."),
    "most": lazy_gettext("Write a number from the usual length up to 600."),
    "sign_video": lazy_gettext("Write the whole address of the video; it begins with https://."),
    "work_title": lazy_gettext("Write the title of this work, or empty its line."),
    "title_missing": lazy_gettext("Write a title, in French or in English."),
    "abstract_missing": lazy_gettext("Write a summary, in French or in English, or give a video in a sign language."),
    "format_missing": lazy_gettext("Choose a type."),
    "minutes_range": lazy_gettext("Write a length that this type allows."),
    "languages_missing": lazy_gettext("Say in which languages it is given."),
    "works_missing": lazy_gettext("A screening lists its works: write one at least."),
    "track": lazy_gettext("Choose a theme of the list, or none."),
    "voices": lazy_gettext("These are too many people: name those who must be there."),
    "others": lazy_gettext("Choose one of these."),
    "choice": lazy_gettext("Choose one of these."),
    "starts_missing": lazy_gettext("Say when it begins."),
    "ends_missing": lazy_gettext("Say when it ends."),
    "ends_before": lazy_gettext("It ends before it begins."),
    "phases_overlap": lazy_gettext("Another phase runs at that time: one ends before the next begins."),
    "weight": lazy_gettext("Write a number from 1 to 100."),
    "readers": lazy_gettext("Write a number from 1 to 20."),
    "points_missing": lazy_gettext("Give 1 to 5 points, or abstain."),
    "review_missing": lazy_gettext("Write what you think of it, or abstain."),
    "text_long": lazy_gettext("This is too long: 4,000 characters at most."),
    "remark_missing": lazy_gettext("Write your remark."),
    "languages_unknown": lazy_gettext("Its languages are not known: write fr, en, ASL, LSQ or other."),
    "minutes_unknown": lazy_gettext("Its length is not a number of minutes."),
    "people_unknown": lazy_gettext("Each name needs an e-mail address, in the same order."),
    "kind_unknown": lazy_gettext("Its type is none of those of the call."),
    "track_unknown": lazy_gettext("Its theme is none of those of the call."),
    "too_long": lazy_gettext("A name or a title has more than 200 signs, or a text more than 2,000."),
    "address": lazy_gettext("An e-mail address is not whole."),
    "fee": lazy_gettext("Write an amount in dollars, for example 250 or 250.50."),
    "picture_missing": lazy_gettext("Choose a picture."),
    "picture_unreadable": lazy_gettext("This is not a picture that can be read: JPEG, PNG and WebP are."),
    "picture_large": lazy_gettext("This picture has too many pixels: save it smaller, 4,000 a side are plenty."),
    "picture_small": lazy_gettext("This picture is too small: it needs 200 pixels a side."),
    "alternative_missing": lazy_gettext("Say what it shows, in French or in English."),
    "credit_missing": lazy_gettext("Say who made it."),
    "tags": lazy_gettext("At most 12 tags, of 40 characters each."),
}
#: what each criterion is given
POINTS = {
    1: lazy_pgettext("points", "1 – not at all"),
    2: lazy_pgettext("points", "2 – a little"),
    3: lazy_pgettext("points", "3 – fairly"),
    4: lazy_pgettext("points", "4 – well"),
    5: lazy_pgettext("points", "5 – fully"),
}
OTHERS = {
    "never": lazy_pgettext("reviews of others", "Not in this phase"),
    "after": lazy_pgettext("reviews of others", "Once they have given their own"),
    "always": lazy_pgettext("reviews of others", "At any time"),
}
REVIEWS = {
    "draft": lazy_pgettext("review", "draft"),
    "given": lazy_pgettext("review", "given"),
    "abstained": lazy_pgettext("review", "abstained"),
}
REVIEW_MARKS = {"draft": "waiting", "given": "open", "abstained": "over"}
SUGGESTIONS = {
    "own": lazy_pgettext("conflict", "is one of those who propose it"),
    "together": lazy_pgettext("conflict", "has proposed something with somebody behind it"),
    "organisation": lazy_pgettext("conflict", "is of the same organisation"),
    "domain": lazy_pgettext("conflict", "has an e-mail address of the same place"),
}
MINE = {
    "todo": lazy_pgettext("proposals", "to be read by me"),
    "unread": lazy_pgettext("proposals", "not read by me yet"),
    "mine": lazy_pgettext("proposals", "read by me"),
}
ORDERS = {
    "least": lazy_pgettext("order", "mine to read, then the least read"),
    "newest": lazy_pgettext("order", "the latest first"),
    "best": lazy_pgettext("order", "the highest mean first"),
    "spread": lazy_pgettext("order", "the widest spread first"),
}
#: what most calls ask for: (short name, French, English, usual, shortest, longest, lists works)
USUAL = (
    ("talk", "Présentation", "Talk", 30, 15, 60, False),
    ("panel", "Table ronde", "Panel", 75, 45, 120, False),
    ("screening", "Projection", "Screening", 90, 30, 150, True),
    ("performance", "Performance", "Performance", 45, 10, 120, False),
    ("workshop", "Atelier", "Workshop", 120, 60, 240, False),
    ("installation", "Installation", "Installation", 60, 30, 600, True),
    ("meeting", "Rencontre", "Meeting", 60, 30, 120, False),
)


def language_names(codes: Sequence[str]) -> str:
    """Languages in words."""
    return ", ".join(str(LANGUAGES[code]) for code in codes if code in LANGUAGES)
