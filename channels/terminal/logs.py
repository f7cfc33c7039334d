"""Quiet: what libraries have to say goes into a file, errors with their tracebacks."""
from __future__ import annotations

import io
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES = 1_000_000
_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    # TensorFlow writes past Python to the screen. 2 leaves its errors and drops notes about missing graphics cards.
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def to_file(file: Path) -> logging.Handler:
    """Send all warnings and errors of this process to a file only its owner may read. Call before importing Rasa."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    handler = RotatingFileHandler(file, maxBytes=_BYTES, backupCount=1, encoding="utf-8", errors="replace")
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(_worth_keeping)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    return handler


def _worth_keeping(record: logging.LogRecord) -> bool:
    """Not the notes to makers of libraries; libraries undo every filter that is set in ``warnings``."""
    return not (record.name == "py.warnings" and "DeprecationWarning: " in record.getMessage())


def keep_only(handler: logging.Handler) -> None:
    """Take off what libraries have hung up while they were loaded; it would write to the screen."""
    for name in (None, *logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler] if name is None else []


def empty(file: Path) -> None:
    """Delete what was logged so far."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, RotatingFileHandler):
            handler.acquire()
            try:
                handler.flush()
                if handler.stream:
                    handler.stream.truncate(0)
            finally:
                handler.release()
    file.with_name(file.name + ".1").unlink(missing_ok=True)


class LogStream(io.TextIOBase):
    """A file for ``print``, of which each line is logged."""

    def __init__(self, logger: logging.Logger) -> None:
        """Log here."""
        super().__init__()
        self._logger = logger
        self._busy = False

    def writable(self) -> bool:
        """This can be written to."""
        return True

    def write(self, text: str) -> int:
        """Log what is not blank. As a warning: below that nothing is kept."""
        # A library's log handler may write here, and be handed what is logged here.
        if text.strip() and not self._busy:
            self._busy = True
            try:
                self._logger.warning("%s", text.rstrip())
            finally:
                self._busy = False
        return len(text)
