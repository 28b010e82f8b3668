"""By language, the forms of a verb that tell of a deed, and those that tell of none. Data.

A wish, a possibility, a condition, a rule, a price or what somebody else did claims nothing, in
whatever words, unless a verb beside it is in a form that tells of something done or settled.
"""

import re
from typing import Final

__all__ = ["ADVERB", "CHOICE", "CONDITION", "DEED", "HABIT", "SOONEST", "SUMMONS", "UNDONE", "WISH"]

# ---- Spanish ------------------------------------------------------------------------------------

_ES_TO: Final = r"(?:se|me|l[aeo]s?|te|nos)"
_ES_OTHER: Final = r"(?:alguien|otr[ao] (?:persona|paciente|cliente|señora?))"
_ES_IDLE: Final = (
    r"(?:encantad|ocupad|pillad|cogid|entendid|oíd|olvidad|permitid|llamad|equivocad|preocupad"
    r"|interesad|encontrad|buscad|mirad|preguntad|perdid|limitad|necesitad|obligad|tenid|podid"
    r"|querid|sabid|sid|ubicad|situad|pensad|hablad|escuchad|pagad|repetid|agotad|cerrad|dich"
    r"|pedid|comentad|indicad|mencionad|abiert|complet|complicad|colgad|cortad)"
)
_ES_PARTICIPLE: Final = rf"(?!{_ES_IDLE})(?:\w{{2,}}(?:ad|id)|hech|puest|inscrit|resuelt|list|cubiert)[oa]s?\b(?! que\b)"
_ES_STANDS: Final = (
    r"(?:cita|hora|turno|plaza|sitio|lugar|hueco|reserva|limpieza|revisión|consulta)"
)

# ---- French -------------------------------------------------------------------------------------

_FR_TO: Final = r"(?:me |vous |le |la |les |l'|y |en |nous |lui )*"
_FR_IDLE: Final = (
    r"(?:désol|féri|ferm|occup|oubli|situ|intéress|oblig|demand|parl|trouv|vérifi|regard|cherch"
    r"|appel|écout|recommand|limit|allé|resté|été|gratuit|factur|rembours|envoy|conseill|mention"
    r"|indiqu|précis|patient|équip)"
)
_FR_PARTICIPLE: Final = (
    rf"(?!{_FR_IDLE})(?:\w{{2,}}ée?s?|(?:re)?(?:pris|mis)(?:es?)?|inscrite?s?|faite?s?"
    r"|(?:re|ob|con|main)tenue?s?|prévue?s?|convenue?s?|acquise?s?|conclue?s?|réussi\w*|fini\w*"
    r"|défini\w*|choisi\w*|réparti\w*|glissé\w*|bon|prête?s?)\b"
)
_FR_STANDS: Final = (
    r"(?:rendez-vous|heure|créneau|réservation|place|visite|séance|contrôle|détartrage)"
)

# ---- Hindi --------------------------------------------------------------------------------------

_HI_DONE: Final = (
    r"गया|गयी|गई|गए|दिया|दी|दिए|लिया|ली|लिए हैं|चुका|चुकी|चुके|किया|की है|की गई|किए|रखा|रखी|बना|बनी"
    r"|डाला|डाली|हुआ|हुई|कराया|करवाया|लगाया|बदला|बदली|हटाया|हटाई"
    r"|gaya|gayi|gaye|diya|di hai|diye|liya|li hai|chuka|chuki|chuke|kiya|ki hai|ki gayi|kiye|rakha"
    r"|rakhi|bana|bani|daala|daali|hua|hui|karaya|karwaya|lagaya|badla|badli|hataya|hatayi|done"
)
_HI_NOT: Final = r"(?:नहीं|नही|ना|न|मत|nahi|nahin|na|mat|bina|बिना)"

