"""Whom and what a question is about: what it names, else what was last talked about."""
from __future__ import annotations

from typing import Sequence

from guide.answers.question_words import THE_SHOTS
from guide.concepts import Mention
from guide.knowledge import Catalogue
from guide.knowledge.entries import BodyPart, Clinician, Condition, Procedure, Symptom
from guide.turn import Turn


class Subjects:
    """Finds the clinician, the trouble and the treatment that a message means; ``about`` are the concepts last talked about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._by_field = {one.field: one.id for one in catalogue.all(Clinician)}

    def _clinician(self, turn: Turn, about: Sequence[str]) -> Clinician | None:
        named = turn.first("clinician")
        candidates = [named] if named else list(about)
        return next((c for c in (self._catalogue.get(Clinician, one) for one in candidates) if c), None)

    def _trouble(self, turn: Turn, about: Sequence[str]) -> Condition | Symptom | None:
        named = [m.concept for m in turn.of("condition")] + [m.concept for m in turn.of("symptom")]
        part = turn.first("body_part")
        candidates = named or ([self._pain(part)] if part else list(about))
        return next((c for c in (self._condition(one) for one in candidates if one) if c), None)

    def _pain(self, part: str) -> str:
        entry = self._catalogue.get(BodyPart, part)
        return (entry.pain if entry else None) or ""

    def _procedure(self, turn: Turn, about: Sequence[str]) -> Procedure | None:
        named = turn.first("procedure")
        candidates = [named] if named else list(about)
        known = [c for c in (self._catalogue.get(Procedure, one) for one in candidates) if c]
        if THE_SHOTS.search(turn.text):
            # "Those injections" are no cane, though a cane is all that has a name.
            known = [c for c in known if c.kind_of != "device"]
        return next(iter(known), None)

    def _procedure_of(self, mention: Mention) -> Procedure | None:
        return self._catalogue.get(Procedure, mention.concept)

    def is_trouble(self, concept_id: str) -> bool:
        """Whether an id is a condition or a symptom."""
        return self._condition(concept_id) is not None

    def _condition(self, concept_id: str) -> Condition | Symptom | None:
        return self._catalogue.get(Condition, concept_id) or self._catalogue.get(Symptom, concept_id)

    def _clinicians(self, turn: Turn) -> list[Clinician]:
        """All clinicians that were named, by their field too where that is the name of a treatment: "PT or OT"."""
        ids = dict.fromkeys(m.concept if m.kind == "clinician" else self._by_field.get(self._catalogue.concepts[m.concept].name, "")
                            for m in turn.of("clinician", "procedure") if m.concept in self._catalogue.concepts)
        return [c for c in (self._catalogue.get(Clinician, one) for one in ids) if c]
