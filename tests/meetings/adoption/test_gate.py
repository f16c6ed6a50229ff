"""What those above the meetings want settled keeps a final text where it is."""

import pytest
from django.dispatch import Signal

from meetings.adoption import gate
from meetings.adoption.gate import NotAccountedFor, closing_blockers, require_accounted
from meetings.statements.blocking import Blocker


def test_what_a_receiver_answers_keeps_the_text_and_nothing_does_not(monkeypatch):
    asked, signal = [], Signal()
    monkeypatch.setattr(gate, "statement_closing", signal)

    def answer(sender, statement, user, **_):
        asked.append((statement, user))
        return [Blocker("Two are open.", "/somewhere/")] if user == "usa" else []

    signal.connect(answer)
    assert closing_blockers("text", "mex") == []
    require_accounted("text", "mex")
    with pytest.raises(NotAccountedFor, match=r"^Two are open\. Say of each") as refused:
        require_accounted("text", "usa")
    assert refused.value.blockers == [Blocker("Two are open.", "/somewhere/")]
    assert set(asked) == {("text", "mex"), ("text", "usa")}
