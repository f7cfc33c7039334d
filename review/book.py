"""Puts the book together: front page, contents, what changed, then every entry of every kind."""
from __future__ import annotations

import collections
import datetime
import hashlib
import itertools
import pathlib
import re
import statistics
import subprocess
from typing import Any, Mapping, Sequence

from guide import wording
from guide.knowledge import read_catalogue
from guide.red_flags import RedFlag, final_text
from guide.spoken import channel_files, channel_words, root_of, rows, texts_of
from review.changes import Change, changes, folder_at
from review.chart import histogram
from review.page import bullets, link, table, tag, text, whole

Row = Mapping[str, Any]
_TITLES = {
    "clinicians": "Clinicians", "conditions": "Conditions", "procedures": "Tests, treatments and programs",
    "goals": "What people want", "symptoms": "What people feel", "body_parts": "Parts of the body",
    "limits": "What is hard to do", "ambiguous": "Names that may mean two things",
    "terms": "Hard words explained",
    "questions": "Questions and answers", "checklists": "Lists to bring, do and ask",
    "red_flags": "Red flags", "decisions": "The decision table", "interview": "The interview", "phrases": "Fixed phrases",
}
_LEADS = {
    "clinicians": "What each kind of clinician is, does and does not do, and the cells of the comparison tables.",
    "conditions": "What each condition is and what each specialty adds. Nothing here tells a person what they have.",
    "procedures": "What each one is, who does it, what to expect, what can go wrong, and what else there is.",
    "goals": "A goal tells function from relief, and so moves the suggestion.",
    "symptoms": "What a person may feel before anybody has named a cause. Each one is routed, never explained away.",
    "body_parts": "How parts of the body are called.",
    "limits": "Everyday things that a problem makes hard.",
    "ambiguous": "The assistant asks which is meant, unless the talk tells. Who is not sure gets the first.",
    "questions": "Each with the ways people ask it. \"Simpler\" answers \"say it simpler\", \"more\" answers \"tell me more\".",
    "checklists": "Shown line by line.",
    "red_flags": "Read in every message, before anything else. What is said is shown with the numbers of the United States.",
    "decisions": "Read from the top: the first row whose conditions all hold decides. \"Says\" is the reason given.",
    "interview": "Asked one at a time, and only while an answer can still change the suggestion.",
    "terms": "Said after an answer that uses the word for the first time in a talk and does not explain it.",
    "phrases": "The assistant's own sentences. Where there are several, they take turns. A {blank} is filled with a name.",
}
_KEYS = {
    "what": "What it is", "goal": "Goal", "does": "Does", "does_not": "Does not", "see_when": "See one when",
    "training": "Training", "certificate": "Certificate", "check": "Find and check", "physiatrist": "Physiatrist",
    "pain_specialist": "Pain specialist", "together": "Trained in both", "first_elsewhere": "See others first",
    "leads": "Who leads", "unknown": "Not known", "helps_with": "Helps with", "who": "Who does it", "expect": "What to expect",
    "risks": "Risks", "alternatives": "Instead", "why": "Why", "then": "And then", "answer": "Answer", "simpler": "Simpler",
    "more": "More", "means": "Choices", "title": "Title", "items": "Items", "texts": "Says", "says": "Says", "ask": "Asks",
    "ask_for_other": "Asks for another", "again": "Asks again", "options": "Choices", "because": "Says", "why_not": "Why not",
}
_LEVELS = {"now": "now", "same_day": "same day", "soon": "soon"}


def write(folder: pathlib.Path, since: str | None = None) -> str:
    """The whole page.

    Raises:
        KnowledgeError: the knowledge has faults; they come first.
        RevisionError: ``since`` is no revision that holds the knowledge.
    """
    return Book(folder).page(since)


