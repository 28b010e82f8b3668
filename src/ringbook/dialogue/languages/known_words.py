"""By language, the words of what is harmless to say of a day or an appointment. Data.

Of opening hours, prices and rules, of what is looked for, wished or asked. What tells that
something is settled, or that the caller is to come, is not among them.
"""

import re
from typing import Final

__all__ = ["KNOWN", "OFFERS"]

_GLOSSED: Final = (
    "i|you|your|my|we|it|is|that|not?|nothing|never|nor|none|has|have|did|was|would|be|can|could|must|need"
    "|want|if|as|soon|once|before|after|every|any|ones|which|what|how|who|what's|to|let|me|going|sorry"
    "|moment|somebody|else|by|phone|number|name|book|booking|move|cancel|change|cancellation|yet|but"
    "|costs|goodbye|great|repeat|speak|person|help|anything|number's|thanks|taken"
)
_ES: Final = (
    r"mir\w*|ve[or]|busc\w+|enc[ou]\w*ntr\w+|comprob\w+|consult\w+|ofrec\w+|ofrez\w+|propon\w+|sug\w+"
    r"|decir\w*|dec\w+|diga\w*|dígame|saber|sé|pregunt\w+|llam(?:ar|e|en)\w*|elegir|escoger|pedir|hacer\w*"
    r"|poner\w*|dar\w*|tener|ir|intent\w+|confirmar\w*|verific\w+|falta\w*|quier\w+|prefer\w+|prefier\w+"
    r"|gust\w+|conv\w+|conveniente|parec\w+|mejor|posible|imposible|difícil|quizá\w*|vez|algo|algún\w*"
    r"|algun\w+|cualquier\w*|otr\w+|más|menos|much\w+|poc\w+|gente|pacientes?|clientes?|niñ\w+"
    r"|estudiantes?|adult\w+|abr\w+|cierr\w+|cerr\w+|abiert\w+|horarios?|atiend\w+|atend\w+|trabaj\w+"
    r"|empiez\w+|empez\w+|termin(?:a|an|ar|amos)|descans\w+|vacaciones|festivos?|cuest\w+|cost\w+"
    r"|precios?|cargos?|euros|gratis|gratuit\w+|descuentos?|pag(?:a|an|ar)|incluy\w+|tarifa|antelación"
    r"|aviso|avis(?:ar|e)\w*|horas?|minutos?|días?|veinticuatro|treinta|casi|siempre|normalmente"
    r"|habitualmente|veces|pronto|primero|últim\w+|me|nos|se|te|les?|l[oa]s?|yo|eso|esto|es[ea]|qué"
    r"|quién\w*|dónde|como|tan|son|ha|he|han|hemos|va|van|voy|tiene|tienen|tenía|era|ser|estar|estoy"
    r"|estamos|lista|espera|caso|coste|sal[ea]|viene|vienen|duran?|sesión|sesiones|nuev\w+|llen\w+|solo"
    r"|únicamente|ambos|opciones|posibilidades|ver(?:le|la|lo|nos)?|claro|nuestr[oa]s?|identificación|factura|pídala|tard\w+|tráfico|suel\w+|opera|recordatorios?|enviamos|urgencias|calcul\w+|haber|habitual\w*|dijo|figura|aparece|página|seguridad|garantía|agenda|acced\w+|acaba|ocupar\w*|encantad[oa]|ayudar\w*|deme|deje|déjeme|mientras|revis\w+|tarda|lavado|duele|dolor|hace|hacen|sol[oa]|pasar|cuánto|hablar|línea|segundo|ahora|mismo|confirme|confirmación|sigue|igual|esté|exact[oa]|digo|número|números|cambiamos|cambia|movemos|cancela|anula|tenga|sus|necesit\w+|previ[oa]|entend\w+|entiend\w+|comprend\w+|donde|dejamos|dejar(?:l[oa])?|haré|haremos|identidad|datos|esos|esas|estos|tiempo|enseguida|puedo|pued\w+|deb\w+|rato|porque|tod[oa]s?|ambas|sin|otra|recomend\w+|normal\w*|gran|bastante|difícil\w*|libre|tampoco|según|depende\w*|rápid\w+|clínica|consultorio|salón|peluquería|dentista|médico|equipo|recepción|edificio|calle|planta|piso|partir|tarjeta|seguro|comienz\w+|aunque|porque|ni|incluso|igual|hasta|apellido|correo|teléfono|saldrí\w+|\w+r[íi]an?"
)
_FR: Final = (
    r"regard\w+|voi[rs]|voyez|cherch\w+|trouv(?:er|e)|vérifi(?:er|e)|consult\w+|propos\w+|suggèr\w+"
    r"|conseill\w+|dire|dites|dit|savoir|sais|demand\w+|appel\w+|choisir|faire|fait|mettre|donner|avoir"
    r"|aller|essa\w+|confirmer|manque|préfér\w+|préfèr\w+|plaî\w+|convien\w+|sembl\w+|mieux|possible"
    r"|impossible|difficile|peut-être|quelque|quelques|chose|quelconque|autres?|plus|moins|beaucoup|peu"
    r"|monde|gens|patients?|patientes?|clients?|clientes?|enfants?|étudiants?|adultes?|ouv\w+|ferm\w+"
    r"|horaires?|reçoi\w+|consulte|travaill\w+|commenc(?:e|ent|er)|finit|finissent|termine|congés?"
    r"|vacances|féri\w+|absente?s?|coût\w+|prix|frais|euros|gratuit\w*|réductions?|pay\w+|compris\w*|tarifs?|tarif"
    r"|préavis|prévenir|heures?|minutes?|jours?|vingt-quatre|trente|presque|toujours|normalement"
    r"|d'habitude|habitude|parfois|bientôt|derni\w+|me|m|nous|se|s|te|t|leur|les?|la|l|y|n|ne|n'y|j|je|il|ils"
    r"|elle|elles|on|qu|que|qui|c|ce|cela|ça|c'est|où|comme|sont|a|ai|ont|va|vont|vais|avait|était|être"
    r"|sera|sommes|liste|attente|cas|part|vient|viennent|dure|séances?|séance|nouve\w+|plein\w*|seul\w*|uniquement"
    r"|options|possibilités|voir|clair|famille|courriel|téléphone|quoi|moi|\w{2,}(?:rait|raient|rions|riez)"
    r"|j'ai|n'ai|n'est|n'avons|d|d'un|d'une|qu'il|qu'elle|jusqu'à|jusqu'au|s'il|l'instant|semaine|accord|jusqu'at|possibles?|forcément|pièce|d'identité|facture|demandez-|urgences|quelqu'un|rappel\w*|envoyons|circulation|opère|n'opère|sécurité|lis|là|habituel\w*|figure|apparaît|site|souvent|l'agenda|agenda|prie|passez|excellente|journée|soirée|patienté|d'avoir|accompagnée?s?|été|n'a|n'y|libère|libérer|l'heure|d'heure|demi-time|demi-heure|donnez\w*|information|disponibilités|confirmiez|travail|douloureu\w+|cette|ouvrir|arrive|n'arrive|passer|parler|combien|seconde|ligne|tout|toute|tous|suite|confirmez|être|veille|encore|sera|l'heure|exacte?|trouvé|ces|informations|changeons|changez|annulez|l'annulez|annulons|déplaçons|numéro|mardis|\w+dis|comprend\w*|comprends|où|plutôt|laiss\w+|plaisir|suis|d'abord|identité|place|places|h|quatorze|seize|quinze|treize|l'avance|avance|puis|sans|recommand\w+|normal\w*|assez|rapide\w*|cabinet|salon|équipe|accueil|rue|étage|médecin|dentiste|selon|dépend\w*|aucun\w*|également|seulement|pouv\w+|peu[tvx]\w*|do[iv]\w+|dev\w+|d'assurance|l'ai|partir|ni|environ|revient|carte|assurance|même|notre|nos|parce|car|tôt|ensemble|près"
)
_HI: Final = (
    r"मैं|हम|आप|आपको|आपसे|मुझे|हमें|हमारे|हमारी|हमारा|मेरे|किसी|कोई|कुछ|कौन|कौनसा|कब|कहां|क्या|कि|जो|जब|तब|अगर|न|नहीं|ही"
    r"|है|हैं|हूं|था|थी|थे|हो|होना|होता|होती|होते|होगा|होगी|सब|सभी|हर|और|अन्य|बाद|पहले|बीच|बाहर|अंदर|यहां|वहां|अभी|जल्दी|देर"
    r"|करने|करना|करती|करते|करता|कर|करें|बदलने|बदलना|बदल|रद्द|बुक|बुकिंग|देख\S*|ढूंढ\S*|खोज\S*|बता\S*|पूछ\S*|जान\S*|चुन\S*|सुन\S*|कह\S*"
    r"|चाह\S*|पसंद|बेहतर|मुमकिन|संभव|मुश्किल|शायद|खाली|बचा|भरा|भरे|बंद|खुल\S*|खोल\S*|उपलब्ध|विकल्प|छुट्टी|त्योहार|काम|मरीज\S*|लोग|भीड|बच्चों|छात्रों"
    r"|दाम|खर्च|शुल्क|पैसे|मुफ्त|छूट|लगता|लगती|लगते|लगेगा|शुरू|खत्म|चौबीस|तीस|फोन|नंबर|उपनाम|पूरा|सही|वेटिंग|लिस्ट|बैठ\S*|मिल\S*|सक\S*"
    r"|दे|दी|दूं|लेना|लेने|ले|लूं|रख|रखना|ना|रहता|रहती|रहते|रहा|रही|रहे|जाता|जाती|जाते|जाए|नया|नई|सलाह|आखिरी|सिर्फ|लगभग|कम|ज्यादा|चाहिए|ने|बची|बचे|आम|तौर|पत्र|बिल|मांग\S*|सबसे|ऑपरेशन|ट्रैफिक|याद|दिला\S*|भेज(?:ते|ती)|इमरजेंसी|इंतजार|दिख|सुरक्षा|जांच\S*|पडता|पडती|वेबसाइट|सूची|डायरी|माफी|हुए|बदलाव|पुष्टि|पैसा|जाए|आए|दर्द|बोल\S*|लाइन|कितना|कितनी|लगे|किए|जरूरी|जरूर|बिना|क्लिनिक|जगह|पहचान|पक्की|करनी|आपने|मैंने|आमतौर|अक्सर|हमेशा|टीम|रास्ता|मंजिल|सकते|इतना|बहुत|थोडा|थोडी|काफी|एक|सारे|सारी|मरीजों|दूसरे|अलावा|उनके|उनका|वे|उन्हें|वहीं|कीजिए|लीजिए|दीजिए|किया|जा|पा\S*|साफ|अलग|पास|जैसे|वही|अपना|अपने|अपनी|आपका|आपके|आपकी|हमारी|कार्ड|बीमा|इसलिए|क्योंकि|दिन|बार"
    r"|main|hum|aap|aapko|aapse|mujhe|humein|hamare|hamari|kisi|koi|kuch|kaun|kab|kahan|kya|jo|jab|tab|agar|nahi|nahin|na|hi|hai|hain"
    r"|hoon|tha|thi|the|ho|hona|hota|hoti|hote|hoga|hogi|sab|sabhi|har|baad|pehle|beech|bahar|yahan|wahan|abhi|jaldi|der|karne|karna"
    r"|karti|karte|karta|kar|karein|karke|badalne|badalna|badal|dekh\w*|dhoondh\w*|bata\w*|pooch\w*|jaan\w*|chun\w*|sun\w*|keh\w*|kah\w*|chah\w*"
    r"|pasand|behtar|mumkin|mushkil|shayad|khali|khaali|bacha|bhara|band|khul\w*|khol\w*|uplabdh|available|chhutti|kaam|mareez\w*|log|bheed"
    r"|daam|kharch|shulk|paise|muft|free|lagta|lagti|lagte|lagega|shuru|khatm|phone|number|poora|sahi|waiting|list|baith\w*|mil\w*|sak\w*"
    r"|de|di|doon|lena|lene|le|loon|rakh|rakhna|rehta|rehti|rehte|raha|rahi|rahe|jaata|jaati|jaate|jata|jati|jate|naya|aakhri|lagbhag|kam|zyada|chahiye|ne|bachi|aam|taur|patra|bill|maang\w*|sabse|emergency|traffic|yaad|wapas|intezaar|dikh|suraksha|jaanch\w*|padta|padti|website|soochi|diary|maafi|badlav|pushti|paisa|jaye|aaye|dard|bol\w*|line|kitna|kitni|lage|kiye|zaroori|zaroor|jaroor|bina|clinic|jagah|pehchaan|pakki|karni|aapne|maine|aksar|hamesha|bahut|thoda|kaafi|saare|wahin|rehne|dete|deti|kijiye|lijiye|dijiye|kiya|ja|pa\w*|saaf|alag|paas|jaise|wahi|apna|apne|apni|aapka|aapke|aapki|card|bima|kyunki|din|baar|kis|kise|kiske"
)

