"""Words before a name. Each pattern ends where the name begins."""

from dataclasses import dataclass, field
from typing import Final

from assistant.redaction.recognizers.base import Pattern

_START: Final = r"(?<![\p{L}\p{N}])"
_TITLES: Final = (
    r"herrn?|hr\.|frau|fr\.|frl\.|fräulein|familie|fam\.|dr\.?(?: med\.| jur\.| phil\.)?"
    r"|prof\.?|professor(?:in)?|mag\.|dipl\.-?\s?ing\.|ing\.|di|mr\.?|mrs\.?|ms\.?|miss"
    r"|mister|sir"
    r"|monsieur|madame|mme\.?|mlle\.?|mademoiselle|m\.|signor[ae]?|sig\.(?:ra)?|dott\.(?:ssa)?|avv\."
)
_TITLE: Final = rf"(?:(?:{_TITLES})\s{{1,2}}){{0,3}}"
_CLOSING: Final = (
    r"(?:mit\s)?(?:freundliche[nmrs]?|liebe[nr]?|beste[nr]?|viele[n]?|schöne[nr]?"
    r"|herzliche[nr]?|sonnige|kollegiale[n]?)(?:\s\p{L}{2,12}){0,2}?\s(?:grüßen?|grüssen?"
    r"|gruß|gruss|gruessen?)"
    r"|mfg|m\.f\.g\.|mf[gG]r|lg|l\.g\.|vg|bg|hg|glg|gruß|gruss|grüße|grüsse|gruesse|hochachtungsvoll"
    r"|(?:best|kind|kindest|warm|warmest)\s(?:regards|wishes)|regards"
    r"|(?:yours\s)?(?:sincerely|faithfully|truly)(?:\syours)?|(?:best|yours|cheers"
    r"|love)(?=[,\n])"
    r"|(?:bien\s)?cordialement|bien\sà\svous|(?:meilleures\s"
    r"|sincères\s)?salutations(?:\sdistinguées)?|amicalement|bises"
    r"|(?:cordiali|distinti)\ssaluti|(?:un\s)?cordiale\ssaluto|saluti|a\spresto"
)
_THANKS: Final = (
    r"(?:vielen\s|herzlichen\s|besten\s|lieben\s|tausend\s)?dank(?:\sim\svoraus|\svorab)?"
    r"|danke(?:\sschön|\ssehr|\sim\svoraus|\seuch|\sihnen|\sdir|\svorab)?"
    r"|(?:many\s)?thanks(?:\sa\slot|\sin\sadvance|\sso\smuch)?|thank\syou(?:\sin\sadvance"
    r"|\svery\smuch|\sso\smuch)?|thx|merci(?:\sd'avance|\sbeaucoup)?"
    r"|(?:mille\s)?grazie(?:\smille|\sin\santicipo)?"
)
_IS: Final = r"(?:\s{0,2}[:=?]\s{0,12}|\s(?:ist|war|lautet|is|was|est|è)(?:\s?:)?\s(?:der\s|die\s)?)"


@dataclass(frozen=True, slots=True)
class Cue:
    """`strong`: any capitalised words that follow are a name; else one of them must be in a list.

    `line`: the name must fill its line, as under a letter. `ordinary_counts`: one listed word is enough even when it
    is an ordinary word too.
    """

    expression: str
    strong: bool = False
    line: bool = False
    ordinary_counts: bool = True
    pattern: Pattern = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", Pattern(self.expression))


