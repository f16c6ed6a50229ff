"""The pages of texts are held by tags: what changes a page moves its tag, and nothing else does."""

import re
from datetime import date

import pytest
from django.utils import timezone

from meetings.concordance.models import ForceTerm, GlossaryTerm
from meetings.concordance.operations import change_word, remove_word
from meetings.rounds.models import Meeting
from meetings.rounds.operations import change_meeting
from meetings.statements.models import Bracket, Statement
from portal.core.reader import reading_as
from portal.notifications.unread import count_unread
from portal.people.operations import save_preferences
from tests.factories.documents import make_document
from tests.factories.people import rename_delegation
from tests.factories.texts import EN, ES, NEW, add_word, align, at, bracket, consent, do, end, name, propose
from tests.factories.work import NOW, make_item, make_meeting, make_negotiation, make_statement
from tests.scenes import scene

BRACKETED = {
    "en": "The delegations met in Guatemala City [at once].",
    "es": "Las delegaciones se reunieron en la Ciudad de Guatemala [de inmediato].",
}
LIST, GLOSSARY = "/statements/", "/statements/glossary/"
SECRET = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[\w-]+"|hx-headers=\'\{"X-CSRFToken[^\']+')


class Screens:
    """Pages as several people hold them."""

    def __init__(self, sign_in, people, paths):
        self.clients = {who: sign_in(person) for who, person in people.items()}
        self.people = people
        self.paths, self.held = paths, {}
        self.look()

    def look(self):
        """Hold every page as it is now; returns the screens on which it is another one."""
        before = self.held
        self.held = {
            (who, path): self.clients[who].get(path, secure=True) for who in self.clients for path in self.paths
        }
        return {key for key in before if words_of(before[key]) != words_of(self.held[key])}

    def moved(self):
        """The screens that are not answered with "unchanged"."""
        asked = {
            (who, path): self.clients[who].get(path, headers={"If-None-Match": held.headers["ETag"]}, secure=True)
            for (who, path), held in self.held.items()
        }
        assert {answer.status_code for answer in asked.values()} <= {200, 304}
        return {key for key, answer in asked.items() if answer.status_code == 200}


def words_of(answer):
    return SECRET.sub("", answer.text)


@pytest.fixture
def screens(world, statement, sign_in):
    """The table, the board, the list and the glossary before somebody of two parties and the secretariat."""
    table = statement.get_absolute_url()
    people = {"USA": world.usa.negotiator, "MEX": world.mex.member, "SEC": world.sec.coordinator}
    return Screens(sign_in, people, [table, f"{table}concordance/", LIST, GLOSSARY])


def bell_of(person):
    with reading_as(person.reader):
        return count_unread(person.pk, now=timezone.now())


def position(world, text):
    do(world.mex.negotiator, "take_position", version=at(world.mex.negotiator, text, 1)[1], value="reserve")


def comment(world, text):
    do(world.usa.negotiator, "write_comment", paragraph=at(world.usa.negotiator, text)[0], text="A.", is_shared=True)


def comment_inside(world, text):
    do(world.usa.negotiator, "write_comment", paragraph=at(world.usa.negotiator, text)[0], text="B.", is_shared=False)


def draft(world, text):
    propose(world.usa.negotiator, text, table=False)


def draft_new(world, text):
    propose(world.usa.negotiator, text, table=False, kind="insert", paragraph=None, base=None, texts=[NEW])


def tabled(world, text):
    propose(world.usa.negotiator, text)


def carried(world, text):
    consent(propose(world.usa.negotiator, text), world.mex.negotiator, world.gtm.negotiator)


def withdrawn(world, text):
    made = propose(world.usa.negotiator, text, texts=[{"en": f"{EN} Soon.", "es": f"{ES} Pronto."}])
    yield
    do(world.usa.negotiator, "withdraw_proposal", proposal=made)


def answered(world, text):
    made = propose(world.usa.negotiator, text, kind="insert", paragraph=None, base=None, texts=[NEW])
    yield
    do(world.mex.negotiator, "answer_proposal", proposal=made, reply="consent")


def bracketed(world, text):
    bracket(world.usa.negotiator, text, 1, **BRACKETED)


