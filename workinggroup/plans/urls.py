"""Addresses of operational plans."""

from django.urls import path

from workinggroup.plans.views import bringing, deciding, drafting, showing

app_name = "plans"
urlpatterns = [
    path("plans/", showing.register, name="list"),
    path("plans/begin/", showing.begin, name="begin"),
    path("plans/<uuid:pk>/", showing.plan, name="plan"),
    path("plans/<uuid:pk>/versions/<int:number>/", showing.compare, name="compare"),
    path("plans/<uuid:pk>/consent/", deciding.consent, name="consent"),
    path("plans/<uuid:pk>/frame/", drafting.frame, name="frame"),
    path("plans/<uuid:pk>/sections/<slug:part>/", drafting.section, name="section"),
    path("plans/<uuid:pk>/phases/", drafting.add_phase, name="phase-add"),
    path("plans/<uuid:pk>/tasks/", drafting.task, name="task"),
    path("plans/<uuid:pk>/tasks/import/", bringing.bring, name="import"),
    path("plans/<uuid:pk>/parts/<slug:what>/", drafting.add_part, name="part-add"),
    path("plans/<uuid:pk>/share/", deciding.share, name="share"),
    path("plans/<uuid:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("plans/<uuid:pk>/table/", deciding.table, name="table"),
    path("plans/<uuid:pk>/take-back/", deciding.take_back, name="take-back"),
    path("plans/<uuid:pk>/revise/", deciding.revise, name="revise"),
    path("plans/<uuid:pk>/take-over/", deciding.take_over, name="take-over"),
    path("plans/<uuid:pk>/activate/", deciding.activate, name="activate"),
    path("plans/<uuid:pk>/suspend/", deciding.suspend, name="suspend"),
    path("plans/<uuid:pk>/resume/", deciding.resume, name="resume"),
    path("plans/<uuid:pk>/complete/", deciding.complete, name="complete"),
    path("plans/<uuid:pk>/count/", deciding.count, name="count"),
    path("plans/<uuid:pk>/rate/", deciding.rate, name="rate"),
    path("plans/<uuid:pk>/rate-together/", deciding.rate_together, name="rate-together"),
    path("plans/<uuid:pk>/evaluate/", deciding.evaluate, name="evaluate"),
    path("plans/<uuid:pk>/findings/", deciding.find_out, name="find"),
    path("plans/<uuid:pk>/close/", deciding.close, name="close"),
    path("plans/sections/<uuid:pk>/open/", drafting.open_section, name="section-open"),
    path("plans/sections/<uuid:pk>/drop/", drafting.drop_section, name="section-drop"),
    path("plans/phases/<uuid:pk>/drop/", drafting.drop_phase, name="phase-drop"),
    path("plans/tasks/<uuid:pk>/drop/", drafting.drop_task, name="task-drop"),
    path("plans/parts/<slug:what>/<uuid:pk>/drop/", drafting.drop_part, name="part-drop"),
    path("plans/findings/<uuid:pk>/accept/", deciding.accept_finding, name="accept"),
    path("plans/findings/<uuid:pk>/improve/", deciding.improve, name="improve"),
]
