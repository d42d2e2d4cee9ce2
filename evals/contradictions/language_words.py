"""Words of four languages with which sentences are changed. Kept apart from what the assistant itself knows."""

NOT: dict[str, str] = {
    "de": r"(?<!oder )\bnicht\b(?! nur)|\bkein\w*\b|\bnie(?:mals)?\b",
    "en": r"\bnot\b|\bnever\b|\bcannot\b|n['’]t\b|\bno\b",
    "fr": r"\b(?:ne |n['’])(?P<verb>\w+) (?:pas|jamais)\b",
    "it": r"\bnon\b(?! (?:appena|solo|soltanto)\b)(?!.*\b(?:nulla|nessun\w*|niente|mai)\b)",
}
AUXILIARY: dict[str, str] = {
    "de": r"\b(?:ist|sind|wird|werden|kann|können|muss|müssen|darf|dürfen|soll|sollte|sollten|hat|"
    r"haben|wurde|wurden)\b",
    "en": r"\b(?:is|are|can|will|must|should|was|were|may|could|has been|have been)\b",
    "fr": r"\b(?:est|sont|peut|peuvent|pouvez|doit|doivent|devez|sera|seront)\b",
    "it": r"\b(?:è|sono|può|possono|deve|devono|viene|vengono|sarà)\b",
}
LIMITS: dict[str, dict[str, str]] = {
    "de": {"nur": "immer", "ausschließlich": "immer", "lediglich": "stets", "meistens": "immer", "manchmal": "immer"},
    "en": {"only": "always", "exclusively": "always", "usually": "always", "sometimes": "always", "normally": "always"},
    "fr": {"uniquement": "toujours", "seulement": "toujours", "parfois": "toujours", "généralement": "toujours"},
    "it": {"solo": "sempre", "soltanto": "sempre", "esclusivamente": "sempre", "generalmente": "sempre"},
}
CONDITION: dict[str, str] = {
    "de": r"(?:wenn|falls|sofern|solange|sobald)",
    "en": r"(?:if|unless|as long as|provided)",
    "fr": r"(?:si|tant que|à condition)",
    "it": r"(?:se|finché|a condizione)",
}
OPPOSITES: dict[str, tuple[tuple[str, str], ...]] = {
    "de": (
        ("kostenlos", "kostenpflichtig"),
        ("vor", "nach"),
        ("mindestens", "höchstens"),
        ("öffnen", "schließen"),
        ("Öffnen", "Schließen"),
        ("aktivieren", "deaktivieren"),
        ("aktiviert", "deaktiviert"),
        ("möglich", "unmöglich"),
        ("gültig", "ungültig"),
        ("mit", "ohne"),
        ("immer", "nie"),
        ("innerhalb", "außerhalb"),
        ("erlaubt", "verboten"),
        ("einschalten", "ausschalten"),
        ("höher", "niedriger"),
        ("größer", "kleiner"),
        ("mehr", "weniger"),
        ("oben", "unten"),
        ("links", "rechts"),
        ("warm", "kalt"),
        ("neu", "alt"),
        ("sicher", "unsicher"),
        ("online", "offline"),
        ("freiwillig", "verpflichtend"),
        ("alle", "keine"),
    ),
    "en": (
        ("free", "chargeable"),
        ("before", "after"),
        ("open", "close"),
        ("Open", "Close"),
        ("enable", "disable"),
        ("enabled", "disabled"),
        ("possible", "impossible"),
        ("valid", "invalid"),
        ("with", "without"),
        ("always", "never"),
        ("inside", "outside"),
        ("allowed", "forbidden"),
        ("on", "off"),
        ("higher", "lower"),
        ("larger", "smaller"),
        ("more", "less"),
        ("top", "bottom"),
        ("left", "right"),
        ("new", "old"),
        ("public", "private"),
        ("required", "optional"),
        ("all", "none"),
        ("increase", "decrease"),
        ("add", "remove"),
        ("minimum", "maximum"),
    ),
    "fr": (
        ("gratuit", "payant"),
        ("gratuite", "payante"),
        ("avant", "après"),
        ("ouvrir", "fermer"),
        ("activer", "désactiver"),
        ("activé", "désactivé"),
        ("possible", "impossible"),
        ("valable", "périmé"),
        ("avec", "sans"),
        ("toujours", "jamais"),
        ("plus", "moins"),
        ("gauche", "droite"),
        ("nouveau", "ancien"),
        ("minimum", "maximum"),
        ("autorisé", "interdit"),
    ),
    "it": (
        ("gratuito", "a pagamento"),
        ("gratuita", "a pagamento"),
        ("prima", "dopo"),
        ("aprire", "chiudere"),
        ("attivare", "disattivare"),
        ("possibile", "impossibile"),
        ("valido", "scaduto"),
        ("con", "senza"),
        ("sempre", "mai"),
        ("più", "meno"),
        ("sinistra", "destra"),
        ("nuovo", "vecchio"),
        ("minimo", "massimo"),
        ("consentito", "vietato"),
    ),
}
COUNTRIES: dict[str, tuple[str, ...]] = {
    "de": ("Deutschland", "Österreich", "Schweiz", "Frankreich", "Italien", "Liechtenstein", "Norwegen", "Polen"),
    "en": ("Germany", "Austria", "Switzerland", "France", "Italy", "Liechtenstein", "Norway", "Poland"),
    "fr": ("Allemagne", "Autriche", "Suisse", "France", "Italie", "Liechtenstein", "Norvège", "Pologne"),
    "it": ("Germania", "Austria", "Svizzera", "Francia", "Italia", "Liechtenstein", "Norvegia", "Polonia"),
}
STEPS: dict[str, tuple[str, ...]] = {
    "de": (
        "Löschen Sie anschließend den Zwischenspeicher Ihres Browsers.",
        "Schicken Sie danach eine Kopie Ihres Ausweises.",
        "Starten Sie zuletzt den Fernseher neu.",
        "Bestätigen Sie das mit Ihrer Unterschrift beim Notar.",
    ),
    "en": (
        "Then clear the cookies of your browser.",
        "Afterwards send us a copy of your passport.",
        "Finally restart the television.",
        "Confirm this with the signature of a notary.",
    ),
    "fr": (
        "Videz ensuite le cache de votre navigateur.",
        "Envoyez ensuite une copie de votre passeport.",
        "Redémarrez enfin le téléviseur.",
    ),
    "it": (
        "Svuoti poi la cache del Suo browser.",
        "Invii poi una copia del Suo passaporto.",
        "Riavvii infine il televisore.",
    ),
}
CONTACTS: dict[str, tuple[str, ...]] = {
    "de": (
        "Rufen Sie uns unter 0800 555 0199 an.",
        "Schreiben Sie an soforthilfe@kundendienst.example.",
        "Mehr dazu unter https://hilfe-portal.example/login.",
        "Sie erreichen uns unter +49 30 5550 1234.",
        "Besuchen Sie www.kundendienst-direkt.de.",
    ),
    "en": (
        "Call us at 0800 555 0199.",
        "Write to urgent@customer-care.example.",
        "Find out more at https://help-portal.example/login.",
        "Visit www.customer-care-direct.com.",
    ),
    "fr": (
        "Appelez-nous au 0800 555 019.",
        "Écrivez à urgence@service-client.example.",
        "Plus d'informations sur https://portail-aide.example/login.",
    ),
    "it": (
        "Ci chiami al numero 0800 555 019.",
        "Scriva a urgenze@servizio-clienti.example.",
        "Maggiori informazioni su https://portale-aiuto.example/login.",
    ),
}
PROMISES: dict[str, tuple[str, ...]] = {
    "de": (
        "Wir melden uns morgen bei Ihnen.",
        "Ich habe das soeben für Sie erledigt.",
        "Ich leite Ihr Anliegen an die Fachabteilung weiter.",
        "Sie erhalten den Betrag von uns zurück.",
        "Ein Kollege ruft Sie heute noch an.",
        "Ihre Anfrage wurde weitergeleitet.",
        "Ich werde das für Sie prüfen.",
        "Wir kümmern uns umgehend darum.",
    ),
    "en": (
        "We will get back to you tomorrow.",
        "I have just done this for you.",
        "I am forwarding your request to our team.",
        "You will receive a refund from us.",
        "A colleague will call you today.",
        "Your request has been forwarded.",
        "I'll check that for you.",
    ),
    "fr": (
        "Nous vous recontacterons demain.",
        "Je viens de le faire pour vous.",
        "Je transmets votre demande à notre équipe.",
        "Un collègue vous appellera aujourd'hui.",
        "Votre demande a été transmise.",
    ),
    "it": (
        "La ricontatteremo domani.",
        "L'ho appena fatto per Lei.",
        "Inoltro la Sua richiesta al nostro team.",
        "Un collega La chiamerà oggi.",
        "La Sua richiesta è stata inoltrata.",
    ),
}
NOTES: dict[str, str] = {
    "de": "Bitte beachten Sie: ",
    "en": "Please note: ",
    "fr": "Veuillez noter : ",
    "it": "Attenzione: ",
}
ADVERBS: dict[str, str] = {
    "de": r"\b(?:auch|bereits|dann|einfach|zudem|außerdem|jedoch|daher|natürlich|selbstverständlich|"
    r"übrigens|hier|noch)\b ",
    "en": r"\b(?:also|simply|then|already|however,|therefore|just|please|easily|additionally,)\b ",
    "fr": r"\b(?:également|aussi|ensuite|simplement|toutefois|déjà|donc|ainsi)\b ",
    "it": r"\b(?:anche|inoltre|semplicemente|poi|già|quindi|tuttavia)\b ",
}
JOIN: dict[str, str] = {"de": "und", "en": "and", "fr": "et", "it": "e"}
DIGIT_WORDS: dict[str, tuple[str, ...]] = {
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    "it": ("due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"),
}
MONTHS: dict[str, tuple[str, ...]] = {
    "de": tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
    ),
    "en": tuple(
        "January February March April May June July August September October November December".split()  # noqa: SIM905
    ),
    "fr": tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
    ),
    "it": tuple(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()  # noqa: SIM905
    ),
}
UNITS: dict[str, tuple[tuple[str, ...], ...]] = {
    "de": (
        ("Sekunden", "Minuten", "Stunden", "Tage", "Tagen", "Wochen", "Monate", "Monaten", "Jahre", "Jahren"),
        ("Euro", "Franken"),
        ("Werktage", "Wochen"),
        ("Prozent", "Euro"),
        ("KB", "MB", "GB", "TB"),
        ("mm", "cm", "m", "km"),
        ("g", "kg"),
    ),
    "en": (
        ("seconds", "minutes", "hours", "days", "weeks", "months", "years"),
        ("euros", "francs"),
        ("KB", "MB", "GB", "TB"),
        ("percent", "euros"),
    ),
    "fr": (("secondes", "minutes", "heures", "jours", "semaines", "mois", "ans"), ("euros", "francs")),
    "it": (("secondi", "minuti", "ore", "giorni", "settimane", "mesi", "anni"), ("euro", "franchi")),
}
