"""What is an identifier by its shape alone, since medical text has nothing like it."""
from __future__ import annotations

import re

from guide.privacy.rules import DASH, SPACE, UNIT, digits, only_years, rule
from guide.privacy.words import ORDINARY, STATES

# Between the groups of a telephone number: "555-123 4567", "(555) 123.4567".
_GAP = rf"[ .()/\u00a0{DASH}]{{0,3}}"
# Toll-free numbers are nobody's own: the poison line, the crisis line, an insurer.
_TOLL_FREE = re.compile(r"1?8(?:00|33|44|55|66|77|88)\d{7}")


def _phone(match: re.Match[str]) -> bool:
    number = digits(match[0])
    return 9 <= len(number) <= 15 and not _TOLL_FREE.fullmatch(number) and not only_years(match[0])


def _card(match: re.Match[str]) -> bool:
    return 13 <= len(digits(match[0])) <= 19 and not only_years(match[0])


def _octets(match: re.Match[str]) -> bool:
    return all(int(part) < 256 for part in match[0].split("."))


_PERSONAL = re.compile(
    r"[@?=#]|\d{4}|/(?:users?|u|profiles?|people|patients?|members?|in|accounts?|~)/?"
    r"|(?:facebook|instagram|twitter|linkedin|tiktok|snapchat|threads|x)\.com/\w",
    re.I,
)


def _leads_to_a_person(match: re.Match[str]) -> bool:
    """Whether an address on the web leads to a person and not just to a page."""
    return bool(_PERSONAL.search(match[0]))


_STATE = "(?:" + "|".join(STATES) + ")"
_ZIP = r"\d{5}(?:-\d{4})?(?!\d)"
_TOWN = rf"(?:,?~[A-Z][\w.'-]{{1,20}}(?:{SPACE}[A-Z][\w.'-]{{1,20}}){{0,2}},_(?-i:{_STATE})\b(?:,?_{_ZIP})?)?"
_FLAT = r"(?:,?_(?:(?:apt|apartment|unit|suite|ste|floor|room|rm)\b\.?_\#?|\#_)[A-Z0-9-]{1,6})?"
_KIND = (
    "street|st|avenue|ave?|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|way|terrace|ter|circle|cir|parkway"
    "|pkwy|highway|hwy|square|sq|trail|trl|loop|alley|row|crescent|turnpike|expressway|path|pike|close|hill"
)
# Also ordinary words: a street only with capitals, or after "at", "live on".
_WEAK = frozenset(
    "dr drive way place pl court ct st square sq circle cir trail loop row path pike close hill terrace ter".split()
)
_AT = r"(?P<at>\b(?:address(?:~is)?|lived?s?~(?:at|on)|at|home|mail(?:ed)?~to):?~)?"
_WORD = r"(?:[NSEW]{1,2}\.?|\d{1,3}(?:st|nd|rd|th)|[^\W\d\x5f](?:[\w'\u2019-]{0,24}|\w{0,2}\.))"
_STREET_NAME = rf"(?P<street>(?:{_WORD}{SPACE}{{1,2}}){{1,4}}?)"


def _house(match: re.Match[str]) -> bool:
    """Whether "12 oak lane" is an address and not "12 blocks down the road"."""
    words = re.findall(r"[^\W\d_]+", match["street"])
    kind = match["kind"]
    if any(word.lower() in ORDINARY for word in words) or kind in ("dr", "ct", "CT"):
        return False
    named = kind[0].isupper() and all(word[0].isupper() for word in words)
    return named or bool(match["at"]) or kind.lower() not in _WEAK


LINKS = (
    rule("e-mail", r"(?<![\w.+%-])[\w.+%-]+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", "@"),
    rule(
        "e-mail",
        r"(?<![\w.-])[\w-]{1,40}(?:~dot~[\w-]{1,40}){0,3}~(?:at|\(at\)|\[at\])~[\w-]{2,40}~(?:dot|\(dot\)|\[dot\])~"
        r"(?:com|org|net|edu|gov|us|uk|de|ca|io)\b",
        r"\bdot\b|\(dot\)|\[dot\]",
    ),
    rule(
        "link",
        r"\b(?:https?://|ftp://|www\.)[^\s<>\"'\[\]]{3,2000}"
        r"|(?<![@.\w-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|org|net|edu|gov|io|me)/[^\s<>\"'\[\]]{1,2000}",
        r"://|www\.|\.\w\w",
        _leads_to_a_person,
    ),
)

