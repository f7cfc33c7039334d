"""Names, typos and pain in body parts, found against a small catalogue of the test's own and the real one."""
from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.concepts import Assertion, ConceptFinder, Mention
from guide.knowledge import Catalogue, load
from guide.knowledge.entries import Aspects, BodyPart, Clinician, Concept, Condition, Limit, Procedure, Symptom

BASE = {"sources": ("own",), "reviewed": datetime.date(2026, 1, 1)}
ASPECTS = Aspects(**dict.fromkeys(Aspects.__fields__, "x"))


def condition(entry_id: str, name: str, *names: str, misspellings: tuple[str, ...] = ()) -> Condition:
    return Condition(id=entry_id, name=name, names=names, misspellings=misspellings, system="musculoskeletal", what="x",
                     physiatrist="x", pain_specialist="x", first_elsewhere="x", leads="x", route="either", **BASE)


def clinician(entry_id: str, field: str, *names: str, misspellings: tuple[str, ...] = ()) -> Clinician:
    return Clinician(id=entry_id, name=entry_id.replace("_", " "), plural=entry_id.replace("_", " ") + "s", field=field,
                     names=names, misspellings=misspellings, what="x", goal="x", does=("x",), see_when=("x",),
                     training="x", check="x", aspects=ASPECTS, **BASE)


def small_catalogue() -> Catalogue:
    entries: list[Concept] = [
        clinician("physiatrist", "physiatry", "PM&R", "PM&R doctor", misspellings=("psyiatrist",)),
        clinician("pain_specialist", "pain medicine", "pain doctor"),
        condition("sciatica", "sciatica"), condition("fibromyalgia", "fibromyalgia"),
        condition("arthritis", "arthritis"), condition("disc_herniation", "herniated disc", "herniated disk"),
        condition("parkinson", "Parkinson's disease", "Parkinson's"), condition("stroke", "stroke"),
        condition("spondylitis", "ankylosing spondylitis", "AS"), condition("scoliosis", "scoliosis"),
        condition("low_back_pain", "low back pain", "lower back pain"),
        condition("gbs", "Guillain-Barré syndrome", "Guillain-Barré"), condition("headache", "headache"),
        *(condition(f"{part}_pain", f"{part} pain") for part in ("back", "knee", "shoulder", "hip", "neck", "leg")),
        Symptom(id="numbness", name="numbness", names=("numb",), what="x", route="either", **BASE),
        *(BodyPart(id=part, name=part, pain=f"{part}_pain", **BASE)
          for part in ("back", "knee", "shoulder", "hip", "neck", "leg")),
        BodyPart(id="foot", name="foot", names=("feet",), pain=None, **BASE),
        BodyPart(id="hand", name="hand", pain=None, **BASE),
        Procedure(id="emg", name="EMG", names=("nerve test",), kind="test", what="x", helps_with="x",
                  done_by=("physiatrist",), who="x", expect="x", risks="x", alternatives="x", **BASE),
        Limit(id="sleeping", name="sleeping", names=("trouble sleeping", "can't sleep"), **BASE),
        Limit(id="walking", name="walking", names=("can't walk", "walk far"), **BASE),
    ]
    return Catalogue(entries)


@pytest.fixture(scope="module")
def finder() -> ConceptFinder:
    return ConceptFinder(small_catalogue())


