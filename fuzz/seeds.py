"""What fuzzing begins with: our own data and the shapes of real requests."""
from __future__ import annotations

import functools
import json
import pathlib

import yaml

KNOWLEDGE = pathlib.Path(__file__).resolve().parents[1] / "data" / "knowledge"
_SIGNS = ["chest pain", "can't pee", "numb between my legs", "I want to die", "worst headache ever", "not", "no", "never", "denies", "my dad had",
          "since yesterday", "3 weeks ago", "120/80", "temperature 39.4 C", "MRN 1", "my name is", "555-123-4567", "?", "…", "🤕", "\u200b", "\u202e",
          "ひざ", "a" * 300, "(" * 50, "/restart", "<b>", "{}", "%s", "\x00", "'", '"', "1 and 3", "both", "-", "\n"]


@functools.lru_cache(maxsize=1)
def words() -> list[str]:
    """Names out of the knowledge, and words that turn a sentence round."""
    names: list[str] = []
    for file in sorted(KNOWLEDGE.rglob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for rows in content.values() if isinstance(content, dict) else ():
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict):
                    names += [str(name) for name in (row.get("name"), *(row.get("names") or ())) if name]
    return _SIGNS + names[::7]


@functools.lru_cache(maxsize=1)
def files() -> list[str]:
    """Small files of the knowledge, as they are written."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(KNOWLEDGE.rglob("*.yml"))]
    return [text[:3_000] for text in texts[:: max(1, len(texts) // 24)]]


WEB = [json.dumps(one).encode() for one in (
    {"id": "message-1", "text": "my back hurts"}, {"id": "message-2", "text": None}, {"text": "x"}, {"id": 3, "text": {}},
    {"id": "message-4", "text": "\ud83d"}, ["id"], "text", 1e999, {"id": "m" * 65, "text": "a"}, {"id": "message-5", "text": "/restart" * 9},
)] + [b"\xff\xfe", b"[" * 3_000, b'{"id": "message-6", "id": "message-7", "text": "\\u202e"}', b"", b"NaN"]

TOKENS = [b"web-abcdefghijklmnopqrstuvwx.9999999999.AAAA", b"web-.1.", b"..", b"web-a.-1.x", b"web-a.\xd9\xa1.x", b"Bearer Bearer", b"x" * 300]
ADDRESSES = [b"203.0.113.9, 10.0.0.1", b"::1", b"2001:db8::1%eth0", b",,,", b"unknown", b"https://clinic.example.org", b"null", b"HTTPS://A.example.org:443/",
             b"http://[::1", b"http://\xe2\x84\x80.example.org"]

COMMAND = b"command=%2Fspecialist&text=help&team_id=T1&user_id=U1"
SLACK = [json.dumps(one).encode() for one in (
    {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": "hi", "ts": "1.1"}},
    {"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention", "channel": "C1", "user": "U1", "text": "<@UBOT> who does EMGs?", "ts": "1.2"}},
    {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "channel": {"id": "C1"}, "container": {"message_ts": "1", "is_ephemeral": True},
     "actions": [{"type": "button", "action_id": "say", "block_id": "say:q:p:0", "value": "less pain", "text": {"text": "Less pain"}}]},
    {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": {"callback_id": "specialist_form", "state": {"values": {}}}},
    {"type": "shortcut", "callback_id": "open_form", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1"},
    {"type": "url_verification", "challenge": "abc"}, {"command": "/specialist", "text": "help", "team_id": "T1", "user_id": "U1"},
)]
