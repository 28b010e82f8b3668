"""The JSON schema of `practice.yaml`, for editors.

`python -m ringbook.practice.schema` prints it.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from ringbook.practice.form import PracticeFile

__all__ = ["HELP", "schema_text"]

HELP: Mapping[str, Mapping[str, str]] = {
    "PracticeFile": {
        "name": "As it is said to callers and shown on the page.",
        "slug": "The address of the page, /slug. Made from the name; not to be changed later.",
        "timezone": "All times of this file are on the wall clock of this zone.",
        "phone_region": "Country of numbers that are said without a country code.",
        "phone_numbers": "Numbers that callers call, with country code; no other practice's.",
        "branding": "What the page and the agent look and sound like.",
        "address": "Given to callers who ask where it is.",
        "hand_over": "The number that callers are given when the agent cannot help.",
        "slot_minutes": "How far apart starts are offered, in minutes.",
        "opening_hours": "Lists of local ranges by weekday; breaks are gaps, [] is closed.",
        "closures": "Days on which nobody works: dates, or from and to, both included.",
        "extra_hours": "Dates that are open beyond the week's hours.",
        "services": "What can be booked; the first is meant when a caller names none.",
        "providers": "The people whose time is booked; none: the practice itself.",
        "rooms": "Rooms or chairs that services need.",
        "policies": "The rules about notice, late changes and who may do what.",
        "faq": "Answers that the agent may give.",
        "emergency": "What to say in an emergency, and words that mean one here.",
    },
    "BrandingForm": {
        "logo": "An .svg or .png file beside this one, at most 64 kB.",
        "agent_name": "How the agent introduces itself.",
        "voice": "Id of a Cartesia voice, used where Cartesia speaks.",
        "greeting": "The first words of every call.",
    },
    "EmergencyForm": {
        "line": "What the agent says; what is always an emergency, such as chest pain, has it too.",
        "words": "What also means one here, such as 'knocked out'.",
    },
    "HandOverForm": {
        "hours": "When it is answered; outside of these hours callers are told from when on.",
    },
    "ServiceForm": {
        "aliases": "What callers call it, complaints included.",
        "price": "An amount, such as '85.00'.",
        "buffer_before_minutes": "The provider's time before it.",
        "buffer_after_minutes": "The provider's time after it; opening hours need not cover it.",
        "providers": "Who does it; none: everybody.",
        "rooms": "Where it can be done; none: it needs no room.",
        "daily_cap": "At most so many a day.",
        "min_notice_minutes": "Instead of the policies' own.",
        "max_days_ahead": "Instead of the policies' own.",
    },
    "ProviderForm": {
        "aliases": "What callers call them.",
        "hours": "Their own hours by weekday; a day that is not named is as the practice's.",
        "time_off": "Days away, as closures are written.",
    },
    "PoliciesForm": {
        "min_notice_minutes": "How long before its start a time can still be booked.",
        "max_days_ahead": "How many days ahead can be booked.",
        "cancel_notice_minutes": "Closer to its start than this, late_change decides.",
        "late_change_fee": "Said before the caller agrees.",
        "open_bookings_per_caller": "How many a caller may have ahead.",
        "identity": "What a caller must have proven: claimed < matched < verified.",
    },
}
"""What an editor shows beside a key, by form."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """The schema as it is published in `docs/practice.schema.json`."""
    made: dict[str, Any] = PracticeFile.model_json_schema(mode="validation")
    for form, fields in HELP.items():
        described = made if form == PracticeFile.__name__ else made["$defs"][form]
        for field, words in fields.items():
            described["properties"][field]["description"] = words
    whole = {"$schema": _DIALECT, **made, "title": "A practice of Ringbook"}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
