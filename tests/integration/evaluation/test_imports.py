"""Questionnaires and results of other systems, real ones where they lie beside the repository, and bad files."""

import json
import pathlib

import pytest
from sqlalchemy import func, select

from aami_events.evaluation import errors, exports, imports, queries, service
from aami_events.evaluation.models import AnswerSet, Comment, Survey
from aami_events.evaluation.rules.drafting import FORMAT
from aami_events.foundation.database import db
from aami_events.questions.queries import asked_by
from tests.factories.surveys import WORDS, asked, figures, make_survey, of

pytestmark = pytest.mark.usefixtures("inside")
REAL = pathlib.Path(__file__).parents[4] / "shared" / "data" / "surveys"
QUESTIONNAIRE = REAL / "coderefinery-indico-questionnaire.json"
RESULTS = REAL / "coderefinery-post-workshop-indico-2019-2021.csv"
real = pytest.mark.skipif(not RESULTS.exists(), reason="the real files are not here")
SAID = "Long words that somebody says once " * 9
#: a look-alike of Indico's own export: a byte-order mark, sections before a colon, "; " between choices
LIKE = (
    "\ufeffSubmitter,Submitter Email,Submission Date,Background: Where?,Background: Role,"
    "Impact: What do you use?,Impact: Easier?,Impact: Recommend,Impact: Anything else?\r\n"
) + "".join(
    f'Ada,ada@x.example,2021-09-0{1 + n % 9} 08:41:53+00:00,"Online, May 2021",{"Learner" if n % 3 else "Helper"},'
    f"{'Git; Tests' if n % 2 else 'Git'},{'Yes' if n % 4 else 'No'},{'Yes absolutely' if n < 17 else 'Probably'},"
    f"{SAID + str(n) if n % 5 == 0 else ''}\r\n"
    for n in range(20)
)
INDICO = {
    "version": 1,
    "sections": [
        {
            "title": "Background", "display_as_section": True, "description": "", "type": "section",
            "content": [
                {"type": "text", "title": "Please read", "description": "This is optional."},
                {"type": "question", "field_type": "single_choice", "title": "Role", "is_required": True,
                 "description": "Yours", "field_data": {"options": [{"option": "Learner"}, {"option": "Helper"}]}},
                {"type": "question", "field_type": "multiselect", "title": "What do you use?", "is_required": False,
                 "description": "", "field_data": {"options": [{"option": "Git"}, {"option": "Tests"}]}},
                {"type": "question", "field_type": "bool", "title": "Easier?", "field_data": {}},
                {"type": "question", "field_type": "text", "title": "Else?", "field_data": {"multiline": True}},
                {"type": "question", "field_type": "hologram", "title": "Wave", "field_data": {}},
            ],
        }
    ],
}  # fmt: skip
LSS = """<?xml version="1.0" encoding="UTF-8"?>
<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>359</DBVersion>
<groups><rows><row><gid>1</gid><group_order>1</group_order></row></rows></groups>
<group_l10ns><rows><row><gid>1</gid><group_name>Général</group_name><language>fr</language></row>
<row><gid>1</gid><group_name>General</group_name><language>en</language></row></rows></group_l10ns>
<questions><rows>
<row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>L</type><title>Role</title><mandatory>Y</mandatory>
 <other>Y</other><question_order>1</question_order><relevance>1</relevance></row>
<row><qid>2</qid><parent_qid>0</parent_qid><gid>1</gid><type>F</type><title>Mat</title><question_order>2</question_order>
 <relevance>Role.NAOK == "A1"</relevance></row>
<row><qid>3</qid><parent_qid>0</parent_qid><gid>1</gid><type>|</type><title>Upload</title><question_order>3</question_order></row>
<row><qid>4</qid><parent_qid>0</parent_qid><gid>1</gid><type>P</type><title>Use</title><question_order>4</question_order></row>
<row><qid>5</qid><parent_qid>0</parent_qid><gid>1</gid><type>5</type><title>Note</title><question_order>5</question_order></row>
<row><qid>6</qid><parent_qid>0</parent_qid><gid>1</gid><type>C</type><title>Sure</title><question_order>6</question_order></row>
<row><qid>7</qid><parent_qid>0</parent_qid><gid>1</gid><type>R</type><title>Rank</title><question_order>7</question_order></row>
</rows></questions>
<question_l10ns><rows>
<row><qid>1</qid><question>&lt;p&gt;Votre r&amp;ocirc;le?&lt;/p&gt;</question><help>Un seul</help>
 <language>fr</language></row>
<row><qid>1</qid><question>Your role?</question><language>en</language></row>
<row><qid>2</qid><question>Accord</question><language>fr</language></row>
<row><qid>4</qid><question>Usage</question><language>fr</language></row>
<row><qid>5</qid><question>Note</question><language>fr</language></row>
<row><qid>6</qid><question>Certitude</question><language>fr</language></row>
<row><qid>21</qid><question>Le son</question><language>fr</language></row>
<row><qid>41</qid><question>Git</question><language>fr</language></row>
<row><qid>61</qid><question>Le lieu</question><language>fr</language></row>
</rows></question_l10ns>
<subquestions><rows>
<row><qid>21</qid><parent_qid>2</parent_qid><title>SQ1</title><question_order>1</question_order></row>
<row><qid>41</qid><parent_qid>4</parent_qid><title>SQ1</title><question_order>1</question_order></row>
<row><qid>61</qid><parent_qid>6</parent_qid><title>SQ1</title><question_order>1</question_order></row>
</rows></subquestions>
<answers><rows>
<row><aid>1</aid><qid>1</qid><code>A2</code><sortorder>2</sortorder></row>
<row><aid>2</aid><qid>1</qid><code>A1</code><sortorder>1</sortorder></row>
<row><aid>3</aid><qid>2</qid><code>B1</code><sortorder>1</sortorder></row>
<row><aid>4</aid><qid>2</qid><code>B2</code><sortorder>2</sortorder><answer>Bien</answer><language>fr</language></row>
</rows></answers>
<answer_l10ns><rows>
<row><aid>1</aid><answer>Artiste</answer><language>fr</language></row>
<row><aid>2</aid><answer>Direction</answer><language>fr</language></row>
<row><aid>3</aid><answer>Mal</answer><language>fr</language></row>
</rows></answer_l10ns>
<surveys_languagesettings><rows><row><surveyls_survey_id>9</surveyls_survey_id><surveyls_title>Sondage</surveyls_title>
<surveyls_welcometext>Bonjour&lt;br /&gt;à vous</surveyls_welcometext><surveyls_language>fr</surveyls_language>
<language>fr</language></row></rows></surveys_languagesettings>
</document>"""


