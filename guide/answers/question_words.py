"""Words by which a question shows what it is about, beside the names in it."""
from __future__ import annotations

import re

from guide.turn import Turn

TOPIC_OF = {
    "ask_what_is": ("define_specialty",), "ask_about_condition": ("condition_info", "conditions_treated"),
    "ask_about_procedure": ("procedure_info", "safety"), "ask_who_treats": ("find_specialist", "when_to_see"),
    "ask_who_performs": ("who_performs",), "ask_does_treat": ("conditions_treated",),
    "ask_conditions_treated": ("conditions_treated",), "ask_procedures_offered": ("procedures_offered", "procedure_info"),
    "ask_compare": ("compare",), "ask_training": ("training",), "ask_check_credentials": ("verify_credentials", "training"),
    "ask_team": ("team",), "ask_approach": ("approach",), "ask_dual_training": ("training", "compare", "approach"),
    "ask_first_visit": ("first_visit",), "ask_referral_insurance": ("referral_insurance",),
    "ask_find": ("find_specialist",), "ask_when_to_see": ("when_to_see", "find_specialist", "safety"),
    "ask_medication": ("medication",), "ask_surgery": ("surgery",), "ask_recovery": ("recovery", "rehabilitation"),
    "ask_rehab_program": ("rehabilitation",), "ask_paperwork": ("paperwork", "referral_insurance"),
    "ask_questions_to_ask": ("first_visit",),
}
# The question that answers an intent in general, where nothing nearer is found.
GENERAL = {
    "ask_first_visit": "first_visit_physiatry", "ask_referral_insurance": "referral_needed", "ask_medication": "will_i_get_opioids",
    "ask_recovery": "how_long_treatment", "ask_rehab_program": "rehab_who", "ask_paperwork": "disability_forms",
    "ask_dual_training": "same_doctor_both", "ask_find": "how_to_find", "ask_surgery": "surgery_physiatrist",
}
WHAT_IS = re.compile(r"\W*(?:what(?:'?s| is| are)|tell me about|explain|define|wh?ats)\b", re.I)
KIND_OF_DOCTOR = re.compile(r"\b(?:kind|type|sort) of (?:doctor|doc|specialist)|\b(?:what|which) (?:doctor|doc|specialist)", re.I)
PROCEDURE_WORD = re.compile(r"\b(?:procedures?|injections?|shots?|blocks?|ablation|epidural|emg|the test|treatment)\b"
                             r"(?!.*\b(?:visit|appointment)\b)", re.I)
OPEN_WHO = re.compile(r"\b(?:what|which|who|whom)\b.{0,20}\b(?:doctor|doc|specialist|kind|type|person|one|treats?|helps?|see)\b", re.I)
IT = re.compile(r"\b(?:it|its|it's|that|this|those|they)\b", re.I)
THEY = re.compile(r"\b(?:they|them|he|she|these|those|their)\b", re.I)
SECOND = re.compile(r"\b(?:second|2nd|latter|last|two)\b", re.I)
FIRST = re.compile(r"\b(?:first|1st|former|one)\b(?!\s+visit)", re.I)
HOW_TO_CHECK = re.compile(r"\b(?:check|verify|look (?:them |him |her |it )?up|find out|confirm|make sure|"
                           r"know (?:if|that|whether)|tell (?:if|whether))\b", re.I)
# Words that tell the aspect of a comparison. The first that fits counts: "how long is the training" is about training.
ASPECT_WORDS = {
    "training": r"train|school|educat|fellowship|stud(?:y|ies)\b|residenc|qualif", "surgery": r"surg|operat",
    "medicines": r"medicine\b(?<!pain medicine)|medication|opioid|prescri|\bpills?\b|\bdrugs?\b", "team": r"\bteam|works? with\b",
    "cost": r"\bcosts?\b|price|expensive|cheap", "referral": r"referral", "first_visit": r"first (?:visit|appointment)",
    "certificate": r"certif", "evidence": r"evidence|proof|proven", "diagnosis": r"diagnos",
    "goal": r"\bgoals?\b|\baims?\b|focus|philosoph|approach", "patients": r"patient|kinds? of people|who do they see",
    "setting": r"\bwhere\b|setting|hospital|work (?:in|at)\b", "length": r"how long|how often|length|longer care|how many visits",
    "scope": r"scope|condition|what (?:do|does) .{0,30}\btreat\b|problems", "methods": r"method|techni|tools|procedures?|treatments?\b",
}
# Two clinicians named so are to be compared, whatever else the words seem to ask.
SIDE_BY_SIDE = re.compile(r"\b(?:or|vs\.?|versus|than|differen\w+|compar\w+|both|better|longer|more)\b", re.I)
# What a clinician does for a trouble: what they are, and what they do for that.
WHAT_DOES = re.compile(r"\W*(?:(?:and|so|but|ok|okay|hi|hello)\W+)?what (?:does|do|would) .{2,40} do (?:for|about|with|if)\b", re.I)
WHAT_IS_IT = re.compile(r"\W*(?:(?:and|but|so|ok|okay) )?(?:what(?:'?s|’s| is| are| was)) "
                        r"(?:it|that|they|these)(?: (?:exactly|then|again))?\W*", re.I)
JUST = re.compile(r"^\W*(?:(?:so|and|but|isn'?t|is|are|aren'?t)\W+)+.{2,60}?"
                  r"\b(?:just|only|simply|merely|basically|nothing but)\b", re.I)
PROGRAM = re.compile(r"\b(?:rehab\w*|programs?|programmes?|teams?|inpatient|facility|hospital|unit|home)\b", re.I)
THE_SHOTS = re.compile(r"\b(?:those|these|that|the|such) (?:injections?|shots?)\b", re.I)
AFTERWARDS = re.compile(r"\b(?:after(?:wards)?|then|next|later)\b", re.I)
# "Which one is better for knees?"
OF_THEM = re.compile(r"\b(?:which|who) (?:one|of (?:them|the two|these|those)|is|would be|do|should)\b", re.I)
# "My procedure", "the test": one that was not named, so what holds of all of them is asked for.
SOME_PROCEDURE = re.compile(r"\b(?:my|the|an?|upcoming|this|day of)\b.{0,30}\b(?:procedure|injection|shot|test)\b", re.I)


def aspect_in(turn: Turn) -> str | None:
    """The aspect a comparison is asked on, if one is named beside the clinicians: "surgeon" asks for no surgery."""
    text = turn.text
    for mention in sorted(turn.of("clinician", "procedure"), key=lambda m: -m.start):
        text = text[:mention.start] + text[mention.end:]
    return next((aspect for aspect, words in ASPECT_WORDS.items() if re.search(words, text, re.I)), None)
