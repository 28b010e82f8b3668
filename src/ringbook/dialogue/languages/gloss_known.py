"""By language, the words of what is harmless to say of a day or an appointment. Data.

Of opening hours, prices and rules, of what is looked for, wished or asked. What tells that
something is settled, or that the caller is to come, is not among them. A star stands for any
letters.
"""

import re
from typing import Final

__all__ = ["KNOWN", "OFFERS"]

_GLOSSED: Final = """
    after any anything as be before book booking but by can cancel cancellation change costs could
    did else every going goodbye great has have help how i if is it let me moment move must my
    name need never no none nor not nothing number number's once ones person phone repeat somebody
    soon sorry speak taken thanks that to want was we what what's which who would yet you your
"""
_SPANISH: Final = """
    menores mayores años dieciocho verano invierno mejor
    anterior aparcamiento aparcar atención calle ciudad clínicas colega compañer* correo cuanto cuenta
    cuento cuál días dirección documento documentos email enfrente esquina esto existe farmacia
    fecha fechas frente funciona identificar idioma idiomas informe instante lamentamos lamento
    lamentablemente lejos mapa medicamentos mensaje mensajes metro mire minutito momentito música
    oiga ordenador parada parking plano plaza política primero quédese radiografía radiografías
    razón recuerdo ruido salir seguros servicio sistema suerte tendrá tranquil* trámite tumbar uf uy
    veintiuno veintidós veintitrés veinticinco veintiséis veintisiete veintiocho veintinueve trece
    catorce quince dieciséis diecisiete diecinueve
    *ria *rian *ría *rían abiert* abr* acaba acced* adult* agenda ahora algo algun* algún* ambas
    ambos antelación anula aparece apellido atend* atiend* aunque avisar* avise* aviso ayudar*
    bastante busc* calcul* calle cambia cambiamos cancela cargo cargos casi caso cerr* cierr*
    cliente clientes clínica comienz* como comprend* comprob* confirmación confirmar* confirme
    consult* convenir* convien* correo cost* cualquier* cuest* cuánto dar* deb* decimos decir*
    dejamos dejar dejarla dejarlo deje deme dentista depende* descans* descuento descuentos
    difícil* diga* digo dijo dolor donde duele dura duran déjeme días dígame dónde edificio elegir
    empez* empiez* encantada encantado encontr* encuentr* enseguida entend* entiend* enviamos
    equipo era esas escoger eso esos espera estamos estar esto estos estoy estudiante estudiantes
    esté exacta exacto factura falta* festivo festivos figura garantía gente gran gratis gratuit*
    gust* ha haber habitual* hablar hace hacen hacer* han haremos haré he hemos horario horarios
    identidad identificación igual imposible incluso incluy* intent* ir lavado le les libre lista
    llamar* llame* llen* lo línea me mejor menos mientras mir* movemos much* médico necesit* ni
    niñ* normal* nos nuestra nuestras nuestro nuestros nuev* número números ocupar* ofrec* ofrez*
    opera otr* paciente pacientes paga pagan pagar parec* partir pasar pedir peluquería piso
    planta poc* poner* porque posibilidades posible precio precios prefer* prefier* pregunt*
    previa previo pronto propon* pued* página pídala quier* quizá* quién* qué recepción recomend*
    recordatorio recordatorios revis* rápid* saber sala saldrí* sale salón se seguridad seguro
    según ser sesiones sesión siempre sigue sola son suel* sug* sus sé tampoco tan tard* tarifa
    tarjeta te teléfono tener tenga tenía termina terminamos terminan terminar tiempo tiene tienen
    toda todas todo todos trabaj* tráfico urgencias va vacaciones van veces veinticuatro veo
    verific* verla verle verlo vernos vez viene vienen voy yo últim* únicamente
"""
_FRENCH: Final = """
    ans dix-huit été hiver vaut
    adresse après arrêt attention ascenseur bonne bus celle celui celles ceux collègue collègues
    coordonnées d'après d'avant date dates demi-heure devant doute document documents dommage
    douleur email entrée escalier existe face facteur fin forte garer identifier immeuble joindre
    juste langue langues loin ligne médicament médicaments message messages mesure métro mission
    moyen mutuelle navré navrée ordinateur parking perdu pharmacie place plan politique problème
    précision quitter quittez radio radios raison règle regret souci sortie stade système tramway
    tranquille treize quatorze dix-neuf vingt-* trente-* quatre-vingt* soixante-*
    *dis *raient *rait *riez *rions absent absente absentes absents accompagné accompagnée
    accompagnées accompagnés accord accueil adulte adultes agenda ai aller annulez annulons
    apparaît appel* arrive assez assurance attente aucun* autres avait avance avoir beaucoup
    bientôt c c'est cabinet car carte cas cela ces changeons changez cherch* choisir chose
    circulation clair client cliente clientes clients combien comme commence commencent commencer
    comprend* compris* confirmer confirmez confirmiez congé congés conseill* consult* convien*
    courriel coût* d'abord d'assurance d'avoir d'habitude d'heure d'identité d'un d'une demand*
    demi-heure demi-time dentiste derni* dev* difficile dire disponibilités dit dites doi* donner
    donnez* douloureu* dov* dure dépend* déplaçons elle elles encore enfant enfants ensemble
    environ envoyons essa* exact exacte excellente facture faire fait famille ferm* figure
    finissent finit forcément frais féri* gens gratuit* h habitude habituel* horaire horaires
    identité il ils impossible information informations j j'ai je journée jours jusqu'au jusqu'à
    l'agenda l'ai l'annulez l'avance l'heure l'instant laiss* leur libère libérer ligne lis liste
    là manque mardis me mettre mieux moi moins monde médecin n n'a n'ai n'arrive n'avons n'est
    n'opère n'y ne ni normal* nos notre nous nouve* numéro on ont opère ouv* où parce parfois
    parler part partir passer passez patient patiente patientes patients patienté pay* peu peut*
    peuv* peux* pièce place places plaisir plaî* plein* plutôt possibilités possible possibles
    pouv* presque prie prix propos* près préavis préfèr* préfér* prévenir qu qu'elle qu'il
    quatorze que quelconque quelqu'un quelque quelques qui quinze quoi rapide* rappel* recommand*
    regard* revient reçoi* rue réduction réductions s s'il sais salon savoir se seize selon sembl*
    sera seul* site soirée sommes sont souvent suggèr* suis suite séance séances sécurité t tarif
    tarifs te termine toujours tous tout toute travail travaill* treize trouve trouver trouvé
    téléphone uniquement urgences va vacances vais veille viennent vient vingt-quatre voir vois
    vont voyez vérifie vérifier y ça également équipe étage était étudiant étudiants été être
"""
_HINDI: Final = """
    मेरा उम्र अठारह साल गर्मियों सर्दियों करे करें umar saal kare karein mera meri
    अफसोस आवाज इतने इमारत उससे इससे कंप्यूटर कागज कार्ड कट गली गाडी जानकारी तेरह चौदह पंद्रह सोलह
    सत्रह उन्नीस इक्कीस बाईस तेईस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस इकतीस दवा दवाइयों दुर्भाग्य
    देखिए ध्यान नजदीक नीति पता पार्किंग बाहर बीमार भाषा भाषाएं मंजिल मन मुश्किल यानी रजिस्ट्री
    वजह शहर शामिल सड़क सामने सुनिए सेवाएं afsos awaaz building computer dhyan gaadi gali
    jaankari kagaz parking pata rakhiye samne saamne suniye yaani matlab toh
    dein lein teraah chaudah pandrah solah satrah unnees
    aakhri aam aap aapka aapke aapki aapko aapne aapse aaye abhi agar aksar alag apna apne apni
    available baad baar bacha bachi badal badalna badalne badlav bahar bahut baith* band bata*
    beech behtar bhara bheed bill bima bina bol* card chah* chhutti chun* clinic daam dard de
    dekh* der dete deti dhoondh* di diary dijiye dikh doon emergency free hai hain hamare hamari
    hamesha har hi ho hoga hogi hona hoon hota hote hoti hum humein intezaar ja jaan* jaata jaate
    jaati jab jagah jaldi jaroor jata jate jati jaye jo kaafi kaam kab kah* kam kar karein karke
    karna karne karni karta karte karti kaun keh* khaali khali kharch khatm khol* khul* kijiye kis
    kise kisi kiske kitna kitni kiya kiye koi kuch kya kyunki lagbhag lage lagega lagta lagte
    lagti le lena lene lijiye line list log loon maafi maang* main maine mareez* mil* muft mujhe
    mumkin mushkil na nahi nahin naya ne number pa* pehchaan pehle phone pooch* poora pushti raha
    rahe rahi rakh rakhna rehne rehta rehte rehti saaf saare sab sabhi sabse sahi sak* shayad
    shulk shuru soochi sun* suraksha tab taur tha thi thoda traffic uplabdh wahan wahi wahin
    waiting wapas website yaad yahan zaroor zaroori zyada अंदर अक्सर अगर अन्य अपना अपनी अपने अभी
    अलग अलावा आए आखिरी आप आपका आपकी आपके आपको आपने आपसे आम आमतौर इंतजार इतना इमरजेंसी इसलिए उनका
    उनके उन्हें उपनाम उपलब्ध ऑपरेशन कब कम कर करता करती करते करना करनी करने करें कह* काफी काम कार्ड
    कि किए कितना कितनी किया किसी कीजिए कुछ कोई कौन कौनसा क्या क्योंकि क्लिनिक खत्म खर्च खाली खुल*
    खोज* खोल* चाह* चुन* चौबीस छात्रों छुट्टी छूट जगह जब जरूर जरूरी जल्दी जा जांच* जाए जाता जाती
    जाते जान* जो ज्यादा टीम ट्रैफिक डायरी ढूंढ* तब तौर त्योहार था थी थे थोडा थोडी दर्द दाम दिख
    दिला* दी दीजिए दूं दूसरे दे देख* देर न नंबर नई नया नहीं ना ने पक्की पडता पडती पत्र पसंद पहचान
    पहले पा* पुष्टि पूछ* पूरा पैसा पैसे फोन बंद बचा बची बचे बच्चों बता* बदल बदलना बदलने बदलाव बहुत
    बाद बार बाहर बिना बिल बीच बीमा बुक बुकिंग बेहतर बैठ* बोल* भरा भरे भीड भेजती भेजते मंजिल मरीज*
    मांग* माफी मिल* मुझे मुफ्त मुमकिन मुश्किल मेरे मैं मैंने यहां याद रख रखना रद्द रहता रहती रहते
    रहा रही रहे रास्ता लगता लगती लगते लगभग लगे लगेगा लाइन लिस्ट लीजिए ले लेना लेने लोग वहां वही
    वहीं विकल्प वे वेटिंग वेबसाइट शायद शुरू शुल्क संभव सक* सब सबसे सभी सलाह सही साफ सारी सारे सुन*
    सुरक्षा सूची हम हमारा हमारी हमारे हमें हमेशा हर ही हुए हूं है हैं हो होगा होगी होता होती होते
    होना
"""


