"""Dates and times as callers hear them in Spanish, French and Hindi, and as they are read back."""

from datetime import date, datetime, timedelta

import pytest

from ringbook.dialogue.languages.gloss import gloss
from ringbook.dialogue.understand.mentions import fits, moments
from ringbook.domain.spoken_in import spoken_when_in

MORNING = datetime.fromisoformat("2026-01-26 09:00")
LANGUAGES = ("es", "fr", "hi")


@pytest.mark.parametrize(
    ("at", "es", "fr", "hi"),
    [
        ("2026-01-27 14:30", "martes 27 de enero a las 2:30 de la tarde",
         "mardi 27 janvier à 14 h 30", "मंगलवार, 27 जनवरी, दोपहर ढाई बजे"),
        ("2026-03-01 09:00", "domingo 1 de marzo a las 9 de la mañana",
         "dimanche 1er mars à 9 h", "रविवार, 1 मार्च, सुबह 9 बजे"),
        ("2026-02-05 13:15", "jueves 5 de febrero a la 1:15 de la tarde",
         "jeudi 5 février à 13 h 15", "गुरुवार, 5 फ़रवरी, दोपहर सवा 1 बजे"),
        ("2026-02-05 12:00", "jueves 5 de febrero a las 12 del mediodía",
         "jeudi 5 février à 12 h", "गुरुवार, 5 फ़रवरी, दोपहर 12 बजे"),
        ("2026-02-05 12:45", "jueves 5 de febrero a las 12:45 del mediodía",
         "jeudi 5 février à 12 h 45", "गुरुवार, 5 फ़रवरी, दोपहर पौने 1 बजे"),
        ("2026-02-06 20:05", "viernes 6 de febrero a las 8:05 de la noche",
         "vendredi 6 février à 20 h 05", "शुक्रवार, 6 फ़रवरी, रात 8:05 बजे"),
        ("2026-02-06 17:30", "viernes 6 de febrero a las 5:30 de la tarde",
         "vendredi 6 février à 17 h 30", "शुक्रवार, 6 फ़रवरी, शाम साढ़े 5 बजे"),
    ],
)  # fmt: skip
def test_a_time_is_said_as_people_say_it(at: str, es: str, fr: str, hi: str) -> None:
    local = datetime.fromisoformat(at)
    assert [spoken_when_in(local, language) for language in LANGUAGES] == [es, fr, hi]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quarter_of_a_day_is_read_back_as_that_time_alone(language: str) -> None:
    starts = [MORNING + timedelta(days=n % 40, minutes=15 * (n % 48)) for n in range(240)]
    for start in starts:
        (read,) = moments(gloss(spoken_when_in(start, language), language), date(2026, 1, 26))
        assert fits(read, start), spoken_when_in(start, language)
        assert not any(fits(read, other) for other in starts if other != start)
