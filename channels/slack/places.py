"""Where something is said, who can read it there, and whose conversation it is.

Three conversations are kept apart on purpose:

- what a person tells in private (direct messages, the slash command, the form,
  and every health detail wherever it was written): ``slack-<team>-<user>``;
- one for each thread of the assistant pane or of a direct message:
  ``slack-<team>-<user>-<channel>-<thread>``;
- one for each person in each thread of a channel. It answers for all to read and
  therefore knows nothing that was said in private.

No two people ever share one, and a workspace's rows share the prefix ``slack-<team>-``.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, replace

PRIVATE = "p"

# Replies that explain something to everyone. Any other card speaks about the person.
GENERAL_CARDS = frozenset({"answer", "comparison", "smalltalk", "refusal", "fallback"})

_COURTESY = re.compile(
    r"\b(?:tell|show|give|help|let|remind) (?:me|us)\b|\b(?:can|may|could|should) (?:i|we) (?:ask|know)\b", re.IGNORECASE)
_PERSONAL = re.compile(
    r"""\b(?:i|im|ive|id|ill|me|my|mine|myself|we|our|ours|us|he|she|his|her|hers|him|they|them|their)\b
      | \b(?:mom|mum|mother|dad|father|husband|wife|partner|son|daughter|brother|sister|kid|child|baby|friend
          |uncle|aunt|cousin|grand\w+|patients?|pt|client|resident|member|neighbou?r|coworker|colleague|boss)\b
      | \b(?:since|ago|yesterday|today|tonight|last\ (?:night|week|month|year|spring|summer|fall|winter))\b
      | \b(?:for|past|last)\ (?:the\ |about\ |over\ )?(?:\w+\ )?(?:days?|weeks?|months?|years?)\b
      | \b(?:hurts?|hurting|aching|aches|killing|started|numb|swollen|can'?t|cannot|unable)\b
      | \b(?:dob|mrn|ssn|born)\b | \byo\b | y/o | year[- ]old | @ | \d{3,}""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Place:
    """One spot in Slack, seen by one person.

    channel: where to answer; thread: the thread there, and whether it had begun
    before; scope: whose conversation (``PRIVATE`` or a thread's timestamp);
    response_url: Slack's own way to answer the person alone, also where the app is
    no member.
    """

    team: str
    user: str
    channel: str
    thread: str | None = None
    begun: bool = False
    scope: str = PRIVATE
    enterprise: str | None = None
    response_url: str | None = None

    @property
    def public(self) -> bool:
        """Whether others may read what is posted here; Slack's direct messages start with D."""
        return not self.channel.startswith("D")

    @property
    def sender(self) -> str:
        """The conversation's id."""
        person = sender(self.team, self.user)
        return person if self.scope == PRIVATE else f"{person}-{self.channel}-{self.scope}"

    @property
    def whisper_thread(self) -> str | None:
        """The thread to whisper in. In one that nobody has begun, Slack shows no ephemeral message."""
        return self.thread if self.begun else None

    def private(self) -> Place:
        """The same spot, in the person's private conversation."""
        return replace(self, scope=PRIVATE)


def sender(team: str, user: str) -> str:
    """The id of a person's private conversation."""
    return f"slack-{team}-{user}"


def personal(text: str) -> bool:
    """Whether a text seems to speak about somebody, rather than ask a general question.

    It errs towards yes: the price of a mistake is an answer that only one person sees.
    """
    text = _COURTESY.sub(" ", text.replace("\u2019", "'"))
    return bool(_PERSONAL.search(text))
