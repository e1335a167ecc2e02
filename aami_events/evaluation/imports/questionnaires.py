"""Questionnaires of ours, of Indico (JSON) and of LimeSurvey (.lss), as a draft; what has no counterpart is named."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from ...foundation.rows import new_key
from ...foundation.text import clean
from ...questions.service import MOST_LINE, MOST_TEXT, SURVEY_KINDS
from ..errors import FileWrong
from ..rules.drafting import FORMAT, Draft
from . import limesurvey

#: bytes of a file
LARGEST = 5_000_000
#: Indico's kinds, as ours
INDICO = {"single_choice": "choice", "multiselect": "choices", "bool": "yes_no", "number": "number"}


def questionnaire(data: bytes, language: str) -> Draft:
    """What a file asks; texts of a file that has one language are in `language`. FileWrong."""
    if not data.strip():
        raise FileWrong("empty")
    if len(data) > LARGEST:
        raise FileWrong("large")
    if data.lstrip()[:5] == b"<?xml":
        return limesurvey.draft(data)
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FileWrong("unreadable") from error
    if isinstance(said, dict) and said.get("format") == FORMAT:
        return _checked(_ours, said)
    if isinstance(said, dict) and isinstance(said.get("sections"), list):
        return _checked(lambda given: _indico(given, language), said)
    raise FileWrong("unknown")


def _checked(read: Callable[[dict[str, Any]], Draft], said: dict[str, Any]) -> Draft:
    """A file that is not built as it says is refused as a whole."""
    try:
        draft = read(said)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise FileWrong("unreadable") from error
    if not draft.questions:
        raise FileWrong("empty")
    return draft


def _ours(said: dict[str, Any]) -> Draft:
    title, welcome, thanks = (_both(said.get(name) or {}) for name in ("title", "welcome", "thanks"))
    draft = Draft(title, welcome, thanks)
    used: set[str] = set()
    for facts in said["questions"]:
        if facts["kind"] not in SURVEY_KINDS:
            draft.skipped.append((str(facts["kind"])[:60], "kind"))
            continue
        kept = {name: facts[name] for name in ("kind", "required", "condition") if facts.get(name)}
        kept["key"] = new_key(str(facts["key"]), used, "question")
        used.add(kept["key"])
        kept["label"], kept["help"] = _both(facts["label"]), _both(facts.get("help") or {})
        kept["options"] = _rows(facts.get("options") or [])
        details = facts.get("details") or {}
        kept["details"] = {name: True for name in ("other", "unsaid", "comment") if details.get(name)}
        if "rows" in details:
            kept["details"]["rows"] = _rows(details["rows"])
        if "most" in details:
            kept["details"]["most"] = int(details["most"])
        draft.questions.append(kept)
    return draft


def _both(text: Mapping[str, Any]) -> dict[str, str]:
    return {code: clean(str(said), keep_lines=True)[:MOST_TEXT] for code, said in text.items() if code in ("fr", "en")}


def _rows(rows: list[Any]) -> list[dict[str, Any]]:
    return [{"id": clean(str(row["id"]))[:60], "label": _both(row["label"])} for row in rows]


def _indico(said: dict[str, Any], language: str) -> Draft:
    draft, used = Draft(), set[str]()
    for section in said["sections"]:
        if section.get("display_as_section") and section.get("title"):
            draft.questions.append(_asked(section["title"], "heading", used, language, section.get("description")))
        for item in section["content"]:
            if item.get("type") != "question":
                draft.questions.append(
                    _asked(item.get("title") or "…", "heading", used, language, item.get("description"))
                )
                continue
            kind = _indico_kind(item)
            if kind is None:
                draft.skipped.append((clean(str(item.get("title")))[:60], "kind"))
                continue
            facts = _asked(item["title"], kind, used, language, item.get("description"))
            facts["required"] = bool(item.get("is_required"))
            facts["options"] = _options([one["option"] for one in item["field_data"].get("options", ())], language)
            draft.questions.append(facts)
    return draft


def _indico_kind(item: dict[str, Any]) -> str | None:
    if item["field_type"] == "text":
        return "long_text" if item["field_data"].get("multiline") else "text"
    return INDICO.get(item["field_type"])


def _asked(label: str, kind: str, used: set[str], language: str, help: str | None = None) -> dict[str, Any]:
    text = clean(str(label))[:MOST_LINE]
    key = new_key(text, used, "question")
    used.add(key)
    facts: dict[str, Any] = {"key": key, "kind": kind, "label": {language: text}}
    if help and clean(help):
        facts["help"] = {language: clean(help, keep_lines=True)[:MOST_TEXT]}
    return facts


def _options(labels: list[str], language: str) -> list[dict[str, Any]]:
    """Options with ids that are made from what they say."""
    used: set[str] = {"other", "unsaid", "comment"}
    rows = []
    for label in labels:
        text = clean(str(label))[:MOST_LINE]
        key = new_key(text, used, "option")
        used.add(key)
        rows.append({"id": key, "label": {language: text}})
    return rows
