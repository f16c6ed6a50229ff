"""Addresses of action items."""

from django.urls import path

from workinggroup.actionitems.views import answering, beside, bulk, depending, giving, item, listing

app_name = "actionitems"
urlpatterns = [
    path("actions/", listing.items, name="list"),
    path("actions/board/", listing.board, name="board"),
    path("actions/timeline/", listing.timeline, name="timeline"),
    path("actions/action-items.<str:ending>", listing.export, name="export"),
    path("actions/bulk/", bulk.bulk, name="bulk"),
    path("actions/bulk/reassign/", bulk.reassign, name="bulk-reassign"),
    path("actions/bulk/reschedule/", bulk.reschedule, name="bulk-reschedule"),
    path("actions/bulk/drop/", bulk.drop, name="bulk-drop"),
    path("actions/bulk/priority/", bulk.prioritise, name="bulk-priority"),
    path("actions/bulk/<uuid:pk>/undo/", bulk.undo, name="bulk-undo"),
    path("actions/bulk/chain/", bulk.chain, name="bulk-chain"),
    path("actions/<uuid:pk>/", item.item, name="item"),
    path("actions/<uuid:pk>/change/", giving.change, name="change"),
    path("actions/<uuid:pk>/reassign/", giving.reassign, name="reassign"),
    path("actions/<uuid:pk>/reschedule/", giving.reschedule, name="reschedule"),
    path("actions/<uuid:pk>/reopen/", item.reopen, name="reopen"),
    path("actions/<uuid:pk>/drop/", giving.drop, name="drop"),
    path("actions/<uuid:pk>/accept/", item.accept, name="accept"),
    path("actions/<uuid:pk>/answer/", answering.answer, name="answer"),
    path("actions/<uuid:pk>/refuse/", answering.refuse, name="refuse"),
    path("actions/<uuid:pk>/hand-on/", answering.hand_on, name="hand-on"),
    path("actions/<uuid:pk>/waits-for/", depending.depend, name="depend"),
    path("actions/<uuid:pk>/waits-no-more/", depending.depend_no_more, name="depend-no-more"),
    path("actions/<uuid:pk>/duration/", depending.estimate, name="estimate"),
    path("actions/<uuid:pk>/steps/add/", beside.add_step, name="step-add"),
    path("actions/<uuid:pk>/steps/tick/", beside.tick_step, name="step-tick"),
    path("actions/<uuid:pk>/steps/move/", beside.move_step, name="step-move"),
    path("actions/<uuid:pk>/steps/remove/", beside.remove_step, name="step-remove"),
    path("actions/<uuid:pk>/note/", beside.note, name="note"),
    path("actions/<uuid:pk>/watch/", beside.watch, name="watch"),
    path("actions/<uuid:pk>/watch-no-more/", beside.stop_watching, name="stop-watching"),
    path("actions/<uuid:pk>/support/", beside.support, name="support"),
    path("actions/<uuid:pk>/support-no-more/", beside.support_no_more, name="support-no-more"),
    path("actions/<uuid:pk>/verify/", item.verify, name="verify"),
    path("actions/<uuid:pk>/more-time/", answering.more_time, name="more-time"),
    path("actions/<uuid:pk>/grant-time/", item.grant, name="grant-time"),
    path("actions/<uuid:pk>/refuse-time/", item.refuse_time, name="refuse-time"),
    path("commitments/<uuid:commitment>/assign/", giving.assign, name="assign"),
]
