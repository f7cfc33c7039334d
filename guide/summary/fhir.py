"""A summary as a FHIR R4 ``QuestionnaireResponse``: what the person told, with public codes where there are any.

It names no patient and no author. A code stands beside what was told so that a
program can read it; it is no diagnosis, and the last item says so.
"""
from __future__ import annotations

import json
import re
from typing import Any, Mapping, Sequence

from rapidfuzz import fuzz

from guide.interview import interview
from guide.knowledge import Catalogue, load
from guide.knowledge.entries import Clinician, Code
from guide.summary.parts import Summary

SYSTEMS = {"NUCC": "http://nucc.org/provider-taxonomy", "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm"}
_DAYS = {"unit": "days", "system": "http://unitsofmeasure.org", "code": "d"}
_CODED = ("problems", "goals", "limits", "tried")
# A code that says more than the person did: which side, or which visit it was.
_TOO_EXACT = re.compile(r"\b(?:right|left|initial encounter|subsequent|sequela)\b", re.I)

Item = dict[str, Any]


def questionnaire_response(summary: Summary) -> str:
    """The resource as JSON, checked against FHIR.

    Raises:
        ValueError: it is no valid QuestionnaireResponse, which would be our own mistake.
    """
    # Loaded here: three tenths of a second that only this format needs.
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

    made = resource(summary, load())
    QuestionnaireResponse.parse_obj(made)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def resource(summary: Summary, catalogue: Catalogue) -> dict[str, Any]:
    """The resource as plain values."""
    told: Mapping[str, Any] = summary.card["answers"]
    suggestion: Mapping[str, Any] = summary.card.get("recommendation") or {}
    asks = interview().asks
    items = [_item(key, asks[key].ask[0], [_answer(one, catalogue) for one in told[key]]) for key in _CODED if told.get(key)]
    if "duration" in told:
        items.insert(1 if "problems" in told else 0, _item("duration", asks["duration"].ask[0], [
            {"valueQuantity": {"value": round(float(told["duration"])), **_DAYS}}]))
    for part in summary.parts:
        answers = [{"valueString": words} for words in part.items if words.strip()]
        if part.id == "suggestion" and suggestion:
            answers.append(_answer(suggestion["specialist"], catalogue))
        items.append(_item(part.id, part.title, answers))
    items.append({"linkId": "note", "text": summary.note})
    return {
        "resourceType": "QuestionnaireResponse", "language": "en", "status": "completed" if suggestion else "in-progress",
        "authored": summary.card["date"], "item": [item for item in items if item.get("answer") or item["linkId"] == "note"],
    }


def _item(link: str, words: str, answers: Sequence[Item]) -> Item:
    return {"linkId": link, "text": words, "answer": list(answers)}


def _answer(concept: str, catalogue: Catalogue) -> Item:
    entry = catalogue.concepts.get(concept)
    if entry is None:
        return {"valueString": concept.replace("_", " ")}
    codes: Sequence[Code] = getattr(entry, "codes", ())
    fitting = [one for one in codes if one.system in SYSTEMS and not _TOO_EXACT.search(one.label)]
    if not fitting:
        return {"valueString": entry.name}
    # A clinician's first code is the plain one; of a condition's, the one named most like what was told.
    code = fitting[0] if isinstance(entry, Clinician) else max(
        fitting, key=lambda one: fuzz.token_set_ratio(entry.name.lower(), one.label.lower()))
    return {"valueCoding": {"system": SYSTEMS[code.system], "code": code.code, "display": code.label}}
