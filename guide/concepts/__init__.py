"""Text to concepts, each with its assertion; and how long, and for whom."""
from guide.concepts.assertion import Assertion, AssertionJudge
from guide.concepts.durations import Duration, find_durations
from guide.concepts.finder import ConceptFinder, Mention, Reading
from guide.concepts.persons import Person, find_person
from guide.concepts.plain import PlainReader, PlainText

__all__ = [
    "Assertion", "AssertionJudge", "ConceptFinder", "Duration", "Mention", "Person", "PlainReader", "PlainText", "Reading",
    "find_durations", "find_person",
]
