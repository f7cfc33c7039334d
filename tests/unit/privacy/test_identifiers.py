"""What must not be kept: each kind of identifier, in the forms people write it in."""
from __future__ import annotations

import pytest

from guide.privacy import redact

# What a person writes, and what is kept of it.
REDACTED = {
    "phone": [
        ("call me at 555-123-4567 please", "call me at [phone] please"),
        ("(555) 123-4567", "[phone]"),
        ("555.123.4567 or 555 123 4568", "[phone] or [phone]"),
        ("5551234567", "[phone]"),
        ("+1 555 123 4567", "[phone]"),
        ("1-555-123-4567 ext 12", "[phone]"),
        ("my number is 555-1234", "my number is [phone]"),
        ("phone: 5551234", "phone: [phone]"),
        ("+44 20 7946 0958", "[phone]"),
        ("0044 20 7946 0958", "[phone]"),
        ("+49 (0)30 123456", "[phone]"),
        ("+33 1 23 45 67 89", "[phone]"),
        ("020 7946 0958", "[phone]"),
        ("555\u2013123\u20114567", "[phone]"),  # dashes that word processors put in
        ("fax 555.123.4567", "fax [phone]"),
        ("Fax number: 555-123-4567", "Fax number: [phone]"),
    ],
    "e-mail": [
        ("jane.doe+x@example.co.uk", "[e-mail]"),
        ("mail JANE_DOE@EXAMPLE.COM!", "mail [e-mail]!"),
        ("jane dot doe at gmail dot com", "[e-mail]"),
    ],
    "social security number": [
        ("SSN 123-45-6789", "SSN [social security number]"),
        ("123-45-6789", "[social security number]"),
        ("my social is 123 45 6789", "my social is [social security number]"),
        ("social security number: 123456789", "social security number: [social security number]"),
        ("last four of my social 6789", "last four of my social [social security number]"),
    ],
    "record number": [
        ("MRN 123456", "MRN [record number]"),
        ("mrn: A-12345", "mrn: [record number]"),
        ("MRN 555-123-4567", "MRN [record number]"),
        ("medical record number is 00-12-34", "medical record number is [record number]"),
        ("chart number 8842", "chart number [record number]"),
        ("chart # 4471", "chart # [record number]"),
        ("patient id 99123", "patient id [record number]"),
    ],
    "insurance": [
        ("member ID W123456789", "member ID [member number]"),
        ("policy number 2019", "policy number [member number]"),
        ("policy ABC123456", "policy [member number]"),
        ("insurance id is XYZ 1234 5678", "insurance id is [member number]"),
        ("group number 00123", "group number [member number]"),
        ("claim number WC-2021-5567", "claim number [member number]"),
        ("Medicare 1EG4-TE5-MK73", "Medicare [medicare number]"),
        ("medicare number 123-45-6789A", "medicare number [medicare number]"),
        ("it says 1EG4TE5MK73", "it says [medicare number]"),
    ],
    "money": [
        ("4111 1111 1111 1111", "[card number]"),
        ("3782 822463 10005", "[card number]"),
        ("visa 4111111111111111", "visa [card number]"),
        ("credit card ending in 4242", "credit card ending in [card number]"),
        ("account number 12345678", "account number [account number]"),
        ("acct # 123456", "acct # [account number]"),
        ("DE89 3704 0044 0532 0130 00", "[account number]"),
    ],
    "birth date": [
        ("born 3/4/1961", "born [birth date]"),
        ("DOB 03-04-61", "DOB [birth date]"),
        ("DOB: 1961-03-04", "DOB: [birth date]"),
        ("date of birth: March 4, 1961", "date of birth: [birth date]"),
        ("my birthday is 4 March 1961", "my birthday is [birth date]"),
        ("I was born on the 4th of March 1961", "I was born on the [birth date]"),
        ("born in March 1961", "born in [birth date]"),
    ],
    "address": [
        ("I live at 45 elm st apt 4B", "I live at [address]"),
        ("123 Main Street", "[address]"),
        ("12 oak lane", "[address]"),
        ("123 N. 5th Ave., Suite 200", "[address]"),
        ("123 Main St, Springfield, IL 62704", "[address]"),
        ("1600 Pennsylvania Avenue NW, Washington, DC 20500", "[address]"),
        ("PO Box 123", "[address]"),
        ("Springfield, IL 62704", "Springfield, IL [zip code]"),
        ("springfield, il 62704-1234", "springfield, il [zip code]"),
        ("zip code 62704", "zip code [zip code]"),
    ],
    "machine": [
        ("192.168.1.20", "[ip address]"),
        ("2001:db8::ff00:42:8329", "[ip address]"),
        ("00:1A:2B:3C:4D:5E", "[device number]"),
        ("https://mychart.org/patient/12345", "[link]"),
        ("see www.facebook.com/jane.doe", "see [link]"),
        ("username: jdoe_61", "username: [user name]"),
        ("instagram @janedoe", "instagram [user name]"),
        ("serial number SN-44821X", "serial number [device number]"),
        ("the serial number of my pump is SN-44821X", "the serial number of my pump is [device number]"),
    ],
    "car and papers": [
        ("license plate ABC-1234", "license plate [plate]"),
        ("plate number 7ABC123", "plate number [plate]"),
        ("driver's license D123-4567-8901", "driver's license [license number]"),
        ("DL# D1234567", "DL# [license number]"),
        ("passport 123456789", "passport [license number]"),
        ("VIN 1HGCM82633A004352", "VIN [vehicle number]"),
        ("1HGCM82633A004352", "[vehicle number]"),
    ],
    "name": [
        ("my name is Jane Doe and my back hurts", "my name is [name] and my back hurts"),
        ("my name is jane doe, my back hurts", "my name is [name], my back hurts"),
        ("MY NAME IS JOHN SMITH", "MY NAME IS [name]"),
        ("my last name is O'Brien", "my last name is [name]"),
        ("Name: Zebediah Quartermain", "Name: [name]"),
        ("I'm John Smith", "I'm [name]"),
        ("I am Zebediah Quartermain, 45", "I am [name], 45"),
        ("I'm Will Young and need help", "I'm [name] and need help"),
        ("I\u2019m J. Smith", "I\u2019m [name]"),
        ("I'm John Smith's mother", "I'm [name]'s mother"),
        ("patient: Jane Doe, 45", "patient: [name], 45"),
        ("this is Mary calling", "this is [name] calling"),
        ("Dr. Patel told me", "Dr. [name] told me"),
        ("my daughter Emily has scoliosis", "my daughter [name] has scoliosis"),
        ("call me Jane", "call me [name]"),
        ("me llamo Juan Pérez", "me llamo [name]"),
    ],
}


@pytest.mark.parametrize(("written", "kept"), [row for rows in REDACTED.values() for row in rows])
def test_identifiers_are_replaced(written: str, kept: str) -> None:
    assert redact(written) == kept


@pytest.mark.parametrize(("written", "kept"), [
    # The words after a name may be the ones that tell of an emergency.
    ("my name is bob chest pain since morning", "my name is [name] chest pain since morning"),
    ("My Name Is Bob Chest Pain", "My Name Is [name] Chest Pain"),
    ("I'm Jane Doe and I can't feel my legs, 555-123-4567", "I'm [name] and I can't feel my legs, [phone]"),
    ("DOB 5/6/62 MRN 12345 call 555 222 3333 I want to die", "DOB [birth date] MRN [record number] call [phone] I want to die"),
])
def test_the_rest_of_the_message_stays(written: str, kept: str) -> None:
    assert redact(written) == kept
