"""What people write when they mean to command a language model, in the plain letters of `Page.flow`.

German, English, French, Italian, Spanish, Portuguese, Dutch, Polish, Czech and Turkish. Alternations for regular
expressions, without their brackets.
"""

IGNORE = (
    r"ignor\w*|vergiss|vergessen sie|missacht\w*|uberschreib\w*|verwirf|verwerfen sie|disregard|forget|override|"
    r"(?:do not|don't|stop) follow(?:ing)?|oublie[rz]?|ne (?:tiens|tenez) (?:pas|plus) compte|dimentica\w*|trascura\w*|"
    r"olvid[ae]\w*|omit[ae]\w*|esquec\w+|desconsider\w*|negeer|vergeet|zignoruj\w*|zapomnij\w*|zapomen\w*|"
    r"yok say\w*|unut\w*|gormezden gel\w*"
)
EARLIER = (
    r"previous\w*|prior|above|earlier|preceding|former|original|existing|bisherig\w*|vorherig\w*|vorig\w*|"
    r"vorangegangen\w*|vorangehend\w*|obig\w*|fruher\w*|ursprunglich\w*|precedent\w*|ci-dessus|anterieur\w*|initiale?s|"
    r"anterior\w*|di sopra|preced\w*|previ[aeo]\w*|voorgaande|eerdere|bovenstaande|poprzedni\w*|wczesniejsz\w*|"
    r"powyzsz\w*|onceki|yukaridaki|predchozi\w*|drivejsi\w*"
)
RULES = (
    r"instructions?|prompts?|rules?|guidelines?|directives?|system ?prompt\w*|anweisung\w*|instruktion\w*|regeln|"
    r"vorgaben|richtlinien|befehle\w*|consignes?|regles|istruzion[ei]|regole|direttive|instruccion\w*|reglas|"
    r"indicaciones|instruc\w{0,2}oes|regras|instructies|regels|aanwijzingen|instrukcj\w*|polece\w*|zasad\w*|"
    r"talimat\w*|kural\w*|yonerge\w*|pokyn\w*|instrukc\w*"
)
AI = (
    r"ais?|kis?|ia|llms?|(?:chat-?)?gpt\w*|chat-?bots?|sprach-?modelle?n?|kunstliche\w? intelligenz\w*|"
    r"artificial intelligences?|(?:large )?language models?|intelligences? artificielles?|"
    r"modeles? (?:de langage|linguistiques?)|agents? conversationnels?|"
    r"intelligenza artificiale|modell[oi] (?:linguistic[oi]|di linguaggio)|"
    r"inteligencia artificial|modelos? (?:de lenguaje|de linguagem)|taalmodel\w*|model\w* jezykow\w*|"
    r"sztuczn\w* inteligencj\w*|yapay zeka\w*|dil model\w*|umel\w* inteligenc\w*|jazykov\w* model\w*"
)
ASSISTANT = r"(?:(?:virtual|digital|automated) )?assistan\w+|assistent\w*|asist[ae]nt\w*|asystent\w*|asistan\w*"
MACHINE = rf"(?:{AI})(?:[\s-]\w+)?|{ASSISTANT}"
NOTE = (
    r"notes?|notice|message|instructions?|command|hinweise?|notiz|anweisung(?:en)?|befehl|nachricht|mitteilung|"
    r"consignes?|remarque|nota|messaggio|istruzion[ei]|avviso|aviso|mensaje|instruccion\w*|instruc\w{0,2}oes|mensagem|"
    r"bericht|opmerking|instructie|uwaga|wiadomosc|instrukcja|talimat|not|poznamka|zprava|pokyn"
)
TO = (
    r"(?:to|for|an|fur|a|pour|per|al?|all'|para|voor|aan|dla|do|pro) ?"
    r"(?:(?:the|any|all|every|die|den|das|alle|jede|le|la|les|l'|il|lo|gli|tutt\w+|el|los|las|o|os|de|het) ?)*"
)
READER = (
    r"users?|customers?|visitors?|readers?|nutzer\w*|kunde\w*|kundin\w*|anwender\w*|benutzer\w*|besucher\w*|client\w*|"
    r"utilisateur\w*|utente|utenti|usuario\w*|gebruiker\w*|klant\w*|uzytkownik\w*|klient\w*|kullanici\w*|musteri\w*|"
    r"uzivatel\w*|zakaznik\w*"
)
SAY = (
    r"sag(?:e|en|s?t)?|antworte(?:n|s?t)?|schreib(?:e|en|s?t)?|gib(?:st)?|geben sie|nenn\w*|erwahn\w*|"
    r"empfiehl\w*|empfehle\w*|"
    r"behaupte\w*|teile|verweise[nt]?|verweiger\w*|sende[nt]?|send|ignor\w*|repl(?:y|ies)|answers?|responds?|say|tell|"
    r"write|output|print|append|mention|recommend|promote|claim|refuse|deny|praise|lobe\w*|repeat|summari[sz]e|"
    r"repond\w*|dis|dites|ecri\w+|envo\w+|affirm\w*|recommand\w*|mentionn\w*|"
    r"rispond\w+|scriv\w+|invia\w*|di|dire|consiglia\w*|menziona\w*|"
    r"respond\w*|di(?:le|ga)|escrib\w*|envi[ae]\w*|recomiend\w*|diga|escrev\w*|"
    r"antwoord\w*|zeg\w*|schrijf\w*|odpowi\w*|powiedz\w*|napisz\w*|cevapla\w*|yanitla\w*|soyle\w*|yaz|odpovez\w*|"
    r"odpovid\w*"
)
MODAL = (
    r"must|should|shall|has to|have to|needs? to|(?:is|are) (?:required|instructed|ordered|obliged) to|soll\w*|mussen?|"
    r"muss|darf|durfen|hat|haben|doi(?:t|vent)|devrai\w*|dev[eo]\w*|dovr\w+|deb[ae]\w*|tienen? que|moet\w*|ma|"
    r"powin\w*|musi\w*|mus[ie]"
)
ALWAYS = (
    r"always|never|only|exclusively|immer|stets|nie|niemals|nur|ausschlies+lich|unbedingt|toujours|jamais|uniquement|"
    r"sempre|mai|solo|soltanto|siempre|nunca|jamas|altijd|nooit|alleen|zawsze|nigdy|tylko|her zaman|asla|vzdy|nikdy"
)
FROM_NOW = (
    r"from (?:now|here|this point) on(?:wards?)?|henceforth|ab (?:jetzt|sofort|hier|nun)|von nun an|desormais|"
    r"a partir de maintenant|dorenavant|d'ora in poi|da ora in poi|a partir de ahora|de ahora en adelante|"
    r"a partir de agora|vanaf nu|od teraz|bundan (?:sonra|boyle)|od ted"
)
YOU_ARE = (
    r"you(?: are|'re)|du bist|sie sind|tu es|vous etes|(?:tu )?sei|eres|usted es|voce e|je bent|u bent|jestes|sen|jsi"
)
IF_YOU_ARE = (
    r"if you(?: are|'re)|si (?:tu es|vous etes)|se (?:sei|siete)|si eres|si usted es|se voce (?:e|for)|als je|"
    r"jesli jestes|eger(?: bir)?|pokud jsi"
)
A = r"an?|eine?|une?|uno?|uma?|een"
NOW = r"now|jetzt|ab jetzt|ab sofort|nun|maintenant|desormais|ora|adesso|ahora|agora|nu|teraz|artik|ted"
ANSWER = (
    r"(?:your|deine\w?|ta|votre|tes|vos|tua|tue|vostra|tus?|sua|je|jouw|uw|twoj\w*|swoj\w*|svou|svoj\w*) (?:\w+ )?"
    r"(?:response|reply|answer|output|antwort(?:en)?|ausgabe|reponse|risposta|respuesta|resposta|antwoord|odpowied\w*|"
    r"odpoved\w*)(?:'?s)?|cevab\w*|yanitin\w*"
)
FORMAL_ANSWER = r"ihre\w? (?:\w+ )?(?:antwort|ausgabe)(?:en)?"
WENN_DU = r"(?:wenn|falls|sofern) (?:du|sie)"
LANGUAGES = (
    r"spanish|french|german|english|italian|russian|chinese|latin|spanisch\w*|franzosisch\w*|englisch\w*|deutsch\w*|"
    r"italienisch\w*|russisch\w*|espagnol|anglais|allemand|inglese|spagnolo"
)
GAP = r"[^.!?\n]"
BEGIN = r"(?:^|\x1e|[.!?:;>\])] |\band |\bund |\bplease |\bbitte |[\"'(\[<-] ?)\s{0,3}(?:[-#>]{1,3} )?"
