"""The gloss of Spanish. Data, besides its clock."""

import re
from typing import Final

from ringbook.dialogue.languages.gloss_words import Rule, at, digits, each, rules

__all__ = ["SPANISH"]

_NUMBERS: Final = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
    "treinta",
]
_BY_NAME: Final = {name: n for n, name in enumerate(_NUMBERS)} | {"una": 1, "primero": 1}
_MONTHS: Final = {
    "enero": "january", "febrero": "february", "marzo": "march", "abril": "april", "mayo": "may",
    "junio": "june", "julio": "july", "agosto": "august", "septiembre": "september",
    "setiembre": "september", "octubre": "october", "noviembre": "november",
    "diciembre": "december",
}  # fmt: skip
_DAYS: Final = {
    "lunes": "monday", "martes": "tuesday", "miércoles": "wednesday", "miercoles": "wednesday",
    "jueves": "thursday", "viernes": "friday", "sábado": "saturday", "sabado": "saturday",
    "domingo": "sunday",
}  # fmt: skip
_NAMED: Final = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_TIME: Final = re.compile(
    rf"\b(?:a |para )?las? (?P<hour>\d{{1,2}}|{_NAMED})(?:\s?[:.h]\s?(?P<minute>\d\d))?\b"
    r"(?: y (?P<add>media|cuarto|cinco|diez|veinte))?(?: menos (?P<less>cuarto|cinco|diez|veinte))?"
    r"(?: en punto| horas)?"
    r"(?: (?:(?:de|por) la (?P<part>mañana|tarde|noche)|del (?P<noon>mediodía))"
    r"| ?(?P<half>[ap])\.? ?m\b\.?)?",
    re.I,
)
_DATE: Final = re.compile(
    rf"\b(?P<day>{_NAMED}|treinta y uno)(?: de)? (?P<month>{'|'.join(_MONTHS)})\b", re.I
)
_MINUTES: Final = {"media": 30, "cuarto": 15, "cinco": 5, "diez": 10, "veinte": 20}


def _clock(found: re.Match[str]) -> str:
    hour = _BY_NAME.get(found["hour"].lower()) or int(found["hour"])
    minute = int(found["minute"] or 0) + _MINUTES.get((found["add"] or "").lower(), 0)
    minute -= _MINUTES.get((found["less"] or "").lower(), 0)
    part, half = found["part"] or found["noon"], found["half"]
    if part:
        half = "a" if part.lower() == "mañana" else "p"
    return at(hour, minute, f"{half.lower()}m" if half else None)


def _date(found: re.Match[str]) -> str:
    day = _BY_NAME.get(found["day"].lower(), 31)
    return f"{day} {found['month']}"


_DONE_BOOK = r"(?:reservad|agendad|apuntad|inscrit|anotad|programad|confirmad|guardad|apartad|asignad|dad|registrad|fijad|concertad|bloquead|tramitad|asegurad)[oa]s?"
_DONE_MOVE = r"(?:cambiad|movid|trasladad|aplazad|pospuest|reprogramad|adelantad|modificad|reagendad|corrid|actualizad|desplazad|retrasad|atrasad)[oa]s?"
_DONE_CANCEL = r"(?:cancelad|anulad|eliminad|borrad|suprimid|suspendid|retirad|quitad)[oa]s?"
_BOOK = r"(?:reservar|agendar|apuntar|anotar|programar|confirmar)"
_MOVE = r"(?:cambiar|mover|trasladar|aplazar|posponer|reprogramar|adelantar|modificar)"
_CANCEL = r"(?:cancelar|anular|eliminar|borrar)"
_ME = r"(?:l[aeo]s?|me|se|nos)?"