CUES: Final = (
    # "mein Name ist", "je m'appelle"
    Cue(
        (
            rf"(?i){_START}(?:mein(?:\svollständiger|\srichtiger)?\sname\s(?:ist|lautet|war)"
            rf"|ich\shei(?:ß|ss)e|hei(?:ß|ss)t?\snun|my\s(?:full\s)?name\sis|i\sam\scalled"
            rf"|my\sname's|je\sm'appelle|mon\snom\sest|mi\schiamo|il\smio\snome\sè"
            rf"|wie\sheißen\ssie\??|(?:what's|what\sis)\syour\s(?:full\s|last\s"
            rf"|first\s)?name\?)(?:\s?:)?\s{{1,2}}(?:jetzt\s|nun\s|nämlich\s|übrigens\s)?{_TITLE}"
        ),
        strong=True,
    ),
    # in the languages of our customers' families
    Cue(
        (
            rf"(?i){_START}(?:меня\sзовут|моё\sимя|мене\sзвати|казвам\sсе|зовем\sсе|με\sλένε|ονομάζομαι|اسمي"
            rf"|nazywam\ssię|mam\sna\simię|zovem\sse|moje\sime\sje|ime\smi\sje|jmenuji\sse|volám\ssa"
            rf"|mă\snumesc|numele\smeu\seste|benim\sadım|a\snevem|quhem|unë\sjam"
            rf"|me\sllamo|mi\snombre\ses|chamo-me|(?:o\s)?meu\snome\sé|mijn\snaam\sis|ik\sheet)\s{{1,2}}"
        ),
        strong=True,
    ),
    # "Nachname: ...", "Kontoinhaber ist ..."
    Cue(
        (
            rf"(?i){_START}(?:(?:voller\s|neuer\s|alter\s)?(?:vor-?\s?und\s(?:zu|nach)name|vorname"
            rf"|nachname|familienname|zuname|mädchenname|name)|(?:full\s|first\s|last\s|family\s"
            rf"|sur)name|prénom|nom(?:\sde\sfamille)?|cognome|nome(?:\se\scognome)?){_IS}{_TITLE}"
        ),
        strong=True,
    ),
    Cue(
        rf"(?i){_START}(?:(?:konto|karten|vertrags|abo|rechnungs|anschluss"
        rf"|lizenz)-?inhaber(?:in)?|(?:rechnungs|waren|zahlungs)?empfänger(?:in)?"
        rf"|ansprechpartner(?:in)?(?:\s(?:vor\sort|bei\suns))?"
        rf"|auftraggeber(?:in)?|besteller(?:in)?|versicherte(?:r|n)?|kundin|kunde"
        rf"|absender(?:in)?|bevollmächtigte(?:r|n)?|account\s?holder|card\s?holder"
        rf"|contact(?:\sperson)?|customer|titulaire(?:\sdu\scompte)?|destinataire"
        rf"|intestatari[oa](?:\sdel\sconto)?|destinatari[oa])(?:{_IS}|\s{{1,2}}|,\s){_TITLE}"
    ),
    Cue(
        (
            rf"(?i){_START}(?:lautet\sauf|läuft\s(?:auf|über)|auf\sden\snamen|auf\s(?:meinen"
            rf"|den)\snamen|unter\sdem\snamen|im\snamen\svon|zu\shänden(?:\svon)?|z\.\s?hd\.?|c/o"
            rf"|rückruf\s(?:bitte\s)?an|ausgestellt\sauf|registriert\sauf|angemeldet\sauf"
            rf"|gesprochen\smit|telefoniert\smit|vertreten\sdurch"
            rf"|in\sthe\sname\sof|on\sbehalf\sof|spoke\s(?:to|with)|attn\.?|au\snom\sde"
            rf"|à\sl'attention\sde|a\snome\sdi|intestato\sa"
            rf"|all'attenzione\sdi)\s{{1,2}}(?:meine[nmrs]?\s(?:\p{{L}}{{3,12}}\s)?)?{_TITLE}"
        ),
        strong=True,
    ),
    # titles
    Cue(
        rf"(?i){_START}(?<!\bmeine\s)(?<!\bdie\s)(?<!\beine\s)(?<!\bder\s)(?:(?:{_TITLES})\s{{1,2}}){{1,3}}(?=\p{{L}})",
        strong=True,
    ),
    Cue(rf"(?i){_START}(?:meine|die|eine|der)\s(?:frau|fr\.|familie)\s{{1,2}}"),
    # "ich bin", "hier ist", "this is"
    Cue(
        (
            rf"(?i){_START}(?:ich\sbin(?:'s)?(?:\s(?:der|die|es))?|(?:^"
            rf"|(?<=[\n.!?,]\s?))(?:hier\s(?:ist|spricht|schreibt)|hier)|es\sschreibt(?:\sihnen)?"
            rf"|this\sis|i\sam|i'm|je\ssuis|c'est|sono|qui\sè)\s{{1,2}}{_TITLE}"
        ),
        ordinary_counts=False,
    ),
    # "mein Sohn Lukas"
    Cue(
        (
            rf"(?i){_START}(?:mein|unser|sein|ihr|dein|euer|der|die|my|our|his|her|mon|ma|notre|son"
            rf"|sa|mi[oa]|nostr[oa]|su[oa])(?:e|er|en|em|es)?\s(?:\p{{L}}{{3,10}}e[rnms]?\s)?"
            r"(?:mann|sohn|tochter|bruder|schwester|mutter|mama|vater|papa|freund(?:in)?"
            r"|kollege[n]?|kollegin|chef(?:in)?|nachbarn?|nachbarin|ehemann|ehefrau|partner(?:in)?"
            r"|oma|opa|onkel|tante|enkel(?:in)?|mitarbeiter(?:in)?|assistent(?:in)?|schwager"
            r"|verlobte[rn]?"
            r"|husband|wife|son|daughter|brother|sister|mother|father|friend|boss|neighbou?r"
            r"|colleague|mari|femme|fils|fille|frère|sœur|mère|père|ami|amie|marito|moglie"
            r"|figli[oa]|fratello|sorella|amic[oa]|collega)(?:,)?\s{1,2}"
        ),
        ordinary_counts=False,
    ),
    # salutations
    Cue(
        r"(?im)(?:^|(?<=[.!?,]\s))[ \t]{0,4}(?:hallo|hi|hey|he|na|liebe[rs]?|guten\s(?:tag"
        r"|morgen|abend)|moin(?:\smoin)?|servus|grüezi|grüß\s(?:gott|dich)|grüss\s(?:gott|dich)"
        r"|tach|sehr\sgeehrte[rs]?|werte[rs]?"
        rf"|dear|hello|good\s(?:morning|afternoon|evening)|bonjour|bonsoir|chère?|salut|ciao"
        rf"|buon\s?giorno|buona\s?sera|salve|gentile|car[oa]"
        rf"|egregio),?\s{{1,2}}(?:liebe[rs]?\s)?{_TITLE}"
    ),
    # "Hallo Team, hier ..." is above; below: how letters end
    Cue(
        (
            rf"(?im)(?:{_START})(?:{_CLOSING})[ \t]*(?:[,.!:;-]{{0,2}}[ \t]*)(?:aus\s(?:dem\s"
            rf"|der\s)?\p{{L}}{{3,20}}[ ,]{{0,2}})?(?:\n\s{{0,6}}|\b(?:von|from|de|da)\s{{1,2}}"
            rf"|(?<=[\s,]))(?:(?:ihre?|eure?)\s)?{_TITLE}"
        ),
        strong=True,
        line=True,
    ),
    Cue(rf"(?im)^[ \t]{{0,3}}(?:ihre?|eure?|your)[ \t]{{1,2}}{_TITLE}", strong=True, line=True),
    Cue(rf"(?im){_START}(?:{_CLOSING})[^\n\p{{N}}]{{0,40}}\n\s{{0,6}}{_TITLE}", strong=True, line=True),
    Cue(rf"(?im){_START}(?:{_THANKS})[^\n\p{{N}}]{{0,30}}\n\s{{0,6}}{_TITLE}", strong=True, line=True),
    Cue(rf"(?im){_START}(?:{_THANKS})[,.!]{{0,3}}[ \t]{{1,2}}{_TITLE}", line=True),
    Cue(
        rf"(?m)^[ \t]{{0,3}}(?:--|—|-{{3,20}}|_{{2,20}}|={{3,20}}|\*{{3,20}})[ \t]{{0,3}}\n\s{{0,6}}{_TITLE}",
        strong=True,
        line=True,
    ),
)
# After a name: "... und nicht ...", "... statt ..."
ALSO: Final = Pattern(
    r"(?i)^\s?,?\s(?:und|oder|nicht|und nicht|sondern|statt|bzw\.|and|or|not|and not|et|ou"
    r"|et non|pas|e|o|non|e non)\s(?:(?:mein|meine|my)\s\p{L}{3,12}\s)?"
)