WISH: Final = {
    "es": re.compile(
        r"\b(?:pued[eao]\w*|pod(?:emos|amos|er)|podr\w+|quier\w+|quer\w+|quisiera\w*|dese\w+"
        r"|prefier\w+|necesit\w+|deb(?:e|en|o|emos)|hay que|hace falta|temo|cre[eo]|parece\w*"
        r"|d[ée]j[ae]me|perm[íi]tame|v(?:oy|amos|an?) a|tratar\w* de|intent\w+|pid[ae]\w*)\b"
        r"|\b(?!d[íi]a|mar[íi]a|garc[íi]a|todav[íi]a)\w{2,}r[íi]a(?:n|mos|s)?\b"
        rf"|(?<!\bya )\b(?:no (?!se preocupe|te preocupes|olvide)|nunca |tampoco )(?:{_ES_TO} )*\w+|\bsin \w+[aei]r\b"
        r"|^\s*(?:y |o |por favor,? )*(?:(?!v[ée])\w+[ae](?:me|nos|l[aeo]s?)\b|(?:traiga|llame|espere|llegue"
        r"|recuerde|diga|indique|pregunte|marque|pruebe|avise|consulte|visite|pida|escriba)\b)"
        r"|\b(?:me|nos) (?:dij|dec[íi]|pid|coment|indic|mencion|ha(?:bía)? (?:pedido|dicho))\w*"
        r"|^\s*(?:perdón|perdone|disculpe|gracias)\b|^\s*(?:qué \w+|que (?:le |se |te )?(?:tenga|vaya|pase|esté|siga|mejore))\b|^\s*(?:a|para|sin) \w{2,}[aei]r(?:l[aeo]s?|me|nos)?\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:peu[xt]|peuvent|pouv\w+|pourr\w+|puis-je|veu[xt]|voul\w+|voudr\w+|souhait\w+"
        r"|préf[éè]r\w+|aimer\w+|désir\w+|doi\w+|dev(?:ez|ons|r\w+)|faut|faudra\w*|crains|crois"
        r"|pense|semble|essa[iy]\w*)\b"
        r"|\b(?:vais|allons|va|vont|allez) (?:vous |le |la |les |l'|y |en |me |nous )*\w+(?:er|ir|re)\b"
        r"|\w{2,}(?:rais|rait|raient|rions|riez)\b"
        rf"|\bn(?:e |')(?!(?:{_FR_TO}\w+ )(?:\w+ )?plus\b)"
        r"|^\s*(?:et |ou |s'il vous plaît,? )*(?!ven|pass|soy|not|arriv|comptez (?:dessus|sur))\w{2,}ez\b"
        r"|\bvous (?:m'|nous |l')?av(?:ez|iez) (?:dit|demandé|parlé|mentionné|indiqué)|\bvous (?:disiez|cherchez)\b"
        r"|^\s*(?:pardon|merci|désolée?|excusez|bon(?:ne)? (?!pour))\b|^\s*(?:à|pour|sans|afin de) \w{2,}(?:er|ir|re)\b",
        re.I,
    ),
    "hi": re.compile(
        r"सक(?:ता|ती|ते|ूं|ें|ना)|चाह|करवाना|करने (?:की|के|पर|से)|होने (?:के|पर|से)|कोशिश"
        r"|(?<=[\u0900-\u0963])(?:ता|ती|ते|तीं)(?= (?:है|हैं|हूं|था|थी)|[ .,]*$)"
        r"|(?:ूंगा|ूंगी|ऊंगा|ऊंगी)(?![\u0900-\u0963])"
        r"|(?<![\u0900-\u0963])(?!हूं)[\u0900-\u0963]+(?:ूं|ऊं|एं)(?![\u0900-\u0963])"
        r"|(?<![\u0900-\u0963])(?:करें|दें|लें|रखें|चाहें|बताएं)(?![\u0900-\u0963])"
        rf"|(?<!\S){_HI_NOT}(?!\S)"
        r"|(?<![\u0900-\u0963])(?!आइ|आ जा|पहुंच|ली|जी)[\u0900-\u0963]+(?:िए|इए|िएगा|इएगा)(?![\u0900-\u0963])"
        r"|\b(?:sak(?:ta|ti|te|un|oon|en|ein)|chah\w+|karwana|karne (?:ki|ke|par|se)|hone (?:ke|par|se)"
        r"|koshish"
        r"|\w{2,}(?:ta|ti|te) (?:hai|hain|hoon|hun)|\w{2,}(?:unga|ungi|oonga|oongi)"
        r"|(?:kar|lo|de|le|rakh|bata|dekh)(?:un|oon|ein|en)|doon|loon|dein|lein|(?!aaiye|samajh|jaiye|lijiye)\w{2,}iye)\b",
        re.I,
    ),
}
"""Nothing is told as done: a wish, a possibility, a request, or it is denied."""

