"""The customer asks for a person now; questions *about* staff, opening hours or agents are no such request."""

from assistant.decision.normalise import Said
from assistant.decision.rules.phrases import anywhere, found_in, says, whole
from assistant.domain import Decision, HandOff, HandOffReason

# --- German
DE_PERSON = (
    r"(?:(?:eine?[rnm]?|jemand(?:em|en)?|der|dem|den|ihrem|ihren|ihrer|eurem|eurer|so einem|nem|ner|mal|"
    r"irgendeine?[rnm]?) )*"
    r"(?:(?:echte|richtige|reale|lebende|lebendige|menschliche|wirkliche|normale|persoenliche|zustaendige|"
    r"andere)[rnms]? )*"
    r"(?:mensch(?:en)?|mitarbeiter(?:s|n|in|innen)?|person|kundenservice|kundendienst|kundenbetreuer(?:in)?|"
    r"kundenberater(?:in)?|kundenbetreuung|berater(?:in)?|servicemitarbeiter(?:in)?|supportmitarbeiter(?:in)?|support|"
    r"service ?team|agenten?|operator|ansprechpartner(?:in)?|ansprechperson|sachbearbeiter(?:in)?|chef(?:in)?|"
    r"vorgesetzten?|manager(?:in)?|leiter(?:in)?|teamleiter(?:in)?|geschaeftsfuehrer(?:in)?|kollegen?|kollegin|"
    r"jemand(?:em|en)?|"
    r"(?:herrn? |frau |dr |doktor )*_person_)"
)
DE_TALK = r"(?:sprechen|reden|telefonieren|schreiben|chatten|unterhalten|verbunden|verbinden|besprechen|kommunizieren)"
DE_WISH = (
    r"(?:ich|wir) (?:moechte|moecht|will|wuerde|muss|moechten|wollen|wuerden|haette|brauche|verlange|wuensche|"
    r"bevorzuge|"
    r"bestehe darauf)|(?:moechte|will|wuerde|kann|koennte|darf|muss|koennen|duerfte) (?:ich|wir)|lassen sie mich|"
    r"lass mich|"
    r"(?:wie|wo) kann ich|gibt es (?:eine )?(?:moeglichkeit|die moeglichkeit)|ist es moeglich|bitte"
)
DE_ANTI = r"(?:wie lange|wann|welche|wie viele|ab wann|bis wann|zu welchen)\b"
GERMAN = (
    (
        r"(?:ich|wir) (?:moechten?|will|wollen|brauchen?) (?:\w+ ){0,2}?jemand(?:en)? "
        r"(?:vom|aus (?:dem|ihrem|eurem)|von (?:ihrem|eurem)) (?:team|support|service|kundenservice|kundendienst)\b"
    ),
    (
        r"\ban (?:eine[nr]?|ihre[nr]?|jemand(?:en)?) (?:menschen|kolleg(?:en|in)|mitarbeiter(?:in)?) "
        r"(?:weitergeben|weiterleiten|uebergeben|abgeben)$"
    ),
    rf"(?:{DE_WISH})\b(?: (?!meine[mnr]\b|nicht\b)\w+){{0,6}}? mit {DE_PERSON}(?: \w+){{0,8}}? {DE_TALK}",
    rf"(?:{DE_WISH}) (?:\w+ ){{0,3}}?(?:persoenlich(?:es)?|telefonisch) (?:\w+ )?(?:gespraech|sprechen|beraten|reden)",
    r"mit (?:herrn?|frau|dr|doktor|_person_)\b(?: \w+){0,4} (?:sprechen|reden|telefonieren|verbunden|verbinden)",
    r"kann ich (?:bitte )?(?:herrn?|frau) \w+ (?:erreichen|sprechen)",
    (
        rf"^(?:(?:ich|wir) (?:moechten?|wollen|will|brauchen?|haetten? gerne?) )?(?:bitte )?(?:einen )?(?:live ?)?"
        rf"chat mit {DE_PERSON}(?: bitte)?$"
    ),
    rf"^(?:bitte )?mit {DE_PERSON} (?:\w+ ){{0,2}}{DE_TALK}",
    (
        r"^ich (?:moechte|will|brauche|verlange|wuensche|haette gerne?|wuerde gerne?|bevorzuge|suche) (?:\w+ ){0,2}?"
        r"(?:eine?n? )?(?:(?:echte|richtige|reale|menschliche|lebende|persoenliche)[rns]? )*"
        r"(?:menschen|mitarbeiter(?:in)?|ansprechpartner(?:in)?|ansprechperson|berater(?:in)?|kundenberater(?:in)?|"
        r"person|"
        r"menschliche hilfe|persoenliche hilfe|persoenliche beratung|vorgesetzten|echte hilfe)"
        r"(?=$| (?:bitte|sprechen|am telefon|an der leitung|der mir|die mir|sofort|jetzt|und|statt|keinen?|haben|"
        r"oder)\b)"
    ),
    (
        rf"(?:verbinden? sie mich|verbinde mich|verbindet mich)(?=$| (?:bitte |doch |jetzt |mal |sofort )*(?:$|"
        rf"mit {DE_PERSON}|mit (?:de[rm]|"
        r"ihrem|ihrer|eine[rm]) \w*(?:abteilung|annahme|zentrale|buchhaltung|hotline|service|team|support)\b))"
    ),
    (
        r"(?:stellen sie mich|stell mich|stellt mich) (?:\w+ ){0,6}?durch|(?:leiten sie mich|leite mich|"
        r"leitet mich) (?:\w+ ){0,6}?weiter"
    ),
    (
        rf"(?:koennen|koennten|kannst|koenntest) (?:sie|du|ihr) mich (?:\w+ )??(?:mit {DE_PERSON} )?(?:verbinden|"
        rf"weiterleiten|durchstellen)$"
    ),
    r"^(?:\w+ )?(?:koennen|koennten|kannst) (?:sie|du) (?:bitte )?(?:weiterleiten|durchstellen)$",
    (
        r"(?:moechte|will|wuerde|moechten) (?:ich )?(?:gerne? |bitte |sofort |jetzt )*(?:verbunden|weitergeleitet|"
        r"durchgestellt)"
        r"(?=$| (?:werden|bitte)\b)"
    ),
    rf"ich (?:moechte|will) (?:\w+ )?mit {DE_PERSON} verbunden",
    (
        r"(?:kann|koennte|soll) (?:mich )?(?:bitte |mal |denn )*(?:jemand|wer|eine?r? (?:mitarbeiter(?:in)?|"
        r"mensch)) (?:mich )?"
        r"(?:bitte |mal |telefonisch )*(?:zurueck ?)?(?:an)?rufen"
    ),
    r"(?:rufen sie|ruf|ruft) (?:mich|uns) (?!nie|nicht|kein)(?:\w+ ){0,3}?(?:an|zurueck)$",
    (
        r"(?:bitte|erbitte|moechte|wuensche|brauche|haette gerne?) (?:\w+ )?(?:um )?(?:einen |dringend |"
        r"ihren )*rueckruf"
        r"(?=$| (?:bitte|unter|von|heute|morgen|vereinbaren)\b)"
    ),
    (
        r"^(?:ist|gibt s|gibts|gibt es) (?:denn |da |hier |dort |bei ihnen )*(?:jemand(?:en)?|kein personal|"
        r"keinen? (?:echten )?"
        r"(?:menschen|mitarbeiter)|niemand(?:en)?|auch (?:echte )?(?:menschen|mitarbeiter)|"
        r"einen (?:echten )?(?:menschen|"
        r"mitarbeiter))"
        r"(?=$| (?:da|hier|erreichbar|mit dem ich|der mir|den ich)\b)"
    ),
    (
        r"(?:will|moechte|mag|wuerde) (?:\w+ )?(?:nicht|lieber nicht|ungern) (?:\w+ )?mit (?:(?:eine[rm]|ner|nem|der|"
        r"dem|"
        r"so) )*"
        r"(?:bot|ki|roboter|maschine|computer|chatbot|automaten)"
    ),
    r"(?:will|moechte|brauche) (?:hier )?keinen? (?:bot|ki|roboter|maschine|chatbot)(?=$| (?:sondern|ich|mehr)\b)",
    (
        r"(?:holen sie|hol|geben sie|gib) mir (?:mal |bitte |sofort )*(?:den|die|ihren|einen|eine|deinen) (?:\w+ )?"
        r"(?:chef|vorgesetzten|mitarbeiter|menschen|chefin|kollegen|manager)"
    ),
    (
        r"(?:kann|koennte|soll) (?:mir |mich )?(?:bitte |mal )*eine? (?:echter? |richtiger? )?(?:mensch|"
        r"mitarbeiter(?:in)?|berater(?:in)?) "
        r"(?:mir |mich )?(?:\w+ ){0,3}?(?:helfen|weiterhelfen|kontaktieren|antworten|uebernehmen|beraten)"
    ),
    r"kann ich (?:bitte )?_person_ (?:\w+ )?(?:erreichen|sprechen)",
    (
        r"(?:oeffnen|eroeffnen|erstellen|machen) sie (?:bitte |mir )*ein ticket|(?:ein )?ticket (?:eroeffnen|erstellen|"
        r"aufmachen) bitte"
    ),
)

