"""Which of the days mentioned in a sentence is meant: negations, corrections, stretches. Pure."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ringbook.domain.when_dates import CALENDAR_RULES, DateRule, dated, next_date
from ringbook.domain.when_days import DAY_RULES
from ringbook.domain.when_lists import each_plain
from ringbook.domain.when_missing import Missing, missing_dates
from ringbook.domain.when_periods import PERIOD_RULES, WEEK_OF_RULES
from ringbook.domain.when_said import DateSaid, Today, week_of

__all__ = ["CORRECTION", "Days", "days_said", "negated", "segment"]

BLANK = "|"
RULES: tuple[tuple[re.Pattern[str], DateRule], ...] = tuple(
    (re.compile(rule[0]), rule)
    for rule in (*WEEK_OF_RULES, *CALENDAR_RULES, *DAY_RULES, *PERIOD_RULES)
)
CORRECTION = re.compile(
    r"\b(?:no wait|wait no|wait|actually|i mean|i meant|scratch that|make (?:it|that)"
    r"|sorry|or rather|change (?:it|that)|better still|correction)\b"
    r"|(?:^|, )no\b(?! (?:later|earlier|more|sooner|than))"
)
NEGATED_BEFORE = re.compile(
    r"(?:\bnot|\bexcept(?:ing)?(?: for)?"
    r"|\b(?:any|every)(?:thing|time|day|one)?(?: \w+)? but|\bbut not|\bother than"
    r"|\bapart from|\bbesides"
    r"|\binstead of|\brather than|\bexcluding|\bwithout|\bavoid"
    r"|\b(?:cant|cannot|couldnt|wont) (?:do|make|come|manage|be there)(?: it)?|\bnever"
    r"|\b(?:dont|doesnt|does not|do not) (?:want|like|do|work|suit)(?: me)?"
    r"|\b(?:im|i am) (?:busy|away|working|out)"
    r"|\bnot (?:free|available|there|around)|\bunavailable|\bas long as its not|\bisnt|\bno good)"
    r"(?: (?:on|for|the|any|in|at|this|to do|to come|it|too))*\s*$"
)
NEGATED_AFTER = re.compile(
    r"^,? ?(?:(?:doesnt|does not|dont|do not|wont|will not|isnt|is not|arent|are not) "
    r"|is (?:no good|out|bad|impossible|off|full)\b|i cant\b|i cannot\b"
    r"|im (?:busy|away|working|out|not)\b)"
)
JOINED = re.compile(r"^ ?,? ?(?:or|nor|and|,) ?(?:on |the |in )*$")
EITHER = re.compile(
    r"^ ?(?:(?:,|or|and|but|otherwise|if (?:you can|not|possible|thats possible|you have it)"
    r"|ideally|preferably|or else|works?(?: for me)?(?: best| better)?|(?:would be |is )(?:best"
    r"|better|ideal|great|good|perfect)) ?)+"
    r"(?:on |the |in )*$"
)
""" "Thursday if you can, but Friday's fine too": the first is the one that is liked best."""

STRETCH = re.compile(r"^ ?(?:to|through|thru|till|until|-|up to) ?(?:the )?$")
BETWEEN = re.compile(r"\b(?:between|from|anywhere from|sometime between) ?(?:the )?$")
UNTIL = re.compile(
    r"\b(?P<how>before|by|until|till|no later than|not after) ?"
    r"(?:(?:i|we|he|she|they|my|our|the|his|her|their) (?:\w+ ){1,4}(?=on |the ))?(?:the |on )*$"
)
""" "By the 5th", and "before I fly on Friday"."""
SINCE = re.compile(
    r"\b(?P<how>after|from|starting|beginning|since|not before|(?:no|not) (?:earlier|sooner) than)"
    r" ?(?:the |on )*$"
)
BEFORE_IT = re.compile(r"\b(?P<how>before|by) (?:that|then)\b(?! (?:time|slot|one))")
""" "The wedding is on the 14th, so it has to be before that": a day that ends the time wanted."""

ANY_TIME = re.compile(r"\b(?:any ?(?:time|thing|day)|free|available) $")
ONWARDS = re.compile(r"^ ?(?:onwards?|on\b|or later|or after)")


@dataclass(frozen=True, slots=True)
class Days:
    """The days meant. `chosen` is None when none was; the rest are those ruled out.

    `missing` is the name of the date that was wanted, when there is no such date.
    """

    chosen: DateSaid | None = None
    range: tuple[dt.date, dt.date] | None = None
    others: tuple[dt.date, ...] = ()
    excluded_weekdays: frozenset[int] = frozenset()
    excluded_dates: frozenset[dt.date] = frozenset()
    missing: str | None = None


def segment(text: str, place: int) -> int:
    """How many times the caller had corrected themselves up to `place`."""
    return sum(1 for match in CORRECTION.finditer(text) if match.end() <= place)


def negated(text: str, start: int, end: int) -> bool:
    """True when what stands there is ruled out ("not Tuesday", "Tuesday doesn't work")."""
    return bool(NEGATED_BEFORE.search(text[:start]) or NEGATED_AFTER.match(text[end:]))


def days_said(text: str, today: Today) -> tuple[Days, str]:
    """The days meant in the canonical `text`, and the text with all mentions of days blanked."""
    text = each_plain(text)
    missing = missing_dates(text, today)
    said, blanked = _mentions(_without(text, missing), today)
    said = [_in_month(m, said, missing, today) for m in _anchored(said)]
    ruled_out = _ruled_out(said, text)
    wanted = [m for n, m in enumerate(said) if n not in ruled_out]
    out = [m for n, m in enumerate(said) if n in ruled_out]
    days = _meant(wanted, text, today) if wanted else _past_those(out, today)
    weekdays = frozenset(m.weekday for m in out if m.weekday is not None)
    dates = frozenset(day for m in out if m.weekday is None for day in _each(m))
    if name := _none_such(missing, wanted, text):
        days = Days(missing=name)
    return replace(days, excluded_weekdays=weekdays, excluded_dates=dates), blanked


def _without(text: str, missing: tuple[Missing, ...]) -> str:
    for one in missing:
        text = text[: one.start] + BLANK * (one.end - one.start) + text[one.end :]
    return text


def _none_such(missing: tuple[Missing, ...], wanted: list[DateSaid], text: str) -> str | None:
    """The date wanted that does not exist, unless another day is put in its place after it."""
    meant = [one for one in missing if not negated(text, one.start, one.end)]
    if not meant or any(day.start > meant[-1].start for day in wanted):
        return None
    return meant[-1].name


def _each(mention: DateSaid) -> list[dt.date]:
    days = (mention.last - mention.first).days
    return [mention.first + dt.timedelta(n) for n in range(days + 1)]


def _past_those(out: list[DateSaid], today: Today) -> Days:
    """ "Not this week" alone is a wish for the days after it."""
    now = [m for m in out if m.period and m.first <= today.date <= m.last]
    if not now:
        return Days()
    start = now[0].last + dt.timedelta(1)
    return Days(None, (start, start + dt.timedelta(13)))


def _mentions(text: str, today: Today) -> tuple[list[DateSaid], str]:
    found = []
    for pattern, (_, build) in RULES:
        for match in pattern.finditer(text):
            said = build(match, today)
            if said is not None:
                found.append(said.at(*match.span()))
                text = text[: match.start()] + BLANK * len(match[0]) + text[match.end() :]
    return sorted(found, key=lambda said: said.start), text


def _anchored(said: list[DateSaid]) -> list[DateSaid]:
    """ "the day after", "the next one" counted from the day named before; dropped without one."""
    placed: list[DateSaid] = []
    for mention in said:
        if mention.relative is None:
            placed.append(mention)
        elif placed:
            step = dt.timedelta(mention.relative)
            base = placed[-1]
            placed.append(
                replace(mention, first=base.first + step, last=base.last + step, period=base.period)
            )
    return placed


def _in_month(
    mention: DateSaid, said: list[DateSaid], missing: tuple[Missing, ...], today: Today
) -> DateSaid:
    """ "March 10th, no, the 12th": a bare day after a month was named is one of that month."""
    day = mention.month_day
    if day is None:
        return mention
    named = [(m.start, m.first.year, m.first.month) for m in said if m.month_named]
    named += [(m.start, 0, m.month) for m in missing if m.month is not None]
    before = [one for one in named if one[0] < mention.start]
    if not before:
        return mention
    _, year, month = max(before)
    meant = dated(year, month, day) if year else next_date(today.date, month, day)
    if meant is None or meant < today.date:
        return mention
    return replace(mention, first=meant, last=meant, month_day=None, alts=())


def _ruled_out(said: list[DateSaid], text: str) -> set[int]:
    out: set[int] = set()
    for n, mention in enumerate(said):
        between = text[said[n - 1].end : mention.start] if n else ""
        follows = n - 1 in out and JOINED.match(between) and between.strip() != ","
        if follows or negated(text, mention.start, mention.end):
            out.add(n)
    return out


def _meant(said: list[DateSaid], text: str, today: Today) -> Days:
    """The day or days wanted, of those that were not ruled out."""
    last = segment(text, said[-1].start)
    latest = [m for m in said if segment(text, m.start) == last]
    earlier = [m for m in said if m not in latest]
    for n, mention in enumerate(latest[:-1]):
        following = latest[n + 1]
        between = text[mention.end : following.start]
        ands = between.strip() == "and" and BETWEEN.search(text[: mention.start])
        if STRETCH.match(between) or ands:
            return _stretch(mention, following)
    if within := _within(latest, earlier):
        return within
    if len(latest) > 1 and all(EITHER.match(text[a.end : b.start]) for a, b in pairwise(latest)):
        return Days(latest[0], _named(latest[0]), tuple(m.first for m in latest[1:]))
    return _bounded(latest, text, today)


def _named(mention: DateSaid) -> tuple[dt.date, dt.date] | None:
    return (mention.first, mention.last) if mention.period else None


def _stretch(first: DateSaid, last: DateSaid) -> Days:
    """ "Monday to Wednesday": the second day is the first such after the first."""
    end = last.last
    while end < first.first:
        end += dt.timedelta(7)
    if last.weekday is not None and (end - first.first).days > 7:
        end -= dt.timedelta(7)
    return Days(first, (first.first, end))


def _within(latest: list[DateSaid], earlier: list[DateSaid]) -> Days | None:
    """A weekday or a day of the month placed in the week or month said with it, or before it."""
    loose = [m for m in latest if m.weekday is not None or m.month_day is not None]
    if len(loose) != 1:
        return None
    periods = [m for m in (*latest, *reversed(earlier)) if m.period]
    if periods:
        return _placed(loose[0], *periods[0].first_last())
    dated = [m for m in latest if m is not loose[0]]
    if len(dated) == 1 and loose[0].weekday is not None:
        clash = dated[0].first.weekday() != loose[0].weekday
        return None if clash else Days(dated[0], _named(dated[0]))
    fixed = [m for m in earlier if m.weekday is None and m.month_day is None]
    if fixed and loose[0].weekday is not None and not dated:
        return _placed(loose[0], *week_of(fixed[-1].first))
    return None


def _placed(loose: DateSaid, first: dt.date, last: dt.date) -> Days | None:
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    fits = [d for d in days if d.weekday() == loose.weekday or d.day == loose.month_day]
    return Days(replace(loose, first=fits[0], last=fits[0], alts=())) if fits else None


def _bounded(said: list[DateSaid], text: str, today: Today) -> Days:
    """The last day named; "before", "by", "after" or "from" it when that is said."""
    mention = said[-1]
    others = tuple(m.first for m in said[:-1])
    start = _since(mention, text)
    if start is not None:
        return Days(mention, (start, start + dt.timedelta(13)), (mention.first, *others))
    end = _until(mention, text)
    begins = _since(said[-2], text) if len(said) > 1 else None
    begins = begins or today.date
    if end is not None and end >= begins:
        return Days(mention, (begins, end), (mention.first, *others))
    return Days(mention, _named(mention), others)


def _until(mention: DateSaid, text: str) -> dt.date | None:
    """The last day that will do, where a day was said that ends the time wanted."""
    until = UNTIL.search(text[: mention.start]) or BEFORE_IT.search(text[mention.end :])
    if until is None or mention.period:
        return None
    return mention.first - dt.timedelta(1) if until["how"] == "before" else mention.last


def _since(mention: DateSaid, text: str) -> dt.date | None:
    """The first day that will do, where a day was said that begins the time wanted."""
    since = SINCE.search(text[: mention.start])
    if since is None:
        return None
    onwards = since["how"] != "from" or ONWARDS.match(text[mention.end :])
    if not onwards and ANY_TIME.search(text[: since.start()]) is None:
        return None
    return mention.last + dt.timedelta(1) if since["how"] == "after" else mention.first