KNOWN: Final = {
    language: re.compile(rf"(?:{_GLOSSED}|{words})", re.I)
    for language, words in (("es", _ES), ("fr", _FR), ("hi", _HI))
}
"""A whole word of the gloss."""

OFFERS: Final = {
    "es": re.compile(
        r"\b(?:libres?|hay|(?<!le )(?<!la )(?<!lo )(?:tengo|tenemos|veo)|huecos|(?:me |nos )?quedan?"
        r"(?= (?:un|una|dos|tres|libre|sitio|hueco|poc|solo))|disponibles?|ofrecer\w*|ofrezco|propongo"
        r"|sugiero|llen[oa]s?|complet[oa]s?|ocupad[oa]s?|pillad[oa]s?|cogid[oa]s?|cerrad[oa]s?|a tope|cerramos"
        r"|abiert[oa]s?|abrimos|los (?:lunes|martes|miércoles|jueves|viernes|sábados|domingos)|normalmente|lo normal|en general|espacios?|opciones|posibilidades|sitio)\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:libres?|il y a|il (?:ne |n')?(?:me |nous )?reste(?! plus qu)|(?:j'ai|nous avons|on a)(?= (?:un|une|deux|trois"
        r"|de la|des|encore|aussi|mardi|le|rien))|je vois|disponibles?|propos\w+|suggère|complets?|pleine?s?"
        r"|prise?s?|occupée?s?|ferm(?:és?|ée?s?|ons)|ouv(?:ert\w*|rons)|choix|possibilités|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?! (?:\d|à|prochain|vingt|trente|deux))|en général|d'habitude|n'y a personne)\b|de la place",
        re.I,
    ),
    "hi": re.compile(
        r"खाली|बच[ाी]|भरा|भर (?:गया|चुका)|आम तौर|विकल्प|उपलब्ध|जगह (?:है|नहीं)|बंद|खुल|खोल|छुट्टी|(?:दे|दिखा) सक|समय हैं|सलाह"
        r"|\b(?:khaa?li|bacha|bhara|bhar gaya|vikalp|uplabdh|available|jagah (?:hai|nahin?)|band|khul\w*"
        r"|khol\w*|chhutti|de sak\w+)\b",
        re.I,
    ),
}
"""A time is offered, or there is none: whatever else is said of it."""
