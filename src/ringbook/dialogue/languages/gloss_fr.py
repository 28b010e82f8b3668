"""The gloss of French. Data, besides its clock."""

import re
from typing import Final

from ringbook.dialogue.languages.gloss_words import Rule, at, digits, each, rules

__all__ = ["FRENCH"]

_NUMBERS: Final = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
    "vingt-et-un",
    "vingt-deux",
    "vingt-trois",
    "vingt-quatre",
    "vingt-cinq",
    "vingt-six",
    "vingt-sept",
    "vingt-huit",
    "vingt-neuf",
    "trente",
    "trente-et-un",
]
_BY_NAME: Final = {name: n for n, name in enumerate(_NUMBERS)} | {"une": 1, "premier": 1, "1er": 1}
_MONTHS: Final = {
    "janvier": "january", "février": "february", "fevrier": "february", "mars": "march",
    "avril": "april", "mai": "may", "juin": "june", "juillet": "july", "août": "august",
    "aout": "august", "septembre": "september", "octobre": "october", "novembre": "november",
    "décembre": "december", "decembre": "december",
}  # fmt: skip
_DAYS: Final = {
    "lundi": "monday", "mardi": "tuesday", "mercredi": "wednesday", "jeudi": "thursday",
    "vendredi": "friday", "samedi": "saturday", "dimanche": "sunday",
}  # fmt: skip
_NAMED: Final = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_TIME: Final = re.compile(
    rf"\b(?:à |pour |vers )?(?P<hour>\d{{1,2}}|{_NAMED}) ?(?:h|heures?)\b(?: ?(?P<minute>\d\d|trente|quinze)\b)?"
    r"(?: et (?P<add>demie|quart))?(?: moins (?P<less>le quart|cinq|dix|vingt))?"
    r"(?: du (?P<part>matin|soir)| de l'(?P<noon>après-midi))?",
    re.I,
)
_DATE: Final = re.compile(rf"\b(?P<day>{_NAMED}) (?P<month>{'|'.join(_MONTHS)})\b", re.I)
_MINUTES: Final = {
    "demie": 30, "quart": 15, "le quart": 15, "cinq": 5, "dix": 10, "vingt": 20, "trente": 30,
    "quinze": 15,
}  # fmt: skip


def _clock(found: re.Match[str]) -> str:
    hour = _BY_NAME.get(found["hour"].lower())
    hour = int(found["hour"]) if hour is None else hour
    said = (found["minute"] or "0").lower()
    minute = _MINUTES[said] if said in _MINUTES else int(said)
    minute += _MINUTES.get((found["add"] or "").lower(), 0)
    minute -= _MINUTES.get((found["less"] or "").lower(), 0)
    morning = (found["part"] or "").lower() == "matin"
    return at(hour, minute, "am" if morning else "pm" if found["part"] or found["noon"] else None)


def _date(found: re.Match[str]) -> str:
    return f"{_BY_NAME[found['day'].lower()]} {found['month']}"


_DONE_BOOK = (
    r"(?:réservé|inscrit|noté|programmé|confirmé|gardé|planifié|enregistré|bloqué|fixé"
    r"|ajouté|retenu|validé|casé|calé|posé|convenu|booké)(?:e?s?)"
)
_DONE_MOVE = r"(?:déplacé|décalé|reporté|changé|modifié|avancé|repoussé|reprogrammé|transféré|remis|actualisé|replanifié|basculé)e?s?"
_DONE_CANCEL = r"(?:annulé|supprimé|retiré|effacé|enlevé|décommandé|ôté)e?s?"
_BOOK = r"(?:réserver|noter|programmer|confirmer|planifier|enregistrer|fixer|prendre|bloquer|inscrire|ajouter|mettre|placer|caler)"
_MOVE = r"(?:déplacer|décaler|reporter|changer|modifier|avancer|repousser|reprogrammer)"
_CANCEL = r"(?:annuler|supprimer|retirer|effacer)"
_HAVE = r"(?:j'ai|nous avons|on a|je l'ai|je vous ai|nous vous avons|on vous a|nous l'avons|je les ai|je vous l'ai)(?: bien| donc| tout de suite)?"

