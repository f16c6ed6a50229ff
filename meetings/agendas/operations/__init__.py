"""What happens to agendas."""

from meetings.agendas.operations.chair import adopt_agenda, begin_section, end_section, issue_revision
from meetings.agendas.operations.items import (
    ImpossibleLength,
    add_item,
    change_item,
    defer_item,
    move_item,
    move_item_to_day,
    put_back_item,
    take_off_item,
)
from meetings.agendas.operations.live import ask_floor, close_session, end_speech, give_floor, steer_meeting
from meetings.agendas.operations.notes import annotate_item
from meetings.agendas.operations.proposals import accept_proposal, answer_proposal, propose_item, withdraw_proposal

__all__ = [
    "ImpossibleLength",
    "accept_proposal",
    "add_item",
    "adopt_agenda",
    "annotate_item",
    "answer_proposal",
    "ask_floor",
    "begin_section",
    "change_item",
    "close_session",
    "defer_item",
    "end_section",
    "end_speech",
    "give_floor",
    "issue_revision",
    "move_item",
    "move_item_to_day",
    "propose_item",
    "put_back_item",
    "steer_meeting",
    "take_off_item",
    "withdraw_proposal",
]
