"""What is kept of the caller's audio until its words have come."""

from tests.unit.providers.hearing import FRAME, frame, said

from ringbook.agent.providers.unheard import Unheard


def kept(*words: int) -> Unheard:
    unheard = Unheard()
    for word in words:
        unheard.keep(frame(word))
    return unheard


def test_what_was_heard_is_let_go_up_to_its_place_and_no_frame_in_part() -> None:
    unheard = kept(1, 2, 3)
    unheard.was_heard(2 * FRAME - 1)
    assert said(list(unheard)) == "two three"
    assert (unheard.begin, unheard.end) == (FRAME, 3 * FRAME)
    unheard.was_heard(FRAME)  # an earlier place changes nothing
    assert said(list(unheard)) == "two three"


def test_only_the_latest_seconds_are_kept() -> None:
    unheard = kept(1, 2, 3)
    unheard.drop_all_but(frame(0).duration)
    assert said(list(unheard)) == "three"
    assert unheard.begin == 2 * FRAME


def test_what_is_taken_is_gone_and_places_go_on() -> None:
    unheard = kept(1, 2)
    assert said(unheard.take()) == "one two"
    unheard.keep(frame(3))
    assert (said(list(unheard)), unheard.begin) == ("three", 2 * FRAME)


def test_the_latest_frames_are_looked_at_from_the_end() -> None:
    assert [*kept(1, 2, 3).lately(0.0)] == []
    latest = [*kept(1, 2, 3).lately(1.5 * frame(0).duration)]
    assert said(latest) == "three two"
