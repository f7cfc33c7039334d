"""A summary in each of its forms: whole, valid, and harmless whatever stands in it."""
from __future__ import annotations

import dataclasses
import datetime
import html.parser
import json
import random
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.cards import schema
from guide.conversation import Memory, guide
from guide.conversation.summing_up import sum_up
from guide.facts import Facts
from guide.knowledge.entries import Clinician, Condition
from guide.summary import FORMATS, Part, Summary, format_of_file

TODAY = datetime.date(2026, 11, 23)
TOLD = Facts(problems=["sciatica", "back_pain"], duration=700.0, goals=["relieve_pain"], limits=["walking"], tried=["physical_therapy"])
HOSTILE = "</li><script>alert(1)</script> **bold** [x](javascript:alert(1)) `a` | # \"quoted\" 'n' & \u2028 end\nnew line"


def summed(facts: Facts) -> Summary:
    card = sum_up(guide(), Memory(facts=facts), TODAY).card
    jsonschema.Draft7Validator(schema()).validate(card)
    assert card
    return Summary.of_card(card)


class Seen(html.parser.HTMLParser):
    """The tags and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_it_holds_all_that_a_visit_needs() -> None:
    summary = summed(TOLD)
    assert [part.id for part in summary.parts] == [
        "told", "suggestion", "why", "why_not", "would_change", "next", "find", "questions", "bring"]
    told = summary.part("told")
    assert told and {"back pain", "tried: physical therapy"} <= set(told.items)
    assert summary.title == "Summary of 2026-11-23"
    assert "not a diagnosis" in summary.note
    find = summary.part("find")
    assert find and any("208VP0000X" in words for words in find.items), "the taxonomy code helps to look the doctor up"


def test_before_anything_was_told_it_suggests_nothing() -> None:
    summary = summed(Facts())
    assert [part.id for part in summary.parts] == ["told", "questions", "bring"]
    assert summary.card["recommendation"] is None


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_every_sentence_stands_in_every_readable_form(name: str) -> None:
    summary = summed(TOLD)
    written = FORMATS[name].write(summary)
    words = Seen(written).words if name == "html" else written.replace("\\", "")
    for part in summary.parts:
        assert part.title in words
        assert all(item in words for item in part.items)
    assert summary.note in words and summary.heading in words


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    page = FORMATS["html"].write(summed(TOLD))
    assert not {"script", "link", "img", "iframe", "object", "form", "a"} & set(Seen(page).tags)
    assert "url(" not in page and "@import" not in page and "http" not in page.split("</head>")[0]


def hostile(words: str) -> Summary:
    summary = summed(TOLD)
    parts = tuple(Part(part.id, words, (words, *part.items)) for part in summary.parts)
    return dataclasses.replace(summary, heading=words, title=words, note=words, parts=parts)


@pytest.mark.parametrize("words", [HOSTILE, "<img src=x onerror=alert(1)>", "]]><!--", "# heading", "\\<b>"])
def test_hostile_words_stay_words(words: str) -> None:
    clean, dirty = Seen(FORMATS["html"].write(summed(TOLD))), Seen(FORMATS["html"].write(hostile(words)))
    assert {*dirty.tags} == {*clean.tags}, "no word becomes a tag"
    lines = FORMATS["markdown"].write(hostile(words)).splitlines()
    assert sum(line.startswith("#") for line in lines) == 1 + len(summed(TOLD).parts), "no word becomes a heading"
    for mark in ("<", "[", "`", "**bold"):
        assert not any(mark in line.replace(f"\\{mark[0]}", "") for line in lines)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_words_at_all_can_be_written(words: str) -> None:
    summary = hostile(words)
    for one in (FORMATS["text"], FORMATS["markdown"], FORMATS["html"]):
        assert one.write(summary)


def _some_facts(count: int) -> list[Facts]:
    dice = random.Random(7)
    conditions = [one.id for one in guide().catalogue.all(Condition)]
    tried = [[], ["physical_therapy"], ["physical_therapy", "epidural_steroid"], None]
    return [Facts(problems=dice.sample(conditions, dice.choice((1, 2))), duration=dice.choice((None, 3.0, 60.0, 900.5)),
                  goals=dice.choice((None, ["relieve_pain"], ["daily_activities", "relieve_pain"])),
                  limits=dice.choice((None, [], ["walking"])), tried=dice.choice(tried)) for _ in range(count)]


def test_as_fhir_it_is_a_valid_response_with_public_codes_and_names_nobody() -> None:
    made = json.loads(FORMATS["fhir"].write(summed(TOLD)))
    assert QuestionnaireResponse.parse_obj(made).status == "completed"
    items = {item["linkId"]: item for item in made["item"]}
    assert items["problems"]["answer"] == [{"valueCoding": {
        "system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M54.30", "display": "Sciatica, unspecified side"}},
        {"valueString": "back pain"}]
    assert items["duration"]["answer"][0]["valueQuantity"] == {
        "value": 700, "unit": "days", "system": "http://unitsofmeasure.org", "code": "d"}
    assert items["suggestion"]["answer"][1]["valueCoding"]["system"] == "http://nucc.org/provider-taxonomy"
    assert items["suggestion"]["answer"][1]["valueCoding"]["code"] == "208VP0000X"
    assert made["authored"] == "2026-11-23"
    assert not {"subject", "author", "source", "encounter"} & set(made)
    assert "not a diagnosis" in items["note"]["text"]


def test_whatever_was_told_the_response_is_valid_and_never_says_which_side() -> None:
    for facts in [Facts(), *_some_facts(40)]:
        made = json.loads(FORMATS["fhir"].write(summed(facts)))
        QuestionnaireResponse.parse_obj(made)
        labels = [answer["valueCoding"]["display"].lower() for item in made["item"]
                  for answer in item.get("answer", ()) if "valueCoding" in answer]
        assert not any(word in label.split() for label in labels for word in ("right", "left", "initial"))


@pytest.mark.parametrize(("clinician", "code"), [
    ("physiatrist", "208100000X"), ("pain_specialist", "208VP0000X"), ("dual_trained_physiatrist", "2081P2900X"),
    ("primary_care", "207Q00000X"), ("physical_therapist", "225100000X"),
])
def test_the_plainest_code_of_the_taxonomy_comes_first(clinician: str, code: str) -> None:
    entry = guide().catalogue.get(Clinician, clinician)
    assert entry and entry.codes[0].code == code


@pytest.mark.parametrize(("name", "media_type"), [
    ("visit.html", "text/html"), ("VISIT.HTML", "text/html"), ("notes.md", "text/markdown"), ("a.json", "application/json"),
    ("a.fhir.json", "application/fhir+json"), ("a.txt", "text/plain"), ("visit", "text/plain"), ("a.docx", "text/plain"),
])
def test_a_files_name_says_which_form_is_meant(name: str, media_type: str) -> None:
    assert format_of_file(name).media_type == media_type


def test_nothing_of_fhir_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, guide.summary; sys.exit(any(name.startswith('fhir') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
