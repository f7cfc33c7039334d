"""How things are said, in patients' words. The judged words stand in [brackets]."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.concepts.assertion import Assertion, AssertionJudge

PRESENT = """
no numbness, no fever, only the [back pain]
no weakness only [pain in my hip]
denies numbness, denies weakness, has [back pain]
not sciatica, they say it's [piriformis syndrome]
the doctor excluded osteoporosis, my [compression fracture] came from a fall
my mum had MS but I don't have it, just [back pain]
I have [back pain]
my [leg is weak] and it gets worse when I walk
No fever, but my [leg is weak]
no numbness but my [foot drop] is worse
NO FEVER BUT MY [LEG IS WEAK]
dont have a fever just [back pain]
denies fever but reports [chills]
I cant walk because of [sciatica]
I can't sleep with this [shoulder pain]
cant feel my [legs]
my pt didnt help my [knee pain]
the shots did not work for my [neck pain]
my [headache] wont go away
the [numbness] never goes away
it is not getting better, this [hip pain]
I'm not sure what causes my [tingling]
not only [back pain] but also weakness
I've had [migraines] for two years
I have had [neck pain] since 2019
my [back pain] started three years ago
the [tingling] began in 2015 and is worse now
[hip pain] since last spring
over the last year my [knee pain] got worse
I had to stop work because of [arthritis]
this morning I had sudden [chest pain]
I had [numbness] in my groin yesterday and it is still there
I don't have time for this [wrist pain]
can a pain specialist help with my [sciatica]
does my [herniated disc] need surgery
should I see a physiatrist for [spasticity]
who should i see for [neck pain]
is it normal to have [tingling] after a stroke
my wife thinks I have [sciatica]
my husband says my [speech is slurred]
my mother had a stroke; I just have [back pain]
my mom had MS and now i have [numbness]
my dad died of cancer last year and my [back hurts]
my sister has lupus but i have [fibromyalgia]
I hurt my [shoulder] lifting my son
my husband's [speech is slurred] right now
my husband is 70 and his [face is drooping]
my daughter has [cerebral palsy], who should she see?
my mom cant move her [right arm]
my 8 year old son has [scoliosis]
looking for a doctor for my dad who has [parkinsons]
I have [osteoarthritis], no surgery yet
it hurts if I bend, [back pain] all day
no my [knee] not my back
I have a 5 year old with [cerebral palsy]
can't have an mri, I have a [pacemaker]
I no longer can walk because of [knee pain]
i have no help for my [leg pain]
no one knows why I have [dizziness]
my [pain] comes and goes
what should I do about my [elbow pain]
why does my [hip] hurt
never had surgery, tried [ibuprofen] and yoga
I was diagnosed with [MS] in 2015
what should she do in case her [leg pain] comes back
we are afraid, what if his [sciatica] gets worse
a man with a history of stroke who was said to have [neck pain]
history of migraines, has been reported to have [tremor]
my [back has been hurting] since my fall last spring, tried PT
my mom had a stroke in May and she cant lift her [right arm]
this does not let up, I am still [weak]
"""

ABSENT = """
the neurologist ruled out [MS]
they have ruled out [fibromyalgia]
the doctor excluded [osteoporosis], my compression fracture came from a fall
[MS] was excluded by the neurologist
denies numbness, denies [weakness], has back pain
I have no [numbness]
no [fever], chills or weakness
no fever, chills or [weakness]
denies fever or [chills]
I don't have [diabetes]
i dont have [diabetes]
I dont have any [numbness] or weakness
I DO NOT HAVE [FEVER]
never had a [stroke]
I have never had [surgery]
ive never had [back surgery]
back pain without [weakness]
no trouble with my [bladder]
it isnt [arthritis]
its not a [stroke]
I am not [dizzy]
there is no [swelling]
no signs of [stroke]
no history of [cancer]
the test was negative for [lupus]
they ruled out [a fracture]
my doctor says its not [MS]
havent had any [injections]
haven't tried [physical therapy]
didnt have [a fall]
my back hurts but no [leg weakness]
my back hurts no [numbness] no weakness
my back hurts no numbness no [weakness]
free of [infection]
neither numbness nor [weakness]
i dont think i have [arthritis]
[fever] was ruled out
cant find any [numbness]
my mom has no [fever]
I have pain in my neck w/o [numbness]
no [trouble sleeping]
xray negative for [fracture]
"""

PAST = """
I had a [stroke] in 2015
i had a [stroke] in May and still cannot walk
I had [back surgery] last year
had [knee replacement] 5 years ago
five years ago I had a [heart attack]
history of [cancer]
i have a history of [migraines]
hx of [seizures]
s/p [fusion] at L4
I used to have [migraines]
my [sciatica] went away
the [numbness] has resolved
my [concussion] is all healed
i dont have [headaches] anymore
I don't have [pain] any more
I no longer have [vertigo]
as a kid I had [scoliosis]
I had [scoliosis] as a child
previous [stroke], now weak on the left
my [fracture] has healed
broke my [wrist] a couple of years ago
recovered from [covid]
my [whiplash] cleared up
back in 2009 i broke my [collarbone]
my mom had a [stroke] in May, who should she see?
the [dizziness] is gone
my face drooped and my [speech was slurred] but it went away
I [had a stroke] in May and want to walk again
HAD A [STROKE] TWO YEARS AGO
"""

FAMILY = """
my mum had [MS] but I don't have it, just back pain
grandma has [arthritis] and I'm worried I'll get it
my mother had a [stroke]; I just have back pain
my mother has [MS] and I have numb feet
my dad had a [stroke]. my back hurts
I have back pain. My dad had a [stroke] at 50.
I have numb hands and my sister has [lupus]
my grandmother died of [cancer], i have hip pain
family history of [ankylosing spondylitis]
[arthritis] runs in my family
there is [MS] in my family
we have [parkinsons] in the family
both my parents have [arthritis] and now my knees hurt
my brother was diagnosed with [ALS] and i feel weak
my dad had a stroke. he also had [diabetes]. my leg is numb
My uncle has [gout] and my toe hurts
everyone in my family has [back trouble]
MY MOTHER HAD [MS] AND I HAVE TINGLING
the patient's mother had [breast cancer]
his father had a [stroke]
my moms side has [lupus] and i have joint pain
"""

HYPOTHETICAL = """
what if I have [MS]
what if it is [cancer]
I'm worried about [a stroke]
im worried i have [multiple sclerosis]
afraid of having another [stroke]
scared it might be [cancer]
could this be [a stroke]
could it be [sciatica]
is this [arthritis]
what is [fibromyalgia]
whats a [herniated disc]
what are the signs of [stroke]
what causes [sciatica]
is [fibromyalgia] treated by a physiatrist
do physiatrists treat [spasticity]
no. do physiatrists treat [sciatica]?
does a pain doctor do [epidural injections]
who treats [tennis elbow]
which doctor treats [CRPS]
how is [spinal stenosis] treated
if I get [numbness] what should I do
in case of [a stroke]
rule out [MS]
do I have [arthritis]
wondering if I have [carpal tunnel]
i dont know if its [arthritis]
it might be [sciatica]
how can I prevent [falls]
what is the risk of [infection]
tell me about [botox]
should I get [surgery]
I was reading about [PRP]
difference between [sciatica] and stenosis
CAN A PHYSIATRIST TREAT [FIBROMYALGIA]
is there a cure for [neuropathy]
doctors want to test me for [lupus]
thinking about getting [an injection]
in case the [sciatica] comes back
does her [scoliosis] come from birth or is it new
in case her back pain means [arthritis]
"""

TABLES = {Assertion.PRESENT: PRESENT, Assertion.ABSENT: ABSENT, Assertion.PAST: PAST,
          Assertion.FAMILY: FAMILY, Assertion.HYPOTHETICAL: HYPOTHETICAL}


@pytest.fixture(scope="module")
def judge() -> AssertionJudge:
    return AssertionJudge()


@pytest.mark.parametrize(("marked", "expected"), [
    (row, value) for value, table in TABLES.items() for row in table.strip().splitlines()])
def test_patients_words(judge: AssertionJudge, marked: str, expected: Assertion) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert judge.judge(text, [(start, end)]) == [expected]


def test_spans_keep_their_order(judge: AssertionJudge) -> None:
    text = "No fever. I have back pain."
    back, fever = (text.index("back"), text.index("back") + 9), (3, 8)
    assert judge.judge(text, [back, fever]) == [Assertion.PRESENT, Assertion.ABSENT]


def test_overlapping_and_empty_spans(judge: AssertionJudge) -> None:
    text = "no back pain"
    assert judge.judge(text, [(3, 12), (3, 7), (4, 4), (50, 60)])[:2] == [Assertion.ABSENT] * 2
    assert judge.judge("", [(0, 0)]) == [Assertion.PRESENT]
    assert judge.judge(text, []) == []


def test_curly_apostrophes_and_accents(judge: AssertionJudge) -> None:
    text = "I don’t have Guillain-Barré"
    assert judge.judge(text, [(13, len(text))]) == [Assertion.ABSENT]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300), ends=st.lists(st.tuples(st.integers(-5, 320), st.integers(-5, 320)), max_size=4))
def test_never_raises(judge: AssertionJudge, text: str, ends: list[tuple[int, int]]) -> None:
    assert len(judge.judge(text, ends)) == len(ends)