class Book:
    """All entries of a folder, ready to be printed."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder
        self._catalogue = read_catalogue(folder)
        self._neutral = wording.Neutral(self._catalogue)
        self._rows: dict[str, list[tuple[Row, pathlib.Path]]] = collections.defaultdict(list)
        for section, row, file in rows(folder):
            self._rows[section].append((row, file))
        self._sources = {str(row["id"]): row for row, _ in self._rows["sources"]}
        self._asked: dict[str, list[Row]] = collections.defaultdict(list)
        for row, _ in self._rows["questions"]:
            for concept in row.get("about") or ():
                self._asked[concept].append(row)
        self._grades: dict[str, float] = {}

    # -- the page -----------------------------------------------------------------------------------------------

    def page(self, since: str | None = None) -> str:
        """Front page, contents, changes and chapters."""
        changed = self._changed(since) if since else ""
        chapters = "".join(self._chapter(section) for section in _TITLES)
        body = [self._front(since), self._contents(bool(changed)), changed, chapters, self._channels(), self._list_of_sources()]
        return whole("Review book", "".join(body))

    def _front(self, since: str | None) -> str:
        measured = wording.measure(self._catalogue, self._folder)
        grades = wording.grades(measured)
        facts = [("Printed", datetime.date.today().isoformat()), ("Revision", _revision(self._folder)),
                 ("Fingerprint", fingerprint(self._folder)), *([("Changes since", since)] if since else [])]
        listed = "".join(tag("dt", text(name)) + tag("dd", tag("code", text(value))) for name, value in facts)
        use = bullets(map(text, (
            "It helps a person find out which kind of clinician fits: a physiatrist, a pain specialist, or somebody else.",
            "It tells what these clinicians do, and what to expect, to bring and to ask.",
            "It names no diagnosis, dose, prescription or chance of disease. It does not read scans.",
            "It watches each message for danger signs, and then says first where to turn.",
            "It makes up no sentence. All it can say stands in this book.")))
        spread = (f"{len(measured):,} sentences and labels. Median Flesch-Kincaid grade {statistics.median(grades):.1f}, "
                  f"highest {grades[-1]:.1f}. {wording.passive_share(measured):.1%} are in the passive voice. "
                  "Medical names count as plain words in this measure, and labels of one or two words are left out.")
        return tag("section", "".join([
            tag("h1", "The review book"),
            tag("p", "Every sentence this assistant can say, where it comes from, and how hard it is to read.", class_="lead"),
            tag("dl", listed, class_="facts"),
            tag("div", tag("h4", "Intended use") + use, class_="box"),
            tag("h3", "How much there is"), self._counts(),
            tag("p", text("\"Sourced\" is the share with a source outside this team. \"Read\" is the share whose main statement "
                          "was read in its source; all others are worded with care and marked."), class_="aside"),
            tag("h3", "How hard it is to read"), tag("p", text(spread)), histogram(grades, wording.HARDEST, "sentences a grade"),
            _SIGNATURE]), class_="front")

    def _counts(self) -> str:
        lines, total = [], [0, 0, 0]
        for section in (*_TITLES, "sources"):
            found = [row for row, _ in self._rows[section]]
            if not found:
                continue
            sourced = sum(section == "sources" or bool(set(row.get("sources") or ()) - {"own"}) for row in found)
            read = sum(bool(row.get("read")) for row in found)
            texts = sum(1 for row in found for _ in texts_of(section, row))
            if section != "sources":
                total = [total[0] + len(found), total[1] + sourced, total[2] + read]
            lines.append([tag("a", text(_TITLES.get(section, "Sources")), href=f"#{section}"), str(len(found)), f"{texts:,}",
                          "" if section == "sources" else f"{sourced / len(found):.0%}", f"{read / len(found):.0%}"])
        every = max(total[0], 1)
        texts_all = sum(1 for section in _TITLES for row, _ in self._rows[section] for _ in texts_of(section, row))
        lines.append(["All entries", f"{total[0]:,}", f"{texts_all:,}", f"{total[1] / every:.0%}", f"{total[2] / every:.0%}"])
        return table(["Kind", "Entries", "Texts", "Sourced", "Read"], lines, "counts")

    def _contents(self, changed: bool) -> str:
        names = [*([("changes", "What changed", "")] if changed else []),
                 *((section, title, f"{len(self._rows[section])}") for section, title in _TITLES.items() if self._rows[section]),
                 ("channels", "Words of the channels", ""), ("sources", "Sources", f"{len(self._sources)}")]
        items = (f'<a href="#{section}">{text(title)}</a> <span>{count}</span>' for section, title, count in names)
        return tag("nav", tag("h2", "Contents") + bullets(items))

    # -- chapters -----------------------------------------------------------------------------------------------

    def _chapter(self, section: str) -> str:
        found = self._rows[section]
        if not found:
            return ""
        head = tag("h2", text(_TITLES[section]) + tag("span", "checked: ________", class_="initials"), id=section)
        head += tag("p", text(_LEADS[section]), class_="lead")
        if section == "decisions":
            return head + self._decision_table([row for row, _ in found])
        if section in ("body_parts", "limits"):
            return head + self._plain_names([row for row, _ in found])
        groups: dict[str, list[Row]] = collections.defaultdict(list)
        for row, file in found:
            groups[_group(section, row, file)].append(row)
        index = "" if len(found) < 20 else tag("nav", bullets(
            f'<a href="#{section}-{row["id"]}">{text(_heading(section, row))}</a>'
            for group in groups.values() for row in group), class_="chapter")
        parts = [head, index]
        for name, group in groups.items():
            parts.append(tag("h3", text(name)) if name else "")
            parts += [self._entry(section, row) for row in group]
        return "".join(parts)

    def _entry(self, section: str, row: Row) -> str:
        badges = [tag("span", text(_LEVELS.get(str(row.get("level")), "")), class_=f"badge {row['level']}")] \
            if "level" in row else []
        unread = "read in part" if row.get("part_read") else "not read in its source"
        badges.append(tag("span", "read", class_="badge read") if row.get("read") else tag("span", unread, class_="badge unread"))
        badges.append(tag("span", f"reviewed {text(row.get('reviewed', '-'))}", class_="badge quiet"))
        name = tag("h4", text(_heading(section, row))) + tag("span", text(row["id"]), class_="id")
        head = tag("header", name + "".join(badges))
        return tag("article", head + self._texts(section, row) + self._asides(section, row), id=f"{section}-{row['id']}")

    def _texts(self, section: str, row: Row) -> str:
        if section == "red_flags":
            return self._alarm(row)
        parts = []
        for key, group in itertools.groupby(texts_of(section, row), key=lambda pair: pair[0]):
            said = [value for _, value in group]
            shown = text(said[0]) if len(said) == 1 else bullets(map(text, said))
            parts.append(self._line(_name_of(key), shown, "\n".join(said)))
        return tag("dl", "".join(parts), class_="texts")

    def _line(self, name: str, shown: str, measured: str) -> str:
        grade = self._grade(measured)
        mark = "" if grade is None else f"{max(grade, 0):.1f}"
        high = " high" if grade is not None and grade > wording.MEDIAN else ""
        return tag("dt", text(name)) + tag("dd", shown) + tag("dd", mark, class_=f"grade{high}")

    def _grade(self, said: str) -> float | None:
        bare = self._neutral(said)
        if len(bare.split()) <= 2:
            return None
        ended = " ".join(line if re.search(r"[.!?:]$", line) else f"{line}." for line in bare.split("\n") if line)
        if ended not in self._grades:
            self._grades[ended] = wording.grade(ended)
        return self._grades[ended]

    def _asides(self, section: str, row: Row) -> str:
        parts = []
        if row.get("plural"):
            parts.append(("In a sentence", f"{row['name']}, {row['plural']}, {row['field']}"))
        if row.get("names") or row.get("misspellings"):
            parts.append(("Also called", ", ".join([*row.get("names", ()), *row.get("misspellings", ())])))
        if row.get("asked_as"):
            parts.append(("Asked as", " / ".join(row["asked_as"])))
        if section == "ambiguous":
            parts.append(("Stand for", ", ".join(self._named(str(one["concept"])) for one in row.get("means", ()))))
        if row.get("about"):
            parts.append(("About", ", ".join(map(self._named, row["about"]))))
        for key, name in (("route", "Suggested"), ("door", "First door"), ("points_to", "Points to")):
            if row.get(key):
                parts.append((name, self._named(str(row[key]))))
        for key, name in (("also", "Also part of it"), ("done_by", "Done by"), ("for", "For"), ("red_flags", "Red flags")):
            if row.get(key):
                parts.append((name, ", ".join(map(self._named, row[key]))))
        if row.get("codes"):
            parts.append(("Codes", ", ".join(f"{code['system']} {code['code']} {code['label']}" for code in row["codes"])))
        lead_here = [] if section == "questions" else [str(question["question"]) for question in self._asked.get(row["id"], ())]
        if lead_here:
            parts.append(("Questions about it", " / ".join(lead_here)))
        asides = "".join(tag("p", tag("b", text(name)) + " " + text(value), class_="aside") for name, value in parts)
        return asides + self._source_line(row)

    def _source_line(self, row: Row) -> str:
        cited = [self._cite(self._sources[one]) for one in row.get("sources") or () if one in self._sources]
        part = tag("p", tag("b", "Read in its source") + " " + text(row["part_read"]), class_="aside") if row.get("part_read") else ""
        return part + tag("p", tag("b", "Sources") + " " + "; ".join(cited), class_="aside sources")

    @staticmethod
    def _cite(source: Row) -> str:
        return f"{text(source['publisher'])}, {link(source.get('address'), str(source['title']))}" + (
            "" if source.get("read") or source["id"] == "own" else " (not read)")

    def _named(self, concept: str) -> str:
        entry = self._catalogue.concepts.get(concept)
        return entry.name if entry else concept.replace("_", " ")

    # -- chapters of their own shape ----------------------------------------------------------------------------

    def _alarm(self, row: Row) -> str:
        flag = RedFlag(**row)
        said = final_text(flag)
        lines = [self._line("Says", text(said), said)]
        if flag.ask:
            lines.append(self._line("Asks if unclear", text(flag.ask), flag.ask))
        for name, rules in (("Raised by", flag.triggers), ("Asked about if", flag.unclear), ("But not with", flag.unless)):
            if rules:
                lines.append(tag("dt", name) + tag("dd", bullets(tag("code", text(rule)) for rule in rules)) + tag("dd", ""))
        return tag("dl", "".join(lines), class_="texts")

    def _decision_table(self, found: Sequence[Row]) -> str:
        lines = []
        for number, row in enumerate(found, 1):
            when = "<br>".join(text(f"{key}: {_joined(value)}") for key, value in (row.get("when") or {}).items()) or "always"
            suggests = tag("b", text(self._named(str(row["suggest"])))) + "<br>" + text(row["certainty"])
            if row.get("also"):
                suggests += "<br>" + tag("span", "also " + text(", ".join(map(self._named, row["also"]))), class_="id")
            says = "<br>".join([text(row["because"]), *(text(f"Why not {self._named(key)}: {value}")
                                                        for key, value in (row.get("why_not") or {}).items())])
            cited = "; ".join(self._cite(self._sources[one]) for one in row.get("sources") or () if one in self._sources)
            lines.append([f"{number}<br>" + tag("span", text(row["id"]), class_="id"), when, suggests, says,
                          f"{cited}<br>" + tag("span", f"reviewed {text(row.get('reviewed', '-'))}", class_="id")])
        return table(["Row", "When", "Suggests", "Says", "Sources"], lines, "decisions")

    def _plain_names(self, found: Sequence[Row]) -> str:
        return table(["Name", "Also called", "Sources"], (
            [tag("b", text(row["name"])) + "<br>" + tag("span", text(row["id"]), class_="id"),
             text(", ".join([*row.get("names", ()), *row.get("misspellings", ())])), "; ".join(
                self._cite(self._sources[one]) for one in row.get("sources") or () if one in self._sources)]
            for row in found))

    def _channels(self) -> str:
        parts = []
        for file in channel_files(self._folder):
            lines = ([tag("code", text(key)), text(value)] for key, value in channel_words(file))
            name = file.relative_to(root_of(self._folder)).as_posix()
            parts.append(tag("h3", text(name)) + table(["Key", "Says"], lines))
        lead = "Labels and notes that the website, Slack and the terminal add."
        return tag("h2", "Words of the channels", id="channels") + tag("p", lead, class_="lead") + "".join(parts)

    def _list_of_sources(self) -> str:
        used = collections.Counter(one for section in _TITLES for row, _ in self._rows[section] for one in row.get("sources") or ())
        lines = ([tag("span", text(key), class_="id"), link(row.get("address"), str(row["title"])), text(row["publisher"]),
                  "read" if row.get("read") else "not read", text(row.get("reviewed", "-")), str(used[key])]
                 for key, row in sorted(self._sources.items(), key=lambda pair: str(pair[1]["publisher"]).lower()))
        return tag("h2", "Sources", id="sources") + table(["Id", "Title", "Publisher", "Read", "Reviewed", "Entries"], lines)

    def _changed(self, since: str) -> str:
        with folder_at(since, self._folder) as before:
            found = changes(before, self._folder)
        counts = collections.Counter(change.kind for change in found)
        lead = f"Since {since}: {counts['added']} added, {counts['changed']} changed, {counts['removed']} removed."
        parts = [tag("h2", "What changed", id="changes"), tag("p", text(lead), class_="lead")]
        for (section, entry), group in itertools.groupby(found, key=lambda change: change[:2]):
            parts.append(tag("h4", text(f"{_TITLES.get(section, section)}: {entry}"), class_="changed"))
            parts += [_change(change) for change in group]
        return "".join(parts)


def _change(change: Change) -> str:
    shown = (tag("del", text(change.old)) + "<br>" if change.old else "") + (tag("ins", text(change.new)) if change.new else "")
    return tag("div", tag("span", text(f"{_name_of(change.key)}: {change.kind}")) + tag("div", shown), class_="change")


def _group(section: str, row: Row, file: pathlib.Path) -> str:
    """The heading under which an entry is printed."""
    if section == "questions":
        return str(row["topic"]).replace("_", " ").capitalize()
    if section == "red_flags":
        return {"now": "Emergency: now", "same_day": "The same day", "soon": "Soon"}[str(row["level"])]
    return "" if file.stem == section else file.stem.replace("_", " ").capitalize()


def _heading(section: str, row: Row) -> str:
    title = row.get("question") or row.get("title") or row.get("name") or str(row["id"]).replace("_", " ")
    return str(title)[:1].upper() + str(title)[1:]


def _name_of(key: str) -> str:
    first, _, rest = key.partition(".")
    if first == "aspects":
        return f"Table: {rest.replace('_', ' ')}"
    return _KEYS.get(first, first.replace("_", " ").capitalize()) + (f": {rest.replace('_', ' ')}" if rest else "")


def _joined(value: object) -> str:
    if isinstance(value, list):
        return " or ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def fingerprint(folder: pathlib.Path) -> str:
    """A short hash of every knowledge file: tells which state was signed."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*.yml")):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _revision(folder: pathlib.Path) -> str:
    done = subprocess.run(["git", "-C", str(folder), "describe", "--always", "--dirty"],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip() or "not under version control"


_BLANKS = ("Medical director, name", "Date", "Signature", "Next review due", "Exceptions, if any", "Fingerprint checked")
_SIGNATURE = tag("div", tag("h4", "Approval") + tag("p", text(
    "I have read this book. What it says is fit to be said to the people of our clinic, within the intended use above.",
)) + tag("div", "".join(tag("span", name) for name in _BLANKS), class_="lines"), class_="sign")

__all__ = ["Book", "fingerprint", "write"]