# --- English
EN_PERSON = (
    r"(?:(?:an?|the|some|your|any|one of your|another) )*(?:(?:real|live|actual|human|living|proper|free|available|"
    r"different|"
    r"damn|goddamn|bloody|fucking|customer (?:service|support|care)|support|service|sales) )*"
    r"(?:humans?|human being|person|agents?|representatives?|reps?|operator|someone|somebody|anyone|anybody|manager|"
    r"supervisor|advisor|adviser|staff|employee|team member|staff member|people|colleague|specialist|assistant|"
    r"_person_)"
)
EN_THIRD = r"(?:customers?|users?|clients?|visitors?|they|he|she|bots?|chatbots?|guests?|subscribers?|members?)"
EN_TALK = (
    r"(?:(?:speak|talk|chat|speaking|talking|chatting|communicate|connect|get connected|be connected|connected|"
    r"write) (?:to|with)|"
    r"contact|contacting|reach|reaching|get in touch with|getting in touch with|get hold of|call|calling|"
    r"be transferred to|"
    r"transfer(?:red)? (?:me )?to(?: me)?|direct me to|connect me (?:to|with)|put me through to|get me|give me)"
)
ENGLISH = (
    (
        rf"^(?!.*\b{EN_THIRD} (?:can |could |to |will |may |must |should )?(?:speak|talk|chat|contact|reach|connect))"
        rf"(?!.*\b(?:when|what time|hours)\b)(?:.* )??{EN_TALK} {EN_PERSON}(?! (?:console|account|number|app|portal|"
        rf"fee|"
        rf"role|who (?:works|sells)))"
    ),
    (
        r"(?:i|we) (?:need|want|d like|would like|demand|prefer|require|wanna have|request) (?:to have )?(?:(?:an?|"
        r"some|"
        r"your|the) )?"
        r"(?:(?:real|live|actual|human|customer service|support) )*(?:human|person|agent|representative|rep|operator|"
        r"manager|"
        r"supervisor|human being|human help|human assistance|human support)(?=$| (?:please|now|here|to (?:help|talk|"
        r"speak|"
        r"call)|who|not|asap|instead)\b)"
    ),
    (
        r"(?:call|phone|ring) me (?:back|please|asap|now|on)|^(?:please |can you |could you )*(?:call|phone|"
        r"ring) me(?: back| please)*$"
    ),
    (
        r"(?:can|could|would) (?:someone|somebody|anyone|anybody|an agent|a person|a human)(?: please)? (?:call|phone|"
        r"ring|contact|help|assist|"
        r"talk to|speak to) (?:me|us)"
    ),
    (
        r"is (?:there )?(?:an?y? )?(?:real |live |human |free )*(?:human|person|agent|representative|someone|somebody|"
        r"anyone|anybody|operator)"
        r"(?: \w+)?(?: (?:i can|here|available|there|around|to (?:talk|speak|help)))"
    ),
    r"^any(?:one|body) (?:there|here|available|around)$",
    (
        r"(?:connect|transfer) me(?=$| (?:please|to|with (?:a|an|your|some|the) (?:human|person|agent|rep\w*|support|"
        r"team))\b)|put me through|"
        r"escalate (?:this|my)"
    ),
    (
        r"(?:don t|dont|do not|not) (?:want|like|wish|wanna) (?:to )?(?:talk|speak|chat|deal|talking|speaking|"
        r"chatting)?(?: to| with)? ?(?:an? )?"
        r"(?:bot|robot|machine|ai|computer|chatbot)"
    ),
)

