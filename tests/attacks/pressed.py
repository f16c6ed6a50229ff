"""What a second press meets at the addresses whose forms create nothing."""

# What a second press meets at every other address, beside the key: what was decided, taken back, moved or answered is so, and a
# form that rewrites what it saw finds it changed.
DECIDED = {
    "accounting:account", "accounting:keep",
    "adoption:silence-break", "adoption:silence-extend", "adoption:silence-open", "adoption:silence-skip",
    "adoption:sign-off-remind",
    "adoption:silence-withdraw", "actionitems:accept", "actionitems:bulk-drop", "actionitems:bulk-undo",
    "actionitems:step-move", "actionitems:bulk-chain", "actionitems:step-tick", "actionitems:step-remove", "actionitems:watch",
    "actionitems:stop-watching", "actionitems:support", "actionitems:support-no-more",
    "actionitems:depend", "actionitems:depend-no-more",
    "actionitems:drop", "actionitems:grant-time", "actionitems:hand-on", "actionitems:more-time", "actionitems:refuse",
    "actionitems:refuse-time", "actionitems:reopen", "actionitems:verify", "agendas:accept", "agendas:adopt",
    "agendas:answer", "agendas:defer", "agendas:end-section", "agendas:end-speech", "agendas:give-floor",
    "agendas:live-extend", "agendas:live-next", "agendas:live-pause", "agendas:live-resume", "agendas:live-start",
    "agendas:live-stop", "agendas:move", "agendas:put-back", "adoption:sign-off-revoke", "agendas:take-off",
    "agendas:withdraw", "alignment:edit-answer", "alignment:edit-withdraw", "alignment:freeze", "alignment:reviewed",
    "alignment:reviewer-remove", "calendar-withdraw", "commitments:set-aside", "commitments:undo", "commitments:accept",
    "commitments:decline", "concordance:lift", "concordance:second", "concordance:word-remove", "documents:withdraw",
    "exchange:bring-back", "exchange:confirm-return", "guests:dismiss", "negotiation:abandon", "negotiation:align",
    "negotiation:answer", "negotiation:begin", "negotiation:carry-out", "negotiation:opt-out", "negotiation:resume",
    "negotiation:suspend", "negotiation:table", "negotiation:withdraw", "participants:accept", "participants:answer",
    "participants:remove", "people:complete-year", "people:confirm-address", "people:deactivate", "people:reactivate",
    "people:reset-second-factor", "people:withdraw-invitation", "people:withdraw-workday", "release:confirm",
    "release:copy-revoke", "release:event", "release:hold", "release:hold-lift", "release:lift", "release:corrigendum",
    "release:corrigendum-sign", "release:corrigendum-withdraw", "release:dissociate", "release:endorse", "release:plan",
    "release:plan-withdraw", "reminders:back", "reminders:hold", "reminders:release", "reminders:send-now",
    "reminders:withdraw", "progress:answer", "progress:propose", "progress:rate", "progress:submit",
    "promises:withdraw", "records:answer", "records:approve", "records:circulate", "records:remove",
    "records:readout-release", "records:schedule", "reminders:reset-group", "reminders:reset-own", "reminders:reset-side",
    "rounds:adopt-agenda",
    "rounds:announce", "rounds:approve-records", "rounds:begin", "rounds:cancel", "rounds:conclude", "rounds:open-agenda",
    "rounds:postpone",
}  # fmt: skip
REWRITTEN = {
    "actionitems:estimate", "actionitems:note", "actionitems:reassign", "actionitems:reschedule", "bell:choices", "bell:side",
    "commitments:commitment", "concordance:word", "documents:mark",
    "negotiation:draft", "negotiation:draft-tabled", "negotiation:front-and-end", "participants:change",
    "people:delegation", "people:me", "people:person", "progress:draft", "progress:open", "progress:people", "promises:promise",
    "records:readout", "statements:original", "reminders:choose-group", "reminders:choose-own",
    "reminders:choose-side", "rounds:change", "rounds:deadlines",
    "rounds:move",
}  # fmt: skip
