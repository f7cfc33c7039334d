"""The conversation: what is remembered between messages, and what is said to each."""
from guide.conversation.guide import Guide, guide
from guide.conversation.memory import Memory

__all__ = ["Guide", "Memory", "guide"]
