"""How rules write phrases: regular expressions over normalised words, compiled for the start of a word.

`normalise` has spelled everything in lower case without accents, so that `möchte` is `moechte` and `j'ai` is `j ai`.
"""

import re
from collections.abc import Iterable

from assistant.decision.normalise import Said

MAX_WHOLE_CHARS = 120
"""A whole-message phrase is never longer; the bound also keeps backtracking harmless."""

GREETINGS = (
    r"hallo|hallöchen|halloechen|hi|hey|heya|hello|huhu|moin|servus|gruee?zi|hoi|tach|guten? (?:tag|morgen|abend)|"
    r"mahlzeit|hiya|howdy|yo|halli ?hallo|jo moin|moin moin|hallihallo|ehi|allo|buondi|pronto|re bonjour|"
    r"gruess (?:gott|dich|euch|sie)|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|coucou|"
    r"salve|"
    r"buon ?giorno|buona ?sera|buon pomeriggio|bien le bonjour|sehr geehrte damen und herren|dear sir or madam|namaste"
)
ADDRESSES = (
    r"zusammen|ihr|ihnen|dir|euch|da|miteinander|mitenand|alle|an alle|liebes? (?:\w+ ?)?team|team|there|everyone|all|"
    r"_person_|"
    r"herr \w+|frau \w+|herr|frau|bot|chatbot|madame|monsieur|messieurs|tout le monde|a tutti|a tutte|a tous|a toutes|"
    r"l equipe|"
    r"signora?|lieber? \w+|und|and|et|e"
)
NAMED = r"(?:(?:mein name ist|ich bin|ich heisse|my name is|i am|i m|je m appelle|je suis|mi chiamo|sono) _person_)"
# Bounded, because an address may be two words or one: without a bound each word doubles the ways to read them.
HELLO = rf"(?:(?:{GREETINGS})(?: (?:{GREETINGS}|{ADDRESSES})){{0,6}})"


def anywhere(*phrases: str) -> re.Pattern[str]:
    """Match (with `found_in`) where one of the phrases stands as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})\b")


def whole(*phrases: str) -> re.Pattern[str]:
    """Match (with `says`) when the message is one of the phrases, after a greeting if you like."""
    return re.compile(rf"(?:{HELLO} )?(?:{'|'.join(phrases)})")


def says(said: Said, pattern: re.Pattern[str]) -> bool:
    """Tell whether the whole message is the phrase."""
    return len(said.text) <= MAX_WHOLE_CHARS and pattern.fullmatch(said.text) is not None


def found_in(pattern: re.Pattern[str], sentences: Iterable[str]) -> bool:
    """Tell whether any sentence contains the pattern."""
    return any(pattern.search(sentence) for sentence in sentences)


# Whoever asks how something works is answered from the articles.
ASKS_HOW = re.compile(
    rf"^(?:{HELLO} )?(?:(?:und|aber|also|bitte|and|but|so|et|mais|e|ma|sagen sie mir|ich (?:moechte|"
    rf"wuerde) (?:gerne? )?"
    r"wissen|i would like to know|je voudrais savoir|vorrei sapere) ){0,2}"
    r"(?:wie|wann|wo|was|warum|wieso|weshalb|welche\w*|wer|bis wann|ab wann|gibt es|ist es|how|what|whats|when|where|"
    r"why|"
    r"which|who|whose|is it|is there|are there|do i|does|can i|could i|may i|should i|comment|quand|combien|pourquoi|"
    r"quel(?:le)?s?|qui|ou|que|qu est ce|est il|faut il|come|quando|quanto|quanta|quanti|perche|qual|quale|quali|chi|"
    r"cosa|che cosa|"
    r"dove|e possibile|si puo)\b|"
    r"(?<!dann )(?<!sonst )(?<!leider )(?<!daher )(?<!\w)(?:(?:kann|darf|muss|koennte|soll|sollte|brauche|"
    r"duerfte) (?:ich|man|wir)(?: \w+){0,12}$|"
    r"wie (?:kann|koennen|geht|gehe|funktioniert|lange|viel|oft|\w+ (?:ich|man|wir|sie))|ob (?:ich|man|wir)|"
    r"was (?:passiert|mache|tun|kostet|muss|ist)|wo (?:kann|finde|\w+ (?:ich|man))|ist es moeglich|frage (?:zu|zum|"
    r"zur)|"
    r"how (?:do|can|to|should|would|could|long|much|i)|what (?:happens|should|do)|where (?:can|do|to)|is it possible|"
    r"(?:can|could|may|should|do|must) (?:i|we|customers|users|one|someone)|if i|whether|question about|"
    r"comment|puis je|peut on|pouvons nous|dois je|est ce que je (?:peux|dois|pourrais)|est il possible|que (?:faire|"
    r"dois)|"
    r"come (?:posso|faccio|si|devo|funziona)|posso|possiamo|si puo|e possibile|cosa (?:succede|devo|fare)|devo)\b"
)


def gap(words: int) -> str:
    """Up to so many words between two parts of a phrase."""
    return rf"(?:\w+ ){{0,{words}}}?"


def statements(said: Said) -> tuple[str, ...]:
    """The sentences that do not ask how something works, and the whole message where none does.

    An abbreviation or a date ends no sentence for a reader, but does for us.
    """
    stated = tuple(sentence for sentence in said.sentences if not ASKS_HOW.search(sentence))
    return (*stated, said.text) if len(stated) == len(said.sentences) else stated
