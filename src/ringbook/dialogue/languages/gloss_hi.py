"""The gloss of Hindi, in its own script and in Latin letters. Data, besides its clock.

Words are without the dot below and with the plain nasal sign, as `plainly` makes them.
"""

import re
from collections.abc import Iterable
from typing import Final

from ringbook.dialogue.languages.gloss_words import Rule, at, digits, each, rules

__all__ = ["HINDI"]

_HOURS: Final = {
    "ek": 1, "do": 2, "teen": 3, "chaar": 4, "char": 4, "paanch": 5, "panch": 5, "chhah": 6,
    "chhe": 6, "cheh": 6, "saat": 7, "aath": 8, "nau": 9, "das": 10, "gyarah": 11, "barah": 12,
    "एक": 1, "दो": 2, "तीन": 3, "चार": 4, "पांच": 5, "छह": 6, "छः": 6, "सात": 7, "आठ": 8,
    "नौ": 9, "दस": 10, "ग्यारह": 11, "बारह": 12,
}  # fmt: skip
_HALVES: Final = {"dhai": (2, 30), "dedh": (1, 30), "ढाई": (2, 30), "डेढ": (1, 30)}
_SHIFTS: Final = {
    "sadhe": 30, "saadhe": 30, "साढे": 30, "sava": 15, "सवा": 15, "paune": -15, "पौने": -15,
}  # fmt: skip
_PARTS: Final = {
    "subah": "am", "सुबह": "am", "dopahar": "pm", "दोपहर": "pm", "shaam": "pm", "sham": "pm",
    "शाम": "pm", "raat": "pm", "रात": "pm",
}  # fmt: skip
_DAYS: Final = {
    "somvar": "monday", "somwar": "monday", "somvaar": "monday", "somwaar": "monday", "सोमवार": "monday", "मंडे": "monday",
    "mangalvar": "tuesday", "mangalwar": "tuesday", "mangalvaar": "tuesday",
    "mangalwaar": "tuesday", "मंगलवार": "tuesday", "ट्यूजडे": "tuesday",
    "budhvar": "wednesday", "budhwar": "wednesday", "budhvaar": "wednesday",
    "budhwaar": "wednesday", "बुधवार": "wednesday",
    "वेडनेसडे": "wednesday", "guruvar": "thursday", "guruwar": "thursday", "guruvaar": "thursday",
    "guruwaar": "thursday",
    "गुरुवार": "thursday", "गुरूवार": "thursday", "बृहस्पतिवार": "thursday", "थर्सडे": "thursday",
    "shukravar": "friday", "shukrawar": "friday", "shukravaar": "friday",
    "shukrawaar": "friday", "शुक्रवार": "friday", "फ्राइडे": "friday",
    "shanivar": "saturday", "shaniwar": "saturday", "shanivaar": "saturday",
    "shaniwaar": "saturday", "शनिवार": "saturday",
    "सैटरडे": "saturday", "ravivar": "sunday", "raviwar": "sunday", "ravivaar": "sunday", "itvaar": "sunday",
    "रविवार": "sunday", "इतवार": "sunday", "संडे": "sunday",
}  # fmt: skip
_MONTHS: Final = {
    "जनवरी": "january", "फरवरी": "february", "मार्च": "march", "अप्रैल": "april", "मई": "may",
    "जून": "june", "जुलाई": "july", "अगस्त": "august", "सितंबर": "september",
    "सितम्बर": "september", "अक्टूबर": "october", "अक्तूबर": "october", "नवंबर": "november",
    "नवम्बर": "november", "दिसंबर": "december", "दिसम्बर": "december", "janvari": "january",
    "farvari": "february", "agast": "august",
}  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_TIME: Final = re.compile(
    rf"(?:(?<!\w)(?P<part>{_any_of(_PARTS)}) (?:ke |के |ko |को )?)?"
    rf"(?<!\w)(?:(?P<shift>{_any_of(_SHIFTS)}) )?"
    rf"(?:(?P<hour>\d{{1,2}}|{_any_of(_HOURS)})(?:[:.](?P<minute>\d\d))?"
    rf"|(?P<half>{_any_of(_HALVES)})) ?(?:baje|बजे)",
    re.I,
)


def _clock(found: re.Match[str]) -> str:
    part = _PARTS.get((found["part"] or "").lower())
    if found["half"]:
        return at(*_HALVES[found["half"].lower()], part or "pm")
    hour = _HOURS.get(found["hour"].lower()) or int(found["hour"])
    minute = int(found["minute"] or 0) + _SHIFTS.get((found["shift"] or "").lower(), 0)
    return at(hour, minute, part)


