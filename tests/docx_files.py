"""Word files for tests, as messy as real ones, made from small pieces of WordprocessingML.

    docx(
        p("รายงานผล", style="Heading1"),
        table(
            row("มาตรการ", "ผู้รับผิดชอบ", header=True),
            row(cell(p("จัดทำคู่มือ", num=(1, 0))), "สำนักปลัด"),
        ),
        numbering=numbering(levels(level("thaiNumbers", "%1."))),
    )

Pieces are strings of XML; a string that does not begin with "<" is text. ``docx`` returns the
bytes of the file.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": R,
        "a": A,
        "wp": WP,
        "mc": MC,
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    }.items()
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    A: "http://purl.oclc.org/ooxml/drawingml/main",
    WP: "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
}

_BLOCKS = ("<w:p>", "<w:tbl>", "<w:sdt>", "<w:altChunk", "<mc:")
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in (1, 2, 3)
)
LANDSCAPE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
PORTRAIT = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


# --- text ---------------------------------------------------------------------------------


def r(text: str, *, bold: bool = False, font: str = "", rpr: str = "") -> str:
    """A run of text."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    weight = "<w:b/><w:bCs/>" if bold else ""
    return (
        f"<w:r><w:rPr>{fonts}{weight}{rpr}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def p(
    *content: str,
    style: str = "",
    num: tuple[int, int] | None = None,
    align: str = "",
    ppr: str = "",
    mark: str = "",
) -> str:
    """A paragraph; ``num`` is (numId, level from 0), ``mark`` the formatting of its mark."""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("" if num is None else num_pr(*num))
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + ppr
        + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    )
    runs = "".join(part if part.startswith("<") else r(part) for part in content if part)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def num_pr(num_id: int, ilvl: int | None = None) -> str:
    """The list and level of a paragraph or style."""
    index = "" if ilvl is None else f'<w:ilvl w:val="{ilvl}"/>'
    return f'<w:numPr>{index}<w:numId w:val="{num_id}"/></w:numPr>'


def inserted(content: str) -> str:
    """Content that was inserted with tracked changes."""
    return f'<w:ins w:id="1" w:author="a">{content if content[0] == "<" else r(content)}</w:ins>'


def deleted(text: str) -> str:
    """Text that was deleted with tracked changes."""
    return (
        f'<w:del w:id="2" w:author="a"><w:r><w:delText xml:space="preserve">{escape(text)}'
        "</w:delText></w:r></w:del>"
    )


def sym(font: str, code: str) -> str:
    """A sign of a symbol font."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def br(kind: str = "") -> str:
    """A manual line break, or a page break with ``kind="page"``."""
    return f'<w:r><w:br w:type="{kind}"/></w:r>' if kind else "<w:r><w:br/></w:r>"


def tab() -> str:
    """A tab."""
    return "<w:r><w:tab/></w:r>"


def field(instruction: str, result: str) -> str:
    """A field with its instruction and the result that Word shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def sdt(*content: str) -> str:
    """A content control around whatever stands at its place."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def text_box(*paragraphs: str) -> str:
    """A text box as Word writes it: once as a shape and once more for old programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def picture(relation: str, alt: str = "", *, attribute: str = "embed") -> str:
    """A picture by the id of its relationship (the file name in ``docx(media=…)``)."""
    return (
        f"<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr={quoteattr(alt)}/>"
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{attribute}="{relation}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


# --- tables -------------------------------------------------------------------------------


def cell(*content: str, span: int = 1, merge: str | None = None, tcpr: str = "") -> str:
    """A cell of blocks (texts and runs become paragraphs). ``merge`` is "restart", "continue", or
    "" for a continuation without a value."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    vertical = "" if merge is None else f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    blocks = "".join(part if part.startswith(_BLOCKS) else p(part) for part in content)
    return f"<w:tc><w:tcPr>{grid}{vertical}{tcpr}</w:tcPr>{blocks or p()}</w:tc>"


def row(*cells: str, header: bool = False, before: int = 0, after: int = 0, trpr: str = "") -> str:
    """A row; ``before`` and ``after`` are grid columns that it leaves out at its ends."""
    properties = (
        (f'<w:gridBefore w:val="{before}"/>' if before else "")
        + (f'<w:gridAfter w:val="{after}"/>' if after else "")
        + ("<w:tblHeader/>" if header else "")
        + trpr
    )
    made = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table; ``widths`` are the widths of its grid columns in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


# --- lists --------------------------------------------------------------------------------


def level(number_format: str, text: str, *, start: int = 1, font: str = "", more: str = "") -> str:
    """The content of a level of a list; ``more`` holds further elements."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f"<w:lvlText w:val={quoteattr(text)}/>{fonts}"
    )


