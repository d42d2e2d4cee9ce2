"""An article as the finders read it: the editor's own text, and plain readings of it in which nothing is disguised."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property
from operator import itemgetter

# Letters of other scripts that look like Latin ones; what NFKC leaves apart (Unicode's confusables, the usual ones).
LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһӏԛԝьгАВЕКМНОРСТХУІЈЅԌԚԜαεικνορτυχγηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡıȷɩ",
        "aeopcyxijsdhlqwbrABEKMHOPCTXYIJSGQWaeikvoptuxynwABEZHIKMNOPTYXagiji",
        strict=True,
    )
)
PLAIN_SIGNS = dict.fromkeys("‘’ʼ´`′", "'") | dict.fromkeys("“”„«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-")
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
SKIPPED = re.compile(rf"[{INVISIBLE}\u0300-\u036f]+")
JOINT = "\x1e"  # white space, where a sentence may begin although the line before has no stop
INNER_STOP = re.compile(r"[.!?](?=\w)")
FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|(?<!`)`[^`\n]+`(?!`)", re.MULTILINE | re.DOTALL)
FOLDED = (range(0x80, 0x590), range(0x1E00, 0x2200), range(0x2460, 0x24EA), range(0xFB00, 0xFB07))
FOLDED_TOO = (range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800), range(0x1F130, 0x1F18A))


@cache
def folds() -> dict[int, str]:
    """One lower-case ASCII letter for every accented, full-width, mathematical or look-alike one."""
    table = {code: _folded(chr(code)) for codes in (*FOLDED, *FOLDED_TOO) for code in codes}
    table |= {
        code: " " for code in range(0x80, 0x3001) if chr(code).isspace() and chr(code) not in "\u0085\u2028\u2029"
    }
    return {code: letter for code, letter in table.items() if letter != chr(code)}


def _folded(character: str) -> str:
    character = LOOKALIKES.get(character, character)
    if character in PLAIN_SIGNS:
        return PLAIN_SIGNS[character]
    base = unicodedata.normalize("NFKD", character)[:1].lower() or character
    return {"ß": "s", "ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o"}.get(base, LOOKALIKES.get(base, base[:1]))


@dataclass(frozen=True)
class Page:
    """The title, a line break and the body of an article, as written."""

    text: str
    _offsets: list[int] = field(default_factory=list)

    @cached_property
    def plain(self) -> str:
        """Lower case, without accents, disguises and invisible characters; offsets lead back by `original`."""
        folded = self.text if self.text.isascii() else self.text.translate(folds())
        if not SKIPPED.search(folded):
            return folded.lower()
        kept: list[str] = []
        position = 0
        for match in SKIPPED.finditer(folded):
            kept.append(folded[position : match.start()])
            self._offsets.extend(range(position, match.start()))
            position = match.end()
        kept.append(folded[position:])
        self._offsets.extend(range(position, len(folded) + 1))
        return "".join(kept).lower()

    @cached_property
    def words(self) -> list[str]:
        """The words of `plain`."""
        return re.findall(r"\w+", self.plain)

    @cached_property
    def flow(self) -> str:
        """`plain` with a paragraph's lines joined by JOINT, without emphasis and stops in words; the same offsets."""
        text = self.plain.replace("\n\n", "\0\0").replace("\n", JOINT).replace("\0", "\n")
        return INNER_STOP.sub("·", text.replace("*", " ").replace("`", " "))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `text` for a place in `plain` or `flow`."""
        if not self._offsets or end <= start:
            return start, end
        return self._offsets[start], self._offsets[end - 1] + 1

    @cached_property
    def code(self) -> list[tuple[int, int]]:
        """Where code stands, which is shown as it is written."""
        return [match.span() for match in FENCE.finditer(self.text)] if "`" in self.text or "~~~" in self.text else []

    def is_code(self, position: int) -> bool:
        """Whether this place in `text` is shown as code."""
        before = bisect_right(self.code, position, key=itemgetter(0))
        return before > 0 and position < self.code[before - 1][1]

    def place(self, position: int) -> tuple[int, int]:
        """Line (0 is the title) and column (from 1) of an offset in `text`."""
        line = bisect_right(self._line_starts, position) - 1
        return line, position - self._line_starts[line] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The place in `text`, extended to the end of its sentence: what else is said there counts, too."""
        stop = re.compile(r"[.!?](?=\s)|\n\s*\n|\Z").search(self.text, max(start, end - 1))
        return start, max(end, min(stop.end() if stop else end, end + 400))