def supported(world, text):
    bracket(world.usa.negotiator, text, 1, **BRACKETED)
    yield
    do(world.mex.negotiator, "support_option", bracket=_open(world, text), option=0)


def option_added(world, text):
    bracket(world.usa.negotiator, text, 1, **BRACKETED)
    yield
    words = {"en": "in due course", "es": "a su debido tiempo"}
    do(world.mex.negotiator, "add_option", bracket=_open(world, text), words=words)


def _open(world, text):
    with reading_as(world.mex.negotiator.reader):
        return Bracket.objects.select_related("paragraph__statement__meeting").get(paragraph__statement=text)


def issued(world, text):
    do(world.gtm.head, "issue_revision", statement=text)


def surrounded(world, text):
    words = {"lead_in": {"en": "We,", "es": "Nosotros,"}, "lists": {}, "seen": text.front_and_end}
    do(world.gtm.head, "write_front_and_end", statement=text, **words)


def suspended(world, text):
    do(world.gtm.head, "suspend_negotiation", statement=text, reason="Lunch.")


def opted_out(world, text):
    do(world.mex.head, "opt_out", statement=text, reason="Not for us.")


def abandoned(world, text):
    end(text, world.gtm.head, world.usa.head, world.mex.head)


def edited(world, text):
    for side in (world.usa, world.mex):
        name(side, text, side.member, "es")
    aligned = align(world, text)
    yield
    paragraph, seen = at(world.usa.member, aligned)
    facts = {"language": "es", "text": "Las delegaciones convienen en establecerlo.", "reason": "Closer."}
    made = do(world.usa.member, "edit_language", paragraph=paragraph, seen=seen, **facts)
    do(world.mex.member, "answer_edit", edit=made, reply="consent")


def meeting_renamed(world, text):
    with reading_as(world.sec.coordinator.reader):
        meeting = Meeting.objects.get(pk=text.meeting_id)
        facts = {each: getattr(meeting, each) for each in ("series", "level", "number", "host", "co_hosts", "format")}
        facts |= {each: getattr(meeting, each) for each in ("languages", "join_address", "city", "venue")}
        title = {"en": "Renamed", "es": "Otra"}
        change_meeting(
            meeting=meeting, actor=world.sec.coordinator, now=NOW, title=title, delegations=meeting.delegations, **facts
        )


def chair_renamed(world, _text):
    with reading_as(world.gtm.head.reader):
        save_preferences(actor=world.gtm.head, name="Somebody else", language="es", time_zone="")


def delegation_changed(_world, _text):
    rename_delegation("GTM", "Renamed", "Otra", colour="gold")


def term_added(world, _text):
    add_word(world, GlossaryTerm(words={"en": "calendar", "es": "agenda"}, forbidden=["calendario"]))


def term_changed(world, text):
    term_added(world, text)
    yield
    with reading_as(world.sec.coordinator.reader):
        change_word(
            word=_term(),
            actor=world.sec.coordinator,
            facts={"words": {"en": "calendar", "es": "calendario"}, "forbidden": []},
        )


def term_removed(world, text):
    term_added(world, text)
    yield
    with reading_as(world.sec.coordinator.reader):
        remove_word(word=_term(), actor=world.sec.coordinator)


def _term():
    return GlossaryTerm.objects.get(words__en="calendar")


def verb_added(world, _text):
    add_word(world, ForceTerm(words={"en": ["zigzag"], "es": ["zigzaguear"]}, strength="soft"))


def other_text(world, text):
    make_negotiation(world, text.meeting, texts={"en": "Another one.", "es": "Otra."})


ACTS = [
    position, comment, comment_inside, draft, draft_new, tabled, carried, withdrawn, answered, bracketed, supported,
    option_added, issued, surrounded, suspended, opted_out, abandoned, edited, meeting_renamed, chair_renamed,
    delegation_changed, term_added, term_changed, term_removed, verb_added, other_text,
]  # fmt: skip


