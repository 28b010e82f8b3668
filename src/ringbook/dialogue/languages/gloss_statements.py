"""By language, how a statement is parted, and how it speaks of what is the caller's. Data."""

import re
from typing import Final

__all__ = ["ASKS_TOO", "BRIEF", "JOINED", "NO_LONGER", "SLOT", "SOUGHT", "YOURS"]

_STOPS_BUT_COMMAS: Final = r"[;\u2014]|:(?!\d)|(?<=[.!?\u0964])(?<!\bdr\.)(?<!डॉ\.)\s"
_STOPS: Final = rf",|{_STOPS_BUT_COMMAS}"

JOINED: Final = {
    "es": re.compile(
        rf"{_STOPS}|¿|\b(?:pero|así que)\b"
        r"|\by(?= (?:ya|le|lo|la|se|queda|est[áa]|su|nos|he|es)\b)",
        re.I,
    ),
    "fr": re.compile(
        rf"{_STOPS}|\bmais\b|\bdonc(?= (?:je|vous|c'est|il|on|nous)\b)|\bet(?= (?:je|vous|c'est|il|elle|on|nous|votre|j'ai)\b)",
        re.I,
    ),
    "hi": re.compile(
        rf"{_STOPS_BUT_COMMAS}|(?<!बजे)(?<!baje),|,(?![^,?\u0964]*(?:बजे|baje))|(?<!\S)(?:लेकिन|मगर|lekin|magar)(?!\S)"
        r"|(?<!\S)(?:और|aur)(?= (?:आप|मैं|हम|अब|वह|यह|aap|main|hum|ab|woh|yeh))",
        re.I,
    ),
}
"""Between two clauses; an "and" between two times is none."""

NO_LONGER: Final = {
    "es": re.compile(r"\bya no\b|\bno (?:\w+ )?ya\b|\bno sigue en\b|\bdej[óo] de\b", re.I),
    "fr": re.compile(
        r"\bn(?:e |')(?:\w+ )+plus\b(?! qu)|\bpersonne [^,]*plus\b|\bne vous reste (?:plus|aucun)",
        re.I,
    ),
    "hi": re.compile(r"(?<!\S)(?:अब|ab)(?!\S).*(?:नहीं|nahin?)(?!\S)", re.I),
}
"""What was so before the call has changed it: no denial."""

_ES = r"(?:cita|hora|hueco|reserva|plaza|sitio|lugar|visita|turno)"
_FR = r"(?:rendez-vous|heure|créneau|réservation|place|visite|venue)"
_HI = r"(?:अपॉइंटमेंट|समय|जगह|बुकिंग|सीट|इंतजार|appointment|samay|time|jagah|booking|seat|intezaar)"
_HI_YOU = r"(?:आपक[ाीे]|aapk[aie])"
_HI_MET = r"(?:आप(?:से|को)|aap(?:se|ko))"

YOURS: Final = {
    "es": re.compile(
        rf"\bsu {_ES}\b|\bsu (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|\b(?:tuy|suy)[oa]s?\b|\bsu nombre[^,]* en (?:la|nuestra) agenda"
        r"|\bagenda[^,]* su nombre|\ba su nombre\b"
        r"|\bes para usted\b|\b(?:le|la|lo) (?:ve(?:rá|rán|mos|remos)?|(?:esper|recib|ati?end|toca)\w*)\b",
        re.I,
    ),
    "fr": re.compile(
        rf"\b(?:votre|vos) {_FR}\b|\bvotre \w+di\b|\bs'occupe\w* de vous|vous n'avez plus|\b(?:est|sont) (?:à|pour) vous\b|\bvotre nom[^,]* (?:à|dans) l'agenda"
        r"|\bagenda[^,]* votre nom|\bvous (?:(?:attend|verr|recevr|accueill)(?!ez)|compte(?!r))\w*"
        r"|\bà votre nom\b|\b(?:rien que|c'est|,) pour vous\b",
        re.I,
    ),
    "hi": re.compile(
        rf"{_HI_YOU} (?:[^\s.,?!।]+ )?{_HI}(?!\S)|{_HI_YOU} (?:है|हुआ|hai|hua)(?!\w)"
        rf"|{_HI_YOU} (?:खाली|khaa?li|रास्ता|raasta)(?!\w)"
        rf"|{_HI_YOU} (?:\S+वार|\w+[vw]aa?r)(?!\S)"
        r"|(?:आपके|aapke) (?:नाम|naam)(?= (?:पर|par)? ?(?:है|hai)|[.,।]|$)"
        rf"|(?:डायरी|लिस्ट|diary|list)[^,]* {_HI_YOU} (?:नाम|naam)"
        rf"|{_HI_MET} (?:[^\s.,?!।]+ )?(?:मिलें|देखें|मिलेंगी|कोई नहीं|koi nahin?|milen|dekhen)",
        re.I,
    ),
}
"""The caller's appointment or place: that a time is free excuses nothing that is said of it."""

SOUGHT: Final = {
    "es": re.compile(
        r"\b(?:encontr|encuentr|busc|mir|verific|comprob|localiz)\w+|\bno (?:veo|tengo|me)\b", re.I
    ),
    "fr": re.compile(r"\b(?:trouv|cherch|vérifi|regard)\w+|\bne vois\b", re.I),
    "hi": re.compile(
        r"ढूंढ|खोज|मिल रह|मिल(?:ा|ी)(?= |$|[.।,])|देख रह|नहीं दिख|nahin? dikh|dhoondh|dhundh|khoj|mil rah|dekh rah"
    ),
}
"""It is only looked for."""

SLOT: Final = {
    "es": re.compile(rf"\b{_ES}\b|\bagenda\b", re.I),
    "fr": re.compile(rf"\b{_FR}\b|\bagenda\b", re.I),
    "hi": re.compile(rf"(?<!\S)(?:{_HI}|स्लॉट|slot|डायरी|diary)(?!\w)", re.I),
}
"""An appointment or its place is spoken of."""

BRIEF: Final = {
    "es": re.compile(
        r"(?:\S+ ){0,5}(?:\w{2,}(?:ad|id)[oa]s?|\w{2,}ó)(?: \S+){0,2}"
        r"|(?:(?:pues|bueno|eso|y) )?(?:ya|todo|dicho|hecho|listo)\b.{0,40}",
        re.I,
    ),
    "fr": re.compile(
        r"(?:\S+ ){0,5}(?:\w{2,}ée?s?|résolue?s?|conclue?s?|finie?s?|acquise?s?|faite?s?)(?: \S+){0,3}"
        r"|(?:et |voilà,? )?(?:tout|voilà|ça y|fait|dit|vous (?:l'|les |y )\w+|c'est (?:dans|en)\b)\b.{0,40}",
        re.I,
    ),
    "hi": re.compile(
        r"(?:\S+ ){0,7}(?:गया|गई|गए|दिया|दी|लिया|ली|चुका|चुकी|हुआ|हुई|डन|पूरा|पूरी|poora|poori|gaya|gayi|diya|liya"
        r"|chuka|hua|hui|done)(?: (?:है|जी|आपको|hai|ji|aapko))?",
        re.I,
    ),
}
"""A few words that tell of something done, or of all of it, and do not say what it was."""

ASKS_TOO: Final = {
    "es": re.compile(r"(?:entonces|o qué|o cómo)", re.I),
    "fr": re.compile(r"(?:alors|du coup|donc|ou bien|ou pas)", re.I),
    "hi": re.compile(r"(?:फिर|तो|क्या|phir|toh?|kya)", re.I),
}
"""A last word with which all before it asks: it is no "is that right?"."""