HABIT: Final = {
    "es": re.compile(
        r"\b(?:normalmente|generalmente|en general|por lo general|habitualmente|a veces|cada"
        r"|(?:l[oa]s|muchas|todas las) (?:\w+ )?(?:citas|visitas|personas|pacientes|veces))\b"
        r"|\b(?:euros?|dólares|pesos|cuestan?|cobra\w*|precios?|tarifas?|gratis|gratuit\w+)\b"
        r"|\bsuel\w+|\b(?:vuelve|regresa|dura|tarda|libra|descansa)n?\b|\bestá (?:de (?:vacaciones|viaje|guardia)|fuera (?:de|hasta)|en (?:un|una|otr)\w*)\b"
        r"|\b(?:dice usted|usted dice|depende\w*|hoy es|como est[áa]|sin cambios|usted (?:decide|elige)|es (?:más|menos) \w+)\b|\b(?:\w+es|sábado|domingo) es (?:mañana|hoy)\b|^\s*(?:soy|somos|esto es|habla con)\b"
        r"|\b(?:fiesta|festivo|puente|feriado)\b|\b(?:imposible|difícil|complicado)s?\b"
        r"|\bse (?!qued|preocup|l[aeo]s?\b|me\b|te\b|pas|va\b|ha\b|han\b)\w+[ae]n?\b|\b(?:que )?es (?:un )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b(?! (?:a|\d))"
        r"|\b(?:le|les|te) (?:cuento|explico|comento|digo|aviso|informo|aclaro)\b|\b(?:descart|olvid)amos\b"
        r"|\bde vuelta\b|\bsin cita\b|\brecuerd[oe] que\b"
        r"|\b(?:es|está|resulta|veo|va a ser|sería) (?:muy |un poco |bastante )?(?:complicad|difícil|imposible|mejor|peor|posible)\w*"
        r"|\b(?<!le )(?<!la )(?<!lo )(?<!te )(?<!se )(?!qued|esper|vemos|reserv|agend|apunt|anot"
        r"|cambi|cancel|anul|mov|hemos|pas|pus|hic|confirm|tenemos)\w{2,}[aei]mos\b"
        r"|\b(?:busco|miro|reviso|compruebo|consulto|leo|tomo nota|pregunto|entiendo|ofrezco|propongo"
        r"|sugiero|paso con|transfiero)\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:en général|généralement|normalement|d'habitude|habituellement|souvent|parfois|chaque"
        r"|les (?:\w+ )?(?:rendez-vous|visites|patients|patientes|clients|gens|personnes) (?!de))\b"
        r"|\b(?:euros?|dollars|tarifs?|coûte\w*|gratuite?s?|offerte?s?|payants?|facturée?s?)\b"
        r"|\bnous (?!av|somm|vous|confirm|attend|réserv|bloqu|inscri|gard|fais)\w+ons\b|\bil vaut mieux\b|\b(?:dure|durent|revient|rentre)\b"
        r"|\b(?:férié|impossible|compliqué|difficile)s?\b|\bvous dites\b|\btel(?:le)? quel(?:le)?\b|\bvous (?:qui )?(?:décid|choisi)\w+|\best (?:plus|moins) (?!tard|tôt)\w+|\baujourd'hui (?:c'est|nous sommes)\b|\b\w+di c'est (?:demain|aujourd'hui)\b|\bdépend\w*|^\s*(?:je suis|nous sommes|ici) (?:un|une|l'|le|la|au|en)\b|\bc'est un (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
        r"|\bse (?!voi|retrouv|revoi|ser)\w+e(?:nt)?\b|\bon (?:oublie|regarde|cherche|essaie|écarte|laisse)\b"
        r"|\bje vous (?:explique|dis|préviens|informe|signale|précise)\b|\b(?:en|au) (?:congrès|formation|congé|vacances)\b"
        r"|\bde retour\b|\brappelle que\b"
        r"|\b(?:est|c'est|sera|va être) (?:très |un peu |assez )?(?:compliqué|difficile|impossible|possible|mieux|dommage)\b"
        r"|^\s*(?:le |la )?(?:docteure?|dr|cabinet|salon|clinique)?\s+(?:commence|finit|ouvre|ferme|consulte|travaille|opère)\b"
        r"|\bon (?:prend|fait|accepte|ouvre|ferme|propose|demande|reçoit|travaille)\b"
        r"|\bje (?:regarde|cherche|vérifie|consulte|relis|répète|récapitule|transmets|comprends|vois"
        r"|propose|vous (?:passe (?!à|au|le|de)|transfère|écoute|propose))\b"
        r"|\bsans rendez-vous\b|\bau plus tard\b",
        re.I,
    ),
    "hi": re.compile(
        r"रुपय|मुफ्त|आमतौर|अक्सर|हमेशा|ज्यादातर|बेहतर|वापस|मुश्किल|मुमकिन|छुट्टी|बाहर हैं|निर्भर|दोहरात|मर्जी|ऐसे ही|चल रह|\b(?:marzi|aise hi|chal rah)|\bdohrat\w+|\bnirbhar|^\s*(?:मैं|main) [^,]* (?:हूं|hoon|hun)[ .]*$"
        r"|(?:आपने|aapne) [^,]*(?:कहा|मांगा|बोला|पूछा|चुना|बताया|चाहा|kaha|maanga|manga|bola|poocha|chuna|bataya|chaha)(?: (?:था|tha))?[ .]*$"
        r"|(?<!भेज )रह[ाी] हूं|\b(?:mushkil|mumkin|chhutti|bahar hain|(?<!bhej )rah[ai] (?:hoon|hun|hu))\b|हमार[ाीे] समय|से [^,]* तक(?!\S)|\b(?:hamara (?:time|samay)|se [^,]* tak)\b|\b(?:behtar|wapas)\b|\b(?:rup\w+|free|muft|aksar|hamesha)\b"
        r"|^(?!.*(?:बजे|वार|तारीख|कल|baje|[vw]aa?r\b|day\b|kal\b)).*"
        r"(?:(?:ेगा|ेगी|ेंगे|एगा|एगी|एंगे|ोगा|ोगी|ोंगे)(?![\u0900-\u0963])|\w{2,}(?:ega|egi|enge)\b)",
        re.I,
    ),
}
"""A rule, a price, what is usual or is just being looked at; in Hindi also what will come, at no
time that is named."""

