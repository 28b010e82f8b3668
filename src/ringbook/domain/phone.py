"""Phone numbers: heard over several turns, checked against numbering plans, said, masked. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

from ringbook.domain.phone_join import joined
from ringbook.domain.phone_words import DIGITS, FILLERS, LONG, Run, phone_runs
from ringbook.domain.vocabulary import TEENS, TENS, words

__all__ = ["NumberHeard", "masked", "read_number", "spoken_groups", "without_number"]

LONGEST = 15
"""ITU-T E.164: at most fifteen digits."""

NUMBER_TALK = words(
    """a ah all and area at beginning bit but cell code country correct correction digit digits end
    ending ends er erm first go goes hi hello home i i'm in is it it's its last like line mean
    middle mistake mobile my no not number numbers of oh ok okay one phone plus please right
    rather repeat said say says should be so sorry start starts sure telephone that that's that'll
    the then there this three to try uh um wait was well with wrong yeah yep yes you can reach me
    on call back actually instead group part bits final yup here comes again let me give hold
    write down ready
    it'll would they're are those these now next hash pound star"""
)
"""Words that people put around their number; with only these about, even one digit counts."""

BESIDE_TIME = words("at around about by after before until till past to from between @")
THING_BEFORE = words("the first second third last next that this which other another any each")
TIME_AFTER = re.compile(
    r"^(?:[ap]\W*m\b|o\W*clock|ish|past|to\b|thirty|st\b|nd\b|rd\b|th\b|in the|hundred hours|:)"
)
DATE_WORD = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|^of\b")


@dataclass(frozen=True, slots=True)
class NumberHeard:
    """What is known of a number so far.

    `digits` are all digits heard up to now, with a leading "+" when one was said; pass them as
    `so_far` with the next turn. `e164` is set when they make a possible number, `complete` when
    nothing is missing. `correction` means that earlier digits were changed, `too_long` that no
    numbering plan takes so many.
    """

    digits: str
    e164: str | None = None
    complete: bool = False
    correction: bool = False
    too_long: bool = False


def masked(number: str) -> str:
    """The number for logs and for the page: "+918860141821" → "••••1821"."""
    digits = re.sub(r"\D", "", number)
    return f"\u2022\u2022\u2022\u2022{digits[-4:]}"


def spoken_groups(number: str, region: str) -> str:
    """An E.164 number in spoken groups of spaced digits: "9 8 8, 6 0 1, 4 1 8 2".

    The country code is said only when it is not that of `region`.
    """
    try:
        parsed = phonenumbers.parse(number, None)
    except NumberParseException:
        return _spaced(re.sub(r"\D", "", number))
    national = phonenumbers.national_significant_number(parsed)
    if parsed.country_code == phonenumbers.country_code_for_region(region):
        return _spaced(national)
    return f"plus {' '.join(str(parsed.country_code))}, {_spaced(national)}"


def _spaced(digits: str) -> str:
    """Threes with a four at the end, as numbers are usually said."""
    sizes = [3] * (len(digits) // 3)
    left = len(digits) % 3
    if left and sizes:
        sizes[-1:] = {1: [4], 2: [3, 2]}[left]
    if len(digits) in (8, 11):
        sizes = [4, 4] if len(digits) == 8 else [3, 4, 4]
    groups, start = [], 0
    for size in sizes or [len(digits)]:
        groups.append(" ".join(digits[start : start + size]))
        start += size
    return ", ".join(groups)


def read_number(text: str, region: str, so_far: str = "") -> NumberHeard:
    """Reads digits out of `text` and joins them to those of earlier turns.

    Corrections ("no, eight two at the end") change what was heard before. Times and dates said
    beside are not digits of the number.
    """
    runs = _number_runs(text)
    digits = so_far
    corrected = False
    for n in range(len(runs)):
        digits, changed = joined(digits, runs, n, lambda d: _complete(d, region))
        corrected = corrected or changed
    return _heard(digits, region, corrected)


def without_number(text: str) -> str:
    """`text` with the digits that `read_number` takes out of it replaced by commas."""
    for run in reversed(_number_runs(text)):
        text = f"{text[: run.start]},{text[run.end :]}"
    return text


def _heard(digits: str, region: str, corrected: bool) -> NumberHeard:
    if not digits:
        return NumberHeard("", None, False, corrected, False)
    digits = _unstuttered(digits, region)
    e164 = _e164(digits, region)
    plain = digits.lstrip("+")
    return NumberHeard(
        digits,
        e164,
        _complete(digits, region),
        corrected,
        e164 is None and len(plain) > min(LONGEST, _typical_length(region) + 3),
    )


def _number_runs(text: str) -> list[Run]:
    """The runs of digits that belong to a phone number."""
    groups = phone_runs(text)
    long = any(sum(len(run.digits) for run in g) >= LONG for g in groups)
    said_words = re.findall(r"[a-z']+", text.lower())
    only_number = all(word in NUMBER_TALK or _numeral(word) for word in said_words)
    kept = []
    for group in groups:
        said = sum(len(run.digits) for run in group)
        if said == 1 and _thing(group[0]):
            continue
        near = said >= LONG or only_number or (long and _corrects(group)) or said >= 3
        if near and (said >= LONG or not _like_time(group, text)):
            kept += group
    return kept


def _thing(run: Run) -> bool:
    """ "The first one" is a choice and no digit."""
    return run.digits == "1" and bool(THING_BEFORE & {*run.before[-1:]})


def _corrects(group: list[Run]) -> bool:
    return bool(
        {"no", "not", "sorry", "last", "end", "wait"} & {*group[0].before, *group[-1].after}
    )


def _numeral(word: str) -> bool:
    known = DIGITS.keys() | TEENS.keys() | TENS.keys() | FILLERS
    return word in known or word.rstrip("s") in known or word in ("double", "triple", "hundred")


def _like_time(group: list[Run], text: str) -> bool:
    """True for short digits that belong to a time or a date: "at 2:30", "the 27th", "3 pm"."""
    first, last = group[0], group[-1]
    after = text[last.end :].lower().lstrip(" .,-")
    said = text[first.start : last.end]
    if ":" in said or "/" in said or TIME_AFTER.match(after):
        return True
    near = f"{' '.join(first.before[-1:])} {' '.join(last.after[:1])}"
    short = sum(len(run.digits) for run in group) <= 4
    return short and bool(DATE_WORD.search(near.strip()) or BESIDE_TIME & {*first.before[-1:]})


def _e164(digits: str, region: str) -> str | None:
    """E.164 when `digits` are possible in `region`, or abroad with the country code said."""
    parsed = _parsed(_unstuttered(digits, region), region)
    if parsed is None:
        return None
    reason = _reason(parsed)
    if reason == ValidationResult.TOO_LONG and not digits.startswith("+"):
        parsed = _abroad(digits, region)
    elif reason != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if parsed else None


def _unstuttered(digits: str, region: str) -> str:
    """`digits` less one where a miscounted run would make them a number of another country.

    Recognisers miscount runs of one digit ("five five five"), and without a "plus" the region's
    own number is the likelier one. It is read back in any case.
    """
    parsed = None if digits.startswith("+") else _parsed(digits, region)
    if parsed is None or _reason(parsed) != ValidationResult.TOO_LONG:
        return digits
    if _abroad(digits, region) is None:
        return digits
    runs = re.finditer(r"(\d)\1+", digits)
    shorter = [digits[: run.start()] + digits[run.start() + 1 :] for run in runs]
    return next((d for d in shorter if _valid(_parsed(d, region))), digits)


def _valid(parsed: phonenumbers.PhoneNumber | None) -> bool:
    return parsed is not None and phonenumbers.is_valid_number(parsed)


def _reason(parsed: phonenumbers.PhoneNumber) -> int:
    return phonenumbers.is_possible_number_with_reason(parsed)


def _abroad(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    """A foreign number whose country code was said without a plus."""
    parsed = _parsed(f"+{digits}", region)
    return parsed if _valid(parsed) else None


def _parsed(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except NumberParseException:
        return None


@lru_cache(maxsize=512)
def _typical_length(region: str) -> int:
    """How long a mobile number of the region is, without country code and trunk prefix."""
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    return len(phonenumbers.national_significant_number(example)) if example else 10


def _complete(digits: str, region: str) -> bool:
    """True when no more digits are to be expected.

    Where lengths vary (Germany) short numbers are possible; such a number counts only when it is
    valid or as long as a mobile number. Fictional numbers may be possible and not valid.
    """
    e164 = _e164(digits, region)
    if e164 is None:
        return False
    parsed = phonenumbers.parse(e164, None)
    home = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    long = len(phonenumbers.national_significant_number(parsed)) >= _typical_length(home)
    return long or phonenumbers.is_valid_number(parsed)