# --- French
FR_PERSON = (
    r"(?:(?:une?|quelqu|l|le|la|votre|vos|un de vos|des|d|autre) )*(?:(?:vrai|vraie|veritable|autre|reel|reelle) )*"
    r"(?:humaine?s?|personne|conseillere?s?|agents?|operateur|operatrice|un|responsable|superieur|employee?|"
    r"collaborateur|"
    r"collaboratrice|etre humain|interlocuteur|interlocutrice|technicien|manager|service clients?|_person_)"
)
FRENCH = (
    rf"(?:parler|discuter|echanger|communiquer|tchatter|chatter|dialoguer|parle) (?:\w+ )?(?:a|avec|au) {FR_PERSON}",
    (
        r"(?:contacter|joindre|avoir|appeler) (?:un|une) (?:(?:vrai|vraie) )?(?:humaine?|personne|conseillere?|agent|"
        r"operateur|responsable)"
    ),
    (
        r"(?:etre|suis|soit) (?:mise?|mis) en (?:relation|contact)|mett(?:ez|re) (?:moi )?en (?:relation|contact)|"
        r"(?:passez|passe|transferez|transfere|redirigez) moi(?=$| (?:une?|quelqu|le|la|au|vers|a|svp|s il)\b)"
    ),
    (
        r"(?:rappelez|rappelle|appelez) moi|(?:pouvez vous|peux tu|pourriez vous) me (?:rappeler|transferer|"
        r"passer (?:une?|quelqu))|"
        r"quelqu un (?:peut|pourrait|pourra)(?: il| t il)? (?:m |me )(?:appeler|rappeler|aider|contacter|repondre)"
    ),
    (
        r"(?:je|j) (?:veux|voudrais|souhaite|exige|ai besoin d|prefere|demande|desire) (?:une? |d |de )*(?:vrai |"
        r"vraie )*"
        r"(?:humain|conseillere?|agent|operateur|vraie personne|responsable|etre humain)(?=$| (?:svp|s il|pas|"
        r"maintenant|"
        r"et|pour m|qui)\b)"
    ),
    (
        r"y a (?:t )?il (?:une? |quelqu )?(?:un|vraie personne|humain|conseiller|personne)(?=$| (?:a qui|disponible|la|"
        r"ici|avec qui)\b)"
    ),
    (
        r"(?:ne )?(?:veux|souhaite|voudrais) pas (?:parler|discuter|echanger) (?:a|avec) (?:une? )?(?:robot|bot|"
        r"machine|"
        r"ia|ordinateur)"
    ),
)