def levels(*contents: str, abstract: int = 0, more: str = "") -> str:
    """The definition of a list with its levels from the top."""
    made = "".join(f'<w:lvl w:ilvl="{n}">{content}</w:lvl>' for n, content in enumerate(contents))
    return f'<w:abstractNum w:abstractNumId="{abstract}">{more}{made}</w:abstractNum>'


def num(num_id: int, abstract: int = 0, *, overrides: str = "") -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def restart(ilvl: int, start: int) -> str:
    """The override with which a list starts again."""
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def numbering(*definitions: str, lists: str = "") -> str:
    """The numbering of a file; list n uses definition n - 1 unless ``lists`` is given."""
    made = lists or "".join(num(index + 1, index) for index in range(len(definitions)))
    return "".join(definitions) + made


# --- files --------------------------------------------------------------------------------


def docx(
    *body: str,
    styles: str = HEADINGS,
    numbering: str = "",
    footnotes: str = "",
    section: str = PORTRAIT,
    media: Mapping[str, bytes] | None = None,
    external: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes] | None = None,
    main_type: str = MAIN_TYPE,
    strict: bool = False,
) -> bytes:
    """A whole file. ``media`` are pictures by file name, ``external`` relationships to other
    places, ``parts`` further members of the archive; ``strict`` takes Word's strict names."""
    blocks = "".join(part if part.startswith(("<w:", "<mc:")) else p(part) for part in body)
    xml = {"document": f"<w:document {NAMESPACES}><w:body>{blocks}{section}</w:body></w:document>"}
    for name, content in (("styles", styles), ("numbering", numbering), ("footnotes", footnotes)):
        if content:
            xml[name] = f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
    links = [(f"rId{name}", f"{R}/{name}", f"{name}.xml", "") for name in xml if name != "document"]
    links += [(name, f"{R}/image", f"media/{name}", "") for name in media or {}]
    links += [(name, f"{R}/image", url, "External") for name, url in (external or {}).items()]
    members = {
        "[Content_Types].xml": _content_types(list(xml), main_type),
        "_rels/.rels": _relationships([("rId1", f"{R}/officeDocument", "word/document.xml", "")]),
        "word/_rels/document.xml.rels": _relationships(links),
        **{f"word/{name}.xml": content for name, content in xml.items()},
    }
    encoded = {name: _translated(text, strict).encode() for name, text in members.items()}
    pictures = {f"word/media/{name}": data for name, data in (media or {}).items()}
    return zipped({**encoded, **pictures, **(parts or {})})


def zipped(members: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def png(colour: int = 0) -> bytes:
    """A picture of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((0, colour)))
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def visible_text(data: bytes) -> str:
    """All text of the body that must arrive, blanks removed: found in another way than the
    reader's, for files with tracked changes and text boxes but without hidden text."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    texts = root.xpath(
        "//w:t[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::mc:Fallback)]/text()",
        namespaces={"w": W, "mc": MC},
    )
    return "".join("".join(texts).split())


def _content_types(names: list[str], main_type: str) -> str:
    other = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType='
        f'"{main_type if name == "document" else f"{other}{name}+xml"}"/>'
        for name in names
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    )


def _relationships(links: list[tuple[str, str, str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}'
        f"{f' TargetMode={quoteattr(mode)}' if mode else ''}/>"
        for name, kind, target, mode in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _translated(text: str, strict: bool) -> str:
    for transitional, name in STRICT.items() if strict else ():
        text = text.replace(transitional, name)
    return text
