"""A statement as Akoma Ntoso 3.0 (OASIS LegalDocML): one language a document, each paragraph under its anchor."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from meetings.exchange.sheet import Sheet, SheetParagraph
from meetings.texts.kinds import ParagraphKind
from portal.core.signs import writable

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {"en": "eng", "es": "spa"}
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def as_akn(sheet: Sheet, *, country: str, dated: date) -> bytes:
    """Write the sheet as an Akoma Ntoso `doc`, valid against the schema of the standard; brackets are words of the text.

    `country` is the host's ISO 3166 code, `dated` the date of the statement. The anchor of a paragraph is its `wId`, so that
    what refers to it holds in every version and language.
    """
    return _written(_document(sheet, country, dated))


def as_akn_of_all(sheets: Sequence[Sheet], *, country: str, dated: date) -> bytes:
    """Write the sheets of one text, a language each, as one Akoma Ntoso collection of equal documents: one work, and an
    expression for each language. In a text of one language that is its document alone.
    """
    documents = [_document(sheet, country, dated) for sheet in sheets]
    if len(documents) == 1:
        return _written(documents[0])
    for sheet, document in zip(sheets, documents, strict=True):
        # Names are unique in a file; the `wId` stays the anchor in every language.
        for each in document.iter():
            if each.get("eId"):
                each.set("eId", f"{sheet.language}__{each.get('eId')}")
            for reference in ("href", "source"):
                if each.get(reference, "").startswith("#"):
                    each.set(reference, f"#{sheet.language}__{each.get(reference)[1:]}")
    collection = E.documentCollection(
        _meta(sheets[0], country, dated),
        E.collectionBody(
            *(E.component(each, eId=f"component_{number}") for number, each in enumerate(documents, start=1))
        ),
        name="jointStatement",
    )
    return _written(collection)


def _document(sheet: Sheet, country: str, dated: date) -> Any:
    body = E.mainBody(*_blocks(sheet))
    preface = E.preface(E.p(E.docTitle(writable(sheet.title))), *(E.p(writable(line)) for line in sheet.lead_in))
    parts = [_meta(sheet, country, dated), preface, body]
    if sheet.lists:
        parts.append(E.conclusions(*(E.p(writable(line)) for line in sheet.lists)))
    return E.doc(*parts, name="jointStatement")


def _written(document: Any) -> bytes:
    written: bytes = etree.tostring(E.akomaNtoso(document), encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _meta(sheet: Sheet, country: str, dated: date) -> Any:
    work = f"/akn/{country.lower()}/statement/{dated:%Y-%m-%d}/{sheet.statement}"
    label = "working" if sheet.revision is None else f"rev{sheet.revision}"
    expression = f"{work}/{LANGUAGES.get(sheet.language, sheet.language)}@{label}"

    def level(name: str, address: str, at: date, *more: Any, alias: str = "") -> Any:
        described = [E.FRBRthis(value=f"{address}/!main"), E.FRBRuri(value=address)]
        if alias:
            # Readers of the format list a document under this name.
            described.append(E.FRBRalias(value=alias, name="title"))
        described += [E.FRBRdate(date=f"{at:%Y-%m-%d}", name="made"), E.FRBRauthor(href="#parties")]
        return E(name, *described, *more)

    language = E.FRBRlanguage(language=LANGUAGES.get(sheet.language, sheet.language))
    notes = [
        E.note(E.p(writable(line)), eId=f"note_{number}")
        for number, line in enumerate([*sheet.header, *sheet.footer], start=1)
    ]
    return E.meta(
        E.identification(
            level("FRBRWork", work, dated, E.FRBRcountry(value=country.lower()), alias=writable(sheet.title)),
            level("FRBRExpression", expression, sheet.made_at.date(), language),
            level("FRBRManifestation", f"{expression}.akn", sheet.made_at.date()),
            source="#portal",
        ),
        E.references(
            E.TLCOrganization(eId="parties", href="/ontology/organization/parties", showAs="Parties"),
            E.TLCOrganization(eId="portal", href="/ontology/organization/portal", showAs="Portal"),
            source="#portal",
        ),
        E.notes(*notes, source="#portal"),
    )


def _blocks(sheet: Sheet) -> list[Any]:
    """The paragraphs in order; list items stand inside the chapeau before them."""
    blocks: list[Any] = []
    chapeau: Any = None
    for each in sheet.body:
        if each.kind == ParagraphKind.LIST_ITEM and chapeau is not None:
            if chapeau[-1].tag == f"{{{NAMESPACE}}}content":
                # With its first item the words of a chapeau become its introduction.
                chapeau[-1].tag = f"{{{NAMESPACE}}}intro"
            chapeau.append(_element("point", each))
            continue
        blocks.append(_element("section" if each.kind == ParagraphKind.HEADING else "paragraph", each, sheet))
        chapeau = blocks[-1] if each.kind == ParagraphKind.CHAPEAU else None
    return blocks


def _element(name: str, paragraph: SheetParagraph, sheet: Sheet | None = None) -> Any:
    ids = {"eId": paragraph.anchor, "wId": paragraph.anchor}
    number = sheet.numbering.get(paragraph.anchor) if sheet else None
    inside: Sequence[Any] = [E.num(number)] if number else []
    if name == "section":
        return E.section(E.heading(writable(paragraph.text)), E.content(E.p()), **ids)
    return E(name, *inside, E.content(E.p(writable(paragraph.text))), **ids)