_NO_DEED = (
    r"(?:encantad|cerrad|ocupad|pillad|cogid|entendid|oíd|olvidad|incluid|permitid|llamad|equivocad|preocupad|interesad|encontrad|buscad"
    r"|mirad|llegad|recibid|preguntad|perdid|limitad|necesitad|obligad|sentid|tenid|venid|podid|querid|sabid|habid|sid|ubicad"
    r"|situad|cortad|comprobad|pensad|hablad|escuchad|pagad|repetid|decidid|segur|agotad|vendid|disponid|recomendad"
    r"|prohibid|acompañad|relacionad|list)"
)
_TALK: Final = {
    r"(?:dra|sra|sr)\.": "dr.",
    r"pasado mañana": "in two days",
    r"(?:por|de|en|a) la mañana": "in the morning",
    r"(?:por|de|en|a) la tarde": "in the afternoon",
    r"(?:por|de|en|a) la noche": "in the evening",
    r"mañana": "tomorrow",
    r"hoy": "today",
    r"(?:a|al) mediodía": "at noon",
    r"hola|buenos días|buenas tardes|buenas noches|buenas": "hello",
    r"muchas gracias|gracias": "thanks",
    r"adiós|hasta luego|hasta pronto|chao|chau": "goodbye",
    r"eso es todo|nada más|es todo": "that's all",
    r"me llamo|mi nombre es|soy": "my name is",
    r"mi (?:número|teléfono|número de teléfono) es(?: el)?": "my number is",
    r"sí,? (?:por favor|claro|es correcto|correcto|eso es)": "yes",
    r"sí|claro(?: que sí)?|por supuesto|de acuerdo|vale|desde luego": "yes",
    r"correcto|exacto|así es|eso es|es correcto": "that's correct",
    r"perfecto|estupendo|muy bien|genial": "great",
    r"(?:número de teléfono|número de móvil)": "phone number",
    r"en qué puedo (?:ayudarl[ea]|servirl[ea])": "how can i help",
    r"algo más|alguna otra cosa|otra cosa": "anything else",
    r"(?:a )?qué (?=día|hora|fecha)": "what ",
    r"cuál(?:es)?|qué": "which",
    r"(?<!a )(?:su|tu) nombre": "your name",
    r"cómo se llama(?: usted)?": "what is your name",
    r"por favor": "please",
    r"perdone|perdón|disculpe|lo siento": "sorry",
    r"un momento|un segundo|espere|(?<!\bl[aeo] )(?<!mucha )(?<!de )espera(?! el\b)": "one moment",
    r"(?:puede )?repetir(?:lo)?|repita": "repeat that",
    r"hablar con (?:una persona|alguien|un humano)": "speak to a person",
}
_EXCUSES: Final = {
    r"ya no (?:está|queda|figura|aparece)(?: en \w+ \w+| \w+ad[oa])?": "no longer exists",
    r"ya no (?:tiene|hay|queda) (?:ninguna |la |su )?(?:cita|hora|reserva|turno)": "appointment no longer exists",
    r"tod[oa]s l[oa]s": "every",
    r"no fue posible|no ha sido posible|no se (?:ha podido|pudo)|no ha podido": "was not",
    r"no (?:he podido|pude|hemos podido|pudimos|(?:he|hemos) (?:conseguido|logrado)|conseg(?:uí|uimos)|logr(?:é|amos))": "did not",
    r"no (?:se |le |la |lo |les )*(?:ha|han|he|hemos|está|están|quedó|queda|fue|hay|tiene|tengo)": "has not",
    r"(?:ha )?fallado|falló|fracasó|ha fracasado": "failed",
    r"se (?:me|nos) ha \w+(?:ad|id)o(?: \w+(?:ad|id)o)?": "sorry",
    r"(?:me |nos )?(?:ha dado|da|dio) (?:un )?error": "failed",
    r"(?:apuntad|anotad)[oa] (?=que )": "noted ",
    r"(?:hubo|ha habido|hay) un (?:problema|error|fallo)(?: \w+)?(?: (?:en|con) (?:el|la|nuestr[oa]) \w+)?": "there was a problem",
    r"cuestan?": "costs",
    r"(?:las|toda) (?:anulaci|cancelaci)(?:ó|o)n(?:es)?(?= (?:con|sin|de|fuera|tard))": "any ones",
    r"(?:^|(?<=[,.;:] ))(?:una|toda|las) cancelaci(?:ó|o)n(?:es)?": "any cancellation",
    r"anotado(?=[^.!]*\b(?:which|what) +(?:día|hora|fecha|day|time))": "noted",
    r"todavía no|aún no": "not yet",
    r"sin (?=\w+[aei]r(?:l[aeo]s?)?\b)": "not ",
    r"ningun[oa]?|ningún": "no",
    r"nada": "nothing",
    r"nunca": "never",
    r"(?:puedo|puede|pueden|podemos|podría|podríamos|podrá)": "can",
    r"(?:voy|vamos|va) a": "going to",
    r"(?:quiere|quieres|desea|prefiere|quisiera|quería|querría|quiero|necesito|me gustaría)": "i want",
    r"(?:déjeme|permítame|déjame)": "let me",
    r"(?:debe|deben|hay que|tiene que|tendría que)": "must",
    r"sería|serían|seguiría|quedaría": "would be",
    r"si": "if",
    r"en cuanto|una vez|cuando|después de": "as soon as",
    r"antes de": "before",
    r"para (?=\w+[aei]r(?:l[aeo]s?|me|nos)?\b)": "to ",
    r"las citas se|las citas": "any ones",
    r"por otra persona|alguien|otra persona|otro cliente": "by somebody else",
    r"pero": "but",
    r"y": "and",
}
_DEEDS: Final = {
    r"ya no (?:está|existe|figura|aparece)(?: en \w+ \w+)?": "no longer exists",
    r"dad[oa] de baja|se (?:ha )?dado de baja": "cancelled",
    r"(?:sacad|quitad|retirad)[oa]s? (?:de la agenda|su cita|la cita)": "removed",
    rf"acab(?:o|amos) de {_BOOK}{_ME}": "i have booked",
    rf"acab(?:o|amos) de {_MOVE}{_ME}": "i have moved",
    rf"acab(?:o|amos) de {_CANCEL}{_ME}": "i have cancelled",
    r"(?:he|hemos) conseguido (?:la |una |su )?(?:hora|cita|hueco|sitio|turno)": "i have booked",
    r"(?:he|hemos) (?:puesto|metido|incluido|dado cita|dado hora)": "i have booked",
    r"(?:he|hemos) pasado|pasad[oa] (?=al? )": "i have moved",
    r"anotad[oa] (?=su (?:número|teléfono|nombre|petición))": "noted ",
    r"(?:he|hemos) (?:hecho|realizado|tomado|creado) (?:la|su|una) (?:reserva|cita)": "i have booked",
    r"(?:he|hemos) (?:hecho|realizado) (?:el|su) cambio": "i have moved",
    r"(?:he|hemos) (?:hecho|realizado) la cancelaci[óo]n": "i have cancelled",
    r"(?:le )?doy cita": "i have booked you",
    rf"(?:he|hemos) (?={_DONE_BOOK}|{_DONE_MOVE}|{_DONE_CANCEL}|hecho|realizado)": "i have ",
    r"(?:es[ea]s?|esos) (?:hora|hueco|sitio|día|turno|cita)s? (?:ya )?(?:está|están|queda|quedan)": "that time is",
    rf"(?<=that time is ){_DONE_BOOK}": "taken",
    _DONE_BOOK: "confirmed",
    _DONE_MOVE: "moved",
    _DONE_CANCEL: "cancelled",
    r"(?:reservé|agendé|apunté|anoté|programé|agendó|reservó)": "i have booked",
    r"(?:cambié|moví|aplacé|pospuse|reprogramé|adelanté|trasladé|cambió|movió|pasé)": "i have moved",
    r"se (?:reserv|agend|apunt|program|registr|confirm|fij|guard|asign)(?:ó|aron)": "is confirmed",
    r"se (?:cambi|traslad|aplaz|reprogram|pas|adelant|modific|actualiz)(?:ó|aron)|se (?:movió|movieron|pospuso)": "is moved",
    r"se (?:cancel|anul|elimin|borr)(?:ó|aron)|se (?:suprimió|dio de baja)": "is cancelled",
    r"(?:cancelé|anulé|eliminé|borré|canceló|anuló)": "i have cancelled",
    r"(?:le )?confirmo (?:su|la|que)": "i can confirm your",
    r"(?:tenemos|tengo) (?:su|la) (?:cita|hora|reserva)": "i have you down",
    r"(?:cambio|reserva|cancelaci[óo]n|cita) (?:hech|realizad|efectuad|tramitad)[oa]": "is completed",
    rf"(?:he|hemos|está|están|queda|quedó|quedan|quedaron|ha|han|fue|fueron|ha sido|han sido|ha quedado|va)(?: ya| bien| todo| usted)* (?!{_NO_DEED})\w{{2,}}(?:ad|id)[oa]s?": "i have completed",
    r"su (?:hij[oa]|marido|mujer|madre|padre) tiene (?:cita|hora)": "you now have an appointment",
    r"cancelaci[óo]n": "cancellation",
    r"reservas?": "booking",
    r"cambios?": "change",
    r"(?:ya )?tiene (?:(?:su|una|usted|ya|bien) )*(?:cita|hora|turno|reserva)": "you now have an appointment",
    r"(?:le|la|lo|te) (?:esper(?:amos|o|aremos)|vemos|veremos|veré)(?: a usted)?(?: el)?": "expect you on",
    r"(?:nos vemos|quedamos|^hasta)(?: el)? (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|in two days)": "see you on ",
    r"su (?:hora|hueco|sitio|plaza)": "your appointment",
    r"(?:ya|aquí) (?:lo|la) tiene": "all set",
    r"cuenta con (?:una )?(?:cita|hora)": "you now have an appointment",
    r"(?:su|la) (?:nueva )?[\w-]+ (?:ahora )?(?:es|pasa|será|queda|quedó|sigue siendo|ha quedado|ha pasado)(?: ahora)?(?: para)?(?: el| al| a la| a)? (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|in two days)": "your appointment is on ",
    r"(?:dejo|dejamos|dejé|dejado) (?!a |en |de )\w{2,}(?:ad|id)[oa]s?": "i have completed",
    r"(?:lo|la|los|las) (?:hice|hicimos)": "i have completed",
    r"nueva (?:cita|hora) (?:es|será|queda)": "new appointment is",
    r"(?:cita|citas|turno) (?:es|será) (?:el|a|para)": "appointment is on",
    r"(?:está|están|queda|quedó|es)(?: ya)? a (?:su|tu) nombre": "is booked under your name",
    r"es suy[oa]": "is yours",
    r"(?:ya )?(?:tiene|tienes) (?:usted )?(?:sitio|plaza)": "you now have an appointment",
    r"(?:ya )?(?:lo|la|le) (?:tengo|tenemos) (?:apuntad|anotad|agendad|puest)[oa]s?": "i have booked you",
    r"todo (?:está )?(?:list|arreglad|resuelt|hech)[oa]|todo en orden|ya qued(?:ó|a)|todo está": "all set",
    r"(?:está|queda|quedó) (?:list|hech)[oa]s?": "is all set",
    r"ya está(?: todo)?(?=[,.!]|$)": "done",
    r"(?<!la )(?<!una )(?<!en )list[oa]s?(?! de\b)|hech[oa]s?": "done",
    r"arreglad[oa]|resuelt[oa]": "all sorted",
    r"en (?:la|el|nuestra|mi) (?:agenda|calendario|sistema)(?! no\b)": "in the diary",
    r"(?:se ha )?completad[oa]|realizad[oa]s?": "completed",
    r"citas|turnos": "appointments",
    r"cita|turno": "appointment",
    r"(?:reserv|agend|apunt|program|anot)[eo]": "book",
    r"(?:cambi|muev|traslad|aplac|pas|reprogram|adelant)[eo]": "move",
    r"(?:cancel|anul|elimin|borr)[eo]": "cancel",
    r" o ": " or ",
    r"(?:queda|quedó|quedan|está|están|ha sido|han sido|fue|es|son|se ha|ya está)": "is",
    r"(?:pedir|sacar|coger|reservar|agendar|hacer)(?:le|me|la|lo|nos)?": "book",
    rf"{_MOVE}{_ME}": "move",
    rf"{_CANCEL}{_ME}": "cancel",
    r"día|fecha": "day",
    r"horas?": "time",
    r"(?:del?|de las?|de los?|las?|los)(?! (?:las? |los )?(?-i:[A-ZÁÉÍÓÚÑ]))": "",
    r"usted|ya|le|lo|el|un|una|su|que|para|con|al|a|en|por": "",
    r"mi": "my",
}

_DIGITS: Final = {name: str(n) for n, name in enumerate(_NUMBERS[:13])}
_SINGLE: Final = {name: str(n) for n, name in enumerate(_NUMBERS[:10])} | {"una": "1", "un": "1"}

SPANISH: Final[list[Rule]] = [
    (re.compile("[¿¡]"), ""),
    digits(_SINGLE),
    (_TIME, _clock),
    (_DATE, _date),
    each(_DAYS | _MONTHS),
    *rules(_TALK | _EXCUSES | _DEEDS),
    each(_DIGITS),
]
"""What is put in place of what, in this order."""