DEED: Final = {
    "es": re.compile(
        r"\b(?:he|ha|has|hemos|han|qued[aeó]\w*|est[áa]n?|fue(?:ron)?|sido|quedado|dej(?:o|ó|é|amos|ado|aron)|tengo"
        r"|tenemos|tiene|es|son|va)\b(?: (?:ya|bien|todo|usted|\w+mente|sido|quedado))*"
        rf" {_ES_PARTICIPLE}|\b(?:dej[oóé]|dejamos|dejado) \w+(?:ad|id)[oa]s?\b"
        r"|^\s*(?:ya |todo |está )*(?:reservad|confirmad|cancelad|anulad|cambiad|apuntad|anotad|agendad|hech)[oa]s?\b"
        rf"|\b(?!qu[eé]\b|as[ií]\b|aqu[ií]\b|ah[ií]\b|all[ií]\b|caf[eé]\b|s[ií]\b|m[ií]\b)\w{{2,}}[éí]\b"
        r"|\b(?!dijo|pidió|coment|mencion|indic|fall)\w{2,}ó\b|\b(?:hice|puse|hicimos|pusimos|hizo|puso)\b"
        r"|\b(?:\w{2,}(?:aron|ieron))\b"
        rf"|\bacab(?:o|amos) de\b|\bnos vemos\b|\bquedamos\b|(?<!\bme )(?<!\bnos )\bqueda(?! (?:un|una|libre|disponible|poco|sitio|hueco))\b"
        r"|\b(?:l[aeo]s?|te) (?:esper|atender|recibir|ver[áe]|vemos|veo(?! (?:bien|mal|dif|comp|imp)))\w*"
        rf"|\b(?:tiene|tienes|tendrá|tenemos|tengo) (?:(?:ya|usted|su|la|tu) )*(?:una )?{_ES_STANDS}\b"
        rf"|\bsu {_ES_STANDS}[^,]* (?:es|está|sigue|será|pasa)\b"
        r"|\b(?:suy[oa]s?|de usted|a su nombre|que sí|(?:ahí|allí|aquí) estar\w+)\b",
        re.I,
    ),
    "fr": re.compile(
        r"(?:\b(?:ai|as|a|avons|avez|ont|est|sont|êtes|es|suis|été)\b)"
        r"(?: (?:bien|donc|déjà|désormais|maintenant|tout|été|aussi|vraiment))*"
        rf" {_FR_PARTICIPLE}|(?<!quelqu'un )\bv(?:iens|ient|enons|iennent) (?:de |d'|vous )"
        rf"|\b(?:vous avez|tu as|avez)(?: \w+){{0,3}} {_FR_STANDS}\b"
        r"|\bvous (?:attend|verr|recevr|accueill)(?!ez)\w*|\bon se (?:voit|retrouve)\b"
        r"|\b(?:à|pour) (?:vous|votre nom)\b|\baura lieu\b|\bque oui\b|\bser(?:a|ont) là\b|\b(?:la|le) vôtre\b"
        rf"|\b(?:votre|vos) (?:\w+ )?{_FR_STANDS}[^,]* (?:est|sera|reste|commence|passe|débute)\b"
        r"|\bvous (?:passez|venez) (?=(?:le |à )?(?:lun|mar|mer|jeu|ven|sam|dim|demain|\d))",
        re.I,
    ),
    "hi": re.compile(
        rf"(?<![\w\u0900-\u0963])(?:{_HI_DONE})(?![\w\u0900-\u0963])"
        r"|(?:बुक|कन्फर्म|पक्का|पक्की|तय|फिक्स|book|booked|confirm|confirmed|pakka|pakki|fix|fixed|set)"
        r" (?:है|हैं|hai|hain)(?![\w\u0900-\u0963])"
        r"|(?:आपको|aapko)[^,]* (?:आना (?:है|होगा)|aana (?:hai|hoga))(?![\w\u0900-\u0963])"
        r"|मिल(?:ते हैं|ेंगे|ेंगी)|(?:आपको|आपसे|आपका)[^,]* (?:देखेंग|मिलेंग|इंतजार)"
        r"|हां कहा|haan kaha|वहीं होंग|wahin hong\w+|आ जाइए|आइएगा|आपके नाम|mil(?:te hain|enge)|intezaar|aapko[^,]* dekhenge|aa jaiye|aaiyega"
        r"|aapke naam",
        re.I,
    ),
}
"""Something is told as done, or as settled."""

