"""What changed from version to version, as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ...events.models import Event
from ...foundation.links import public_url
from ..models import Release

ATOM = "http://www.w3.org/2005/Atom"


def atom(event: Event, versions: Sequence[tuple[Release, str, str]], *, title: str, language: str) -> bytes:
    """`versions` are (version, title of its entry, what changed), newest first."""
    ET.register_namespace("", ATOM)
    page = public_url("programme.public.changes", lang=language, slug=event.slug)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": f"{language}-CA"})
    _add(feed, "id", page)
    _add(feed, "title", title)
    _add(feed, "updated", versions[0][0].at.isoformat())
    ET.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", href=page)
    author = ET.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", event.title.get(language))
    for release, heading, text in versions:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "id", f"{page}#version-{release.number}")
        _add(entry, "title", heading)
        _add(entry, "updated", release.at.isoformat())
        ET.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=f"{page}#version-{release.number}")
        _add(entry, "content", text).set("type", "text")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(feed, encoding="utf-8") + b"\n"


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = text
    return element