_ONES: Final = {name: str(n) for name, n in _HOURS.items() if n < 10} | {
    "shunya": "0", "zero": "0", "शून्य": "0", "जीरो": "0",
}  # fmt: skip
_FIGURES: Final = str.maketrans("०१२३४५६७८९", "0123456789")

_BOOK = (
    r"(?:book|बुक|booking|बुकिंग|confirm|कन्फर्म|कंफर्म|पक्का|पक्की|pakka|pakki|fix|फिक्स|तय|tay|schedule"
    r"|शेड्यूल|reserve|रिजर्व|दर्ज|darj|रख|rakh|set|सेट|निश्चित|दे|डाल|daal|लगा|laga|रजिस्टर|register)"
)
_MOVE = r"(?:badal|बदल|shift|शिफ्ट|move|मूव|re-?schedule|रीशेड्यूल|रिशेड्यूल|change|चेंज|aage badha|आगे बढा|aage|आगे|peeche|पीछे|बदली)"
_CANCEL = (
    r"(?:cancel|कैंसिल|कैंसल|केंसल|radd|रद्द|hata|हटा|delete|डिलीट|निरस्त|खारिज|nikaal|निकाल|मिटा|mita)"
)
_IS = r"(?: (?:hai|hain|he|है|हैं))?"
_DONE = (
    r"(?:(?:(?:karwa|करवा|ho|हो|kar|कर|kiya|किया|ki|की) )?"
    rf"(?:gaya|gayi|gaye|गया|गयी|गई|गए|chuka|chuki|chuke|चुका|चुकी|चुके|diya|di|दिया|दी|liya|li|लिया|ली)"
    r"(?: (?:gaya|gayi|गया|गई|गयी))?"
    rf"{_IS}|(?:kiya|किया|ki|की|kiye|किए) (?:hai|hain|है|हैं))"
)
_NOT = r"(?:nahi|nahin|नहीं|नही)"
_TRIED = (
    r"(?:ho|हो|kar|कर|kiya|किया|hua|hui|हुआ|हुई|gaya|gayi|गया|गई|पाया|पाई|पायी|पाए|pa+ya|pa+yi|pa+ye"
    r"|सका|सकी|सके|saka|saki|sake)"
)
_APPOINTMENT = r"(?:appointment|अपॉइंटमेंट|अपॉइन्टमेंट|booking|बुकिंग)"
_NO_DEED = (
    r"(?:samajh|समझ|kat|कट|mil|मिल|bhool|भूल|sun|सुन|dekh|देख|aa|आ|ja|जा|rah|रह|bhar|भर|kho|खो|puchh|पूछ|bata|बता|soch|सोच|pahunch|पहुंच"
    r"|nikal|bol|बोल|kah|कह|chhoot|छूट|tut|टूट|no|nahi|nahin|नहीं|kisi|किसी|sakti|jayegi) "
)
_WHEN = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: at \d\d?:\d\d(?: [ap]m)?)?|at \d\d?:\d\d(?: [ap]m)?|tomorrow"
_UNLESS_NOT = rf"((?:(?!{_NOT})[^.?!।])+?)"

