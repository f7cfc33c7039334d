"""The shape of the knowledge files as a JSON Schema, so that an editor completes keys and marks faults."""
from __future__ import annotations

from typing import Any, Mapping, Sequence

from pydantic import BaseModel
from pydantic.schema import schema as schema_of

# What an editor shows beside a key.
_HELP: Mapping[str, str] = {
    "id": "lower_snake_case, unique; other entries link to it",
    "sources": "ids of sources.yml that hold what is said here",
    "reviewed": "when somebody last checked this entry, as year-month-day",
    "read": "true if the source itself was read for the main statement; if false, word it with care (often, usually)",
    "part_read": "what of the entry was read in its source, where that is not the whole; shown in the review book",
    "name": "as used inside a sentence",
    "names": "what people call it, lower case unless an acronym; no name under two concepts; plurals are matched by themselves",
    "misspellings": "usual misspellings that differ by more than a letter or two",
    "plural": "as used inside a sentence",
    "field": "the name of the field, as used inside a sentence",
    "what": "what it is, in one to three short sentences; the answer to \"what is ...?\"",
    "does": "short complete sentences",
    "does_not": "short complete sentences",
    "see_when": "short complete sentences: when this is the right clinician",
    "check": "how to find one and how to check the training",
    "aspects": "the cells of the comparison table, 3 to 14 words each",
    "body": "ids of body_parts.yml where it is felt",
    "system": "the body system it belongs to",
    "physiatrist": "what a physiatrist can do for it",
    "pain_specialist": "what a pain specialist can do for it",
    "together": "when a physiatrist trained in pain medicine fits",
    "first_elsewhere": "when to see somebody else first, danger signs included",
    "leads": "one sentence: who usually leads",
    "unknown": "what experts do not know or do not agree on",
    "route": "who is suggested for it; `other` needs a `door`",
    "door": "the clinician who is the usual first door, only with route `other`",
    "also": "clinicians who often take part",
    "early": "whom to see in the first six weeks: primary_care, or the same as later",
    "red_flags": "ids of red flags that belong to it",
    "helps_with": "one sentence",
    "done_by": "clinicians who do or prescribe it, the usual one first",
    "who": "answers \"do physiatrists do it? do pain specialists?\", naming both",
    "expect": "what it is like",
    "risks": "the main risks",
    "alternatives": "what else there is, doing nothing among it",
    "points_to": "the clinician this goal points to, or `either`",
    "topic": "what kind of question it is; decides which intent the phrasings train",
    "about": "ids of the concepts it is about, the most important first",
    "asked_as": "twelve or more ways people ask it",
    "answer": "one to four sentences, the answer first",
    "simpler": "the same in one or two very short sentences",
    "more": "what \"tell me more\" adds",
    "address": "left out where the source is not public",
    "texts": "said in turn, so that none comes twice running; {blanks} are filled in",
    "says": "what to do, first; {emergency} and the like are numbers of numbers.yml",
    "then": "why, or what comes afterwards",
    "triggers": "any line alone raises the alarm: `a + b` both, `a | b` either, `a - b` the first without the second",
    "when": "the facts for which this row decides; rows are read from the top",
    "because": "the reason as the person reads it",
}


def knowledge_schema(sections: Mapping[str, type[BaseModel]], open_sections: Sequence[str] = ()) -> dict[str, Any]:
    """One schema for every knowledge file: any of the sections, each a list of its entries."""
    parts = schema_of(list(sections.values()), ref_prefix="#/definitions/")["definitions"]
    for part in parts.values():
        for key, value in part.get("properties", {}).items():
            if key in _HELP:
                value["description"] = _HELP[key]
                value.pop("title", None)
    listed = {name: {"type": "array", "description": (kind.__doc__ or "").split("\n")[0],
                     "items": {"$ref": f"#/definitions/{kind.__name__}"}} for name, kind in sections.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#", "title": "Knowledge of the assistant", "type": "object",
        "properties": {**listed, **{name: {} for name in open_sections}}, "additionalProperties": False,
        "definitions": parts,
    }
