"""What a caller is told in a language that is not spoken here. Data, besides one look-up.

Hindi is there in its own script, and in Latin letters for a voice that cannot read that.
"""

from dataclasses import dataclass
from typing import Final

__all__ = ["LINES", "NO", "YES", "Lines"]


@dataclass(frozen=True, slots=True)
class Lines:
    """`reach` holds the place of the practice's number."""

    english_only: str
    reach: str
    call_back: str
    noted: str
    number: str


LINES: Final = {
    "es": Lines(
        "Lo siento, aquí solo puedo atender en inglés.",
        "Puede llamarnos al {number}.",
        "¿Quiere que deje anotado que le devuelvan la llamada? Diga sí o no.",
        "He dejado anotado que le devuelvan la llamada.",
        "Por favor, diga su número de teléfono en inglés o márquelo en el teclado.",
    ),
    "fr": Lines(
        "Je suis désolée, ici je ne peux répondre qu'en anglais.",
        "Vous pouvez nous appeler au {number}.",
        "Voulez-vous que je note votre demande de rappel ? Dites oui ou non.",
        "J'ai noté votre demande de rappel.",
        "Dites votre numéro de téléphone en anglais, s'il vous plaît, ou composez-le au clavier.",
    ),
    "hi": Lines(
        "माफ़ कीजिए, यहाँ मैं सिर्फ़ अंग्रेज़ी में बात कर सकती हूँ।",
        "आप हमें {number} पर फ़ोन कर सकते हैं।",
        "क्या मैं नोट कर लूँ कि आपको वापस फ़ोन किया जाए? हाँ या नहीं बोलिए।",
        "मैंने नोट कर लिया है कि आपको वापस फ़ोन किया जाए।",
        "कृपया अपना फ़ोन नंबर अंग्रेज़ी में बोलिए, या कीपैड पर दबाइए।",
    ),
    "hi-Latn": Lines(
        "Maaf kijiye, yahan main sirf English mein baat kar sakti hoon.",
        "Aap humein {number} par phone kar sakte hain.",
        "Kya main note kar loon ki aapko wapas phone kiya jaye? Haan ya nahin boliye.",
        "Maine note kar liya hai ki aapko wapas phone kiya jaye.",
        "Kripya apna phone number English mein boliye, ya keypad par dabaiye.",
    ),
    "de": Lines(
        "Es tut mir leid, hier kann ich nur auf Englisch helfen.",
        "Sie erreichen uns unter {number}.",
        "Soll ich notieren, dass Sie einen Rückruf wünschen? Sagen Sie ja oder nein.",
        "Ich habe notiert, dass Sie einen Rückruf wünschen.",
        "Bitte sagen Sie Ihre Telefonnummer auf Englisch, oder tippen Sie sie ein.",
    ),
    "it": Lines(
        "Mi dispiace, qui posso rispondere solo in inglese.",
        "Può chiamarci al numero {number}.",
        "Vuole che annoti la sua richiesta di essere richiamato? Dica sì o no.",
        "Ho annotato la sua richiesta di essere richiamato.",
        "Dica il suo numero di telefono in inglese, per favore, oppure lo digiti.",
    ),
    "pt": Lines(
        "Desculpe, aqui só posso atender em inglês.",
        "Pode ligar para nós no {number}.",
        "Quer que eu anote o seu pedido para lhe ligarem de volta? Diga sim ou não.",
        "Anotei o seu pedido para lhe ligarem de volta.",
        "Por favor, diga o seu número de telefone em inglês, ou digite-o.",
    ),
}

YES: Final = {
    "es": "sí|si|claro|claro que sí|sí por favor|sí es correcto|correcto|vale|de acuerdo",
    "fr": "oui|d'accord|bien sûr|oui s'il vous plaît|oui merci|c'est ça|exact|oui c'est ça",
    "hi": "haan|haan ji|ji haan|ji|ha|sahi hai|haan sahi hai|theek hai|हाँ|हां|जी|जी हाँ|हाँ जी"
    "|ठीक है|सही है",
    "de": "ja|ja bitte|gerne|ja gerne|genau|richtig|stimmt|das stimmt|ja das stimmt",
    "it": "sì|si|certo|sì grazie|sì per favore|va bene|esatto|giusto|sì esatto",
    "pt": "sim|claro|sim por favor|está bem|certo|isso|isso mesmo|correto|sim está certo",
}
NO: Final = {
    "es": "no|no gracias",
    "fr": "non|non merci",
    "hi": "nahi|nahin|nahi ji|ji nahi|ji nahin|नहीं|जी नहीं",
    "de": "nein|nein danke",
    "it": "no|no grazie",
    "pt": "não|nao|não obrigado|não obrigada",
}
