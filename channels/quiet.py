"""Keeps people's words out of the logs: only warnings are written, and never what somebody typed."""
from __future__ import annotations

import logging
import os
import warnings

import structlog

from channels.log_lines import without_words

LEVEL = "GUIDE_LOG_LEVEL"


def keep_quiet() -> None:
    """Sets the level of all loggers (``GUIDE_LOG_LEVEL``, by default ``WARNING``) before anything is loaded."""
    level = logging.getLevelName(os.environ.get(LEVEL, "WARNING").upper())
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    logging.getLogger().setLevel(level)
    for name in ("rasa", "tensorflow", "sanic", "matplotlib", "PyRuSH"):
        logging.getLogger(name).setLevel(level)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level,
                    structlog.processors.TimeStamper(fmt="iso"), without_words, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level), cache_logger_on_first_use=True,
    )
