"""The agent's fixed lines in the languages in which a call can be held. Data.

The English ones are where they are said; these are found by the same purpose.
"""

from dataclasses import dataclass
from typing import Final

__all__ = ["SPOKEN", "SpokenLines"]


@dataclass(frozen=True, slots=True)
class SpokenLines:
    """`takes_over` says that only English follows. `told_*` have the place of one appointment's
    time, and `exactly` that of all of them."""

    hold: str
    moment: str
    fillers: tuple[str, ...]
    still_there: str
    still_there_again: str
    unheard: str
    goodbye: str
    right: str
    takes_over: str
    say_day_again: str
    say_time_again: str
    nothing_booked: str
    nothing_moved: str
    nothing_cancelled: str
    not_waiting: str
    still_waiting: str
    unsure: str
    exactly: str
    told_booked: str
    told_moved: str
    told_cancelled: str
    stopping: str
    time_is_up: str
    who: str
    how_can_i_help: str


SPOKEN: Final = {
    "es": SpokenLines(
        hold="Un momento, por favor: nuestra agenda no responde. Sigo intentándolo.",
        moment="Un momento.",
        fillers=("Un momento.", "Enseguida.", "Sigo mirando."),
        still_there="¿Sigue ahí?",
        still_there_again="¿Hola? No le oigo. ¿Sigue ahí?",
        unheard="No le oigo, así que termino la llamada. Adiós.",
        goodbye="Gracias por llamar a {practice}. Adiós.",
        right="¿Es correcto?",
        takes_over="Lo siento, a partir de ahora solo puedo seguir en inglés.",
        say_day_again="Permítame repetir el día.",
        say_time_again="Permítame repetir la hora.",
        nothing_booked="Todavía no hay nada reservado.",
        nothing_moved="Todavía no he cambiado nada.",
        nothing_cancelled="Todavía no he cancelado nada.",
        not_waiting="Todavía no está en la lista de espera.",
        still_waiting="Usted sigue en la lista de espera.",
        unsure="Todavía no puedo decirle si eso se ha guardado.",
        exactly="Para ser exacta: {told}.",
        told_booked="su cita está reservada para el {when}",
        told_moved="su cita se ha cambiado al {when}",
        told_cancelled="su cita del {when} está cancelada",
        stopping="Lo siento, tengo que cortar la llamada por mantenimiento. Vuelva a llamar dentro "
        "de un momento, por favor. Adiós.",
        time_is_up="Lo siento, tengo que terminar la llamada. Vuelva a llamar, por favor. Adiós.",
        who="Soy {agent}, la asistente automática.",
        how_can_i_help="¿En qué puedo ayudarle?",
    ),
    "fr": SpokenLines(
        hold="Un instant, s'il vous plaît : notre agenda ne répond pas. J'essaie encore.",
        moment="Un instant.",
        fillers=("Un instant.", "Je regarde.", "Encore un instant."),
        still_there="Vous êtes toujours là ?",
        still_there_again="Allô ? Je ne vous entends pas. Vous êtes toujours là ?",
        unheard="Je ne vous entends pas, je termine donc l'appel. Au revoir.",
        goodbye="Merci d'avoir appelé {practice}. Au revoir.",
        right="Est-ce exact ?",
        takes_over="Je suis désolée, à partir de maintenant je ne peux continuer qu'en anglais.",
        say_day_again="Laissez-moi redire le jour.",
        say_time_again="Laissez-moi redire l'heure.",
        nothing_booked="Rien n'est réservé pour l'instant.",
        nothing_moved="Je n'ai encore rien déplacé.",
        nothing_cancelled="Je n'ai encore rien annulé.",
        not_waiting="Vous n'êtes pas encore sur la liste d'attente.",
        still_waiting="Vous êtes toujours sur la liste d'attente.",
        unsure="Je ne peux pas encore vous dire si c'est enregistré.",
        exactly="Pour être précise : {told}.",
        told_booked="votre rendez-vous est réservé pour le {when}",
        told_moved="votre rendez-vous a été déplacé au {when}",
        told_cancelled="votre rendez-vous du {when} est annulé",
        stopping="Je suis désolée, je dois couper la communication pour maintenance. Rappelez "
        "dans un instant, s'il vous plaît. Au revoir.",
        time_is_up="Je suis désolée, je dois terminer l'appel. Rappelez-nous, s'il vous plaît. "
        "Au revoir.",
        who="Je suis {agent}, l'assistante automatique.",
        how_can_i_help="Comment puis-je vous aider ?",
    ),
    "hi": SpokenLines(
        hold="एक मिनट रुकिए, हमारा सिस्टम जवाब नहीं दे रहा है। मैं फिर से कोशिश कर रही हूँ।",
        moment="एक मिनट।",
        fillers=("एक मिनट।", "देखती हूँ।", "बस एक पल।"),
        still_there="क्या आप लाइन पर हैं?",
        still_there_again="हैलो? मुझे आपकी आवाज़ नहीं आ रही। क्या आप लाइन पर हैं?",
        unheard="मुझे आपकी आवाज़ नहीं आ रही, इसलिए मैं फ़ोन रख रही हूँ। नमस्ते।",
        goodbye="{practice} में फ़ोन करने के लिए धन्यवाद। नमस्ते।",
        right="क्या यह सही है?",
        takes_over="माफ़ कीजिए, अब से मैं सिर्फ़ अंग्रेज़ी में बात कर सकती हूँ।",
        say_day_again="मैं दिन फिर से बताती हूँ।",
        say_time_again="मैं समय फिर से बताती हूँ।",
        nothing_booked="अभी तक कुछ भी बुक नहीं हुआ है।",
        nothing_moved="मैंने अभी तक कुछ नहीं बदला है।",
        nothing_cancelled="मैंने अभी तक कुछ भी रद्द नहीं किया है।",
        not_waiting="आपका नाम अभी वेटिंग लिस्ट में नहीं है।",
        still_waiting="आपका नाम अब भी वेटिंग लिस्ट में है।",
        unsure="मैं अभी पक्का नहीं बता सकती कि वह हुआ या नहीं।",
        exactly="सही जानकारी यह है: {told}।",
        told_booked="आपका अपॉइंटमेंट {when} के लिए बुक हो गया है",
        told_moved="आपका अपॉइंटमेंट बदल गया है, अब वह {when} है",
        told_cancelled="आपका {when} का अपॉइंटमेंट रद्द हो गया है",
        stopping="माफ़ कीजिए, रखरखाव के कारण मुझे कॉल यहीं रोकनी होगी। "
        "कृपया थोड़ी देर में फिर फ़ोन कीजिए। नमस्ते।",
        time_is_up="माफ़ कीजिए, मुझे यह कॉल यहीं समाप्त करनी होगी। कृपया फिर से फ़ोन कीजिए। नमस्ते।",
        who="मैं {agent} बोल रही हूँ, ऑटोमैटिक असिस्टेंट।",
        how_can_i_help="मैं आपकी क्या मदद कर सकती हूँ?",
    ),
}
