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
        r"|cobr\w+|cogid\w+|disponibles?|ayud\w+|dejamos|dejemos|falt\w+|vale|precio|siguiente pregunta|permítame|repetir"
        r"|espacios?|(?:siguiente|próxim[oa]|primer[oa]?) (?:\w+ )?(?:hora|hueco|turno|cita) (?:libre|disponible|es)"
        r"|queda (?:un|una|otra|sitio|solo|poco)|sitio|vacaciones|festivo|libra|ausente|enferm[oa]"
        r"|\w{3,}[aei]r[íi]a(?:n|mos)?|entendido|ha dicho|pedido|traiga\w*|llegue\w* [^,]*antes"
        r"|llevan?|calcule|no consigo|entiendo|habría|descuento|est[áa] fuera hasta|(?:doctora?|turno|hora|consulta|día)\b[^,]* (?:empieza|termina)|dijo|mucha gente|no encuentro|lamentablemente|por desgracia|soy|gratuit[oa]s?|disponibilidad|hablan?|hablamos|hablar\w*)\b",
        re.I,
    ),
    "fr": re.compile(
        r"(?:\blibres?|\bplaces\b|de la place|\bil (?:me |nous )?reste|\bil y a\b|\bchoix\b"
        r"|\bouvert\w*|\bouvr\w+|\bferm(?:é|ons|ez|er|ent|eture)\w*|(?:nous|on|cabinet|salon) ferme\b|\bhoraires?|\bcomplet|\bplein|\boccupée?s?\b|\breçoi\w+"
        r"|\btravaill\w+|\bje (?:regarde|cherche|vérifie)|\btrouver|\bchercher|\bmerci\b|\bplus (?:de|d'|rien|aucune?)|s'agit d|m'avez dit|j'ai compris"
        r"|\bprochaine?s? (?:place|créneau|heure|disponib)|\bpremi(?:er|ère) (?:place|créneau|heure) (?:libre|est)"
        r"|\bcongé|\bvacances|\bféri\w+|\babsent|\bmalade|\w{2,}(?:rait|raient|rions|riez)\b|\bapportez"
        r"|\b(?:venez|arrivez)[^,]* avant\b|\bprend(?:re)? (?:une|deux|\d|\w+ (?:minutes|heures))|\bcomptez|\bgratuit\w*"
        r"|\bmalheureusement|\bje n'arrive|\bje suis l|\bparl\w+|\bréduction|\bbeaucoup de monde|(?:docteure?|séance|heure|consultation)\b[^,]* (?:commence|finit)|je vous lis|\bni\b|\ben général|\bd'habitude"
        r"|\bdure\b|\bcoûte|\bou\b|\bsera\b|\bdirai|\bbon après-midi|\bentre\b|\bdites"
        r"|\bdisponible|\baide|\bj'ai (?:deux|trois|quatre|\d|\w+ heures)|\bse (?:font|fait)\b|\bprenons\b|\bappel\w+"
        r"|\bprix\b|\bpris\b|\bmanque|\blaiss\w+|\bredire|\bje (?:le |la |les )?(?:réserve|note|change|déplace|annule)\b)",
        re.I,
    ),
    "hi": re.compile(
        r"(?:खाली|बचा|भर गया|कम है|रहने|खुल|बंद|भरा|विकल्प|सक(?:ता|ती|ते)|सकें|रह(?:ा|ी|े)(?![^ ])|चाह|करने|होने|बदलने"
        r"|होगा|शुल्क|लगें|देख|कृपया|धन्यवाद|(?<=[\u0900-\u0963])(?:ता|ती|ते)(?= (?:हूं|हूँ|है|हैं)|[ ।.,]|$)"
        r"|(?:ूंगी|ऊंगी|ूँगी|ऊँगी|ेंगे|एंगे|ेगा|ेगी)| या |समय (?:हैं|है$)|बताइए|कहिए"
        r"|उपलब्ध|(?:अगला|अगली|पहला|पहली) (?:समय|जगह|स्लॉट)|जगह (?:है|नहीं)|छुट्टी|बीमार|माफ|मुफ्त|सुझाव|भीड|छूट|वेटिंग लिस्ट|नया समय शुरू|शुरू कर|समझ (?:गई|गया|गयी)"
        r"|समझ[ीा](?![^ ,.])|कहा(?= |,|$)|ना (?:है|होता)(?= |[,.।]|$)|लाइए|पहले (?:आइए|आइएगा)|घंटा रखिए|ढूंढ|मदद|बोलत"
        r"|\b(?:khali|bacha|kam hai|bhar gaya|rehne|khul\w*|band|bhara|vikalp|sak(?:ta|ti|te)|rah[aei]|chah\w+|karne|hone"
        r"|badalne|hoga|shulk|lag\w+|dekh\w*|kripya|shukriya|ya|\w+(?:ta|ti|te) (?:hai|hain|hoon)"
        r"|\w+(?:ungi|oongi|enge|ega|egi)|bataiye|boliye|kar doon"
        r"|uplabdh|available|khaali|(?:agla|agli|pehla|pehli) (?:samay|time|slot|jagah)|jagah (?:hai|nahin?)|chhutti|chutti"
        r"|bimar|muft|sujhav|bheed|chhoot|waiting list|maaf|samajh ga\w+|samjh[ia]|kaha|\w+na hai|laiye|pehle aaiye|ghanta rakhiye|madad|bolt\w+)\b)",
        re.I,
    ),
}
