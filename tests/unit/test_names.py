"""Names said and spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringbook.domain.names import read_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("it's Priya", "Priya"),
        ("my name is Priya Shah", "Priya Shah"),
        ("This is Priya Shah calling about my appointment", "Priya Shah"),
        ("I'm Priya and I need to move", "Priya"),
        ("Hi, this is Mrs. Patel", "Patel"),
        ("Priya speaking", "Priya"),
        ("first name Priya last name Shah", "Priya Shah"),
        ("my name is prea shaw that's spelled P R I Y A, S H A H", "Priya Shah"),
        ("it's under Shah", "Shah"),
        ("My name's Lee Ann O'Neil", "Lee Ann O'Neil"),
        ("it's Tuesday", None),
        ("I'm looking for a cleaning", None),
        ("I'm fine thanks", None),
        ("this is a test", None),
        ("You can call me back later", None),
        ("Priya Shah", None),
    ],
)
def test_a_name_is_taken_from_an_introduction(text: str, name: str | None) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("priya shah", "Priya Shah"),
        ("um, Priya. Priya Shah.", "Priya Shah"),
        ("yes it's priya", "Priya"),
        ("Conor O'Brien", "Conor O'Brien"),
        ("mary-jane watson", "Mary-Jane Watson"),
        ("P R I Y A", "Priya"),
        ("P. R. I. Y. A.", "Priya"),
        ("P-R-I-Y-A", "Priya"),
        ("P R I Y A, S H A H", "Priya Shah"),
        ("Priya Shah, that's P R I Y A S H A H", "Priya Shah"),
        ("Ravi Kumar. R A V I, K U M A R.", "Ravi Kumar"),
        ("Shaw, S-H-A-H", "Shah"),
        ("B for Bravo, O, B", "Bob"),
        ("B as in boy O double B Y", "Bobby"),
        ("Papa Romeo India Yankee Alpha", "Priya"),
        ("Anna with double n, A double N A", "Anna"),
        ("John Smith, 2125550123", "John Smith"),
        ("no thanks", None),
        ("I'd rather not say", None),
        ("why do you need that?", None),
        ("tomorrow at two", None),
        ("", None),
    ],
)
def test_a_bare_name_answers_the_question_for_it(text: str, name: str | None) -> None:
    assert read_name(text, asked=True) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is mr. little", "Little"),
        ("my name is mr little", "Little"),
        ("it's mrs. o'neil", "O'Neil"),
        ("this is dr patel calling", "Patel"),
        ("this is doctor patel", "Patel"),
        ("it's Dr. Patel", "Patel"),
        ("this is nurse betty jones", "Betty Jones"),
        ("this is professor adams", "Adams"),
        ("hi, rev. green here", "Green"),
        ("it's mr. noon", "Noon"),
        ("this is will reed calling", "Will Reed"),
        ("it's miss", None),
        ("this is a nurse", None),
        ("I miss my appointment", None),
        ("I'm the doctor", None),
    ],
)
def test_a_title_is_no_part_of_a_name(text: str, name: str | None) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("will reed", "Will Reed"),
        ("mr. will smith", "Will Smith"),
        ("dr. patel", "Patel"),
        ("Mr. Reed", "Reed"),
        ("miss little", "Little"),
        ("mrs young please", "Young"),
        ("sir john smith", "John Smith"),
        ("will do", None),
        ("will provide", None),
        ("I will", None),
        ("doctor", None),
        ("i'm calling dr patel's office", None),
    ],
)
def test_a_bare_name_may_have_a_title_or_a_common_word(text: str, name: str | None) -> None:
    assert read_name(text, asked=True) == name


@given(st.text(max_size=60), st.booleans())
def test_no_text_raises(text: str, asked: bool) -> None:
    read_name(text, asked=asked)


@given(st.from_regex(r"[a-z]{3,10}", fullmatch=True))
def test_what_is_spelled_is_kept(word: str) -> None:
    assert read_name(" ".join(word.upper()), asked=True) == word.capitalize()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pat Long", "Pat Long"),
        ("pat long", "Pat Long"),
        ("I'm Pat Long and I need a cleaning", "Pat Long"),
        ("Will Smith", "Will Smith"),
        ("Will", "Will"),
        ("my name is Will", "Will"),
        ("An Nguyen", "An Nguyen"),
        ("John Day", "John Day"),
    ],
)
def test_common_words_are_names_where_they_can_be_nothing_else(text: str, name: str) -> None:
    assert read_name(text, asked=True) == name


@pytest.mark.parametrize(
    "text",
    [
        "Will you wait?",
        "will do",
        "An appointment",
        "it's good",
        "it's been long",
        "not long",
        "as long as possible",
        "that's kind",
        "Sam Good morning",
    ],
)
def test_common_words_are_no_names_elsewhere(text: str) -> None:
    assert read_name(text, asked=True) is None


def test_a_word_that_goes_on_is_no_surname() -> None:
    assert read_name("This is Pat still waiting") == "Pat"