_FIRST: Final = {
    r"^(?:to|तो)": "then",
    r"(?:likh|लिख|note kar|नोट कर) (?:liya|लिया|loon|लूं)(?: (?:hai|है))? (?:ki|कि)": "noted that",
    r"(?:वह|वो|वे|woh|vah|ye|yeh|यह) (?:समय|time|टाइम|slot|स्लॉट|जगह|jagah)(?! (?:आपके|aapke|main|मैं))": "somebody else",
    r"किसी और ने|kisi aur ne|किसी दूसरे ने": "somebody else",
    rf"(?:(?:ab|अब) {_NOT}|(?<=appointment ){_NOT}|(?<=अपॉइंटमेंट ){_NOT}) (?:raha|rahi|रहा|रही){_IS}": "no longer exists",
    rf"(?:appointment |अपॉइंटमेंट )?{_BOOK} {_NOT} {_TRIED}(?: [^\s.।?!,]+)?{_IS}": "was not booked",
    rf"{_CANCEL} {_NOT} {_TRIED}(?: [^\s.।?!,]+)?{_IS}": "was not cancelled",
    rf"{_MOVE} {_NOT} {_TRIED}(?: [^\s.।?!,]+)?{_IS}": "was not moved",
    rf"{_NOT} (?:badla|badli|बदला|बदली)(?: (?:gaya|गया|gayi|गई))?{_IS}": "was not moved",
    rf"{_NOT} {_BOOK} {_TRIED}": "was not booked",
    rf"{_NOT} {_MOVE} {_TRIED}": "was not moved",
    rf"{_NOT} {_CANCEL} {_TRIED}": "was not cancelled",
    rf"{_APPOINTMENT} (?:asafal|असफल|fail|फेल)(?: (?:rahi|रही|ho gayi|हो गई))?": "booking failed",
    rf"(?:{_APPOINTMENT}|{_BOOK}|{_CANCEL})(?: (?:karne|करने))? (?:mein|में) (?:problem|समस्या|दिक्कत|dikkat)":
        "there was a problem to book",
    rf"{_CANCEL} {_DONE}": "is cancelled",
    rf"{_MOVE} {_DONE}": "is moved",
    rf"(?:badla|badli|बदला|बदली) (?:gaya|gayi|गया|गई|ja chuka|जा चुका){_IS}": "is moved",
    rf"{_BOOK} {_DONE}": "i have booked",
    rf"{_BOOK} (?:hai|hain|है|हैं)": "is confirmed",
    rf"{_CANCEL} (?:hai|hain|है|हैं)": "is cancelled",
    rf"(?:aap|आप)\S* (?:\S+ (?:ka|का|ki|की) )?{_APPOINTMENT} ((?:{_WHEN})[^.?!]*?) (?:hai|है)": r"your appointment is on \1",
    rf"^(?:woh |vah |वह )(?:ho|हो) (?:gaya|गया|chuka|चुका){_IS}": "done",
    rf"({_WHEN})((?: [^\s.।?!]+){{0,4}}?) (?:लिख|likh|नोट कर|note kar) {_DONE}": r"\1\2 i have booked",
    rf"(?:diary|डायरी|calendar|कैलेंडर) (?:mein|में) (?:likh|लिख|daal|डाल|note kar|नोट कर) {_DONE}": "in the diary i have booked",
    rf"(?:aapka|aapki|आपका|आपकी) (?!number|नंबर|naam|नाम|phone|फोन)\S+ ((?:{_WHEN})[^.?!]*?) (?:hai|है)": r"your appointment is on \1",
    rf"^(?:लिख|likh|नोट कर|note kar) {_DONE}(?! (?:कि|ki))": "i have booked",
    rf"({_WHEN})(?: (?:par|पर|ka|का|ke liye|के लिए|ko|को))? (?:kar|कर) {_DONE}": r"\1 i have moved",
    rf"(?:ab|अब) ({_WHEN}[^.?!]*?) (?:hai|है)": r"your appointment is on \1",
    rf"(?:aapka|aapki|आपका|आपकी) {_APPOINTMENT} (?:hai|है)": "you now have an appointment",
    r"^(.+?) (?:aapka|आपका) (?:intezaar|intezar|इंतजार) [^.?!]+": r"expect you on \1",
    rf"(?!{_NO_DEED})([^\s.,?!।]+) (?:ho |हो |kar |कर |le |ले )?(?:gaya|gayi|gaye|गया|गई|गयी|गए|chuka|chuki|चुका|चुकी|diya|di|diye|दिया|दी|दिए|liya|li|लिया|ली){_IS}(?! (?:jaa?[te]|जा[तए]))":
        r"\1 i have completed",
    r"(?:rakha|rakhi|bana|bani|रखा|रखी|बना|बनी) (?:hai|है)": "i have completed",
    r"(?:pura|poora|पूरा|सफल) (?:ho|हो) (?:gaya|गया|chuka|चुका)": "is completed",
    r"(?:sab|सब|kaam|काम|sab kuch|सब कुछ) (?:ho|हो) (?:gaya|गया|chuka|चुका)": "all set",
    r"(?:sab|सब|sab kuch|सब कुछ) (?:set|सेट|theek|ठीक|taiyar|तैयार)": "all set",
    rf"(?:^|(?<=, ))(?:ho|हो) (?:gaya|गया|chuka|चुका){_IS}": "done",
    rf"(?:samay|समय|time|टाइम|slot|स्लॉट|{_APPOINTMENT}) (?:aapka|aapki|आपका|आपकी){_IS}": "time is yours",
    r"^(.+?) (?:milte hain|मिलते हैं|milenge|मिलेंगे)": r"see you on \1",
    rf"(?:naya|नया) {_APPOINTMENT} {_UNLESS_NOT} (?:hai|है)": r"new appointment is \1",
    rf"(?:aapka|aapki|आपका|आपकी) {_APPOINTMENT} {_UNLESS_NOT} (?:hai|है)":
        r"your appointment is on \1",
}  # fmt: skip
_REST: Final = {
    r"(?:mera|मेरा) (?:naam|नाम) (.+?)(?: (?:hai|है)|$)": r"my name is \1",
    r"(?:mera|मेरा) (?:phone |फोन )?(?:number|नंबर)(?: (?:hai|है))?": "my number is",
    r"haan ji|ji haan|haan|ha|हां जी|जी हां|हां|जी": "yes",
    r"sahi hai|theek hai|thik hai|सही है|ठीक है|बिल्कुल|bilkul": "yes",
    _NOT: "no",
    rf"{_CANCEL} (?:kar|कर) (?:doon|dun|du|dein|den|दूं|दें|दू)": "cancel",
    rf"{_MOVE} (?:(?:kar|कर) )?(?:doon|dun|du|dein|den|दूं|दें|दू)": "move",
    rf"{_BOOK} (?:kar|कर) (?:doon|dun|du|dein|den|दूं|दें|दू)": "book",
    r"(?:phone |फोन )(?:number|नंबर)": "phone number",
    r"(?:aapka|आपका|apna|अपना) (?:shubh |शुभ )?(?:naam|नाम)": "your name",
    r"(?:kya|क्या) (?:madad|मदद|help) (?:kar|कर) [^\s?]+": "how can i help",
    r"(?:aur|और) (?:kuch|कुछ|koi|कोई)": "anything else",
    r"(?:kaun ?sa|कौन ?सा|kis|किस) (?:din|दिन|time|samay|समय)": "what day",
    r"(?:kaun ?sa|कौन ?सा|kaun ?si|कौन ?सी)": "which",
    r"(?:ya|या)": "or",
    r"namaste|namaskar|नमस्ते|नमस्कार": "hello",
    r"shukriya|dhanyavaad|dhanyavad|शुक्रिया|धन्यवाद": "thanks",
    r"alvida|अलविदा|phir milenge|फिर मिलेंगे": "goodbye",
    r"bas itna hi|aur kuch no|बस इतना ही|और कुछ no|bas|बस": "that's all",
    r"ek (?:minute|second)(?: rukiye)?|एक मिनट(?: रुकिए)?|rukiye|रुकिए": "one moment",
    r"phir se boliye|dobara boliye|फिर से बोलिए|दोबारा बोलिए": "repeat that",
    r"kisi (?:insaan|aadmi) se baat|किसी (?:इंसान|आदमी) से बात": "speak to a person",
    rf"{_APPOINTMENT} (?:chahiye|lena hai|leni hai|karna hai|karani hai|चाहिए|लेना है|करना है|लेनी है)":
        "i want to book an appointment",
    rf"{_APPOINTMENT} {_BOOK} (?:karna|karni|karwana|करना|करनी|करवाना)(?: (?:hai|है))?":
        "i want to book an appointment",
    rf"{_CANCEL} (?:karna|karni|karwana|karo|kar do|kar dijiye|करना|करवाना|करो|कर दो|कर दीजिए)": "cancel",
    rf"(?:badalna|badalwana|बदलना|बदलवाना|{_MOVE} (?:karna|kar do|करना|कर दो|कर दीजिए))": "move",
    r"parso|परसों": "in two days",
    r"kal|कल": "tomorrow",
    r"aaj|आज": "today",
    r"subah|सुबह": "in the morning",
    r"dopahar|दोपहर": "in the afternoon",
    r"shaam|sham|शाम": "in the evening",
    r"agar|अगर": "if",
    r"lekin|magar|लेकिन|मगर|पर": "but",
    r"aur|और": "and",
    _APPOINTMENT: "appointment",
    r"baad|बाद|बाद में": "after",
    r"ko|ka|ke|ki|se|mein|liye|hai|hain|को|का|के|की|से|में|लिए|है|हैं|जी": "",
}  # fmt: skip


def plainly(text: str) -> str:
    """Hindi without the dot below, with one nasal sign and figures that all readers know."""
    return text.replace("\u093c", "").replace("ँ", "ं").translate(_FIGURES)


_FULL_STOP: Final = re.compile("\u0964")

HINDI: Final[list[Rule]] = [
    (re.compile(r".+", re.S), lambda found: plainly(found[0])),
    (_FULL_STOP, "."),
    digits(_ONES),
    (_TIME, _clock),
    (re.compile(r"(\d{1,2}) (?:tarikh|तारीख)", re.I), r"the \1th"),
    each(_DAYS | _MONTHS),
    *rules(_FIRST | _REST),
]
"""What is put in place of what, in this order."""
