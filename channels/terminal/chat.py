"""The conversation: a line in, a turn of the assistant out, until the person leaves."""
from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from channels.incoming import receive
from channels.terminal import commands, replies
from channels.terminal.choices import chosen
from channels.terminal.commands import Command
from channels.terminal.interrupts import Interrupts
from channels.terminal.lines import Lines
from channels.terminal.replies import Choice, Reply
from channels.terminal.strings import STRINGS, sentence
from channels.terminal.talk import DELETE, Message, Talk, TalkError
from channels.terminal.transcript import Transcript, write_new
from channels.terminal.views import View
from guide.summary import Summary, format_of_file

GREETING = "hello"
_SAVING = (OSError, RuntimeError, ValueError)  # no such folder, or it is there already; no such home; a NUL in the name


class Chat:
    """One person, one conversation."""

    def __init__(self, talk: Talk, view: View, lines: Lines, forget_here: Callable[[], None] = lambda: None) -> None:
        """``forget_here`` deletes what this computer keeps besides the conversation."""
        self._talk = talk
        self._view = view
        self._lines = lines
        self._forget_here = forget_here
        self._offered: Sequence[Choice] = ()
        self._answers: Sequence[Choice] = ()
        self._interrupts = Interrupts(view.note)
        self.transcript = Transcript()

    async def hello(self) -> list[Message]:
        """Let the assistant speak first; ``show`` what it says when the screen is free.

        Raises:
            TalkError: it does not answer; then there is no conversation to be had.
        """
        return await self._talk.say(receive(GREETING))

    async def run(self) -> None:
        """Go on until the person leaves or the lines end.

        Raises:
            TalkError: nobody is there to try again.
            KeyboardInterrupt: nobody is there to be asked whether Ctrl-C was meant.
        """
        with self._interrupts.listening() if self._lines.attended else nullcontext():
            while True:
                line = await (self._interrupts.line(self._lines) if self._lines.attended else self._lines.next())
                if line is None:
                    return
                try:
                    if not await self._take(line):
                        return
                except TalkError as error:
                    if not self._lines.attended:
                        raise
                    self._view.note(str(error))

    async def _take(self, line: str) -> bool:
        """Do what one line asks for. False: the person leaves."""
        command = commands.read(line)
        if command and command.name == "quit":
            return False
        self._view.said(line)
        if command is None:
            return await self._speak(line)
        if command.name in commands.WORDS:
            going_on = await self._turn(commands.WORDS[command.name])
            if going_on and command.name == "summary" and command.rest:
                self._save_summary(command.rest)
            return going_on
        if command.name == "delete":
            return await self._forget()
        if command.name == "help":
            self._view.note(help_text())
        elif command.name == "save":
            await self._save(command.rest)
        else:
            self._view.note(_unknown(command))
        return True

    async def _speak(self, line: str) -> bool:
        picked = chosen(line, self._offered)
        if picked:
            self._view.chose(picked)
            return await self._choose(picked)
        # The one sentence that must not depend on being understood.
        return await (self._forget() if line.strip().lower() == DELETE else self._turn(line))

    async def _choose(self, picked: Sequence[Choice]) -> bool:
        """Answers to the open question go together; several offers are taken up one after the other."""
        if all(choice in self._answers for choice in picked):
            return await self._turn(", ".join(choice.payload for choice in picked))
        for choice in picked:
            if not await self._turn(choice.payload):
                return False
        return True

    async def _turn(self, text: str) -> bool:
        self.transcript.said(text)
        return await self._hear(self._talk.say(receive(text)))

    async def _forget(self) -> bool:
        going_on = await self._hear(self._talk.forget())
        self._forget_locally()
        return going_on

    async def _hear(self, turn: Coroutine[Any, Any, list[Message]]) -> bool:
        """Wait for the assistant and show what it says. False: the person pressed Ctrl-C twice meanwhile."""
        messages = await self._interrupts.turn(turn)
        if messages is None:
            return False
        self.show(messages)
        return True

    def show(self, messages: Sequence[Message]) -> None:
        """Show one turn of the assistant, and keep what it offers for the numbers that may follow."""
        heard = replies.read(messages)
        if not heard:
            self._view.note(sentence("silence"))
            return
        self._offered = replies.offered(heard)
        self._answers = [choice for reply in heard if reply.kind == "question" for choice in reply.choices]
        self.transcript.heard(heard)
        self._view.heard(heard, self._offered)
        if any(_deleted(reply) for reply in heard):
            self._forget_locally()

    def _forget_locally(self) -> None:
        self.transcript.forget()
        self._lines.forget()
        self._forget_here()

    def _save_summary(self, name: str) -> None:
        """The summary just given, in the form that the file's name asks for."""
        card = self.transcript.last_card("summary")
        if card is None or "parts" not in card:
            self._view.note(sentence("summary_none"))
            return
        try:
            file = _file(name)
            write_new(file, format_of_file(name.strip("\"'")).write(Summary.of_card(card)))
        except _SAVING as error:
            self._view.note(_not_saved(name, error))
        else:
            self._view.note(sentence("saved", file=file))

    async def _save(self, name: str) -> None:
        if not name:
            self._view.note(sentence("save_where"))
            return
        if not self.transcript.begun:
            self._view.note(sentence("save_nothing"))
            return
        try:
            file = _file(name)
            if file.suffix.lower() == ".json":
                text = self.transcript.as_json(await self._talk.export())
            else:
                text = self.transcript.as_text(markdown=file.suffix.lower() == ".md")
            write_new(file, text)
        except _SAVING as error:
            self._view.note(_not_saved(name, error))
        else:
            self._view.note(sentence("saved", file=file))


def _file(name: str) -> Path:
    return Path(name.strip("\"'")).expanduser()


def _not_saved(name: str, error: Exception) -> str:
    if isinstance(error, FileExistsError):
        return sentence("save_exists", file=name)
    return sentence("save_failed", file=name, reason=getattr(error, "strerror", None) or str(error))


def help_text() -> str:
    """What can be typed."""
    return "\n".join([STRINGS["help"], *(f"- /{name}: {does}" for name, does in STRINGS["commands"].items())])


def _unknown(command: Command) -> str:
    near = commands.nearest(command.name)
    if near:
        return sentence("unknown_command_near", name=command.name, near=near)
    return sentence("unknown_command", name=command.name)


def _deleted(reply: Reply) -> bool:
    return bool(reply.kind == "smalltalk" and reply.card and reply.card.get("kind") == "deleted")
