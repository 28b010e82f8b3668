"""By language, words that only name an appointment: its service, person and time. Data.

A clause of nothing but these says nothing of it, so it may be the first half of a read-back. A verb
and a "yours" are never among them.
"""

import re
from typing import Final

__all__ = ["NAMED", "NAMING"]

_ENGLISH: Final = """
    a afternoon am and appointment appointments april at august correct day days december dr
    evening february friday great hello in january july june march may moment monday morning my
    noon november october one or please pm saturday september sorry sunday thanks that's the then
    thursday time today tomorrow tuesday two wednesday what with yes
"""
_SPANISH: Final = """
    a ah al antes aquí así año bien blanqueamiento bueno cambio cien ciento cincuenta claro color
    con consulta corte cuarenta cuarto datos de del dental desde después doctor doctora don doña
    dra día dólares e eh ejemplo el empaste en entonces entre esa ese esta este estilista euros
    hasta hora horas hueco huecos la las limpieza los luego masaje mañana media mediodía mes
    minuto minutos mira mire mismo muy más noche nombre noventa o ochenta oh opciones opción otra
    otro para pasado perfecto persona personas pesos por primer primera primero próxima próximo
    pues punto rato repasamos repaso repito resumen resumiendo resumo revisión segunda segundo
    semana servicio servicios sesenta setenta señor señora siguiente sin sobre solo sr sra también
    tarde temprano tercera tratamiento treinta un una vale vaya veamos veinte ver visita y
"""
_FRENCH: Final = """
    ah ainsi alors an année après après-midi au aussi autre aux avant avec bien blanchiment bon ce cent
    cents cet cette chez choix cinquante coiffeur coiffeuse consultation contrôle couleur coupe
    créneau créneaux d dans de demie dentaire depuis des deuxième docteur docteure dollars donc dr
    du détartrage eh en ensuite entre et euros exemple heure heures ici jour jusqu jusqu'at jusque
    l la le les m madame massage matin midi minute minutes mme mois monsieur même nom oh option
    options ou oui par parfait personne personnes plombage plus pour premier première prochain
    prochaine puis quarante quart quatre reprends répète résume résumé sans second seconde semaine
    service services soin soir soixante suivant suivante tard trente troisième très tôt un une
    vers vingt vingts visite voici voyons à
"""
_HINDI: Final = """
    aaj aath accha achha agla agle agli assi aur badhiya baje bees bhi bilkul chaalis chaar char
    check-up checkup chhah cleaning das dedh dhai din do dobara doctor doosra doosri dopahar ek
    ghanta ghante hafta hafte is jaise ji ka kal ke ki ko liye mahine mein minute naam nabbe nau
    paanch pachaas par paune pehla pehli phir raat saadhe saat saath sadhe safai samay sau sava se
    shaam sham sirf subah tak tareekh tarikh teen tees theek thik time to us visit wala wale wali
    woh ya ye yeh अगला अगली अगले अच्छा अपॉइंटमेंट अरे अस्सी आज आठ इलाज इस उस एक ओह और कटिंग कल का
    की के को घंटा घंटे चार चालीस चेकअप छह जांच जी जैसे ठीक डेढ डॉक्टर डॉलर ढाई तक तारीख तीन तीस
    तीसरा तो दस दिन दूसरा दूसरी दो दोपहर दोबारा दोहरा दोहराती नब्बे नाम नौ पचास पर पहला पहली पांच
    पैंतालीस पौने फिर बजे बढिया बिल्कुल बीस भी महीने मालिश मिनट में यह या रात रुपये लिए लूं वह
    वाला वाली वाले विजिट शाम सत्तर सफाई समय सवा साठ साढे सात साथ सिर्फ सुबह से सेवा सौ हफ्ता हफ्ते
"""

NAMING: Final = {
    language: frozenset(f"{_ENGLISH} {words}".split())
    for language, words in (("es", _SPANISH), ("fr", _FRENCH), ("hi", _HINDI))
}
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
        r"(?:डॉक्टर|डॉ\.?|dr\.?|doctor) (?!mon|tues|wednes|thurs|fri|satur|sun)\S+(?= |,|$)"
        r"|(?<!\S)\S+(?: जी| ji)(?=[ ,]|$)"
        r"|(?<!\S)[^\s,.]+ (?:के साथ|ke saath)|(?<!\S)[^\s,.]+ [^\s,.]+ (?:के नाम|ke naam)(?: (?:पर|से|par|se))?",
        re.I,
    ),
}
"""Whom it is with, or for: a person of the practice or the caller."""