def kinds(draft) -> list[str]:
    return [facts["kind"] for facts in draft.questions]


def brought(data: bytes, language: str = "en") -> int:
    """A survey made from a file's columns, with its answers."""
    table = imports.read(data, "results.csv")
    number = service.begin(service.SurveyEntry(title=WORDS, audience="list"))
    service.take_over(number, imports.infer(table, language))
    plan = imports.plan_of(table, asked_by("survey", number), language)
    service.bring_results(number, plan.sets)
    return number


@real
def test_the_real_export_gives_its_known_figures():
    number = brought(RESULTS.read_bytes())
    assert queries.figures([number])[number].mixed == 107
    (key,) = [one.key for one in asked_by("survey", number) if "recommend your" in one.text.label.get("en")]
    cells = of(number, key)["cells"][""]
    assert cells == {"yes-absolutely": 99, "probably": 8}
    assert all("@" not in row.text for row in db.session.scalars(select(Comment))), "nobody's address came along"


@real
def test_the_real_questionnaire_asks_thirteen_questions_and_takes_the_real_answers():
    draft = imports.questionnaire(QUESTIONNAIRE.read_bytes(), "en")
    assert sum(kind != "heading" for kind in kinds(draft)) == 13 and draft.skipped == []
    number = service.begin(service.SurveyEntry(title=WORDS, audience="list"))
    service.take_over(number, draft)
    table = imports.read(RESULTS.read_bytes(), RESULTS.name)
    plan = imports.plan_of(table, asked_by("survey", number), "en")
    assert len(plan.matched) == 13 and plan.left == ["Submitter", "Submitter Email", "Submission Date"]
    assert service.bring_results(number, plan.sets) == 107
    (key,) = [one.key for one in asked_by("survey", number) if "recommend your" in one.text.label.get("en")]
    assert sum(of(number, key)["cells"][""].values()) == 107


