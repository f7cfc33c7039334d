"""What the stub assistant says: one reply of every kind, by simple words.

The texts only have to look like the real ones; the cards follow ``guide/cards/schema.json``.
"""
from __future__ import annotations

from typing import Any

Message = dict[str, Any]

SOURCES = [
    {"title": "What does a physiatrist do?", "publisher": "AAPM&R", "reviewed": "2025-01-15", "address": "https://www.aapmr.org/about-physiatry"},
    {"title": "Pain medicine", "publisher": "American Board of Anesthesiology", "reviewed": "2025-01-15", "address": "javascript:alert(1)"},
]


def options(*titles: str) -> list[dict[str, str]]:
    """Choices whose payload is their title in plain words."""
    return [{"title": title, "payload": title} for title in titles]


QUESTION: Message = {
    "text": "So far I have: back pain, since last spring.\nWhat would you most like to get back to? — 1 of 3",
    "custom": {"card": "question", "asks": "goal", "options": options("less pain", "moving or working again", "both", "not sure"), "step": 1, "of": 3},
}
SEVERAL: Message = {
    "text": "Does the pain stop you from any of these? — 2 of 3",
    "custom": {"card": "question", "asks": "limits", "several": True, "options": options("walking", "dressing", "sleeping", "none", "not sure"), "step": 2, "of": 3},
}
RECOMMENDATION: Message = {
    "text": (
        "**A physiatrist looks like the better first visit.** I'm leaning that way, not certain.\n"
        "**Because you said:** you want to lift your child, it has lasted months, therapy alone was not enough.\n"
        "**Why not a pain specialist first?** They are a good next step if pain keeps you from the exercises.\n"
        "**What would change this:**\n- You only wanted the pain gone.\n- A physiatrist had already tried.\n"
        "**Next:** Ask your own doctor or plan if you need a referral."
    ),
    "custom": {
        "card": "recommendation", "specialist": "physiatrist", "certainty": "leaning", "also": ["pain_specialist"],
        "because": ["you want to lift your child", "it has lasted months", "therapy alone was not enough"],
        "why_not": [{"specialist": "pain_specialist", "reason": "They are a good next step if pain keeps you from the exercises."}],
        "would_change": ["You only wanted the pain gone.", "A physiatrist had already tried."],
        "next_steps": ["Ask your own doctor or plan if you need a referral."], "sources": SOURCES,
    },
    "buttons": options("questions to ask", "print a summary", "start over"),
}
EMERGENCY: Message = {
    "text": (
        "**Please get emergency care now: call 911 or go to the nearest emergency room.** Don't drive yourself.\n"
        "New numbness between the legs with trouble peeing can mean pressed nerves in the spine. Hours matter."
    ),
    "custom": {"card": "emergency", "level": "now", "rule": "cauda_equina", "call": "911"},
    "buttons": options("this is old or not me"),
}
COMPARISON: Message = {
    "text": (
        "In short: a **physiatrist** helps you do more. A **pain specialist** helps you hurt less.\n"
        "Source: AAPM&R."
    ),
    "custom": {
        "card": "comparison", "left": "physiatrist", "right": "pain_specialist",
        "rows": [
            {"aspect": "Main aim", "left": "moving and living better", "right": "less pain"},
            {"aspect": "Typical tools", "left": "exercise plans, braces, injections", "right": "nerve blocks, pumps, stimulators"},
            {"aspect": "Training", "left": "4 years of rehabilitation medicine", "right": "a first specialty, then 1 more year in pain"},
        ],
        "sources": SOURCES,
    },
}
ROWS: Message = {
    "text": (
        "**Main aim**\n- Physiatrist: moving and living better\n- Pain specialist: less pain\n"
        "**Typical tools**\n- Physiatrist: exercise plans, braces, injections\n- Pain specialist: nerve blocks, pumps, stimulators\nSource: AAPM&R."
    ),
    "buttons": options("help me choose"),
}
ANSWER: Message = {
    "text": "Yes. Many physiatrists do EMG, a test of how nerves and muscles work.\nPain > 3 months, fever >38.5 C, age < 18, [see note], snake_case *stays*.",
    "custom": {"card": "answer", "topic": "procedures_offered", "about": ["emg"], "sources": SOURCES},
    "buttons": options("what is it like?", "who treats nerve pain?"),
}
SUMMARY: Message = {
    "text": (
        "**Summary, 2026-01-05**\nYou told me: hip pain, since last spring.\n**Questions to ask**\n- What can I do at home?\n"
        "- How soon should I feel better?\n**What to bring**\n- A list of your medicines\n- Pictures or reports you have\nThis is not a diagnosis."
    ),
    "custom": {
        "card": "summary", "answers": {"problems": ["hip_pain"], "goals": ["relieve_pain"], "duration": 240.0},
        "recommendation": RECOMMENDATION["custom"], "questions_to_ask": ["What can I do at home?", "How soon should I feel better?"],
        "bring": ["A list of your medicines", "Pictures or reports you have"], "date": "2026-01-05",
        "heading": "Which kind of doctor to see", "title": "Summary, 2026-01-05", "note": "This is not a diagnosis.", "parts": [
            {"id": "told", "title": "What you told me", "items": ["hip pain", "<script>window.hacked=1</script>"]},
            {"id": "suggestion", "title": "Suggestion", "items": ["A physiatrist looks like the better first visit."]},
            {"id": "questions", "title": "Questions to ask", "items": ["What can I do at home?", "How soon should I feel better?"]},
            {"id": "bring", "title": "What to bring", "items": ["A list of your medicines", "Pictures or reports you have"]},
        ],
    },
}
REFUSAL: Message = {
    "text": "I can't advise on doses. Your pharmacist can tell you today.",
    "custom": {"card": "refusal", "kind": "dosing", "turn_to": ["pharmacist"]},
    "buttons": options("who manages pain medicines?"),
}
FALLBACK: Message = {
    "text": "I did not get that. I can help with these:",
    "custom": {"card": "fallback", "kind": "not_understood", "suggestions": options("help me choose", "what does a physiatrist do?")},
}
HOSTILE: Message = {
    "text": "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script> [click](javascript:window.hacked=1)",
    "custom": {
        "card": "answer", "topic": "<b>x</b>", "about": [],
        "sources": [{"title": "<svg onload=window.hacked=1>", "publisher": "</li><script>window.hacked=1</script>", "reviewed": "2025-01-01", "address": "javascript:window.hacked=1"}],
    },
    "buttons": [{"title": "<img src=x onerror=window.hacked=1>", "payload": "javascript:window.hacked=1"}],
}
CARDS = (QUESTION, SEVERAL, RECOMMENDATION, EMERGENCY, COMPARISON, ANSWER, SUMMARY, REFUSAL, FALLBACK)

_BY_WORD: tuple[tuple[tuple[str, ...], tuple[Message, ...]], ...] = (
    (("numb", "911"), (EMERGENCY,)),
    (("help me choose", "back's been"), (QUESTION,)),
    (("less pain", "both", "moving or working"), (SEVERAL,)),
    (("walking", "sleeping", "none"), (RECOMMENDATION,)),
    (("difference", "side by side"), (COMPARISON, ROWS)),
    (("emg",), (ANSWER,)),
    (("summary",), (SUMMARY,)),
    (("gabapentin",), (REFUSAL,)),
    (("hostile",), (HOSTILE,)),
    (("qwerty",), (FALLBACK,)),
    (("forget me",), ({"text": "Done.", "custom": {"card": "smalltalk", "kind": "deleted"}},)),
    (("two bubbles",), ({"text": "First."}, {"text": "Second."})),
    (("start over",), ({"text": "We start over. What is going on?"}, QUESTION)),
)


def replies(text: str) -> tuple[Message, ...]:
    """The stub's answer to a message."""
    said = text.lower()
    for words, messages in _BY_WORD:
        if any(word in said for word in words):
            return messages
    return ({"text": f"You said {len(text)} characters: {text[:200]}"},)
