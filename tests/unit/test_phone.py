"""Numbers heard, said and masked."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.phone import masked, read_number, spoken_groups

REGIONS = ("US", "IN", "GB", "DE", "AU", "SG", "FR")


def example(region: str) -> str:
    kind = phonenumbers.PhoneNumberType.MOBILE
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("9886014182", "IN", "+919886014182"),
        ("98860 14182", "IN", "+919886014182"),
        ("9 8 8 6 0 1 4 1 8 2.", "IN", "+919886014182"),
        ("nine double eight six oh one four one eight two", "IN", "+919886014182"),
        ("nine eight eight six naught one four one eight two", "IN", "+919886014182"),
        ("it's, um, nine eight eight six zero, then one four one eight two", "IN", "+919886014182"),
        ("plus nine one nine eight eight six zero one four one eight two", "IN", "+919886014182"),
        ("+91 98860 14182", "US", "+919886014182"),
        ("ninety eight eighty six oh one forty one eighty two", "IN", "+919886014182"),
        ("212 555 0123", "US", "+12125550123"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("1-212-555-0123", "US", "+12125550123"),
        ("two one two triple five oh one two three", "US", "+12125550123"),
        ("two one two, three fives, oh one twenty three", "US", "+12125550123"),
        ("eight hundred five five five oh one two three", "US", "+18005550123"),
        ("my number is 2 1 2 5 5 5 0 1 2 3 thank you", "US", "+12125550123"),
        ("2 1 2 5 5 5 0 1 two three", "US", "+12125550123"),
        ("two one to five five five oh one two three", "US", "+12125550123"),
        ("41555550132", "US", "+14155550132"),
        ("four one five five five five five oh one three two", "US", "+14155550132"),
        ("9 W8 6 0 1 4 1 8 2", "IN", "+919886014182"),
        ("07700 900123", "GB", "+447700900123"),
        ("9886014182#", "IN", "+919886014182"),
        ("I need Tuesday at half past two, my number is 98860 14182", "IN", "+919886014182"),
        ("tomorrow at 2:30 pm and I am on 212-555-0123", "US", "+12125550123"),
        ("the 27th at ten thirty, 212 555 0123", "US", "+12125550123"),
        ("nine eight eight six, no, nine eight eight five zero one four one eight two", "IN",
         "+919885014182"),
    ],
)  # fmt: skip
def test_a_whole_number_in_one_turn(text: str, region: str, e164: str) -> None:
    heard = read_number(text, region)
    assert heard.e164 == e164
    assert heard.complete


@pytest.mark.parametrize(
    ("turns", "region", "e164"),
    [
        (("nine eight eight", "six zero one", "four one eight two"), "IN", "+919886014182"),
        (("98860", "um, then 14182"), "IN", "+919886014182"),
        (("plus nine one", "98860", "14182"), "US", "+919886014182"),
        (("212", "555", "0123"), "US", "+12125550123"),
        (("212", "triple five", "oh one", "two three"), "US", "+12125550123"),
        (("98860", "98860 14182"), "IN", "+919886014182"),
        (("988", "no sorry 989", "601 4182"), "IN", "+919896014182"),
    ],
)
def test_groups_over_several_turns(turns: tuple[str, ...], region: str, e164: str) -> None:
    digits = ""
    for turn in turns[:-1]:
        heard = read_number(turn, region, digits)
        assert not heard.complete
        digits = heard.digits
    assert read_number(turns[-1], region, digits).e164 == e164


@pytest.mark.parametrize(
    ("said", "so_far", "digits"),
    [
        ("no, eight two at the end", "9886014128", "9886014182"),
        ("sorry, the last bit is 182", "9886014128", "9886014182"),
        ("the last four digits are 4182", "9886014128", "9886014182"),
        ("the last four are 4182", "9886014128", "9886014182"),
        ("the last two are eight two", "9886014128", "9886014182"),
        ("not 4, 5", "9886014182", "9886015182"),
        ("not four five", "9886014182", "9886015182"),
        ("it's 5 not 4", "9886014182", "9886015182"),
        ("no it starts with 998", "9886014182", "9986014182"),
        ("no, 987 601 4182", "9886014182", "9876014182"),
        ("no, 887", "8860141821", "8870141821"),
        ("it ends in 28", "9886014182", "9886014128"),
        ("no that's wrong", "9886014182", "9886014182"),
    ],
)
def test_corrections(said: str, so_far: str, digits: str) -> None:
    assert read_number(said, "IN", so_far).digits == digits


@pytest.mark.parametrize(
    "text",
    [
        "half past two", "at 2:30", "tomorrow at two thirty", "the 27th", "January 27 at 3",
        "I have two kids", "the second one", "between two and four", "10 am", "ten to four", "",
    ],
)  # fmt: skip
def test_times_and_dates_are_not_digits(text: str) -> None:
    assert read_number(text, "US", "212").digits == "212"


@pytest.mark.parametrize(
    ("digits", "complete"),
    [("212555012", False), ("2125550123", True), ("21255501234", False), ("5550123", False)],
)
def test_complete_means_possible_in_the_region(digits: str, complete: bool) -> None:
    assert read_number(digits, "US").complete is complete


def test_a_number_that_is_too_long_is_said_to_be() -> None:
    assert read_number("2125550123 45678", "US").too_long


def test_masked_keeps_the_last_four() -> None:
    assert masked("+918860141821") == "••••1821"


def test_spoken_groups_name_a_foreign_country_code() -> None:
    assert spoken_groups("+919886014182", "IN") == "9 8 8, 6 0 1, 4 1 8 2"
    assert spoken_groups("+919886014182", "US") == "plus 9 1, 9 8 8, 6 0 1, 4 1 8 2"


@given(st.sampled_from(REGIONS), st.sampled_from(REGIONS))
def test_what_is_said_is_read_back(owner: str, practice: str) -> None:
    number = example(owner)
    assert read_number(spoken_groups(number, practice), practice).e164 == number


@given(st.text(alphabet="0123456789", min_size=10, max_size=10), st.integers(1, 9))
def test_any_split_into_groups_reads_the_same(digits: str, cut: int) -> None:
    """Wherever the caller pauses, the digits are those that were said."""
    first = read_number(" ".join(digits[:cut]), "US")
    whole = read_number(" ".join(digits[cut:]), "US", first.digits)
    again = digits[cut:].startswith(digits[:cut]) and cut >= 3
    assert whole.digits == digits or again


@given(st.text(max_size=60), st.text(alphabet="+0123456789", max_size=14))
def test_no_text_raises(text: str, so_far: str) -> None:
    heard = read_number(text, "US", so_far)
    assert not heard.complete or heard.e164 is not None


@pytest.mark.parametrize(
    ("so_far", "text", "digits"),
    [
        ("", "9 1 7 W 5 5 0 1 W 3", "9175550133"),
        ("", "9 1 7 W 5 501 W 3", "9175550133"),
        ("917550133", "9 1 7 5 5 5 0 1 3 3", "9175550133"),
        ("917550133", "9 1 7 5 5 0 1 3 3", "917550133"),
        ("917550135501", "No 9 1 7 5 5 0 1 3 3", "917550133"),
        ("917550", "1 3 3", "917550133"),
    ],
)
def test_a_number_that_is_begun_again_is_not_added_to_itself(
    so_far: str, text: str, digits: str
) -> None:
    assert read_number(text, "US", so_far).digits == digits
