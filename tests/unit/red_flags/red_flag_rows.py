"""The phrasings and sentences that several tests of this folder share."""
from __future__ import annotations

import pathlib
from typing import Any

import yaml

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[2]
CONTENT: dict[str, Any] = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "data" / "phrasings").glob("*.yml"))
}
STORIES = yaml.safe_load((HERE / "stories.yml").read_text(encoding="utf-8"))
for _file in sorted((HERE / "rounds").glob("*.yml")):
    for _kind, _rows in yaml.safe_load(_file.read_text(encoding="utf-8")).items():
        STORIES[_kind] += _rows
MUST = [(flag, row["level"], text) for flag, row in CONTENT.items() for text in row["must"]]
MUST_NOT = [text for row in CONTENT.values() for text in row["must_not"]]
PRESENT_DANGER = [
    "my chest feels crushed and I'm sweating", "I can't feel when I wipe", "I can't pee and my back hurts",
    "my face is drooping on one side", "my speech is slurred", "I want to kill myself", "I can't breathe",
    "I'm coughing up blood", "I vomited blood", "my throat is closing", "I took 30 tylenol",
    "my leg is cold and blue and I can't feel it", "I have a fever and a stiff neck", "I passed out while exercising",
    "blood is spurting from my arm", "I have the worst headache of my life",
]
NEGATED = [
    "I have no chest pain", "no trouble breathing", "I don't have any numbness between my legs", "she denies chest pain, dyspnea and syncope",
    "no fever or chills", "without weakness or numbness", "I'm not suicidal", "no slurred speech, no facial droop",
    "he never had a seizure", "there is no blood in my stool", "no bladder problems", "I have not had any fainting",
]
