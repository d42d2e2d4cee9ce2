"""Small files of each kind, written byte by byte so that no library for writing them is needed."""

import zipfile
from dataclasses import dataclass
from html import escape
from io import BytesIO


@dataclass(frozen=True)
class Words:
    """A line on a PDF page; points from the lower left corner of 595 by 842."""

    text: str
    y: float
    x: float = 60
    size: int = 11
    bold: bool = False

    def drawn(self) -> bytes:
        shown = self.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"BT /F{2 if self.bold else 1} {self.size} Tf {self.x} {self.y} Td ({shown}) Tj ET\n".encode("cp1252")


def lines(*texts, top=700, step=14):
    """Lines below each other without a gap."""
    return [Words(text, y=top - step * row) for row, text in enumerate(texts)]


def pdf(*pages, title="", lang="", outline=(), encrypt=""):
    """A PDF of pages of Words; the outline holds pairs of title and page number, from 0."""
    objects = ["", "", "", ""]  # catalogue, pages, two fonts; filled in below
    kids = []
    for page in pages:
        content = b"".join(words.drawn() for words in page).decode("cp1252")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        kids.append(len(objects))
    marks = [len(objects) + 2 + row for row in range(len(outline))]
    root = len(objects) + 1
    if outline:
        objects.append(f"<< /Type /Outlines /First {marks[0]} 0 R /Last {marks[-1]} 0 R /Count {len(marks)} >>")
    for row, (name, page) in enumerate(outline):
        following = f"/Next {marks[row + 1]} 0 R" if row + 1 < len(marks) else ""
        objects.append(f"<< /Title ({name}) /Parent {root} 0 R {following} /Dest [{kids[page]} 0 R /Fit] >>")
    objects.append(f"<< /Title ({title}) >>")
    info = len(objects)
    shown = f"/Outlines {root} 0 R" if outline else ""
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {shown} /Lang ({lang}) >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    for place, name in ((2, "Helvetica"), (3, "Helvetica-Bold")):
        objects[place] = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
    return _pdf_file(objects, trailer=f"/Root 1 0 R /Info {info} 0 R {encrypt}")


def _pdf_file(objects, *, trailer):
    file = BytesIO(b"%PDF-1.7\n")
    file.seek(0, 2)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(file.tell())
        file.write(f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252"))
    start = file.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    file.write(f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF".encode())
    return file.getvalue()


PASSWORD = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
    f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'00' * 16}> <{'00' * 16}>]"
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def archive(members):
    """A ZIP archive of names and texts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def paragraph(text, *, style="", numbered=None):
    """A paragraph of a Word file; `numbered` is 1 for bullets, 2 for numbers."""
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{styled}{number}</w:pPr>{run}</w:p>"


def word_table(*rows):
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(*blocks, title=""):
    """A Word file of paragraphs and tables."""
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
        for key, form in ((1, "bullet"), (2, "decimal"))
    )
    numbers = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in (1, 2))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Titel", "Title"), ("berschrift1", "heading 1"), ("berschrift2", "heading 2"))
    )
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    links = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in ("styles", "numbering")
    )
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{CONTENT}">{kinds}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{"".join(blocks)}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}">{levels}{numbers}</w:numbering>',
            "docProps/core.xml": f"<cp:coreProperties><dc:title>{escape(title)}</dc:title></cp:coreProperties>",
        }
    )


def xlsx(sheets, *, hidden=()):
    """An Excel file: sheet names with rows of cells, or cells by place; None is an empty cell, numbers stay numbers."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{row}" state="{"hidden" if name in hidden else "visible"}" r:id="r{row}"/>'
        for row, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="r{row}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{row}.xml"/>'
        for row in range(1, len(names) + 1)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT}"></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
    }
    for row, name in enumerate(names, 1):
        rows = sheets[name] if isinstance(sheets[name], dict) else _places(sheets[name])
        members[f"xl/worksheets/sheet{row}.xml"] = sheet(rows)
    return archive(members)


def _places(rows):
    return {f"{chr(65 + column)}{line}": cell for line, row in enumerate(rows, 1) for column, cell in enumerate(row)}


def sheet(cells):
    """The XML of a sheet with these cells, given by place."""
    rows: dict[int, str] = {}
    for place, cell in cells.items():
        number = int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        rows[number] = rows.get(number, "") + _cell(place, cell)
    content = "".join(f'<row r="{number}">{cells}</row>' for number, cells in rows.items())
    return f'<worksheet xmlns="{SHEETS}"><sheetData>{content}</sheetData></worksheet>'


def _cell(place, cell):
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
