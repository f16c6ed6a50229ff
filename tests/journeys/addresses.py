"""The pages of the demo that are opened in a real browser, by who opens them."""

PUBLIC = [
    "/account/login/",
    "/account/password/reset/",
    "/invitation/x/",
    "/demo/mailbox/",
    "/account/notices/stop/x/",
    "/reminders/stop/x/",
    "/embargo/USA/x/",
    "/glossary/",
    "/glossary/?find=zzzz",
    "/help/",
    "/accessibility/",
]
MEMBER = [
    "/", "/meetings/", "/meetings/follow-up-ministerial/", "/statements/", "/statements/washington-joint-statement-2024/",
    "/commitments/", "/commitments/themes/", "/commitments/?theme=root-causes&words=a",
    "/commitments/of/washington-joint-statement-2024/", "/actions/", "/actions/?show=done",
    "/actions/calendar/", "/actions/import/", "/actions/templates/", "/actions/templates/new/",
    "/progress/", "/progress/over-the-rounds/", "/progress/over-the-rounds/?by=lead",
    "/progress/follow-up-ministerial/", "/progress/follow-up-ministerial/packs/", "/reporters/", "/reminders/",
    "/reminders/cadence/", "/reminders/cadence/delegation/action_item/", "/reminders/mails/",
    "/requests/", "/requests/new/", "/practices/", "/practices/?show=failed", "/practices/new/",
    "/plans/", "/plans/begin/",
    "/flows/", "/flows/mirrors/", "/flows/mirrors/open/",
    "/flows/statements/washington-joint-statement-2024/", "/flows/statements/washington-joint-statement-2024/quote/",
    "/flows/indicators/RET_OUT/", "/flows/reporting/",
    "/flows/editions/", "/flows/indicators/", "/flows/events/", "/flows/datasets/", "/flows/datasets/open/",
    "/gaps/", "/gaps/?show=drafts", "/gaps/new/", "/gaps/places/", "/gaps/scales/", "/gaps/import/",
    "/meetings/follow-up-ministerial/cell/", "/statements/washington-joint-statement-2024/cell/",
    "/search/", "/search/?q=migration", "/search/?q=migrantes&kind=paragraphs", "/search/?q=zzzzzz",
    "/people/", "/people/me/", "/audit/", "/meetings/follow-up-ministerial/participants/",
    "/meetings/follow-up-ministerial/documents/", "/meetings/guatemala-ministerial-2024/records/", "/documents/", "/calendar/",
    "/meetings/follow-up-ministerial/agenda/proposals/", "/meetings/follow-up-ministerial/agenda/revisions/",
    "/meetings/follow-up-ministerial/agenda/ours/", "/meetings/follow-up-ministerial/live/",
    "/meetings/follow-up-ministerial/participants/add/", "/meetings/follow-up-ministerial/documents/new/",
    "/meetings/follow-up-ministerial/?add", "/statements/washington-joint-statement-2024/?add",
    "/notices/", "/notices/?show=all", "/account/notices/", "/account/notices/delegation/",
    "/glossary/", "/glossary/?find=ronda", "/help/", "/help/members/", "/help/coordinators/", "/help/administrators/",
    "/accessibility/", "/account/2fa/", "/account/sessions/", "/account/password/change/", "/no-such-page/",
]  # fmt: skip
SECRETARIAT = [
    "/", "/statements/new/", "/commitments/of/washington-joint-statement-2024/", "/meetings/follow-up-ministerial/move/",
    "/meetings/new/", "/meetings/new/?from=washington-ministerial-2024", "/meetings/follow-up-ministerial/change/",
    "/meetings/follow-up-ministerial/deadlines/", "/meetings/follow-up-ministerial/agenda/edit/",
    "/meetings/follow-up-ministerial/agenda/edit/item/", "/statements/open/", "/statements/glossary/",
    "/commitments/themes/new/", "/commitments/themes/root-causes/", "/commitments/import/",
    "/meetings/follow-up-ministerial/told/", "/meetings/follow-up-ministerial/cancel/", "/reminders/cadence/everybody/papers/",
    "/progress/follow-up-ministerial/open/", "/gaps/places/new/", "/gaps/scales/new/",
]  # fmt: skip
# Below the text under negotiation.
TEXT = [
    "?ours=shown", "?show=waits", "p/p05/", "p/p11/", "p/p06/?against=1", "p/p05/propose/", "p/p05/propose/?kind=split",
    "insert/?after=p11", "missing/", "accounting/", "commitments-marked/", "p/p11/mark/",
    "revisions/", "revisions/1/", "compare/?from=0&to=1", "concordance/", "export/",
    "bring-back/", "stage/", "alignment/", "release/", "release/copies/",
]  # fmt: skip
ADMINISTRATOR = [
    "/",
    "/people/",
    "/people/delegations/",
    "/people/delegations/new/",
    "/people/delegations/USA/",
    "/people/invite/",
    "/people/invite-many/",
    "/audit/",
    "/meetings/",
]
NEGOTIATED = "a[href^='/statements/follow-up-ministerial-joint-statement']"