FOUND = [
    ("pain in my left shoulder", "shoulder_pain:pain in my left shoulder"),
    ("my knee hurts", "knee_pain:knee hurts"),
    ("MY KNEE HURTS", "knee_pain:KNEE HURTS"),
    ("achy hips", "hip_pain:achy hips"),
    ("sore neck", "neck_pain:sore neck"),
    ("pain shooting down my leg", "leg_pain:pain shooting down my leg"),
    ("my back is killing me", "back_pain:back is killing"),
    ("my back’s been hurting", "back_pain:back’s been hurting"),
    ("my hips and knees hurt", "hip_pain:hips knee_pain:knees hurt"),
    ("pain in my neck and both shoulders", "neck_pain:pain in my neck shoulder_pain:shoulders"),
    ("low-back pain", "low_back_pain:low-back pain"),
    ("pain. My knee is fine", "knee:knee"),
    ("my feet ache", "foot:feet"),
    ("my knee and a stroke", "knee:knee stroke:stroke"),
    ("herniated disks and sciatica", "disc_herniation:herniated disks sciatica:sciatica"),
    ("Parkinson’s", "parkinson:Parkinson’s"),
    ("parkinsons disease", "parkinson:parkinsons disease"),
    ("Guillain–Barre", "gbs:Guillain–Barre"),
    ("PM&R", "physiatrist:PM&R"), ("pm & r doctors", "physiatrist:pm & r doctors"), ("PMR", "physiatrist:PMR"),
    ("physiatry or pain medicine", "physiatrist:physiatry pain_specialist:pain medicine"),
    ("phisiatrist", "physiatrist:phisiatrist"), ("psyiatrist", "physiatrist:psyiatrist"),
    ("siatica", "sciatica:siatica"), ("fibromialgia", "fibromyalgia:fibromialgia"),
    ("arthritus", "arthritis:arthritus"), ("herniated disck", "disc_herniation:herniated disck"),
    ("backpain", "back_pain:backpain"), ("head ache", "headache:head ache"),
    ("As I said, I have AS", "spondylitis:AS"),
    ("do they do EMGs", "emg:EMGs"),
]
NOTHING = [
    "psychiatrist", "a psychiatrist", "psychiatrists", "psyciatrist", "podiatrist", "as soon as", "AS SOON AS YOU CAN",
    "I will go back to work", "on the other hand", "hello there", "strike", "chronic", "she is a scientist",
    "come back later", "the physicist",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds(finder: ConceptFinder, text: str, expected: str) -> None:
    assert " ".join(f"{mention.concept}:{mention.text}" for mention in finder.find(text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_finds_nothing(finder: ConceptFinder, text: str) -> None:
    assert finder.find(text) == []


def test_a_typo_scores_below_a_name(finder: ConceptFinder) -> None:
    assert finder.find("sciatica")[0].score == 1.0
    assert 0.7 < finder.find("sciattica")[0].score < 1.0


def test_kinds(finder: ConceptFinder) -> None:
    kinds = [mention.kind for mention in finder.find("EMG by a physiatrist for stroke, numb knee, trouble sleeping")]
    assert kinds == ["procedure", "clinician", "condition", "symptom", "body_part", "limit"]


@pytest.mark.parametrize(("text", "expected"), [
    ("my knee doesn't hurt", Assertion.ABSENT), ("no knee pain", Assertion.ABSENT),
    ("I'm not sleeping", Assertion.PRESENT), ("no trouble sleeping", Assertion.ABSENT),
    ("I can't walk", Assertion.PRESENT), ("i had a stroke in May and still cannot get up", Assertion.PAST),
    ("what is fibromyalgia", Assertion.HYPOTHETICAL), ("my mother had a stroke and i have headaches", Assertion.FAMILY),
])
def test_assertion_of_a_mention(finder: ConceptFinder, text: str, expected: Assertion) -> None:
    assert finder.find(text)[0].assertion is expected


def assert_sound(text: str, mentions: list[Mention]) -> None:
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start:mention.end]
        assert 0 < mention.score <= 1
        end = mention.end


WORDS = st.sampled_from(
    "my knee hurts no siatica PM&R and stroke pain in the hip's low-back -- 🙂 é . , \n ? backpain".split(" "))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_mentions_are_sound_on_any_text(finder: ConceptFinder, text: str) -> None:
    assert_sound(text, finder.find(text))


def test_huge_text_is_read_at_both_ends(finder: ConceptFinder) -> None:
    text = "sciatica " + "x " * 50_000 + "knee pain"
    started = time.perf_counter()
    mentions = finder.find(text)
    assert [mention.concept for mention in mentions] == ["sciatica", "knee_pain"]
    assert_sound(text, mentions)
    assert time.perf_counter() - started < 2


def test_the_real_catalogue_finds_itself() -> None:
    catalogue = load()
    real = ConceptFinder(catalogue)
    missed = [concept.id for concept in catalogue.concepts.values()
              if concept.id not in {mention.concept for mention in real.find(concept.name)}]
    assert missed == []
