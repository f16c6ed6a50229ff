"""A text that goes out as a file and comes back, three days later."""

from datetime import timedelta

from meetings.exchange.exporting import export_of
from meetings.negotiation.states import ProposalKind
from meetings.statements.models import Paragraph, ParagraphVersion
from portal.core.reader import reading_as
from tests.factories import texts
from tests.factories.word import replaced
from tests.factories.work import NOW

LATER = NOW + timedelta(days=3)
MET, AGREE, AGAIN = (
    "The delegations met in Guatemala City.",
    "The delegations agree to establish a shared calendar.",
    "They will meet again in 2027.",
)


def do(actor, operation, now=LATER, **facts):
    return texts.do(actor, operation, now=now, **facts)


def exported(actor, statement, form="docx", language="en", **facts):
    with reading_as(actor.reader):
        return export_of(statement, user=actor, now=NOW, language=language, form=form, **facts).written(form)


def rewritten(data, *body):
    """The file with other negotiated paragraphs (XML)."""

    def document(xml):
        first, last = xml.index("</w:p>") + 6, xml.index('<w:p><w:pPr><w:pStyle w:val="EndOfText"/>')
        return xml[:first] + "".join(body) + xml[last:]

    return replaced(data, **{"word/document.xml": document})


def at(actor, statement, anchor="p02"):
    with reading_as(actor.reader):
        paragraph = Paragraph.objects.select_related("statement__meeting").get(statement=statement, anchor=anchor)
        return paragraph, ParagraphVersion.objects.filter(paragraph=paragraph).latest("seq")


def change(world, statement, anchor="p02", *, by=None, now=NOW, **facts):
    """A proposal of one side (USA), to which everybody consents."""
    by = by or world.usa.negotiator
    paragraph, base = at(by, statement, anchor)
    values = {"kind": ProposalKind.REPLACE, "paragraph": paragraph, "base": base} | facts
    drafted = do(by, "draft_proposal", now, statement=statement, **values)
    tabled = do(by, "table_proposal", now, proposal=drafted)
    for side in (world.usa, world.mex, world.gtm):
        if side.negotiator.code != by.code:
            do(side.negotiator, "answer_proposal", now, proposal=tabled, reply="consent")