def test_a_look_alike_is_read_without_who_and_when():
    number = brought(LIKE.encode())
    held = {one.text.label.get("en"): one for one in asked_by("survey", number)}
    assert {label: one.definition.kind for label, one in held.items()} == {
        "Background": "heading", "Where?": "choice", "Role": "choice", "Impact": "heading",
        "What do you use?": "choices", "Easier?": "yes_no", "Recommend": "choice", "Anything else?": "long_text",
    }  # fmt: skip
    assert of(number, held["Recommend"].key)["cells"][""] == {"yes-absolutely": 17, "probably": 3}
    assert of(number, held["What do you use?"].key)["cells"][""] == {"git": 20, "tests": 10}
    assert of(number, held["Easier?"].key)["cells"][""] == {"yes": 15, "no": 5}
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 4
    everything = json.dumps([row.answers for row in db.session.scalars(select(AnswerSet))])
    assert "Ada" not in everything and "2021-09" not in everything
    assert figures(number)["n"] == 20


def test_results_are_matched_to_questions_that_are_there():
    number = make_survey(
        asked("role", "choice", "learner", details={"other": True}), asked("grade", "scale", "bad", "good"),
        asked("n", "number"), asked("note", "rating"), asked("since", "date"), asked("tools", "choices", "a", "b"),
        ready=False,
    )  # fmt: skip
    rows = (
        "role;grade (fr);n;note;since;tools;unknown\n"
        "learner (en);BAD (FR);12;5;2020-01-02;a (fr), b (en);x\n"
        "Potière;great;12.5;9999;jadis;a;x\n"
        ";;douze;4;;c;\n"
    )
    table = imports.read(rows.encode("utf-16"), "x.csv")
    plan = imports.plan_of(table, asked_by("survey", number), "fr")
    assert list(plan.matched.values()) == ["role", "grade", "n", "note", "since", "tools"] and plan.unknown == [
        "unknown"
    ]
    assert [(line, value) for line, _column, value in plan.refused] == [
        (3, "great"), (3, "9999"), (3, "jadis"), (4, "douze"), (4, "c"),
    ]  # fmt: skip
    said = [list(one.answers.values()) for one in plan.sets]
    assert said == [["learner", "bad", 12, 5, "2020-01-02", ["a", "b"]], ["other", 12.5, ["a"]], [4]]
    assert [words for one in plan.sets for _version, _beside, words in one.words] == ["Potière"]


def test_a_file_is_not_counted_twice():
    number = brought(LIKE.encode())
    plan = imports.plan_of(imports.read(LIKE.encode(), "x.csv"), asked_by("survey", number), "en")
    with pytest.raises(errors.NotNow):
        service.bring_results(number, plan.sets)
    assert queries.figures([number])[number].mixed == 20


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"), (b"\x00\x01\x02" * 50, "unreadable"), (b"a,b\n", "empty"), (b"x" * 11_000_000, "large"),
        (b"Submitter,Email\nA,a@x\n", "empty"),
    ],
)  # fmt: skip
def test_a_table_that_is_none(data, why):
    with pytest.raises(errors.FileWrong) as refusal:
        imports.infer(imports.read(data, "x.csv"), "fr")
    assert refusal.value.why == why


