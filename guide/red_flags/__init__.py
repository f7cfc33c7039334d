"""Red flags: text in, alarm out. Rules and signs are data that a clinician can read and sign."""
from guide.red_flags.entries import Alarm, Level, RedFlag
from guide.red_flags.lexicon import Lexicon, load_lexicon
from guide.red_flags.load import DEFAULT_REGION, RedFlagError, card, default_folder, final_text, load_flags, load_numbers
from guide.red_flags.watch import AssertionJudge, RedFlagWatch, default_watch

__all__ = [
    "DEFAULT_REGION", "Alarm", "AssertionJudge", "Level", "Lexicon", "RedFlag", "RedFlagError", "RedFlagWatch", "card",
    "default_folder", "default_watch", "final_text", "load_flags", "load_lexicon", "load_numbers",
]
