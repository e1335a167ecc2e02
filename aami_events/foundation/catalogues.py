"""The catalogues of texts: one .po file a feature and language, one compiled .mo a language.

    python -m aami_events.foundation.catalogues update    collect texts from code and templates
    python -m aami_events.foundation.catalogues compile   write translations/*/LC_MESSAGES/messages.mo
    python -m aami_events.foundation.catalogues check     say what is missing; exit 1 if anything is

A text that two features use stands in the lower one's file. The English catalogue is filled from the code.
"""

import io
import json
import os
import pathlib
import sys
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ..config import ROOT
from .bilingual import LANGUAGES

FOLDER = ROOT / "translations"
FEATURES = (
    "house", "people", "plan", "questions", "events", "committees", "registration", "proposals", "payments", "meetings",
    "programme", "attendance", "badges", "evaluation", "assembly", "mailings", "wording", "reports", "privacy", "seeds",
)  # fmt: skip
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_gettext": None,
    "lazy_pgettext": ((1, "c"), 2),
}
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}


def _feature(path: str) -> str:
    first = pathlib.PurePath(path).parts[0]
    return first if first in FEATURES else "house"


def _every(_folder: str) -> bool:
    """Babel passes over folders whose name begins with an underscore; the layouts are in one."""
    return True


def collect() -> dict[str, Catalog]:
    """Every text in code and templates, by feature in floor order, each text once."""
    found: dict[str, dict[tuple[Any, str | None], list[tuple[str, int]]]] = {name: {} for name in FEATURES}
    for folder in ("aami_events", "templates"):
        rows = extract_from_dir(
            ROOT / folder, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True, directory_filter=_every
        )
        for path, line, text, _comments, context in rows:
            found[_feature(path)].setdefault((text, context), []).append((f"{folder}/{path}", line))
    catalogues, seen = {}, set()
    for name in FEATURES:
        catalogues[name] = Catalog(charset="utf-8")
        for (message, context), places in sorted(found[name].items(), key=lambda item: item[1]):
            if (message, context) not in seen:
                seen.add((message, context))
                catalogues[name].add(message, None, [(path, 0) for path, _ in places], context=context)
    return catalogues


def _read(language: str) -> dict[str, Catalog]:
    kept = {}
    for path in sorted((FOLDER / language / "LC_MESSAGES").glob("*.po")):
        kept[path.stem] = read_po(io.BytesIO(path.read_bytes()), locale=language)
    return kept


def _known(language: str) -> dict[tuple[object, str | None], object]:
    known: dict[tuple[object, str | None], object] = {}
    for catalogue in _read(language).values():
        known.update({(message.id, message.context): message.string for message in catalogue if message.id})
    return known


def update(offered: dict[str, str | list[str]] | None = None) -> None:
    """Rewrite the .po files from the code; `offered` holds French texts by their English one."""
    for language in LANGUAGES:
        known = _known(language)
        folder = FOLDER / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        for name, source in collect().items():
            catalogue = _empty(language)
            for message in source:
                if not message.id:
                    continue
                text = _whole(known.get((message.id, message.context))) or _offer(message.id, language, offered or {})
                paths = sorted({(path, 0) for path, _ in message.locations})
                catalogue.add(message.id, text, paths, context=message.context)  # type: ignore[arg-type]
            path = folder / f"{name}.po"
            path.unlink(missing_ok=True)
            if len(catalogue):
                with path.open("wb") as file:
                    write_po(file, catalogue, width=110, omit_header=False, include_lineno=False)
                _without_dates(path)


def _empty(language: str) -> Catalog:
    """A catalogue with the plurals that our texts have: Babel's own rule for French grew a third in 2.19."""
    catalogue = Catalog(locale=language, charset="utf-8", fuzzy=False, project="aami-events", version="1")
    catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def _whole(text: object) -> object:
    """The text, or None when it or one of its plural forms is empty."""
    return text if text and (isinstance(text, str) or all(text)) else None  # type: ignore[arg-type]


def _offer(message: object, language: str, offered: dict[str, str | list[str]]) -> object:
    if language == "en":
        return message
    if isinstance(message, tuple):
        given = offered.get(message[0])
        return tuple(given) if isinstance(given, list) else None
    return offered.get(str(message))


def _without_dates(path: pathlib.Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "-Date: " not in line), encoding="utf-8")


def compile_all() -> None:
    """Merge each language's .po files into the one .mo that the application reads."""
    for language, kept in ((language, _read(language)) for language in LANGUAGES):
        whole = _empty(language)
        for catalogue in kept.values():
            for message in catalogue:
                if message.id and message.string and not message.fuzzy:
                    whole.add(message.id, message.string, context=message.context)
        target = FOLDER / language / "LC_MESSAGES" / "messages.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, whole)
        draft.replace(target)  # a running server never reads half a file


def faults() -> list[str]:
    """What stands between the catalogues and complete: texts not collected, without translation, fuzzy, or unused."""
    used = {(message.id, message.context) for source in collect().values() for message in source if message.id}
    wrong = []
    for language in LANGUAGES:
        known = _known(language)
        wrong += [f"{language}: not collected: {key[0]}" for key in sorted(used - set(known), key=str)]
        wrong += [f"{language}: no longer used: {key[0]}" for key in sorted(set(known) - used, key=str)]
        for message in (message for catalogue in _read(language).values() for message in catalogue if message.id):
            texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
            if message.fuzzy or not all(texts):
                wrong.append(f"{language}: not translated: {message.id}")
            elif list(message.check()):
                wrong.append(f"{language}: placeholders differ: {message.id}")
    return wrong


def main(arguments: list[str]) -> int:
    """The command of the module's docstring; its exit status."""
    match arguments:
        case ["compile"]:
            compile_all()
        case ["update", *files]:
            offered: dict[str, str | list[str]] = {}
            for name in files:
                offered |= {row["msgid"]: row["fr"] for row in json.loads(pathlib.Path(name).read_text("utf-8"))}
            update(offered)
            compile_all()
        case ["check"]:
            wrong = faults()
            print("\n".join(wrong))
            return 1 if wrong else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
