"""Small words by which a spoken language is told from English. Data, without accents.

`STRONG` words are no English words, no names of people or places, and nothing that English
speakers say for fun; `FAINT` ones may be, and count only beside strong ones.
"""

from typing import Final

__all__ = ["ENGLISH", "FAINT", "NAMES", "STRONG"]

NAMES: Final = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "de": "German",
    "pt": "Portuguese",
    "it": "Italian",
}
"""The languages that are told apart, by their ISO 639-1 code."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH: Final = _words(
    """the i my you your we our they their is are was were be been to at for with from of and an but
    this that these those it its there can could would should will need want wanted like get have
    had do does did please what when where how why who which if not im id ive ill dont cant wont
    didnt doesnt isnt thats whats lets youre yes yeah sorry thanks thank just
    about any some"""
)

STRONG: Final = {
    "es": _words(
        """¿ quiero quisiera querria quieren necesito necesita puedo puede podria podemos
        tengo tiene tienen estoy esta estan estamos soy somos estaba hace hacer hacerme
        llamar llamo llamaba hablo habla hablan hablar espanol ingles reservar cancelar
        cambiar mover pedir agendar ver aplazar anular mirar saber decir ayudar ayudarme
        venir acabo gustaria encantaria tendria tendrian seria serian cita turno hora
        horas dias manana tarde tardes noche noches buenas buenos lunes miercoles jueves
        viernes sabado hoy ayer semana proxima proximo siguiente mes usted ustedes
        nosotros este ese esa eso esto alguien algo nadie tambien porque cuando donde
        cuanto cuanta cuesta cual quien aqui ahora luego despues antes temprano pero muy
        sobre hasta desde para nombre numero telefono diente dientes muela muelas duele
        dolor pelo corte limpieza revision medico dentista entiendo comprendo perdone
        disculpe hija hijo mujer marido madre padre senora dos tres cuatro cinco seis
        siete ocho nueve abierto abiertos abren abre abrir cierran entiende oye atienden
        atienda vez tarjeta libre hueco disponible sitio ninguna ninguno otra otro misma
        mismo martes"""
    ),
    "fr": _words(
        """cest jai quil nest je voudrais voudrait veux veut peux peut pouvez pourrais
        pourriez pourrait suis etes sommes avez avons aimerais aimerait souhaite
        souhaiterais faudrait faut besoin prendre annuler deplacer reserver decaler
        modifier parler parlez parle appelle appeler rappeler savoir venir faire francais
        anglais nous vous moi toi votre vos notre nos mes cette cet ces avec dans pas
        aussi aujourd demain lundi mardi mercredi jeudi vendredi samedi dimanche matin
        midi soir heure heures quel quelle quels quelles quand combien pourquoi quoi
        semaine prochain prochaine rendez plait bonsoir medecin dentiste coiffeur dents
        mois jour jours disponible creneau libre quelqu chose coute nom numero fille fils
        femme mari mere encore toujours apres avant plutot tot tard desole excusez
        comprends deux ouvert ouverts ouvrez fermez prenez entendez hier tous suivant
        mardis jeudis annule travaille trois quatre cinq sept huit neuf dix"""
    ),
    "hi": _words(
        """mujhe mujhko mera meri maine humein humko hamara hamari aap aapka aapki aapke
        aapko aapse hai hain hoon kya kab kahan kaise kitna kitne kitni kyun kyon nahi
        nahin aaj subah dopahar baje somvar somwar mangalvar mangalwar budhvar budhwar
        guruvar guruwar shukravar shukrawar shanivar shaniwar ravivar raviwar itvaar itwar
        chahiye chahie chahta chahti chahte karna karni karwana karwani karana karani
        karvana leni dena milna dikhana aana jaana jana karo kardo kardijiye karein kijiye
        kijie dijiye dijie batao bataiye batana liye aur lekin magar abhi phir yahan wahan
        kuch samay naam baat bolte bolo boliye bolna samajh dard daant dant daanton
        badalna badal raha rahi rahe sakta sakti sakte sakoon theek thik wala wali milega
        milegi hoga hogi waqt hafte agle agla shaam parson koi apna apni apne beti bete
        ghar bhi kisi jayega jayegi karwa rakh rakhna khali bahut aati sahab milenge baal
        katwane katwana kaatne paunga paungi lijiye hindi wale usko isko"""
    ),
    "de": _words(
        """ich mochte hatte gerne gern eine einen einem einer nicht und sind haben habe
        konnte konnten konnen kann mir mich mein meine meinen meiner bitte termin heute
        uhr montag dienstag mittwoch donnerstag freitag samstag sonntag wann warum wieviel
        wie zum zur bei nach sie wir ihr ihnen ihre sprechen spricht deutsch englisch
        absagen verschieben vereinbaren machen brauche brauchen guten abend auch noch
        nachste nachsten woche zahnarzt zahnschmerzen vormittag nachmittag frei etwas
        kostet kommen vorbei wurde wollte geht spreche verstehe leider kein"""
    ),
    "it": _words(
        """vorrei voglio vorremmo posso possiamo potrei potete puo avrei siamo siete avete
        abbiamo gli della dello delle degli nel nella alle alla anche molto buongiorno
        buonasera appuntamento prenotare annullare spostare disdire fissare cambiare
        parlare parla parlate italiano inglese domani oggi lunedi martedi mercoledi
        giovedi venerdi sabato mattina pomeriggio settimana prossima prossimo questa
        questo questi quando quanto perche chiamo bisogno dente denti mio miei mie
        qualcuno vostro vostra capelli taglio piace dispiace dopo prima numero parlo
        aprite chiude capito devo avuto"""
    ),
    "pt": _words(
        """quero queria gostaria preciso precisava posso pode podem poderia tenho tem temos
        estou estao sou voce voces nao muito tambem marcar desmarcar remarcar agendar
        consulta horario amanha hoje segunda terca quarta sexta sabado domingo manha tarde
        tardes isso esse essa falar fala falam portugues ingles quando onde quanto custa
        meu minha meus obrigado obrigada fazer semana proxima proximo dia dias para alguem
        ajuda ajudar dente dentes dor dentista cabelo corte limpeza vaga depois cedo seria
        tiver falo"""
    ),
}

FAINT: Final = {
    "es": _words(
        """hola gracias por favor si adios senor el la los las de del una un unos unas mi mis
        me su sus se lo al y o que como en es son hay a no mas ya le les con sin nada bien
        algun alguna ir doy va vale muchas mucho oiga domingo dia"""
    ),
    "fr": _words(
        """bonjour merci oui non un une des les le la du de d l j c s m n qu au aux pour sur
        sous en est sont ce ca il elle on a ai mon ma ton ta que qui ou si tres bien fait
        place mal plus comment se me et hui puis allo chez deja rendezvous"""
    ),
    "hi": _words(
        """haan han ji namaste namaskar ka ke ki ko se par pe ho hu hun tha thi gaya gayi hua
        kal ek do teen char paanch din main hum mere to toh na shukriya dhanyavaad haanji
        kar mil jaldi bhai accha acha appointment booking mummy lena mein beta english
        time"""
    ),
    "de": _words(
        """hallo danke ja nein der die das den dem ein es im am um an auf zu von vom morgen
        fur so was wer wo mal ist mit schon tag will gut bis hat name"""
    ),
    "it": _words(
        """ciao grazie prego si un uno una il lo la le i di da del dei in con per che chi non
        mi ma come e ha ho ore dove costa sera bene se fa al mia male sono domenica"""
    ),
    "pt": _words(
        """ola sim de do da dos das no na um uma o a os as e com por que eu em se mas oi
        favor como foi pra antes tudo bem boa bom"""
    ),
}
