"""A questionnaire of LimeSurvey, from its .lss file: structure as XML, before and since version 4 (texts apart).

Source: LimeSurvey's own export (application/helpers/export_helper.php) and its list of question types.
"""

import html
import re
from collections import defaultdict
from typing import Any
from xml.etree import ElementTree

from ...foundation.rows import new_key
from ...foundation.text import clean
from ..errors import FileWrong
from ..rules.drafting import Draft

#: their kinds, as ours; what else they have is not taken over
KINDS = {
    "L": "choice", "!": "choice", "O": "choice", "M": "choices", "P": "choices", "Y": "yes_no", "N": "number",
    "D": "date", "S": "text", "T": "long_text", "U": "long_text", "5": "rating", "R": "ranking", "F": "matrix",
    "H": "matrix", "A": "matrix", "B": "matrix", "C": "matrix", "E": "matrix", "X": "heading",
}  # fmt: skip
WITH_COMMENT = ("O", "P")
#: scales of theirs that stand in no file
SCALES = {
    "A": [(str(n), str(n), str(n)) for n in range(1, 6)],
    "B": [(str(n), str(n), str(n)) for n in range(1, 11)],
    "C": [("yes", "Oui", "Yes"), ("uncertain", "Incertain", "Uncertain"), ("no", "Non", "No")],
    "E": [
        ("more", "Augmentation", "Increase"),
        ("same", "Sans changement", "Same"),
        ("less", "Diminution", "Decrease"),
    ],
}

Row = dict[str, str]


def draft(data: bytes) -> Draft:
    """What it asks, group by group. FileWrong."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise FileWrong("unreadable")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise FileWrong("unreadable") from error
    if root.findtext("LimeSurveyDocType") != "Survey":
        raise FileWrong("unknown")
    return _Reader(root).draft()


class _Reader:
    def __init__(self, root: ElementTree.Element) -> None:
        self.root = root
        self.found = Draft()
        self.used: set[str] = set()

    def rows(self, table: str) -> list[Row]:
        """The rows of one of their tables."""
        return [{cell.tag: cell.text or "" for cell in row} for row in self.root.findall(f"{table}/rows/row")]

    def texts(self, table: str, apart: str, number: str, *names: str) -> dict[str, dict[str, dict[str, str]]]:
        """{row: {name: {language: text}}}, wherever this version keeps them."""
        found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: {name: {} for name in names})
        for row in (*self.rows(table), *self.rows(apart)):
            code = row.get("language", "")[:2]
            for name in names:
                if code in ("fr", "en") and row.get(name):
                    found[row.get(number, "")][name][code] = _plain(row[name])
        return found

    def draft(self) -> Draft:
        groups = self.texts("groups", "group_l10ns", "gid", "group_name", "description")
        said = self.texts("questions", "question_l10ns", "qid", "question", "help")
        title = self.texts(
            "surveys_languagesettings", "-", "surveyls_survey_id", "surveyls_title", "surveyls_welcometext"
        )
        for texts in title.values():
            self.found.title, self.found.welcome = texts["surveyls_title"], texts["surveyls_welcometext"]
        asked = {row["qid"]: row for row in self.rows("questions") if row.get("parent_qid", "0") in ("", "0")}
        order = {row["gid"]: int(row.get("group_order") or 0) for row in self.rows("groups")}
        rows = sorted(asked.values(), key=lambda row: (order.get(row["gid"], 0), int(row.get("question_order") or 0)))
        last = None
        for row in rows:
            if row["gid"] != last and groups[row["gid"]]["group_name"]:
                last, names = row["gid"], groups[row["gid"]]
                self.add("heading", names["group_name"], help=names["description"], key=f"group-{last}")
            self.question(row, said[row["qid"]])
        return self.found

    def question(self, row: Row, texts: dict[str, dict[str, str]]) -> None:
        """One of theirs."""
        kind, called = KINDS.get(row["type"]), row.get("title", "")
        if kind is None:
            self.found.skipped.append((called, "kind"))
            return
        if row.get("relevance", "1") not in ("", "1"):
            self.found.skipped.append((called, "condition"))
        more: dict[str, Any] = {"required": row.get("mandatory") == "Y", "details": {}}
        if row["type"] in WITH_COMMENT:
            more["details"]["comment"] = True
        if row.get("other") == "Y" and kind in ("choice", "choices"):
            more["details"]["other"] = True
        lines = self.lines(row["qid"])
        if kind == "choices":
            more["options"] = lines
        elif kind == "matrix":
            more["details"]["rows"] = lines
            more["options"] = [
                {"id": key, "label": {"fr": fr, "en": en}} for key, fr, en in SCALES.get(row["type"], ())
            ] or self.answers(row["qid"])
        elif kind in ("choice", "ranking"):
            more["options"] = self.answers(row["qid"])
        if kind in ("choice", "choices", "matrix", "ranking") and not more["options"]:
            self.found.skipped.append((called, "options"))
            return
        self.add(kind, texts["question"], help=texts["help"], key=called, **more)

    def add(self, kind: str, label: dict[str, str], *, help: dict[str, str], key: str, **more: Any) -> None:
        """As ours."""
        made = new_key(key.lower(), self.used, "question")
        self.used.add(made)
        self.found.questions.append({"key": made, "kind": kind, "label": label or {"fr": key}, "help": help, **more})

    def lines(self, number: str) -> list[dict[str, Any]]:
        """Their subquestions: rows of a matrix, options of several choices."""
        texts = self.texts("subquestions", "question_l10ns", "qid", "question")
        mine = [row for row in self.rows("subquestions") if row.get("parent_qid") == number]
        mine = list({row["qid"]: row for row in mine}.values())
        mine.sort(key=lambda row: int(row.get("question_order") or 0))
        return [{"id": row["title"].lower(), "label": texts[row["qid"]]["question"]} for row in mine]

    def answers(self, number: str) -> list[dict[str, Any]]:
        """Their answers: what may be chosen."""
        mine = [row for row in self.rows("answers") if row.get("qid") == number]
        apart = self.texts("-", "answer_l10ns", "aid", "answer")
        found: dict[str, dict[str, Any]] = {}
        for row in sorted(mine, key=lambda row: int(row.get("sortorder") or 0)):
            one = found.setdefault(row["code"], {"id": row["code"].lower(), "label": {}})
            code = row.get("language", "")[:2]
            own = {code: _plain(row["answer"])} if code in ("fr", "en") and row.get("answer") else {}
            one["label"] |= own or apart[row.get("aid", "")]["answer"]
        return list(found.values())


def _plain(text: str) -> str:
    """Their texts are HTML."""
    lines = re.sub(r"<(br|/p|/li)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
    return clean(html.unescape(re.sub(r"<[^>]+>", " ", lines)), keep_lines=True)
