"""Corrects one wrong, missing, doubled or swapped letter in the long words on which a rule depends."""

MIN_LETTERS = 5
"""Shorter words have too many real neighbours."""

# Spelled as `normalise` spells them.
_TRIGGERS = (
    "mitarbeiter mitarbeiterin menschen mensch sprechen verbinden weiterleiten ansprechpartner kundenservice "
    "kundendienst kundenberater beschweren beschwerde frechheit unverschaemtheit roboter maschine computer "
    "kuenstliche intelligenz anweisungen ignoriere vergiss moechte koennen persoenlich telefonisch vorgesetzten "
    "anwalt wiedersehen chatbot kuendige kuendigen kuendigung widerrufe widerruf umbringen selbstmord inkasso "
    "abgebucht "
    "human person robot umano "
    "representative operator complaint complain supervisor manager customer instructions previous ignore lawyer "
    "machine thanks connect transfer "
    "conseiller conseillere humaine personne parler reclamation plainte avocat "
    "operatore operatrice persona parlare reclamo avvocato vergogna bonjour buongiorno arrivederci grazie"
)
# Real words one slip away from a trigger word.
_NEIGHBOURS = (
    "sprachen spreche sprecher ansprechen besprechen mitarbeiten mitarbeitern mitarbeiters menschlich beschwerden "
    "beschwere beschwerte erschweren maschinen computern kuenstlich intelligent anweisung ignoriert ignorieren "
    "vergisst vergessen persoenliche robotern chatbots moegliche koenne koennten kennen verbunden verbanden "
    "operators complains complaints complained compliant customers custom ignored ignores instruction lawyers layers "
    "player players machines connects connected transfers transfert managers manages managed humans tanks "
    "conseillers humain humains personnes persons personen persone parlera plante plaintes avocats marche "
    "reclamations operatori operai parlate parole reclami umane "
    "anwalts roboters intelligenza intelligence parle personal manage verbinde verbindet moechten computers "
    "beschwoeren robots humane humana humano humanos humus umani umana umane urbano roman parson "
    "verpiss verpisst kuendigt kuendigst kuendigte kuendbar widerrufen widerrufs angebucht gebucht "
    "aufgebucht umgebucht ausgebucht abgebuchte abgebuchten abbuchen umbringe umringen selbstmorde inkassos"
)
TRIGGER_WORDS = frozenset(_TRIGGERS.split())
MAX_LETTERS = max(map(len, TRIGGER_WORDS)) + 1
REAL_WORDS = frozenset(_NEIGHBOURS.split())


def corrected(word: str) -> str:
    """Return the trigger word that differs by one slip, or the word itself."""
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS or word in REAL_WORDS or word in TRIGGER_WORDS:
        return word
    shortened = {word, *_with_one_letter_less(word)}
    candidates = {trigger for key in shortened for trigger in _BY_SHORTENED.get(key, ())}
    return min((trigger for trigger in candidates if _one_slip(word, trigger)), default=word)


def is_one_slip(word: str, other: str) -> bool:
    """Whether one letter but the first is wrong, missing or too many, or two neighbours are swapped."""
    if word == other or word[:1] != other[:1] or abs(len(word) - len(other)) > 1:
        return False
    shared = {word, *_with_one_letter_less(word)} & {other, *_with_one_letter_less(other)}
    return bool(shared) and _one_slip(word, other)


def _one_slip(word: str, trigger: str) -> bool:
    """One letter wrong, missing or too many, or two neighbours swapped (Damerau-Levenshtein distance 1)."""
    if len(word) != len(trigger):
        return True  # they share a shortened form, so one letter is missing or too many
    wrong = [at for at in range(len(word)) if word[at] != trigger[at]]
    return len(wrong) == 1 or (
        len(wrong) == 2  # noqa: PLR2004  a swap touches two letters
        and wrong[1] == wrong[0] + 1
        and word[wrong[0]] == trigger[wrong[1]]
        and word[wrong[1]] == trigger[wrong[0]]
    )


def _with_one_letter_less(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _index() -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for trigger in TRIGGER_WORDS:
        for shortened in (trigger, *_with_one_letter_less(trigger)):
            index.setdefault(shortened, set()).add(trigger)
    return index


_BY_SHORTENED = _index()
