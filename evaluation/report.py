"""Every figure in one place: printed, as JSON, and as a page with every miss."""
from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass, field
from typing import Any

from evaluation import intents, plots
from evaluation.concepts import ConceptFigures
from evaluation.intents import Judged
from evaluation.page import Page
from evaluation.rates import Rate
from evaluation.real_text import RealText
from tests.dialogues.vignette_talks import Outcome, Vignette, acceptable, read_figures


@dataclass
class Report:
    """What was measured; parts that were not are empty."""

    folder: pathlib.Path
    judged: list[Judged] = field(default_factory=list)
    concepts: ConceptFigures | None = None
    assertions: dict[str, Rate] = field(default_factory=dict)
    assertion_misses: list[dict[str, Any]] = field(default_factory=list)
    real_text: RealText | None = None
    talks: list[tuple[Vignette, Outcome]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The figures; two runs on the same files give the same ones."""
        figures: dict[str, Any] = {}
        if self.judged:
            figures["intents"] = {
                "accuracy": intents.accuracy(self.judged).as_json(), "macro_f1": round(intents.macro_f1(self.judged), 4),
                "out_of_scope": intents.scope(self.judged).as_json(),
                "by_intent": {name: rate.as_json() for name, rate in intents.by_intent(self.judged).items()}}
        if self.concepts:
            figures["concepts"] = self.concepts.as_json()
        if self.assertions:
            figures["assertion_real_text"] = {name: rate.as_json() for name, rate in self.assertions.items()}
        if self.talks:
            figures["vignettes"] = read_figures(self.talks)
        if self.real_text:
            figures["real_text"] = {name: Rate(count["k"], count["n"]).as_json() for name, count in self.real_text.counts.items()}
        return figures

    def lines(self) -> list[str]:
        """The figures of our own sets, one a line."""
        lines = []
        if self.judged:
            scope = intents.scope(self.judged)
            lines += [_line("intents", "accuracy", intents.accuracy(self.judged)),
                      _line("intents", "macro-F1", f"{100 * intents.macro_f1(self.judged):.1f} %"),
                      _line("out of scope", "AUC", f"{scope.auc:.4f}"),
                      _line("out of scope", "right at 95 % rejected", f"{100 * scope.kept:.1f} %")]
        if self.concepts:
            whole = self.concepts.whole
            lines += [_line("entities", f"F1 {kind}", f"{100 * d.f1:.1f} % ({d.right + d.overlooked} expected)")
                      for kind, d in self.concepts.by_kind.items()]
            lines += [_line("entities", "F1 all", f"{100 * whole.f1:.1f} %"),
                      *(_line("assertion (own)", name, rate) for name, rate in self.concepts.assertion.items()),
                      _line("assertion (own)", "all", self.concepts.assertions)]
        lines += [_line("vignettes", name, figure) for name, figure in (read_figures(self.talks) if self.talks else {}).items()]
        return lines + [_line("negation", status, rate) for status, rate in self.assertions.items()]

    def write(self) -> None:
        """Writes ``evaluation.json``, the plots and ``evaluation.html``."""
        (self.folder / "evaluation.json").write_text(json.dumps(self.as_json(), indent=1) + "\n")
        page = Page("How well the assistant understands")
        page.heading("Figures")
        page.lines([*(self.real_text.lines if self.real_text else []), *self.lines()])
        if self.judged:
            self._write_intents(page)
        if self.concepts:
            page.heading("Concepts of our own sentences: everything amiss")
            page.table("Sentences", ("text", "expected", "found"),
                       ((m["text"], _told(m["expected"]), _told(m["found"])) for m in self.concepts.misses))
        if self.talks:
            page.heading("Vignettes: every miss")
            page.table("tests/dialogues/vignettes.yml", ("text", "accepted", "suggested", "by row"),
                       ((v.text, ", ".join(v.accepted), o.led, o.rule) for v, o in self.talks if not acceptable(v, o)))
        if self.assertions:
            page.heading("Assertion on real sentences: every miss")
            page.table("negation.jsonl", ("text", "concept", "expected", "found"),
                       ((m["text"], m["concept"], m["expected"], m["found"]) for m in self.assertion_misses))
        if self.real_text:
            page.heading("Real text: every miss, with its conversation")
            for name in dict.fromkeys(miss.which for miss in self.real_text.misses):
                page.heading(name, 3)
                for miss in self.real_text.misses:
                    if miss.which == name:
                        page.conversation(miss)
        page.write(self.folder / "evaluation.html")

    def _write_intents(self, page: Page) -> None:
        page.heading("Intents, cross-validated")
        scope = intents.scope(self.judged)
        plots.confusion(self.judged, self.folder / "confusion.png")
        plots.confidence(self.judged, self.folder / "confidence.png")
        plots.scope(self.judged, scope, self.folder / "scope.png")
        page.picture(self.folder / "confusion.png", "Confusion matrix of the intents; the table of misses below holds the same")
        page.picture(self.folder / "confidence.png", "Histogram of the likeliest intent's probability, right and wrong apart")
        page.picture(self.folder / "scope.png", "Histogram of the probability of being ours, for ours and for out of scope")
        page.table("Recall of each intent, worst first", ("intent", "recall"), intents.by_intent(self.judged).items())
        missed = sorted((one for one in self.judged if not one.is_right), key=lambda one: (one.intent, one.guess, one.text))
        page.table(f"Every miss ({len(missed)})", ("text", "expected", "guessed", "confidence"),
                   ((one.text, one.intent, one.guess, f"{one.confidence:.2f}") for one in missed))


def _line(where: str, what: str, figure: object) -> str:
    return f"{where:16s} {what:22s} {figure}"


def _told(concepts: dict[str, str]) -> str:
    return ", ".join(f"{name} ({assertion})" for name, assertion in sorted(concepts.items()))
