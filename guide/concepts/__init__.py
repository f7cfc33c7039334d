"""Text to concepts, each with its assertion; and how long, and for whom."""
from guide.concepts.assertion import Assertion, AssertionJudge
from guide.concepts.durations import Duration, find_durations
from guide.concepts.finder import ConceptFinder, Mention
from guide.concepts.persons import Person, find_person

__all__ = [
    "Assertion", "AssertionJudge", "ConceptFinder", "Duration", "Mention", "Person", "find_durations", "find_person",
]
