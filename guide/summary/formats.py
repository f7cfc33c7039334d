"""The forms in which a summary can be had."""
from __future__ import annotations

import json
from typing import Callable, NamedTuple

from guide.summary.page import page
from guide.summary.parts import Summary
from guide.summary.plain import markdown, text


class Format(NamedTuple):
    """One form: its media type, the end of its file's name, and what writes it."""

    media_type: str
    suffix: str
    write: Callable[[Summary], str]


def as_json(summary: Summary) -> str:
    """The typed card itself, for programs."""
    return json.dumps(summary.card, ensure_ascii=False, indent=1) + "\n"


def fhir(summary: Summary) -> str:
    """A FHIR R4 QuestionnaireResponse; what makes it is loaded when it is asked for."""
    from guide.summary.fhir import questionnaire_response

    return questionnaire_response(summary)


FORMATS: dict[str, Format] = {
    "text": Format("text/plain", ".txt", text),
    "markdown": Format("text/markdown", ".md", markdown),
    "html": Format("text/html", ".html", page),
    "fhir": Format("application/fhir+json", ".fhir.json", fhir),
    "json": Format("application/json", ".json", as_json),
}


def format_of_file(name: str) -> Format:
    """The form that a file's name asks for; plain text where it asks for none."""
    return next((one for one in FORMATS.values() if name.lower().endswith(one.suffix)), FORMATS["text"])
