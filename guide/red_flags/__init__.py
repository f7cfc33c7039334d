"""Red flags: text in, alarm out. Rules and signs are data that a clinician can read and sign."""
from guide.red_flags.checking import Reply, check_text, read_reply, takes_back
from guide.red_flags.entries import Alarm, Level, RedFlag
from guide.red_flags.lexicon import Lexicon, load_lexicon
from guide.red_flags.load import RedFlagError, card, country, default_folder, final_text, in_country, load_flags, load_numbers
from guide.red_flags.watch import AssertionJudge, RedFlagWatch, default_watch

__all__ = [
    "Alarm", "AssertionJudge", "Level", "Lexicon", "RedFlag", "RedFlagError", "RedFlagWatch", "Reply", "card", "check_text",
    "country", "default_folder", "default_watch", "final_text", "in_country", "load_flags", "load_lexicon", "load_numbers",
    "read_reply", "takes_back",
]
