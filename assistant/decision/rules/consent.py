"""The customer answers the offer that a person takes over."""

from assistant.decision.normalise import Said, understand
from assistant.decision.rules.customer_request import asks_for_a_person
from assistant.decision.rules.phrases import says, whole
from assistant.domain import Author, Chat, ChatKind, Decision, HandOff, HandOffReason, PastMessage

YES = (
    r"ja|jo|jep|jawohl|jaa+|yes|yep|yeah|yup|sure|oui|ouais|si|certo|certamente|okay|ok|oki|klar|na klar|natuerlich|"
    r"selbstverstaendlich|"
    r"sicher|gerne?|sehr gerne?|einverstanden|bitte|bitte ja|passt|in ordnung|alles klar|gut|meinetwegen|von mir aus|"
    r"unbedingt|auf jeden fall|"
    r"please|yes please|of course|go ahead|absolutely|agreed|i agree|i do|fine|definitely|bien sur|d accord|"
    r"volontiers|avec plaisir|"
    r"je veux bien|volentieri|d accordo|va bene|con piacere|per favore|s il vous plait|s il te plait|svp|prego|super|"
    r"perfekt|perfect|parfait|"
    r"perfetto|genau|richtig|stimmt|danke|dankeschoen|vielen dank|thanks|thank you|merci|grazie"
)
WISH = (
    r"(?:dann )?(?:machen|tun) sie (?:das|es)|mach(?:e|t)? (?:das|es)|das waere (?:nett|super|gut|toll|schoen|lieb)|"
    r"waere (?:nett|super|gut|toll)|"
    r"ich bitte darum|ich (?:bin|waere) (?:damit )?einverstanden|ich stimme (?:dem )?zu|so machen wir (?:das|es)|"
    r"das ist (?:gut|in ordnung|okay|ok)|"
    r"(?:ich )?(?:moechte|will|haette|wuerde) (?:ich )?(?:das|es)? ?gerne?|(?:das|es) (?:moechte|will) ich|soll (?:er|"
    r"sie|jemand)|"
    r"(?:verbinden|leiten|geben|erstellen|eroeffnen|schicken|senden|holen) sie (?:\w+ ?){0,7}|"
    r"do (?:it|that|so)|please do(?: so| it| that)?|that would be (?:great|nice|good|fine)|let s do (?:it|that)|"
    r"i would like that|"
    r"(?:connect|transfer|pass|create|open|forward) (?:\w+ ?){0,7}|make it so|"
    r"faites (?:le|cela|donc|ca)|allez y|je suis d accord|je le (?:veux|souhaite)|ce serait (?:bien|gentil)|"
    r"(?:transmettez|transferez) (?:\w+ ?){0,5}|"
    r"(?:lo )?(?:faccia|fate)(?: pure)?|sono d accordo|acconsento|sarebbe (?:bello|gentile|perfetto)|(?:passi|inoltri|"
    r"apra) (?:\w+ ?){0,5}|proceda"
)
CONTACT = (
    r"(?:(?:sie erreichen mich|ich bin erreichbar|meine|mein|unter|my|mon|ma|la mia|il mio|email|mail|adresse|nummer|"
    r"number|telefonnummer|telefon|"
    r"handy|handynummer|phone|name|nom|nome|numero|telefono|ist|lautet|is|est|e|und|and|et|auf|at|per|via|an|heisse|"
    r"ich|bin|i|m|am|am besten) )*"
    r"_\w+_(?: (?:und|oder|or|and|et|o|ou) _\w+_| _\w+_)*"
)
AGREES = whole(rf"(?:{YES})(?: (?:{YES}|{WISH}|{CONTACT}))*", rf"(?:{WISH})(?: (?:{YES}|{CONTACT}))*", CONTACT)
NO = (
    r"nein|ne|nee|noe|nope|no|non|lieber nicht|nicht noetig|nicht notwendig|auf keinen fall|niemals|nein danke|"
    r"no thanks|no thank you|"
    r"not now|not necessary|never mind|rather not|non merci|pas la peine|pas maintenant|no grazie|non serve|non ora|"
    r"non e necessario|"
    r"passt schon|schon gut|jetzt nicht|spaeter|later|plus tard|piu tardi|moechte ich nicht|will ich nicht|"
    r"das moechte ich nicht|"
    r"ich moechte (?:das )?nicht|ich will (?:das )?nicht|brauche ich nicht|nicht einverstanden|hat sich erledigt|"
    r"erledigt|i don t want (?:that|to)|"
    r"ich verzichte|danke nein|bitte nicht|vergessen sie es|vergiss es|don t|do not|je ne veux pas|non voglio"
)
REFUSES = whole(
    rf"(?:(?:danke|ach|oh|ok|gut) )*(?:{NO})(?: (?:{NO}|danke|vielen dank|thanks|thank you|merci|grazie|bitte|schon|"
    rf"ist|gut))*"
)


def consent(said: Said) -> Decision | None:
    """Agreement opens the ticket for the offered reason, a refusal is acknowledged; all else is a new message."""
    offered = pending_offer(said.history)
    if offered is None:
        return None
    if agrees(said):
        return HandOff(offered, consented=True)
    return Chat(ChatKind.ACKNOWLEDGE) if says(said, REFUSES) else None


def agrees(said: Said) -> bool:
    """Tell whether this is a yes, whatever it answers."""
    return says(said, AGREES) or asks_for_a_person(said)


def pending_offer(history: tuple[PastMessage, ...]) -> HandOffReason | None:
    """Return the reason of the assistant's last offer unless it was accepted already or a person has written since."""
    spoken = tuple(message for message in history if message.author is not Author.SYSTEM)
    if not spoken or spoken[-1].author is not Author.AI or spoken[-1].decision != "hand_off":
        return None
    return None if _was_accepted(spoken[:-1]) else HandOffReason(spoken[-1].reason or HandOffReason.CUSTOMER_REQUEST)


def _was_accepted(before: tuple[PastMessage, ...]) -> bool:
    """Tell whether the message before the last hand-off agreed to an offer: that hand-off was then its receipt."""
    if not before or before[-1].author is not Author.CUSTOMER:
        return False
    answered = understand(before[-1].text, before[:-1], "de")
    return isinstance(consent(answered), HandOff)
