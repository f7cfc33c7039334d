"""What must stay: the advice, and the red flags above all, live on these words."""
from __future__ import annotations

import pathlib
from collections.abc import Iterator

import pytest
import yaml

from guide.privacy import redact

KEPT = """
L4-L5 since 2019
L5-S1, C5-6, T6, T12-L1, C5/6, S1
3/10 pain for 5 years, 1 and 3
pain 8/10 at 6 am on 10/12
2-3 weeks, MRI 2021, BP 120/80, 30 mg, 24/7
0-10 scale, 6-8 weeks, 1990s, 10:30 am
1 2 3 4 5 6 7 8 9 10
10 20 30 40 50
2019 2020 2021 2022
2019-2020-2021
gabapentin 300-1200 mg, then 1200-3600 mg
I take 1000000 units of penicillin
HDL: 45, LDL 130, A1c 7.2, INR 2.5, temp 101.4
ICD M54.5, CPT 64483, NCT01234567
weight 200 lbs, 5'10"
spine surgery on 3/4/2021
born in 1961
born 10-12 weeks early
I was born with a club foot
911
Should I call 911 or 988?
text 741741
1-800-222-1222
plan: L4-L5 fusion
Plan: 10-12 weeks of PT
group 1 and 3
my chart 2021
on medicare since 2021
Medicare 2021 will cover it
serial 12-lead ECG
a metal plate in my arm since 2010
card ending
a 2 hour drive
10 minute drive
12 blocks down the road
I can walk 2 blocks down my street
I had 2 Lumbar CT scans
at 65 my orthopedic dr said
https://www.aapmr.org/about-physiatry
I'm Tired
I'm So Tired
I'm Having Chest Pain
I'm In Severe Pain
I'm African American
I'm Post Op Day Three
I'm John's mother
I'm Miserable And Hurting
I'm Bleeding Badly
I'm 45
I am Sam
This is Killing Me
This Is An Emergency
It's Killing Me Here
It's Ehlers Danlos
This is Complex Regional Pain
my MS Flares Badly
My Mother Has Pain
My name is not important
name: unknown
Patient: Male, 45
Patient: Chronic Pain
Call Me Tomorrow
Dr. Google says
the doctor at Mercy
What does a physiatrist do?
[phone] and [name]
""".strip().splitlines()


@pytest.mark.parametrize("text", KEPT)
def test_medical_text_is_not_touched(text: str) -> None:
    assert redact(text) == text


def _examples() -> Iterator[str]:
    """Everything that our training data says people say."""
    for file in sorted(pathlib.Path("data/nlu").glob("**/*.yml")):
        for part in yaml.load(file.read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader)).get("nlu", []):
            examples = part.get("examples", "")
            yield from (line.lstrip("- ") for line in examples.splitlines()) if isinstance(examples, str) else ()


def test_no_training_example_loses_anything_but_a_name() -> None:
    touched = [text for text in _examples() if redact(text) != text]
    assert all("my name is" in text and "my name is [name]" in redact(text) for text in touched), touched
