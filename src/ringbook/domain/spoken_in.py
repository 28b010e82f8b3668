"""Dates and times as other languages say them: weekday, date, time, like `spoken`. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime

from ringbook.domain.spoken import spoken_when

__all__ = ["spoken_when_in"]

_ES_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_ES_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_FR_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FR_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_HI_DAYS = ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार")
_HI_MONTHS = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर",
    "नवंबर", "दिसंबर",
)  # fmt: skip


def spoken_when_in(local: datetime, language: str) -> str:
    """ "martes 27 de enero a las 2:30 de la tarde"; in English where `language` is not known."""
    return _SAID.get(language, spoken_when)(local)


def _spanish(local: datetime) -> str:
    day, month = _ES_DAYS[local.weekday()], _ES_MONTHS[local.month - 1]
    hour = local.hour % 12 or 12
    article = "la" if hour == 1 else "las"
    minute = f":{local.minute:02d}" if local.minute else ""
    return f"{day} {local.day} de {month} a {article} {hour}{minute} {_spanish_part(local.hour)}"


def _spanish_part(hour: int) -> str:
    if hour == 12:
        return "del mediodía"
    return "de la mañana" if hour < 12 else "de la tarde" if hour < 20 else "de la noche"


def _french(local: datetime) -> str:
    number = "1er" if local.day == 1 else str(local.day)
    minute = f" {local.minute:02d}" if local.minute else ""
    day, month = _FR_DAYS[local.weekday()], _FR_MONTHS[local.month - 1]
    return f"{day} {number} {month} à {local.hour} h{minute}"


def _hindi(local: datetime) -> str:
    day, month = _HI_DAYS[local.weekday()], _HI_MONTHS[local.month - 1]
    part, clock = _hindi_part(local.hour), _hindi_clock(local.hour % 12 or 12, local.minute)
    return f"{day}, {local.day} {month}, {part} {clock} बजे"


def _hindi_clock(hour: int, minute: int) -> str:
    """In quarters, as they are said: one and a half and two and a half have words of their own."""
    match minute:
        case 0:
            return str(hour)
        case 15:
            return f"सवा {hour}"
        case 30:
            return {1: "डेढ़", 2: "ढाई"}.get(hour, f"साढ़े {hour}")
        case 45:
            return f"पौने {hour % 12 + 1}"
    return f"{hour}:{minute:02d}"


def _hindi_part(hour: int) -> str:
    if hour < 12:
        return "सुबह"
    return "दोपहर" if hour < 16 else "शाम" if hour < 20 else "रात"


_SAID: Mapping[str, Callable[[datetime], str]] = {
    "es": _spanish,
    "fr": _french,
    "hi": _hindi,
}