def perform(screens, act, world, text):
    """Do it; where an act needs something done before, hold the pages only then."""
    begun = act(world, text)
    if begun is not None:
        next(begun)
        screens.look()
        next(begun, None)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_whatever_changes_a_page_moves_its_tag(world, statement, screens, act):
    perform(screens, act, world, statement)
    moved = screens.moved()
    changed = screens.look()
    assert changed, "the act shows nowhere"
    assert changed <= moved


OURS_ALONE = [comment_inside, draft, draft_new]


@pytest.mark.parametrize("act", OURS_ALONE, ids=lambda act: act.__name__)
def test_what_is_a_sides_alone_moves_no_tag_of_another(world, statement, screens, act):
    perform(screens, act, world, statement)
    assert {who for who, _path in screens.moved()} == {"USA"}


def other_meeting(world, _text):
    other = make_meeting(world.sec.coordinator, date(2026, 6, 9))
    make_item(world.sec.coordinator, other)
    make_document(world.sec.coordinator, other)


def agenda_row(world, text):
    make_item(world.sec.coordinator, text.meeting)


def paper(world, text):
    make_document(world.sec.coordinator, text.meeting)


def account(world, _text):
    for side in (world.usa, world.mex, world.sec):
        with reading_as(side.head.reader):
            save_preferences(actor=side.head, name="Renamed", language="es", time_zone="")


ELSEWHERE = [other_meeting, agenda_row, paper, account]


@pytest.mark.parametrize("act", ELSEWHERE, ids=lambda act: act.__name__)
def test_what_no_page_shows_moves_no_tag(world, statement, screens, act):
    perform(screens, act, world, statement)
    assert screens.moved() == set()


def test_another_text_of_the_same_meeting_moves_the_list_alone(world, statement, screens):
    other = make_negotiation(world, statement.meeting)
    # Whose bell counts something new has its number on every page.
    told = {who for who, person in screens.people.items() if bell_of(person)}
    assert told != set(screens.people)
    of_timers = {(who, path) for who in told for path in screens.paths}
    assert screens.moved() == {(who, LIST) for who in screens.people} | of_timers
    screens.look()
    position(world, other)
    assert screens.moved() == set()


def test_what_happens_inside_a_text_moves_no_list_and_no_glossary(world, statement, screens):
    position(world, statement)
    assert {path for _who, path in screens.moved()}.isdisjoint({LIST, GLOSSARY})


def test_words_of_the_glossary_move_its_page_and_the_boards(world, statement, screens):
    verb_added(world, statement)
    assert {path for _who, path in screens.moved()} == {GLOSSARY, f"{statement.get_absolute_url()}concordance/"}


def test_a_hidden_text_moves_no_list_of_who_does_not_see_it(world, statement, screens):
    other = make_negotiation(world, statement.meeting)
    screens.look()
    with reading_as(world.sec.coordinator.reader):
        marks = {"releasable_to": ["MEX", "SEC"], "editable_by": ["SEC"]}
        Statement.objects.filter(pk=other.pk).update(**marks)
    assert ("USA", LIST) in screens.moved()
    screens.look()
    with reading_as(world.sec.coordinator.reader):
        Statement.objects.filter(pk=other.pk).update(title={"en": "Renamed", "es": "Otra"})
    assert screens.moved() == {("MEX", LIST), ("SEC", LIST)}


def test_a_text_that_its_meeting_hides_moves_no_list(world, statement, screens):
    """It is marked for its parties already; the draft of the meeting stands before it."""
    draft_meeting = make_meeting(world.sec.coordinator, date(2026, 6, 9), status="draft")
    text = make_statement(world.sec.coordinator, draft_meeting)
    assert "USA" in text.releasable_to
    assert screens.moved() == {("SEC", LIST)}


@scene
def recorded(world):
    return make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))


def test_a_text_on_record_shows_papers_about_its_paragraphs(world, recorded, sign_in):
    page = recorded.get_absolute_url()
    screens = Screens(sign_in, {"USA": world.usa.member}, [page])
    assert screens.moved() == set()
    paragraph, _version = at(world.usa.member, recorded)
    make_document(world.sec.coordinator, recorded.meeting, about=("paragraph", paragraph.pk))
    assert screens.moved() == {("USA", page)}
    assert screens.look()
    other_meeting(world, recorded)
    assert screens.moved() == set()
