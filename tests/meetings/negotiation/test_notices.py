"""Mails about a text: to whom, when, and with how few words."""

from datetime import timedelta

from meetings.negotiation.notices import FEW, GATHERED
from meetings.rounds.states import Status
from portal.notifications.delivery import deliver_due
from portal.people.readers import everybody, reader_of
from tests.factories.people import mails
from tests.factories.texts import at, consent, do, end, propose
from tests.factories.work import NOW, make_meeting, make_negotiation

LATER = NOW + timedelta(hours=1)
SPEAKING = {f"{role}.{code}" for code in ("usa", "mex", "gtm", "sec") for role in ("head", "coordinator", "negotiator")}


def posted(verb=""):
    """The mails about texts, or those about one act on them."""
    return [mail for mail in mails() if mail.dedupe_key.startswith(f"meetings.statement.{verb}")]


def people(verb):
    return {mail.recipient.email.partition("@")[0] for mail in posted(verb)}


def delivered(smtp, person, clock=LATER):
    """The mails about texts that a person has received: a round runs now and later."""
    for instant in (NOW, clock):
        deliver_due(everybody(), reader_of, clock=lambda at=instant: at)
    return [mail for mail in smtp.to(person.email) if "/statements/" in mail.get_body().get_content()]


def test_those_who_speak_hear_that_the_negotiation_is_open(world, statement):
    assert people("begun") == SPEAKING - {"head.gtm"}


def test_of_a_meeting_that_is_a_draft_nobody_hears(world):
    make_negotiation(world, make_meeting(world.sec.coordinator, status=Status.DRAFT))
    assert posted() == []


def test_what_moves_within_half_an_hour_is_one_mail(world, statement, smtp):
    first = propose(world.usa.negotiator, statement)
    propose(world.usa.negotiator, statement, 3)
    do(world.mex.negotiator, "answer_proposal", proposal=first, reply="decline", note="CANARY note")
    assert people("moved") == SPEAKING
    assert all(NOW < mail.not_before <= NOW + GATHERED for mail in posted("moved"))
    assert len(posted("moved")) == len(SPEAKING)
    (_begun, mexican) = delivered(smtp, world.mex.head)
    assert mexican["Subject"] == "Un texto ha avanzado: Reunión ministerial"
    read = mexican.get_body(("plain",)).get_content()
    assert "Estados Unidos propuso otra redacción para el ¶ 2." in read
    assert "Estados Unidos propuso otra redacción para el ¶ 3." in read
    (_begun, ours) = delivered(smtp, world.usa.head)
    said = ours.get_body(("plain",)).get_content()
    assert "Mexico did not consent to the proposal on ¶ 2." in said
    assert "What waits for your delegation: 3 paragraphs, the title." in said
    assert "tabled" not in said


def test_a_mail_holds_no_word_of_the_text(world, statement, smtp):
    propose(world.usa.negotiator, statement, rationale="CANARY reason")
    do(world.gtm.head, "issue_revision", statement=statement)
    for person in (world.usa.head, world.mex.head, world.sec.coordinator):
        for mail in delivered(smtp, person):
            whole = mail.as_string()
            for word in ("CANARY", "calendar", "calendario", "Joint statement", "Declaración conjunta", "USA"):
                assert word not in whole.replace("usa@", ""), word


def test_what_no_longer_stands_is_not_sent(world, statement, smtp):
    proposal = propose(world.usa.negotiator, statement)
    do(world.usa.negotiator, "withdraw_proposal", proposal=proposal)
    assert [mail["Subject"] for mail in delivered(smtp, world.mex.head)] == [
        "Novedades de un texto: Reunión ministerial"
    ]
    (mail,) = [each for each in posted("moved") if each.recipient == world.mex.head]
    assert (mail.status, mail.reason) == ("dropped", "Nothing of it stands any more.")


def test_an_internal_draft_moves_nobody(world, statement):
    propose(world.usa.member, statement, table=False)
    assert posted("moved") == []


def test_changed_words_are_counted_by_paragraph(world, statement, smtp):
    consent(propose(world.usa.negotiator, statement), world.mex.head, world.gtm.head)
    (_begun, mail) = delivered(smtp, world.sec.coordinator)
    said = mail.get_body(("plain",)).get_content()
    assert "The words of ¶ 2 changed." in said
    assert "wait" not in said
    assert at(world.usa.head, statement)[1].seq == 2


def test_of_much_a_mail_tells_how_much(world, statement, smtp):
    for _number in range(FEW + 1):
        propose(world.usa.negotiator, statement)
    (_begun, mail) = delivered(smtp, world.sec.coordinator)
    assert f"{FEW + 1} proposals were tabled." in mail.get_body(("plain",)).get_content()


def test_who_opted_out_is_said(world, statement, smtp):
    do(world.usa.head, "opt_out", statement=statement, reason="Elections.")
    [said] = [
        mail.get_body(("plain",)).get_content()
        for mail in delivered(smtp, world.mex.head)
        if "se retiró" in mail.get_body(("plain",)).get_content()
    ]
    assert "Estados Unidos se retiró como parte de un texto." in said


def test_each_stage_is_told(world, statement):
    facts = {"statement": statement, "reason": "Elections."}
    do(world.gtm.head, "suspend_negotiation", **facts)
    do(world.gtm.head, "resume_negotiation", **facts)
    do(world.usa.head, "opt_out", **facts)
    do(world.gtm.head, "issue_revision", statement=statement)
    end(statement, world.gtm.head, world.mex.head)
    for event in ("suspended", "resumed", "revision_issued", "ending_proposed"):
        assert people(event) == SPEAKING - {"head.gtm"}, event
    assert people("abandoned") == SPEAKING - {"head.mex"}
    assert people("opted_out") == SPEAKING - {"head.usa"}
