"""Numbers that a label makes an identifier: "MRN 123456", "policy number ABC-1", "DOB 3/4/61"."""
from __future__ import annotations

import re
from collections.abc import Sequence

from guide.privacy.rules import DASH, SPACE, Check, Rule, digits, only_years, rule
from guide.privacy.words import MONTHS

# A number that may have letters in it: "A-12345/6", "W1234 56789", "XYZ 1234 5678".
_CODE = (
    rf"(?:(?=[\w./{DASH}]{{0,12}}\d)[A-Z0-9](?:[A-Z0-9./{DASH}]{{0,28}}[A-Z0-9])?|(?-i:[A-Z]{{1,4}})~\d{{3,}})"
    rf"(?:{SPACE}\d{{2,}}){{0,4}}"
)
_NUMBER_WORD = r"(?:number|num\b|nos?\b|nr\b|id\b|\#)"
# Between the label and the number: "MRN: 12", "chart number is 12", "acct. # 12", "serial number of my pump is 12".
_OF_WHAT = r"of~(?:my|the|his|her|our)~\w{2,20}(?:~\w{2,20})?(?=~is\b)"
_IS = rf"(?:_(?:{_OF_WHAT}|numbers?|num|nos?\b\.?|nr\b|id\b|code|is|was|are|ends?~in|ending~in|[\#:=.\u2013-])){{0,4}}_"


def _labelled(
    tag: str,
    sure: Sequence[str] = (),
    unsure: Sequence[str] = (),
    value: str = _CODE,
    least: int = 4,
    check: Check | None = None,
) -> Rule:
    """A rule for numbers after labels.

    sure: labels after which any number counts.
    unsure: everyday words, which count with "number", "id" or "#", or before five digits in a row.
    least: how many letters and digits the number has at least; shorter ones are something else.
    """

    def is_one(match: re.Match[str]) -> bool:
        number = re.sub(r"\W", "", match["value"])
        year = only_years(match["value"]) and not re.search(r"num|no\b|id\b|#", match["keep"], re.I)
        return len(number) >= least and not year and (check is None or check(match))

    kinds = []
    if sure:
        kinds.append(rf"(?:{'|'.join(sure)})(?!\w)")
    if unsure:
        kinds.append(rf"(?:{'|'.join(unsure)})(?!\w)(?=_\.?_(?:{_NUMBER_WORD}|(?:is\b|:)?_[A-Z]{{0,4}}-?\d{{5}}))")
    return rule(tag, rf"(?P<keep>\b(?:{'|'.join(kinds)}){_IS})(?P<value>{value})", check=is_one)


_MONTH = "(?:" + "|".join(MONTHS) + r")\b\.?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = "(?:" + "|".join((
    rf"\d{{1,4}}(?:{SPACE}?[/.{DASH}]{SPACE}?\d{{1,4}}){{2}}",
    rf"{_MONTH}_{_ORDINAL}(?!\d)(?:,?_(?:of~)?\d{{2,4}}\b)?",
    rf"{_MONTH}_\d{{4}}\b",
    rf"{_ORDINAL}(?:~of)?_{_MONTH}(?:,?_\d{{2,4}}\b)?",
    r"\d{6}\b|\d{8}\b|\d{1,2}/\d{2,4}\b",
)) + ")"
_BIRTH = r"born|dob|d\.o\.b\.?|date~of~birth|birth~?date|birthday|b_day|bday|nacid[oa]|fecha~de~nacimiento"

LABELLED = (
    _labelled(
        "record number",
        sure=("mrn", r"m\.r\.n\.?", "medical~records?", "medical~id"),
        unsure=("charts?", "records?", "patient", "pt", "hospital", "file", "encounter", "visit", "accession", "specimen"),
        least=3,
    ),
    _labelled(
        "medicare number",
        sure=("medicare(?:~beneficiary)?", "medicaid", "mbi", "hicn?"),
        value=rf"{_CODE}(?:{SPACE}(?=[A-Z]{{0,3}}\d)[A-Z0-9]{{3,4}}\b){{0,2}}",
        least=6,
    ),
    _labelled(
        "member number",
        unsure=tuple(
            rf"{label}(?:~(?:policy|member|card|group|plan|claim|subscriber))?" for label in (
                "insurance", "member", "membership", "subscriber", "policy", "policyholder", "beneficiary", "enrollee",
                "plan", "group", "claim", "case", "referral", "authorization", "auth", "pre-?authorization",
            )
        ),
    ),
    _labelled(
        "social security number",
        sure=(
            "ssn", "ss(?=#)", r"s\.s\.n\.?", "social(?:~security)?",
            r"last~(?:four|4)(?:~digits)?~of~(?:my|the)~(?:social(?:~security)?|ssn)",
        ),
        value=r"[\dx*][\dx* -]{2,12}\d",
    ),
    _labelled(
        "plate",
        sure=(r"(?:licen[cs]e|number|registration|car|vehicle)~plates?",),
        unsure=("plates?", "tag"),
        value=rf"(?=[A-Z0-9 {DASH}]{{0,7}}\d)[A-Z0-9]{{1,7}}(?:[ {DASH}][A-Z0-9]{{0,3}}\d[A-Z0-9]{{0,3}})?",
    ),
    _labelled(
        "license number",
        sure=("driver['\u2019]?s?['\u2019]?_licen[cs]e", "driving~licen[cs]e", "passport", "npi", "state~id"),
        unsure=("dl", "licen[cs]e", "certificate", "dea"),
        least=5,
    ),
    _labelled("vehicle number", sure=("vin", "vehicle~identification"), least=6),
    _labelled("device number", sure=("s/n", "device~id", "imei", "udi"), unsure=("serial", "lot")),
    _labelled(
        "card number",
        sure=("(?:credit|debit|bank)_card", "visa", "mastercard", "amex"),
        value=r"\d[\d -]{2,22}\d",
        check=lambda match: len(digits(match["value"])) >= 12 or "ending" in match["keep"].lower(),
    ),
    _labelled("card number", sure=("cvv", "cvc"), value=r"\d{3,4}\b", least=3),
    _labelled(
        "account number",
        sure=("iban",),
        unsure=("account", "acct", "acc", "routing", "invoice", "rx", "prescription", "employee", "student"),
        value=rf"{_CODE}(?:{SPACE}[A-Z0-9]{{4}}\b){{0,7}}",
    ),
    rule(
        "user name",
        r"(?P<keep>\b(?:user_name|login|handle|instagram|twitter|facebook|snapchat|tiktok)\b_(?:is\b|[:=])?_)"
        r"(?P<value>@\w[\w.-]{1,38}|(?=[\w-]{0,30}\d)\w[\w.-]{2,39})",
        r"user|login|handle|insta|twitt|faceb|snapc|tikt",
        lambda match: "@" in match["value"] or not only_years(match["value"]),
    ),
    rule("birth date", rf"(?P<keep>\b(?:{_BIRTH})(?!\w)_(?:(?:is|was|on|in|the|el|:|=|-|\()_){{0,3}}){_DATE}"),
    rule("birth date", rf"(?<!\d){_DATE}(?=_(?:is~my~(?:birthday|date~of~birth|dob)|\((?:dob|born)))"),
)
