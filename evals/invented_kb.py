"""A help centre of any size, invented sentence by sentence: to measure how long things take, not how good they are."""

import random
from collections.abc import Iterator
from pathlib import Path

NOUNS = (
    *("Bestellung", "Rechnung", "Lieferung", "Rückgabe", "Kaffeemaschine", "Mühle", "Röstung", "Gutschein", "Mahnung"),
    *("Kundenkonto", "Passwort", "Versandkosten", "Lieferadresse", "Zahlungsart", "Lastschrift", "Garantie", "Filiale"),
    *("Reparatur", "Ersatzteil", "Wassertank", "Brühgruppe", "Entkalkung", "Bohnenbehälter", "Newsletter", "Umtausch"),
    *("Probierpaket", "Geschenkkarte", "Abholstation", "Sendungsnummer", "Zollgebühr", "Stornierung", "Widerruf"),
)
VERBS = (
    "ändern",
    "prüfen",
    "bestätigen",
    "verlängern",
    "pausieren",
    "herunterladen",
    "reinigen",
    "einlösen",
    "verfolgen",
)
PATTERNS = (
    "Wenn Sie {a} und {b} {v} möchten, öffnen Sie zuerst den Bereich {c} und wählen dort den passenden Punkt.",
    "Das Thema {a} hängt mit {b} zusammen; an Feiertagen verschiebt sich beides um einen Werktag.",
    "Bitte halten Sie alles zu {a} bereit, damit wir {b} ohne Rückfrage {v} können.",
    "Ohne {a} lässt sich {b} nicht {v}; in diesem Fall hilft ein Blick auf {c}.",
    "Unter {a} finden Sie eine Anleitung in Bildern, die auch {b} und {c} erklärt.",
)


def write_invented(folder: Path, *, articles: int, chars: int) -> None:
    """Write so many Markdown articles of about so many characters each, the same ones each time."""
    folder.mkdir(parents=True)
    for number in range(articles):
        write_article(folder, number, chars=chars, version=0)


def write_article(folder: Path, number: int, *, chars: int, version: int) -> None:
    """Write one article; another version has another first sentence."""
    chance, news = random.Random(number), random.Random(version)  # noqa: S311  the same articles each time
    title = f"{chance.choice(NOUNS)} {chance.choice(VERBS)} ({number})"
    head = f"---\nid: a{number:06}\ntitle: '{title}'\nlang: de\n---\n"
    body = "\n\n".join([_sentence(news), *_sections(chance, chars)])
    (folder / f"a{number:06}.md").write_text(f"{head}{body}\n", encoding="utf-8")


def _sections(chance: random.Random, chars: int) -> Iterator[str]:
    while chars > 0:
        text = " ".join(_sentence(chance) for _ in range(6))
        chars -= len(text)
        yield f"## {chance.choice(NOUNS)} {chance.choice(VERBS)}\n\n{text}"


def _sentence(chance: random.Random) -> str:
    a, b, c = chance.sample(NOUNS, 3)
    return chance.choice(PATTERNS).format(a=a, b=b, c=c, v=chance.choice(VERBS))