def test_a_table_that_answers_nothing():
    number = make_survey(ready=False)
    with pytest.raises(errors.FileWrong) as refusal:
        imports.plan_of(imports.read(b"x,y\n1,2\n", "x.csv"), asked_by("survey", number), "fr")
    assert refusal.value.why == "no_column"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b" ", "empty"), (b"{", "unreadable"), (b"\xff\xfe\x00", "unreadable"), (b"[1]", "unknown"), (b"{}", "unknown"),
        (b'{"sections": []}', "empty"), (b'{"sections": [{"content": [3]}]}', "unreadable"),
        (b'{"sections": [{"content": [{"type": "question"}]}]}', "unreadable"), (b"x" * 5_000_001, "large"),
        (b'{"format": "aami-survey-1"}', "unreadable"),
        (b'{"format": "aami-survey-1", "questions": [1]}', "unreadable"),
        (b"<?xml version='1.0'?><a>", "unreadable"), (b"<?xml version='1.0'?><a/>", "unknown"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "unreadable"),
        (b"[" * 100_000, "unreadable"),
    ],
)  # fmt: skip
def test_a_questionnaire_that_is_none(data, why):
    with pytest.raises(errors.FileWrong) as refusal:
        imports.questionnaire(data, "fr")
    assert refusal.value.why == why


def test_indico_s_questionnaire():
    draft = imports.questionnaire(json.dumps(INDICO).encode(), "en")
    assert kinds(draft) == ["heading", "heading", "choice", "choices", "yes_no", "long_text"]
    assert draft.skipped == [("Wave", "kind")]
    role = draft.questions[2]
    assert (role["required"], role["help"]) == (True, {"en": "Yours"})
    assert role["options"] == [
        {"id": "learner", "label": {"en": "Learner"}}, {"id": "helper", "label": {"en": "Helper"}},
    ]  # fmt: skip


def test_lime_survey_s_questionnaire():
    draft = imports.questionnaire(LSS.encode(), "fr")
    assert draft.title == {"fr": "Sondage"} and draft.welcome == {"fr": "Bonjour\nà vous"}
    assert draft.skipped == [("Mat", "condition"), ("Upload", "kind"), ("Rank", "options")]
    assert kinds(draft) == ["heading", "choice", "matrix", "choices", "rating", "matrix"]
    heading, role, matrix, use, _note, sure = draft.questions
    assert heading["label"] == {"fr": "Général", "en": "General"}
    assert role["label"] == {"fr": "Votre rôle?", "en": "Your role?"} and role["help"] == {"fr": "Un seul"}
    assert role["details"] == {"other": True} and [one["id"] for one in role["options"]] == ["a1", "a2"]
    assert role["options"][0]["label"] == {"fr": "Direction"}
    assert matrix["details"]["rows"] == [{"id": "sq1", "label": {"fr": "Le son"}}]
    assert [one["label"] for one in matrix["options"]] == [{"fr": "Mal"}, {"fr": "Bien"}]
    assert use["details"] == {"comment": True} and len(sure["options"]) == 3
    number = service.begin(service.SurveyEntry(title=WORDS, audience="list"))
    assert service.take_over(number, draft) == 6


def test_ours_goes_out_and_comes_back():
    number = make_survey(
        asked("grade", "scale", "bad", "good", required=True, details={"unsaid": True, "comment": True}),
        asked("m", "matrix", "a", "b", rows=("x", "y")), asked("note", "rating", details={"most": 7}),
        asked("why", "long_text", condition={"question": "grade", "equals": "bad"}), ready=False,
    )  # fmt: skip
    data = exports.as_json(db.session.get_one(Survey, number))
    draft = imports.questionnaire(data, "fr")
    other = service.begin(service.SurveyEntry(title=WORDS, audience="list"))
    service.take_over(other, draft)
    assert service.draft_of(other) == service.draft_of(number) and json.loads(data)["format"] == FORMAT
    strange = json.loads(data)
    strange["questions"].append({"key": "x", "kind": "hologram", "label": {}})
    assert imports.questionnaire(json.dumps(strange).encode(), "fr").skipped == [("hologram", "kind")]