UNDONE: Final = {
    "es": re.compile(
        rf"(?<!\bya )\b(?:no|sin|nunca|tampoco) (?:{_ES_TO} )*(?:(?:he|ha|hemos|han|est[áa]n?|qued[aeó]"
        r"|fue|sido|quedado) )*\w+"
        r"|\bsi (?:aún |todavía )?(?:me |nos )?(?:queda|quedan|hay|tengo|tenemos|está|hubiera)\b.*"
        r"|\b(?:ha |me )+dado error|\bse me ha \w+ado \w+"
        rf"|\b{_ES_TO} (?:\w+) {_ES_OTHER}|{_ES_OTHER}(?: más)? (?:ya |acaba de |{_ES_TO} )*(?:ha )?\w+",
        re.I,
    ),
    "fr": re.compile(
        rf"\bn(?:e |'){_FR_TO}\w+ (?:(?:encore|toujours|malheureusement) )*(?:pas|rien|jamais|aucune?|guère)"
        r"(?: (?:été|encore|pu|réussi à|bien))* ?\w*"
        r"|\b(?:rien|aucune?[^,]*) n(?:e |')\w+(?: encore| été)* ?\w*"
        r"|\bc'est (?:bien )?noté\b|\bs'il (?:me |nous |vous )?(?:reste|y a|est)\b.*"
        r"|\b(?:quelqu'un|une autre personne|un autre patient)[^,]*"
        r"|\b(?:système|ordinateur|logiciel|ligne) [^,]*?(?:a|est) \w+",
        re.I,
    ),
    "hi": re.compile(
        r"(?:\S+ )?(?<!\S)(?:नहीं|नही|nahi|nahin)(?!\S)(?: \S+){0,3}"
        r"|(?:किसी और|किसी दूसरे|किसी ने|kisi aur|kisi ne)[^,]*|(?:भरा|भर|bhara|bhar) (?:हुआ|गया|चुका|hua|gaya)|(?:वापस|wapas) (?:आ|aa) (?:गया|गई|gaya|gayi)|(?:समझ|सुन|samajh|sun) (?:गया|गई|लिया|gaya|gayi|liya)",
        re.I,
    ),
}
"""What was not done, or by somebody else: it is no deed."""