SHAPES = (
    rule("medicare number", rf"\b[1-9][A-Z][A-Z0-9]\d[ {DASH}]?[A-Z][A-Z0-9]\d[ {DASH}]?[A-Z]{{2}}\d{{2}}\b"),
    rule("vehicle number", r"\b(?=[A-Z0-9]{0,16}\d)(?=\d{0,16}[A-Z])[A-HJ-NPR-Z0-9]{17}\b"),
    rule(
        "account number",
        rf"(?-i:\b[A-Z]{{2}}\d{{2}}(?:{SPACE}?[A-Z0-9]{{4}}){{3,7}}(?:{SPACE}?[A-Z0-9]{{1,3}})?\b)",
        check=lambda match: len(digits(match[0])) >= 8,
    ),
    rule("device number", r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b"),
    rule("ip address", r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)", check=_octets),
    rule(
        "ip address",
        r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])",
        ":",
    ),
    rule(
        "card number",
        rf"(?<![\w.])\d{{4}}(?:[ {DASH}]\d{{4}}){{2,3}}(?:[ {DASH}]\d{{1,4}})?(?!\w)"
        rf"|(?<![\w.])\d{{4}}[ {DASH}]\d{{6}}[ {DASH}]\d{{4,5}}(?!\w)|(?<![\w.+])\d{{13,19}}(?!\w)",
        check=_card,
    ),
    rule("social security number", rf"(?<![\w.])\d{{3}}(?P<gap>[ .{DASH}])\d{{2}}(?P=gap)\d{{4}}[A-Z]?\d?(?!\w)"),
    # With a country's code; in groups as in the United States; in groups as elsewhere; without the area.
    rule("phone", rf"(?<![\w+])(?:\+|00)(?:{_GAP}\d){{8,15}}(?!\w)", check=_phone),
    rule(
        "phone",
        rf"(?<![\w.])(?:1{_GAP})?\(?[2-9]\d\d\)?{_GAP}\d{{3}}[ .\u00a0{DASH}]{{0,3}}\d{{4}}"
        rf"(?:_(?:x|ext\.?|extension)_\d{{1,6}})?(?!\w){UNIT}",
        check=_phone,
    ),
    rule("phone", rf"(?<![\w.])\(?\d{{2,5}}\)?[ .{DASH}]{{1,2}}\d{{3,4}}[ .{DASH}]?\d{{3,4}}(?!\w){UNIT}", check=_phone),
    rule("phone", rf"(?<![\w.{DASH}])[2-9]\d\d[.{DASH}]\d{{4}}(?!\w|[.{DASH}]\w){UNIT}"),
    rule(
        "phone",
        r"(?P<keep>\b(?:call|text|phone|tel|telephone|cell|mobile|fax|number|reach~me|whatsapp)\b_"
        rf"(?:(?:me|is|at|on|number|:|no\.|\#)_){{0,4}})\d{{3}}[ .{DASH}]?\d{{4}}(?!\w){UNIT}",
    ),
    rule(
        "address",
        rf"(?P<keep>{_AT})(?<![\w/.{DASH}:])\d{{1,6}}[A-Z]?(?:-\d{{1,4}})?,?{SPACE}{{1,2}}{_STREET_NAME}(?P<kind>{_KIND})\b\.?"
        rf"(?:{SPACE}(?:NE|NW|SE|SW|N|S|E|W)\b)?{_FLAT}{_TOWN}",
        check=_house,
    ),
    rule("address", rf"\bp\.?_o\.?_box_\#?\d{{1,8}}\b{_TOWN}|\b(?:rural~route|rr)~\d{{1,3}}~box~\d{{1,5}}\b", "box"),
    rule(
        "address",
        r"\b\d{1,5},?~(?:rue|calle|via|avenida)(?:~(?:de|du|des|del|la|le|los|las)){0,2}~[A-Z][\w'-]{1,30}"
        r"|\b[A-Z\u00c0-\u00ff]{2,30}(?:stra\u00dfe|strasse|str\.)~\d{1,4}[a-z]?\b|\b(?:calle|avenida)~[A-Z][\w'-]{1,30}~\#?\d{1,5}\b",
    ),
    rule(
        "zip code",
        rf"(?P<keep>(?-i:\b{_STATE}\b)\.?,?~|,_{_STATE}~|\bzip(?:_code)?_(?:is\b|[:\#])?_){_ZIP}{UNIT}",
    ),
    rule("number", rf"(?<![\w.,])(?!NCT)[A-Z]{{0,5}}-?\d{{7,}}[A-Z0-9]{{0,8}}(?!\w){UNIT}"),
)
