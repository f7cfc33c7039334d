"""Twenty kinds of identifiers, each with a canary that nothing else contains: what must never be kept."""
from __future__ import annotations

#: What is written, and the part of it that identifies somebody.
CANARIES: dict[str, tuple[str, str]] = {
    "name": ("My name is Xanthippe Quibblethwaite", "Quibblethwaite"),
    "signed name": ("Sincerely, Zebediah Crumhorn", "Crumhorn"),
    "relative's name": ("My daughter is called Emily Snorkelby", "Snorkelby"),
    "telephone": ("call me at (555) 867-5309", "867-5309"),
    "fax": ("my fax is 555.246.8013", "246.8013"),
    "e-mail": ("write to canary.bird+9@nest.example.com", "canary.bird"),
    "social security": ("my SSN is 078-05-1120", "078-05-1120"),
    "record": ("MRN 77310458", "77310458"),
    "insurance": ("my insurance policy number is QX-4410-2299", "4410-2299"),
    "member id": ("member ID W99871234", "W99871234"),
    "Medicare": ("my Medicare number is 1EG4-TE5-MK73", "TE5-MK73"),
    "birth date": ("I was born on March 14, 1961", "March 14"),
    "birth date in figures": ("DOB 03/15/1962", "03/15/1962"),
    "street": ("I live at 4821 Juniper Hollow Road", "Juniper Hollow"),
    "ZIP code": ("in Springfield, IL 62704-1234", "62704"),
    "account": ("my account number is 000123987456", "000123987456"),
    "card": ("my credit card is 4111 1111 1111 1111", "4111 1111"),
    "driver's license": ("driver's license D4407-11223", "D4407"),
    "plate": ("my license plate is 7XKR219", "7XKR219"),
    "vehicle": ("VIN 1HGCM82633A004352", "1HGCM82633A004352"),
    "device": ("the serial number of my stimulator is SN-889201-K", "889201"),
    "IP address": ("my address on the net is 203.0.113.77", "203.0.113.77"),
    "personal link": ("see https://www.facebook.com/xanthippe.q.77", "xanthippe.q.77"),
}


def messages(size: int = 4) -> list[str]:
    """All of it in a few messages, each beside a complaint that must be understood and kept."""
    written = [text for text, _ in CANARIES.values()]
    return [f"My back hurts. {'. '.join(written[i:i + size])}." for i in range(0, len(written), size)]


def found_in(kept: bytes | str) -> list[str]:
    """The kinds whose canary is there."""
    text = kept.decode("utf-8", "replace") if isinstance(kept, bytes) else kept
    return [kind for kind, (_, canary) in CANARIES.items() if canary in text]