CONDITION: Final = {
    "es": re.compile(
        r"\b(?:si|cuando|en cuanto|una vez|hasta que|mientras|siempre que|en caso de|tan pronto)\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:si|s'il|dès que|dès|une fois|quand|lorsque|tant que|en cas de|à condition)\b|\ben cas d'",
        re.I,
    ),
    "hi": re.compile(
        r"(?<!\S)(?:अगर|यदि|जब|जैसे ही|तभी|agar|yadi|jab|jaise hi|tabhi)(?!\S)"
        r"|(?:ने के बाद|ne ke baad|हो तो|ho toh?)(?!\S)",
        re.I,
    ),
}
"""What follows is so only under it."""

SOONEST: Final = {
    "es": re.compile(
        r"\b(?:lo (?:más (?:pronto|temprano|cercano|próximo)|primero)|(?:lo|la|el) únic[oa]|l[oa]s? siguientes?"
        r" (?:hora|cita|día)s? (?:libre|disponible)s?)\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:(?:le|au) plus (?:tôt|proche)|la première (?:place|date|disponibilité)|l[ae] seule?)\b",
        re.I,
    ),
    "hi": re.compile(
        r"सबसे (?:जल्दी|पहला|पहले|नजदीकी|नजदीक|पास)|(?:सिर्फ|केवल) [^,]*बच[ाीे]|\bsabse (?:jaldi|pehla|pehle|paas)\b",
        re.I,
    ),
}
"""What is named with it is offered."""

SUMMONS: Final = {
    "es": re.compile(
        r"\bpued\w+ (?:\w+ ){0,2}(?:venir|pasar|acudir|presentarse|apuntar\w*|anotar\w*|olvidar\w*|dar por"
        r"|considerar\w*|contar)\b|\bcont(?:amos|o) con usted|\busted viene|\bviene usted"
        r"|\bcuando (?:llegue|venga)n?\b",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:pouvez|peux) (?:\w+ ){0,2}(?:venir|passer|inscrire|noter|oublier|considérer|compter)\b"
        r"|\bquand vous (?:arriver|viendr)\w*|\bje vous ai là\b|\bcomptez dessus",
        re.I,
    ),
    "hi": re.compile(
        r"आ सकते|आकर|भूल जाइए|समझिए|तैयार रह|मुलाकात होगी|देख लेंगे|आइएगा|बताइएगा|आना है"
        r"|\b(?:aa sakte|aakar|bhool jaiye|samajhiye|taiyar|mulaqat hogi|dekh lenge|aaiyega|bataiyega|aana hai)\b",
        re.I,
    ),
}
"""The caller is told to come, or to forget it: with a time or an appointment it is settled."""

CHOICE: Final = {
    "es": re.compile(r"\b(?:si|o|sin cita)\b", re.I),
    "fr": re.compile(r"\b(?:si|s'il|ou|sans rendez-vous)\b", re.I),
    "hi": re.compile(
        r"(?<!\S)(?:अगर|यदि|या|चाहें|बिना|agar|yadi|ya|chahen|chahein|bina)(?!\S)", re.I
    ),
}
"""It is left to the caller."""

ADVERB: Final = {
    "es": re.compile(r"(?:y |pero )?(?:por|de|en|a|para|hasta) (?:(?!bols)\w+ ?){1,3}", re.I),
    "fr": re.compile(
        r"(?:et |mais )?(?:(?:à|de|en|pour|par|du|au) |d')(?:(?!poche|boîte)[\w']+ ?){1,3}", re.I
    ),
    "hi": re.compile(
        r"(?!.*(?:आप|aap))[^\s]+(?: [^\s]+)? (?:से|में|पर|तक|लिए|se|mein|par|tak|liye)", re.I
    ),
}
"""A few words after which the sentence is still to come."""