# --- Italian
IT_PERSON = (
    r"(?:(?:una?|uno|l|il|la|un vostro|il vostro|qualche|un altro|un altra) )*(?:(?:vero|vera|altro|altra) )*"
    r"(?:persona|umano|umana|operatore|operatrice|qualcuno|addetto|addetta|consulente|responsabile|essere umano|"
    r"collaboratore|collaboratrice|assistente|servizio clienti|superiore|_person_)"
)
ITALIAN = (
    rf"(?:parlare|parli|chattare|comunicare|scrivere|parlo) (?:\w+ )?(?:con|a) {IT_PERSON}",
    (
        r"(?:contattare|sentire|avere|raggiungere) (?:una?|un) (?:vero |vera )?(?:operatore|operatrice|persona|umano|"
        r"consulente|addetto)"
    ),
    (
        r"(?:mi passi|mi passa|passami|passatemi|mi puo passare|mi potete passare|mi passate) (?:una?|l|il|qualcuno|"
        r"la)|"
        r"(?:mi metta|mettetemi|mi mettete|mettimi) in (?:contatto|comunicazione)|mi (?:colleghi|trasferisca|"
        r"trasferite)"
    ),
    (
        r"(?:mi (?:richiami|richiamate|chiami|chiamate)|richiamatemi|chiamatemi|richiamarmi|chiamarmi|"
        r"essere (?:ri)?chiamat[oa])"
    ),
    (
        r"(?:voglio|vorrei|desidero|preferisco|mi serve|ho bisogno di|esigo) (?:una? )?(?:vero |vera )?(?:operatore|"
        r"operatrice|persona vera|"
        r"persona reale|umano|essere umano|consulente|persona)(?=$| (?:vera|reale|umana|per favore|subito|e|non|"
        r"che mi)\b)"
    ),
    (
        r"c e (?:una? |qualche )?(?:operatore|persona|qualcuno|umano)(?: \w+)? ?(?:disponibile|con cui|"
        r"che (?:mi )?(?:puo|"
        r"possa))"
    ),
    r"non (?:voglio|vorrei) (?:parlare|chattare|scrivere) (?:con )?(?:una? )?(?:robot|bot|macchina|ia|computer)",
)

