"""Speed, start, memory and training beside a stock and a bare-bones Rasa bot, in one run: ``python -m bench``."""