_NO_DEED = (
    r"(?:désolé|férié|fermé|occupé|oublié|situé|coupé|raccroché|arrivé|passé|compliqué|intéressé|obligé|conseillé|demandé|parlé|trouvé|vérifié|regardé"
    r"|cherché|appelé|écouté|recommandé|limité|eu|compris|entendu|payé|épuisé|allé|resté|été|accompagné|précisé|gratuit)"
)
_TALK: Final = {
    r"après-demain": "in two days",
    r"demain": "tomorrow",
    r"aujourd'hui": "today",
    r"(?:le|du|au) matin": "in the morning",
    r"(?:l'|de l'|dans l')après-midi": "in the afternoon",
    r"(?:le|du|ce) soir": "in the evening",
    r"(?:à )?midi": "at noon",
    r"bonjour|bonsoir|salut|allô": "hello",
    r"merci beaucoup|merci bien|merci": "thanks",
    r"au revoir|à bientôt|bonne journée|bonne soirée": "goodbye",
    r"c'est tout|rien d'autre|ce sera tout": "that's all",
    r"je m'appelle|mon nom est|je suis (?=(?-i:[A-ZÉ]))": "my name is ",
    r"mon (?:numéro|téléphone|numéro de téléphone)(?: c'est| est)(?: le)?": "my number is",
    r"oui,? (?:s'il vous plaît|merci|bien sûr|c'est ça|c'est exact|exact)": "yes",
    r"oui|bien sûr|d'accord|tout à fait|volontiers|absolument": "yes",
    r"c'est (?:ça|exact|correct|bien ça|juste)|exact|exactement": "that's correct",
    r"non": "no",
    r"parfait|très bien|super": "great",
    r"s'il vous plaît|s'il te plaît": "please",
    r"(?:numéro de téléphone|numéro de portable)": "phone number",
    r"(?:en quoi|comment) puis-je vous aider|que puis-je faire pour vous": "how can i help",
    r"autre chose": "anything else",
    r"(?:à )?quelle? (?=jour|heure|date)": "what ",
    r"quels?|quelles?|lequel|laquelle": "which",
    r"(?<!à )votre nom": "your name",
    r"comment vous appelez-vous": "what is your name",
    r"désolée?|excusez-moi|pardon": "sorry",
    r"un instant|un moment|une seconde|attendez": "one moment",
    r"(?:vous pouvez |pouvez-vous )?répéter|répétez": "repeat that",
    r"parler à (?:quelqu'un|une personne|un humain)": "speak to a person",
}
_EXCUSES: Final = {
    r"n'a pas (?:fonctionné|marché|abouti)|a échoué": "failed",
    r"n'est toujours pas": "is not",
    r"n'(?:est|êtes) plus (?=réserv|inscri|enregistr|program|confirm)": "no longer exists ",
    r"coûtent?": "costs",
    r"(?:le système|l'ordinateur|le logiciel) a \w+é": "there was a problem",
    r"n'est pas (?:passée?|partie?)": "failed",
    r"les annulations(?: tardives)?(?: à[^,.]*?)? sont (?=\w+ées?)": "any ones can be ",
    r"(?:^|(?<=[,.;:] ))(?:une|toute|les) annulations?": "any cancellation",
    r"c'est (?:bien )?noté(?=[^.!]*\b(?:which|what) (?:jour|heure|date|moment|day|time))": "noted",
    r"((?:une?|chaque) (?!rendez-vous|place|créneau|heure)(?:\w+ )?\w+)((?: (?!est |vous )\S+){0,6}?) est (?=\w+ée?\b)": r"\1\2 can be ",
    r"déjà ?|encore (?=pas)": "",
    r"n'(?:ai|avons|a) (?:encore |toujours )?(?=\w+é)": "has not ",
    r"n'(?:avez|a|y a) plus (?:de |aucun |votre )?(?:rendez-vous|réservation)": "appointment no longer exists",
    r"tou(?:te)?s les": "every",
    r"n'est plus (?=dans|au|enregistr|prévu|inscri)": "no longer exists ",
    r"n'existe plus": "no longer exists",
    r"il n'a pas été possible de|n'a pas pu être|impossible de": "was not",
    r"(?:je|nous|on) n'(?:ai|avons|a) pas (?:pu|réussi à)": "did not",
    r"n'(?:a|ai|ont|avons|est|était|êtes|avez) (?:encore )?(?:pas|rien)(?: encore| été)?": "has not",
    r"rien n'a (?:encore )?été": "has not been",
    r"(?:il y a eu|j'ai (?:eu|rencontré)) (?:un problème|une erreur|un souci)(?: pour| en)?": "there was a problem",
    r"aucune?": "no",
    r"rien": "nothing",
    r"jamais": "never",
    r"pas": "not",
    r"(?:peux|peut|pouvez|pouvons|pourrais|pourrait|pourriez|pourrions|puis-je|peuvent)": "can",
    r"(?:vais|allons|va|vas)(?= \w+(?:er|ir|re)\b| vous| le | la | l')": "going to",
    r"(?:voulez-vous|voulez|souhaitez-vous|souhaitez|préférez-vous|préférez|désirez|aimeriez)": "want",
    r"(?:je|j')? ?(?:veux|voudrais|souhaite|souhaiterais|aimerais|désire|cherche)": "i want",
    r"il (?:me |nous )?faut|il (?:me |nous )?faudrait|besoin d'": "i need",
    r"laissez-moi|permettez-moi": "let me",
    r"(?:devez|doit|dois|doivent|devons)": "must",
    r"(?:ce )?serait|seraient|resterait": "would be",
    r"si|s'(?=il)": "if",
    r"dès que|une fois|quand|lorsque|après avoir": "once",
    r"avant de|avant que": "before",
    r"pour (?=(?:l'|le |la |vous )?\w+(?:er|ir|re)\b)": "to ",
    r"les rendez-vous": "any ones",
    r"(?:par|à) (?:quelqu'un d'autre|une autre personne|un autre client)": "by somebody else",
    r"et": "and",
    r"mais": "but",
}
_DEEDS: Final = {
    rf"(?:je viens|nous venons|on vient) (?:de|d')(?: vous| le| l')? ?{_BOOK}": "i have booked",
    rf"(?:je viens|nous venons|on vient) (?:de|d')(?: vous| le| l')? ?{_MOVE}": "i have moved",
    rf"(?:je viens|nous venons|on vient) (?:de|d')(?: vous| le| l')? ?{_CANCEL}": "i have cancelled",
    r"noté (?=votre (?:nom|numéro|téléphone|demande))": "written down ",
    rf"{_HAVE} (?:fait|effectué|pris|créé) (?:la|votre|une) (?:réservation|rendez-vous)": "i have booked",
    rf"{_HAVE} (?:fait|effectué) (?:le|votre|ce) changement": "i have moved",
    rf"{_HAVE} (?:fait|effectué) l'annulation": "i have cancelled",
    rf"{_HAVE} (?:mis|donné|pris|placé|trouvé rendez-vous)e?s?": "i have booked",
    r"(?:bien )?été prise?s?(?! par)": "confirmed",
    r"rendez-vous pris": "confirmed",
    rf"{_HAVE} (?:bien )?votre (?:rendez-vous|réservation)": "i have you down",
    r"(?:votre|vos) \w+ (?:a|ont|avez) (?:bien )?(?:un )?rendez-vous": "you now have an appointment",
    r"(?:est|sont|a été)(?: maintenant| désormais| bien)* passée?s? (?:à|au)": "is moved at",
    r"rendez-vous est (?:bien )?pris": "i have booked",
    r"changement (?:effectué|fait|enregistré)": "is moved",
    rf"(?:{_HAVE}|est|sont|a été|ont été|c'est|êtes)(?: bien| donc| tout)* (?!{_NO_DEED}|{_DONE_BOOK}|{_DONE_MOVE}|{_DONE_CANCEL})\w{{2,}}ée?s?": "i have completed",
    r"c'est(?: bien)? fait": "it is done",
    _HAVE: "i have",
    r"je vous confirme (?:votre|le|la|que)": "i can confirm your",
    _DONE_MOVE: "moved",
    _DONE_CANCEL: "cancelled",
    r"(?:cette|ce|cet|ces) (?:heure|créneau|place|jour)s? (?:est|sont)(?: déjà)?": "that time is",
    rf"(?<=that time is ){_DONE_BOOK}": "taken",
    _DONE_BOOK: "confirmed",
    r"(?:l')?annulation": "cancellation",
    r"(?:la |votre |une )?réservation": "booking",
    r"(?:le |votre |un )?changement": "change",
    r"vous avez (?:bien |maintenant |donc )*(?:un )?rendez-vous": "you now have an appointment",
    r"(?:nous|on|je) vous (?:attends?|attendons|attendrons|verra|verrons|verrai)|vous êtes attendue?": "expect you on",
    r"(?:on se voit|nous nous voyons|je vous dis à|^(?:alors |donc )?à|^rendez-vous)(?: le)? (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|in two days)": "see you on ",
    r"nouveau rendez-vous est|nouvelle heure est": "new appointment is",
    r"rendez-vous est (?=(?:le|à|pour|bien le)? ?(?:mon|tues|wednes|thurs|fri|satur|sun|at|\d))": "appointment is on ",
    r"(?:votre|le) (?:nouveau |nouvelle )?[\w-]+ (?:est|passe|sera)(?: maintenant| désormais| donc| bien)*(?: à| au| le| pour)*(?: le)? (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|in two days)": "your appointment is on ",
    r"(?:est|sont)(?: bien| maintenant)* à votre nom": "is booked under your name",
    r"est à vous": "is yours",
    r"(?:tout est|c'est tout|vous êtes) (?:prêt|réglé|bon|en ordre|arrangé)e?": "all set",
    r"voilà": "done",
    r"c'est (?:fait|bon|réglé|arrangé)": "it is done",
    r"dans (?:l'agenda|le planning|le calendrier|le système)(?! (?:je|il|on|nous) n)|à l'agenda|au planning": "in the diary",
    r"(?:bien )?(?:été )?(?:effectué|terminé|finalisé)e?s?": "completed",
    r"est fait(?:e)?": "is done",
    r"(?<=\d )(?:rendez-vous|rdv)": "appointments",
    r"rendez-vous|rdv": "appointment",
    r"(?:réserve|note|programme|inscris|enregistre)": "book",
    r"(?:déplace|décale|change|modifie|reporte|avance|repousse)": "move",
    r"(?:annule|supprime|retire)": "cancel",
    r"ou": "or",
    r"(?:a|ont) (?:bien )?été|(?:est|sont|êtes|c'est)(?: bien| maintenant| désormais)?": "is",
    r"(?:prendre|réserver|fixer)": "book",
    _MOVE: "move",
    _CANCEL: "cancel",
    r"jour|date": "day",
    r"heures?": "time",
    r"(?:de la|des?|du|la|les?)(?! (?:la )?(?-i:[A-ZÉÈ]))": "",
    r"que|d'|l'|un|une|à|au|aux|pour|avec|vous|votre|vos|bien": "",
    r"mon|ma|mes": "my",
}
_DIGITS: Final = {name: str(n) for n, name in enumerate(_NUMBERS[:13]) if name != "un"}
_SINGLE: Final = {name: str(n) for n, name in enumerate(_NUMBERS[:10])} | {"une": "1"}

FRENCH: Final[list[Rule]] = [
    (re.compile("[\u00a0\u202f]"), " "),
    (re.compile("\u2019"), "'"),
    (re.compile(r" (?=[?!:;])"), ""),
    digits(_SINGLE),
    (_TIME, _clock),
    (_DATE, _date),
    each(_DAYS | _MONTHS),
    *rules(_TALK | _EXCUSES | _DEEDS),
    each(_DIGITS),
]
"""What is put in place of what, in this order."""
