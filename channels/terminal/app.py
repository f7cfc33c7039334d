"""Puts the terminal chat together and turns what happens into an exit code."""
from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, ExitStack
from typing import Any, TextIO

from channels.terminal import loading, logs, options, places
from channels.terminal.chat import Chat
from channels.terminal.interrupts import stoppable
from channels.terminal.json_view import JsonView
from channels.terminal.lines import Lines, PipedLines, PlainLines, PromptLines
from channels.terminal.options import Options
from channels.terminal.plain_view import PlainView
from channels.terminal.rich_view import RichView
from channels.terminal.strings import sentence
from channels.terminal.talk import Talk, TalkError
from channels.terminal.views import View

logger = logging.getLogger(__name__)

GOOD, UNAVAILABLE, INTERRUPTED = 0, 1, 130

Connect = Callable[[Options], Awaitable[Talk]]


async def connect(chosen: Options) -> Talk:
    """Load the assistant, or get ready to talk to a served one."""
    if chosen.url:
        from channels.terminal.talk_served import Served

        return Served(chosen.url, chosen.conversation, chosen.private)
    from channels.terminal.talk_in_process import load

    return await load(chosen.conversation, chosen.model, chosen.private)


def main(arguments: Sequence[str] | None = None, connect: Connect = connect) -> int:
    """Hold a conversation; never a traceback. ``connect`` is for tests."""
    chosen = options.read(arguments)
    _tolerate_any_letter(sys.stdin, sys.stdout, sys.stderr)
    out, err = sys.stdout, sys.stderr
    log = places.log_file()
    handler = logs.to_file(log)
    try:
        with stoppable():
            asyncio.run(_hold(chosen, connect, out, err, handler))
    except TalkError as error:
        print(error, file=err)
        return UNAVAILABLE
    except KeyboardInterrupt:
        print(f"\n{sentence('stopped')}", file=err)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads us has enough ("| head"); Python must not complain while it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        return GOOD
    except Exception:
        logger.exception("The terminal chat failed.")
        print(sentence("failed", log=log), file=err)
        return UNAVAILABLE
    return GOOD


async def _hold(chosen: Options, connect: Connect, out: TextIO, err: TextIO, log: logging.Handler) -> None:
    with ExitStack() as files:
        lines = _lines(chosen, out, err, files)
        view = _view(chosen, out, echo=not lines.attended)
        chatty = lines.attended and not chosen.json
        file = places.loading_file()
        words = sentence("connecting", url=chosen.url) if chosen.url else loading.loading_sentence(file)
        since = time.monotonic()
        async with AsyncExitStack() as leaving:
            with loading.waiting(words, err, chosen.moving(err)):
                talk = await connect(chosen)
                leaving.push_async_callback(talk.close)
                chat = Chat(talk, view, lines, forget_here=lambda: logs.empty(places.log_file()))
                greeting = await chat.hello()
            if not chosen.url:
                loading.remember(file, time.monotonic() - since)
            logs.keep_only(logging.NullHandler() if chosen.private else log)
            if chatty:
                view.note(sentence("private" if chosen.private else "welcome"))
            chat.show(greeting)
            await chat.run()
            comes_back = talk.lasting and chat.transcript.begun
    if chatty:
        view.note(sentence("goodbye"))
        if comes_back:
            view.note(sentence("resume", conversation=chosen.conversation))


def _lines(chosen: Options, out: TextIO, err: TextIO, files: ExitStack) -> Lines:
    if chosen.script:
        return PipedLines(files.enter_context(chosen.script.open(encoding="utf-8", errors="replace")))
    if not sys.stdin.isatty():
        return PipedLines(sys.stdin)
    if chosen.moving(out):
        return PromptLines(chosen.private)
    return PlainLines(sys.stdin, err if chosen.json else out)


def _view(chosen: Options, out: TextIO, echo: bool) -> View:
    if chosen.json:
        return JsonView(out)
    return RichView(out, echo) if chosen.moving(out) else PlainView(out, echo)


def _tolerate_any_letter(*streams: Any) -> None:
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
