"""Makes the rows of a table of questions and answers into articles; CSV and Excel files have this in common."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice

from kb_ingest.sources.files.extracted import MAX_TEXT_CHARS, Extracted, Refused
from kb_ingest.sources.files.html import to_markdown
from kb_ingest.sources.files.slug import slug

Row = Sequence[str]
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_PART_CHARS = 60
HEAD_WITHIN_ROWS = 10
HTML = re.compile(r"</?(?:p|br|ul|ol|li|div|a|b|i|strong|em|table|h[1-6]|span)(?:\s[^<>]*)?/?>", re.IGNORECASE)
COLUMNS = {
    "question": "frage fragen question questions domanda domande",
    "answer": "antwort antworten answer answers réponse réponses reponse reponses risposta risposte text texte testo"
    " inhalt content contenu contenuto body lösung solution soluzione",
    "title": "titel title titre titolo überschrift betreff",
    "id": "id artikel-id artikel_id article_id article-id schlüssel key clé chiave",
    "lang": "sprache lang language langue lingua locale",
    "url": "url link webadresse lien indirizzo_web",
    "tags": "tags tag schlagwort schlagworte schlagwörter stichwort stichworte kategorie kategorien category categories"
    " catégorie catégories categoria categorie mots-clés keywords",
    "updated": "aktualisiert geändert stand updated updated_at mis_à_jour aggiornato",
    "valid_until": "gültig_bis gueltig_bis valid_until expires valable_jusqu'au valable_jusqu’au valido_fino_al"
    " valida_fino_al ablaufdatum",
    "audience": "zielgruppe audience public_cible destinatari",
}
NAMES = {name: column for column, names in COLUMNS.items() for name in names.split()}
NO_HEAD = "has no row that names its columns: at least a question (Frage, question) and an answer (Antwort, answer)"
DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y/%m/%d")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each column of ours stands in the table."""

    places: dict[str, int]

    def cell(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return row[place].strip() if place is not None and place < len(row) else ""


def read_rows(rows: Iterator[tuple[int, Row]], *, sheet: str = "") -> Iterator[Extracted | Refused]:
    """One article for each row below the head; rows come with their number in the file, from 1."""
    head = _head(rows)
    if head is None:
        yield Refused(NO_HEAD, place=sheet)
        return
    taken = 0
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        taken += 1
        if taken > MAX_ROWS:
            yield Refused(f"has more than {MAX_ROWS:,} rows; the rest is not read", place=sheet)
            return
        yield _read_row(row, head, place=f"{sheet}, row {number}" if sheet else f"row {number}")


def _head(rows: Iterator[tuple[int, Row]]) -> _Columns | None:
    """The first of the upper rows that names a column of answers and one of questions or titles."""
    for _, row in islice(rows, HEAD_WITHIN_ROWS):
        columns = columns_of(row)
        if "answer" in columns.places and columns.places.keys() & {"question", "title"}:
            return columns
    return None


def columns_of(row: Row) -> _Columns:
    """The columns whose names we know; the first of two with the same meaning counts."""
    places: dict[str, int] = {}
    for place, cell in enumerate(row[:MAX_COLUMNS]):
        name = re.sub(r"\s+", "_", cell.strip().strip("\ufeff:*").lower())
        if name in NAMES:
            places.setdefault(NAMES[name], place)
    return _Columns(places)


def _read_row(row: Row, columns: _Columns, *, place: str) -> Extracted | Refused:
    question, answer = columns.cell(row, "question"), columns.cell(row, "answer")
    heading = " ".join((columns.cell(row, "title") or question).split())
    article_id, part = columns.cell(row, "id") or None, _part(question or heading)

    def refused(detail: str) -> Refused:
        return Refused(detail, article_id=article_id, part=part, place=place)

    if not heading:
        return refused("has no question")
    if not answer:
        return refused(f"has no answer to {heading[:80]!r}")
    try:
        updated, valid_until = (_day(columns.cell(row, name), name) for name in ("updated", "valid_until"))
    except ValueError as error:
        return refused(str(error))
    text = to_markdown(answer) if HTML.search(answer) else answer
    body = text if heading == " ".join(question.split()) or not question else f"**{question}**\n\n{text}"
    if len(body) > MAX_TEXT_CHARS:
        return refused(f"has more than {MAX_TEXT_CHARS:,} characters; split it into articles")
    return Extracted(
        body=body,
        title=heading,
        article_id=article_id,
        language=columns.cell(row, "lang") or None,
        url=columns.cell(row, "url") or None,
        tags=tuple(tag.strip() for tag in re.split("[,;|]", columns.cell(row, "tags")) if tag.strip()),
        updated=updated,
        valid_until=valid_until,
        audience=columns.cell(row, "audience") or None,
        part=part,
        place=place,
    )


def _part(question: str) -> str:
    """What the id ends in: it stays while the question does, wherever its row moves."""
    name = slug(question)
    if len(name) <= MAX_PART_CHARS:
        return name
    return f"{name[:MAX_PART_CHARS].rstrip('-')}-{sha256(name.encode()).hexdigest()[:6]}"


def _day(text: str, column: str) -> date | None:
    if not text:
        return None
    for form in DATE_FORMATS:
        for shown in (text, text[:10]):
            try:
                return datetime.strptime(shown, form).date()  # noqa: DTZ007  a date has no time zone
            except ValueError:
                continue
    raise ValueError(f"{column}: {text[:40]!r} is not a date such as 2026-12-31 or 31.12.2026")
