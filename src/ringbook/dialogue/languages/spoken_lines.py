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
        still_waiting="Todavía no le he quitado de la lista de espera.",
        unsure="Todavía no puedo decirle si eso se ha guardado.",
        exactly="Para ser exactos: {told}.",
        told_booked="su cita está reservada para el {when}",
        told_moved="su cita se ha cambiado al {when}",
        told_cancelled="su cita del {when} está cancelada",
        stopping="Lo siento, tengo que parar por mantenimiento. Llame otra vez en un momento. "
        "Adiós.",
        time_is_up="Lo siento, tengo que terminar la llamada. Llame de nuevo, por favor. Adiós.",
        who="Soy {agent}, la asistente automática.",
        how_can_i_help="¿En qué puedo ayudarle?",
    ),
    "fr": SpokenLines(
        hold="Un instant, s'il vous plaît : notre agenda ne répond pas. J'essaie encore.",
        moment="Un instant.",
        fillers=("Un instant.", "Je regarde.", "Encore un instant."),
        still_there="Êtes-vous toujours là ?",
        still_there_again="Allô ? Je ne vous entends pas. Êtes-vous toujours là ?",
        unheard="Je ne vous entends pas, je termine donc l'appel. Au revoir.",
        goodbye="Merci d'avoir appelé {practice}. Au revoir.",
        right="Est-ce exact ?",
        takes_over="Je suis désolée, à partir de maintenant je ne peux continuer qu'en anglais.",
        say_day_again="Laissez-moi redire le jour.",
        say_time_again="Laissez-moi redire l'heure.",
        nothing_booked="Rien n'est encore réservé.",
        nothing_moved="Je n'ai encore rien déplacé.",
        nothing_cancelled="Je n'ai encore rien annulé.",
        not_waiting="Vous n'êtes pas encore sur la liste d'attente.",
        still_waiting="Je ne vous ai pas encore retiré de la liste d'attente.",
        unsure="Je ne peux pas encore vous dire si c'est enregistré.",
        exactly="Pour être précise : {told}.",
        told_booked="votre rendez-vous est réservé pour le {when}",
        told_moved="votre rendez-vous est déplacé au {when}",
        told_cancelled="votre rendez-vous du {when} est annulé",
        stopping="Je suis désolée, je dois m'arrêter pour maintenance. Rappelez dans un instant. "
        "Au revoir.",
        time_is_up="Je suis désolée, je dois terminer l'appel. Rappelez, s'il vous plaît. "
        "Au revoir.",
        who="Je suis {agent}, l'assistante automatique.",
        how_can_i_help="Comment puis-je vous aider ?",
    ),
    "hi": SpokenLines(
        hold="एक मिनट रुकिए, हमारी डायरी जवाब नहीं दे रही है। मैं फिर कोशिश कर रही हूँ।",
        moment="एक मिनट।",
        fillers=("एक मिनट।", "देखती हूँ।", "बस एक पल।"),
        still_there="क्या आप सुन रहे हैं?",
        still_there_again="हैलो? मुझे आपकी आवाज़ नहीं आ रही। क्या आप सुन रहे हैं?",
        unheard="मुझे आपकी आवाज़ नहीं आ रही, इसलिए मैं फ़ोन रखती हूँ। नमस्ते।",
        goodbye="{practice} को फ़ोन करने के लिए धन्यवाद। नमस्ते।",
        right="क्या यह सही है?",
        takes_over="माफ़ कीजिए, अब मैं सिर्फ़ अंग्रेज़ी में बात कर सकती हूँ।",
        say_day_again="मैं दिन फिर से बताती हूँ।",
        say_time_again="मैं समय फिर से बताती हूँ।",
        nothing_booked="अभी कुछ बुक नहीं हुआ है।",
        nothing_moved="अभी कुछ बदला नहीं है।",
        nothing_cancelled="अभी कुछ रद्द नहीं हुआ है।",
        not_waiting="आप अभी प्रतीक्षा सूची में नहीं हैं।",
        still_waiting="आपका नाम अभी प्रतीक्षा सूची में है।",
        unsure="मैं अभी नहीं बता सकती कि वह हुआ या नहीं।",
        exactly="ठीक से कहूँ तो: {told}।",
        told_booked="आपका अपॉइंटमेंट {when} बुक हो गया है",
        told_moved="आपका अपॉइंटमेंट बदल गया है, अब {when}",
        told_cancelled="{when} का आपका अपॉइंटमेंट रद्द हो गया है",
        stopping="माफ़ कीजिए, मुझे यहीं रुकना होगा। थोड़ी देर में फिर फ़ोन कीजिए। नमस्ते।",
        time_is_up="माफ़ कीजिए, मुझे यह कॉल समाप्त करनी होगी। कृपया फिर फ़ोन कीजिए। नमस्ते।",
        who="मैं {agent} हूँ, ऑटोमैटिक असिस्टेंट।",
        how_can_i_help="मैं आपकी क्या मदद कर सकती हूँ?",
    ),
}
