"""The silences that a bench finds in what an agent said."""

from collections.abc import Iterator

from bench.heard import BUFFER, Packet, pauses

TONE, SILENCE = 121, 3


def speech(begins: int, ends: int, late: int = 0) -> Iterator[Packet]:
    """A steady tone, each packet as much later than the place of its sound."""
    return (Packet(place + late, place, TONE) for place in range(begins, ends, 20))


def test_steady_speech_has_none_wherever_the_clocks_begin() -> None:
    assert pauses(speech(0, 1000)) == 0
    assert pauses(speech(500_000, 501_000, late=-400_000)) == 0


def test_the_end_of_an_answer_is_none() -> None:
    assert pauses([*speech(0, 1000), *speech(2000, 3000)]) == 0


def test_missing_sound_is_one_even_where_silence_was_sent_for_it() -> None:
    assert pauses([*speech(0, 500), *speech(540, 1000)]) == 1
    assert pauses([*speech(0, 500), Packet(500, 500, SILENCE), *speech(520, 1000)]) == 0
    filled = (Packet(place, place, SILENCE) for place in (500, 520))
    assert pauses([*speech(0, 500), *filled, *speech(540, 1000)]) == 1


def test_late_sound_is_one_and_what_follows_is_played_later() -> None:
    assert pauses([*speech(0, 500), *speech(500, 1000, late=BUFFER)]) == 0
    assert pauses([*speech(0, 500), *speech(500, 1000, late=BUFFER + 1)]) == 1
    later = speech(500, 700, late=BUFFER + 50), speech(700, 1000, late=BUFFER + 51)
    assert pauses([*speech(0, 500), *later[0], *later[1]]) == 2


def test_each_answer_waits_anew() -> None:
    assert pauses([*speech(0, 500), *speech(2000, 2500, late=3 * BUFFER)]) == 0


def test_packets_may_overtake_each_other() -> None:
    first, *rest = speech(0, 500)
    assert pauses([*rest, first._replace(came=15)]) == 0
