"""A follow-up ministerial with one commitment and one action item of the United States."""

from datetime import date, timedelta

from portal.core import times
from tests.factories.work import make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.reminders.round import run_round

MEETING = date(2026, 5, 7)  # a Thursday


def at(day, zone="America/New_York", clock="08:00"):
    return times.instant(day, clock, zone)


def digests(server, address=""):
    """The digests among the mails accepted, all or those for one address."""
    return [mail for mail in server.mails if is_digest(mail) and address in mail["To"]]


def is_digest(mail):
    text = mail.get_body(("plain",)).get_content()
    return "You receive this digest" in text or "Recibe este resumen" in text


def run_at(moment):
    """One round at that moment."""
    return run_round(clock=lambda: moment)


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator, MEETING)


@scene
def commitment(world, follow_up):
    statement = make_statement(world.sec.coordinator, follow_up)
    return make_commitment(world.sec.coordinator, statement, lead="USA", supporting=["MEX"])


@scene
def item(world, commitment):
    """Due the day after the ministerial, so that no overdue notice mixes with the rungs."""
    return make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=MEETING + timedelta(1))