SHORT = whole(
    r"(?:bitte )?(?:(?:eine?n?|den|die|mit) )*(?:(?:echte|richtige|reale|menschliche|"
    r"lebende)[rnms]? )*(?:mensch(?:en)?|mitarbeiter(?:in)?|"
    r"person|berater(?:in)?|kundenberater(?:in)?|kundenservice|kundendienst|ansprechpartner|vorgesetzte[rn]?|"
    r"jemand(?:en)? echte[ns])"
    r"(?: bitte| sprechen| jetzt| sofort)*",
    r"(?:weiterleitung|weiterleiten|durchstellen|verbinden|rueckruf|ticket)(?: bitte)?",
    r"(?:an? )?(?:(?:real|live|human|actual) )*(?:human|person|agent|representative|operator|human being|"
    r"customer service)(?: please| now)*",
    r"(?:une? )?(?:(?:vrai|vraie) )?(?:humain|personne|conseillere?|agent|operateur|vraie personne)(?: s il (?:vous|"
    r"te) plait| svp| stp)*",
    r"(?:una? )?(?:vero |vera )?(?:operatore|operatrice|persona|umano|persona vera|consulente)(?: per favore|"
    r" per piacere| subito)*",
)
EXCLUDED = anywhere(
    DE_ANTI,
    r"ich (?:habe|hatte) (?:\w+ ){0,4}mit (?:\w+ ){1,3}(?:gesprochen|geredet|telefoniert)$",
    r"(?:rufen sie|ruf) mich (?:bitte )?(?:nie|nicht|keinesfalls)",
)
PATTERN = anywhere(*GERMAN, *ENGLISH, *FRENCH, *ITALIAN)


def asks_for_a_person(said: Said) -> bool:
    """Recognise a request in any of the languages."""
    candidates = [sentence for sentence in said.sentences if not EXCLUDED.search(sentence)]
    return says(said, SHORT) or found_in(PATTERN, candidates)


def customer_request(said: Said) -> Decision | None:
    """Offer a person to whoever asks for one."""
    return HandOff(HandOffReason.CUSTOMER_REQUEST) if asks_for_a_person(said) else None
