"""Words of committees."""

from ..foundation.i18n import lazy_gettext, lazy_pgettext

KINDS = {
    "programming": lazy_pgettext("committee", "Programming"),
    "communications": lazy_pgettext("committee", "Communications"),
    "outreach": lazy_pgettext("committee", "Outreach"),
    "members": lazy_pgettext("committee", "Members"),
    "other": lazy_pgettext("committee", "Other"),
}
ROLES = {
    "chair": lazy_pgettext("seat", "chair"),
    "substitute": lazy_pgettext("seat", "substitute chair"),
    "member": lazy_pgettext("seat", "member"),
    "observer": lazy_pgettext("seat", "observer"),
}
ROLE_HINTS = {
    "chair": lazy_gettext("Invites members and leads the work. One person."),
    "substitute": lazy_gettext("Presides when the chair is in a conflict of interest. One person."),
    "member": lazy_gettext("Reads, decides, and has tasks."),
    "observer": lazy_gettext("Sees the work and changes nothing."),
}
STATES = {
    "invited": lazy_pgettext("member", "invited"),
    "accepted": lazy_pgettext("member", "on the committee"),
    "declined": lazy_pgettext("member", "declined"),
    "ended": lazy_pgettext("member", "left"),
}
MARKS = {"invited": "waiting", "accepted": "open", "declined": "over", "ended": "over"}
STANDING = {
    "coming": lazy_pgettext("mandate", "to come"),
    "running": lazy_pgettext("mandate", "at work"),
    "over": lazy_pgettext("mandate", "ended"),
}
STANDING_MARKS = {"coming": "waiting", "running": "open", "over": "over"}
FAULTS = {
    "name_missing": lazy_gettext("Write a name, in one language at least."),
    "ends_before": lazy_gettext("The last day comes before the first."),
    "kind": lazy_gettext("Choose one of these."),
    "event": lazy_gettext("Choose an event of the list, or none."),
    "milestone": lazy_gettext("Choose a milestone of the list, or none."),
    "role": lazy_gettext("Choose a role."),
    "title_missing": lazy_gettext("Write what is to be done."),
    "owner": lazy_gettext("Choose somebody who sits on the committee, or nobody."),
    "choice": lazy_gettext("Choose one of these."),
    "organisation_missing": lazy_gettext("Write which organisation you want to reach."),
    "contacted_missing": lazy_gettext("Write on which day they were reached."),
    "contacted_later": lazy_gettext("This day is still to come: they were reached before."),
    "way_missing": lazy_gettext("Say how they were reached."),
    "announcement_missing": lazy_gettext("Write a title, in one language at least."),
    "day_missing": lazy_gettext("Write for which day it is."),
    "both": lazy_gettext("It is ready once both languages are there."),
    "document_missing": lazy_gettext("Write a title."),
    "file": lazy_gettext("This file is not taken: PDF, PNG, JPEG, or a document of an office program, up to 12 MB."),
}
#: why an invitation cannot be answered
UNANSWERABLE = {
    "withdrawn": (
        lazy_gettext("This invitation is no longer valid"),
        lazy_gettext("It was withdrawn, or replaced by a newer e-mail. Write to the committee if this surprises you."),
    ),
    "over": (
        lazy_gettext("This committee has finished its work"),
        lazy_gettext("Thank you for having considered it."),
    ),
}
OVERTAKEN = lazy_gettext("Somebody else changed this meanwhile. Nothing was saved. Save again to keep yours.")
READS = {"fr": lazy_gettext("French"), "en": lazy_gettext("English")}
CONTACT_STATES = {
    "todo": lazy_pgettext("contact", "to reach"),
    "contacted": lazy_pgettext("contact", "reached"),
    "interested": lazy_pgettext("contact", "interested"),
    "coming": lazy_pgettext("contact", "coming"),
    "declined": lazy_pgettext("contact", "not this time"),
}
CONTACT_MARKS = {
    "todo": "waiting",
    "contacted": "waiting",
    "interested": "waiting",
    "coming": "open",
    "declined": "over",
}
WAYS = {
    "email": lazy_pgettext("reached", "by e-mail"),
    "call": lazy_pgettext("reached", "by video call"),
    "meeting": lazy_pgettext("reached", "in person"),
    "other": lazy_pgettext("reached", "otherwise"),
}
ANNOUNCEMENT_STATES = {
    "planned": lazy_pgettext("announcement", "planned"),
    "ready": lazy_pgettext("announcement", "ready"),
    "published": lazy_pgettext("announcement", "published"),
}
ANNOUNCEMENT_MARKS = {"planned": "waiting", "ready": "open", "published": "over"}
CHANNELS = {
    "newsletter": lazy_pgettext("channel", "Newsletter"),
    "website": lazy_pgettext("channel", "Website"),
    "social": lazy_pgettext("channel", "Social media"),
    "press": lazy_pgettext("channel", "Press"),
    "partners": lazy_pgettext("channel", "Partners"),
}