def _any_of(words: str) -> re.Pattern[str]:
    signs = "[\\w\u0900-\u0963]*"
    return re.compile("|".join(re.escape(word).replace(r"\*", signs) for word in words.split()))


KNOWN: Final = {
    language: _any_of(f"{_GLOSSED} {words}")
    for language, words in (("es", _SPANISH), ("fr", _FRENCH), ("hi", _HINDI))
}
"""A whole word of the gloss, in lower case."""

OFFERS: Final = {
    "es": re.compile(
        r"\b(?:libres?|hay|(?<!le )(?<!la )(?<!lo )(?:tengo|tenemos|veo)|huecos|(?:me |nos )?quedan?"
        r"(?= (?:un|una|dos|tres|libre|sitio|hueco|poc|solo))|disponibles?|ofrecer\w*|ofrezco|propongo"
        r"|sugiero|llen[oa]s?|complet[oa]s?|ocupad[oa]s?|pillad[oa]s?|cogid[oa]s?|cerrad[oa]s?|a tope|cerramos"
        r"|abiert[oa]s?|abrimos|los (?:lunes|martes|miércoles|jueves|viernes|sábados|domingos)|normalmente|lo normal|en general|espacios?|opciones|posibilidades|sitio)\b"
        r"|\b(?:esa|ese|la|el) (?:hora|hueco|sitio|turno)\b[^,]* (?:a|por) otr[ao]\b|\bse (?:acab\w+ de|ha) (?:ocupa\w+|llena\w+|coger|cogido|ir|ido)\b|\bse l[ao]s? (?:ha |han |acaba de )?llev\w+",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?:libres?|il y a|il (?:ne |n')?(?:me |nous )?reste(?! plus qu)|(?:j'ai|nous avons|on a)(?= (?:\d|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|midi|lundi|mercredi|jeudi|vendredi|samedi|un|une|deux|trois"
        r"|de la|des|encore|aussi|mardi|le|rien))|je vois|disponibles?|propos\w+|suggère|complets?|pleine?s?"
        r"|prise?s?|occupée?s?|chargée?s?|ferm(?:és?|ée?s?|ons)|ouv(?:ert\w*|rons)|choix|possibilités|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?! (?:\d|à|prochain|vingt|trente|deux))|en général|d'habitude|n'y a personne)\b|de la place"
        r"|\b(?:cette|cet|ce|la|le) (?:heure|créneau|place)\b[^,]* (?:à|par) une? autre\b|\bviennent? (?:\w+ ){0,2}(?:de partir|d'être prise?s?)|\bvient (?:\w+ ){0,2}(?:de partir|d'être prise?s?)|\best partie?s?\b",
        re.I,
    ),
    "hi": re.compile(
        r"(?:किसी|kisi) (?:दूसरे|और|dusre|doosre|aur) [^,]*(?:दिया|दे दि|diya)|\bfull\b|फुल|(?:किसी|kisi)(?: \S+)? (?:ने|ne) [^,]*(?:ले|le) (?:लिया|liya)|खाली|बच[ाी]|भरा|भर (?:गया|चुका)|आम तौर|विकल्प|उपलब्ध|जगह (?:है|नहीं)|बंद|खुल|खोल|छुट्टी|(?:दे|दिखा) सक|समय हैं|सलाह"
        r"|\b(?:khaa?li|bacha|bhara|bhar gaya|vikalp|uplabdh|available|jagah (?:hai|nahin?)|band|khul\w*"
        r"|khol\w*|chhutti|de sak\w+)\b",
        re.I,
    ),
}
"""A time is offered, or there is none: whatever else is said of it."""
