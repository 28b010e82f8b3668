"""By language, words that only name an appointment: its service, person and time. Data.

A clause of nothing but these says nothing of it, so it may be the first half of a read-back. A verb
and a "yours" are never among them.
"""

import re
from typing import Final

__all__ = ["NAMED", "NAMING"]

_ENGLISH: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december at am pm in the morning afternoon evening noon"
    " today tomorrow day days time appointment appointments and or with dr great yes that's correct"
    " please thanks then two the a in what my hello sorry one moment".split()
)
_SPANISH: Final = frozenset(
    "el la los las un una de del a al y e o en con sin para por desde hasta entre sobre este esta ese"
    " esa otro otra primer primero primera segundo segunda tercera próximo próxima siguiente pasado"
    " semana mes año rato minutos minuto dólares euros pesos media cuarto punto entonces así pues"
    " bien bueno bueno perfecto muy aquí opción opciones hora horas hueco huecos día servicio servicios"
    " nombre persona personas doctor doctora don doña señor señora dra sr sra estilista limpieza"
    " revisión consulta visita corte masaje tratamiento empaste blanqueamiento color dental primera"
    " temprano tarde mañana noche mediodía solo también luego después antes más mismo repito"
    " resumiendo resumen datos vaya oh ah eh repasamos repaso veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento ver veamos claro vale ejemplo resumo mira mire cambio".split()
)
_FRENCH: Final = frozenset(
    "le la les l un une de des du d à au aux et ou en dans avec sans pour par depuis jusqu jusque vers"
    " entre chez ce cet cette autre premier première deuxième second seconde troisième prochain"
    " prochaine suivant suivante semaine mois an année minutes minute dollars euros demie quart donc"
    " alors ainsi bon bien parfait très ici option options choix heure heures créneau créneaux jour"
    " service services nom personne personnes docteur docteure dr monsieur madame m mme coiffeur"
    " coiffeuse détartrage contrôle consultation visite coupe massage soin plombage blanchiment"
    " couleur dentaire tôt tard matin soir midi après-midi aussi puis ensuite avant plus même répète"
    " résumé vingt vingts trente quarante cinquante soixante quatre cent cents jusqu'at voici voyons ah oh eh reprends oui exemple résume".split()
)
_HINDI: Final = frozenset(
    "और या तो फिर का के की को में से पर तक लिए साथ वाला वाली वाले बजे तारीख दिन समय हफ्ते हफ्ता महीने"
    " मिनट घंटा घंटे डॉलर रुपये एक दो तीन चार पांच छह सात आठ नौ दस सुबह शाम दोपहर रात आज कल अगला अगले"
    " अगली पहला पहली दूसरा दूसरी तीसरा इस उस यह वह डॉक्टर जी नाम सेवा सफाई जांच चेकअप विजिट कटिंग"
    " बीस तीस चालीस पैंतालीस पचास साठ सत्तर अस्सी नब्बे सौ जैसे दोहराती दोहरा लूं अरे ओह"
    " मालिश इलाज ठीक अच्छा बढिया बिल्कुल साढे सवा पौने ढाई डेढ अपॉइंटमेंट भी सिर्फ दोबारा"
    " aur ya to phir ka ke ki ko mein se par tak liye saath wala wali wale baje tareekh tarikh din"
    " samay time hafte hafta mahine minute ghanta ghante ek do teen chaar char paanch chhah saat aath"
    " nau das subah shaam sham dopahar raat aaj kal agla agle agli pehla pehli doosra doosri is us"
    " yeh ye woh doctor ji naam cleaning safai checkup check-up visit theek thik achha accha badhiya"
    " bilkul saadhe sadhe sava paune dhai dedh bhi sirf dobara jaise bees tees chaalis pachaas saath assi nabbe sau".split()
)

NAMING: Final = {"es": _SPANISH | _ENGLISH, "fr": _FRENCH | _ENGLISH, "hi": _HINDI | _ENGLISH}
"""In the gloss, which leaves a word that it does not know as it is."""

_NAME: Final = r"(?-i:[A-ZÁÉÍÓÚÑ][\w'-]+(?: [A-ZÁÉÍÓÚÑ][\w'-]+)*)"

NAMED: Final = {
    "es": re.compile(
        rf"(?<!\w)(?:con|doctora?|dra?\.?|sra?\.?|señora?|don|doña|nombre de),? {_NAME}", re.I
    ),
    "fr": re.compile(
        rf"(?<!\w)(?:avec|docteure?|dre?\.?|madame|monsieur|mme|m\.|nom de),? {_NAME}", re.I
    ),
    "hi": re.compile(
        r"(?:डॉक्टर|dr\.?|doctor) (?!mon|tues|wednes|thurs|fri|satur|sun)\S+(?= |,|$)"
        r"|(?<!\S)\S+(?: जी| ji)(?=[ ,]|$)"
        r"|(?<!\S)[^\s,.]+ (?:के साथ|ke saath)|(?<!\S)[^\s,.]+ [^\s,.]+ (?:के नाम|ke naam)(?: (?:पर|से|par|se))?",
        re.I,
    ),
}
"""Whom it is with, or for: a person of the practice or the caller."""
