"""Small files of every kind, made here."""

import io
import zipfile

from steunpunt.foundation.documents.rules import TEST_VIRUS
from steunpunt.foundation.documents.values import CONTENT_TYPES

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(56)
VIRUS = TEST_VIRUS


def zipped(**members: bytes) -> bytes:
    """An archive, with its members in this order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(main: str, kind: bytes = b"main+xml", **more: bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types>" + kind + b"</Types>", main: b"<document/>", **more})


def open_document(extension: str, **more: bytes) -> bytes:
    return zipped(**{"mimetype": CONTENT_TYPES[extension].encode(), "content.xml": b"<office/>", **more})


DOCX = office("word/document.xml")
GOOD = {
    "tabel.csv": "naam;bedrag\nvzw Één;1,50\n".encode(),
    "oud.csv": "naam;één\n".encode("cp1252"),
    "brief.txt": "Beste,\r\n\tdank u\n".encode("utf-8-sig"),
    "verslag.pdf": PDF,
    "Verslag.PDF": PDF,
    "plan.png": PNG,
    "foto.jpg": JPG,
    "foto.jpeg": JPG,
    "nota.docx": DOCX,
    "tabel.xlsx": office("xl/workbook.xml"),
    "voorstelling.pptx": office("ppt/presentation.xml"),
    "nota.odt": open_document("odt"),
    "tabel.ods": open_document("ods"),
}
REFUSED = {
    "leeg.txt": (b"", {"empty"}),
    "programma.exe": (EXE, {"type"}),
    "zonder": (PDF, {"type"}),
    "alles.zip": (zipped(a=b"b"), {"type"}),
    "pagina.html": (b"<html></html>", {"type"}),
    "tekening.svg": (b"<svg/>", {"type"}),
    "script.sh": (b"#!/bin/sh\n", {"type"}),
    "vermomd.pdf": (EXE, {"content"}),
    "vermomd.txt": (EXE, {"content"}),
    "pagina.txt": (b"  <!DOCTYPE html><html></html>", {"content"}),
    "pagina.csv": (b"\xef\xbb\xbf<script>alert(1)</script>", {"content"}),
    "tekening.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {"content"}),
    "script.txt": (b"#!/bin/sh\nrm -r x\n", {"content"}),
    "nul.csv": (b"a;b\x00c\n", {"content"}),
    "foto.png": (JPG, {"content"}),
    "nota.xlsx": (DOCX, {"content"}),
    "nota.ods": (open_document("odt"), {"content"}),
    "nota.docx": (PDF, {"content"}),
    "zip.docx": (zipped(a=b"b"), {"content"}),
    "kapot.docx": (DOCX[:40], {"content"}),
    "aangeplakt.docx": (EXE + DOCX, {"content"}),
    "macro.docx": (office("word/document.xml", **{"word/vbaProject.bin": b"x"}), {"content"}),
    "macro2.docx": (office("word/document.xml", b"macroEnabled.main+xml"), {"content"}),
    "macro.odt": (open_document("odt", **{"Basic/Standard/Module1.xml": b"x"}), {"content"}),
    "drager.pptx": (office("ppt/presentation.xml", **{"ppt/embeddings/x.exe": EXE}), {"content"}),
    "groot.odt": (zipped(mimetype=b"x" * 1_100_000), {"content"}),
    "virus.txt": (VIRUS, {"infected"}),
    "virus.pdf": (PDF + VIRUS, {"infected"}),
    "virus.exe": (VIRUS, {"infected"}),
    "n" * 147 + ".pdf": (PDF, {"name_too_long"}),
    "fdp\u202eexe.pdf": (PDF, {"name"}),
    "map/nota.pdf": (PDF, {"name"}),
    "map\\nota.pdf": (PDF, {"name"}),
}
