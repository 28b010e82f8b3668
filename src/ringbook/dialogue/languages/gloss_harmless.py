"""By language, words of statements that claim nothing: what is free, when it is open, what will be
done. Data.
"""

import re
from typing import Final

__all__ = ["HARMLESS"]

HARMLESS: Final = {
    "es": re.compile(
        r"\b(?:libres?|tengo|hay|huecos|opciones|abiert[oa]s?|abrimos|abre|cierra|cerrad[oa]s?"
        r"|cerramos|horarios?|complet[oa]s?|llen[oa]s?|ocupad[oa]s?|atienden?|trabaj\w+|hacen"
        r"|hacemos|suelen?|encontrar|busc\w+|mir\w+|dura|duran|cuestan?|gracias|me quedan?"
        r"|quedan|dirección|aparc\w+|o|entre|tardes|noches|pacientes?|dígame|diga|llam\w+"
        r"|cobr\w+|cogid\w+|disponibles?|ayud\w+|dejamos|dejemos|falt\w+|vale|precio|siguiente pregunta|permítame|repetir)\b",
        re.I,
    ),
    "fr": re.compile(
        r"(?:\blibres?|\bplaces\b|de la place|\bil (?:me |nous )?reste|\bil y a\b|\bchoix\b"
        r"|\bouvert\w*|\bouvr\w+|\bferm\w+|\bhoraires?|\bcomplet|\bplein|\boccup\w+|\breçoi\w+"
        r"|\btravaill\w+|\bje (?:regarde|cherche|vérifie)|\btrouver|\bchercher|\bmerci\b"
        r"|\bdure\b|\bcoûte|\bou\b|\bsera\b|\bdirai|\bbon après-midi|\bentre\b|\bdites"
        r"|\bdisponible|\baide|\bj'ai (?:deux|trois|quatre|\d|\w+ heures)|\bse (?:font|fait)\b|\bprenons\b|\bappel\w+"
        r"|\bprix\b|\bpris\b|\bmanque|\blaiss\w+|\bredire|\bje (?:le |la |les )?(?:réserve|note|change|déplace|annule)\b)",
        re.I,
    ),
    "hi": re.compile(
        r"(?:खाली|बचा|भर गया|कम है|रहने|खुल|बंद|भरा|विकल्प|सक(?:ता|ती|ते)|सकें|रह(?:ा|ी|े)(?![^ ])|चाह|करने|होने|बदलने"
        r"|होगा|शुल्क|लगें|देख|कृपया|धन्यवाद|(?<=[\u0900-\u0963])(?:ता|ती|ते)(?= (?:हूं|हूँ|है|हैं)|[ ।.,]|$)"
        r"|(?:ूंगी|ऊंगी|ूँगी|ऊँगी|ेंगे|एंगे|ेगा|ेगी)| या | तो |समय हैं|बताइए|कहिए"
        r"|\b(?:khali|bacha|kam hai|bhar gaya|rehne|khul\w*|band|bhara|vikalp|sak(?:ta|ti|te)|rah[aei]|chah\w+|karne|hone"
        r"|badalne|hoga|shulk|lag\w+|dekh\w*|kripya|shukriya|ya|\w+(?:ta|ti|te) (?:hai|hain|hoon)"
        r"|\w+(?:ungi|oongi|enge|ega|egi)|bataiye|boliye|kar doon)\b)",
        re.I,
    ),
}
