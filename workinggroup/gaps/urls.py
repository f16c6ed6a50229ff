"""Addresses of security gaps."""

from django.urls import path

from workinggroup.gaps.views import acting, bringing, gap, listing, scales

app_name = "gaps"
urlpatterns = [
    path("gaps/", listing.gaps, name="list"),
    path("gaps/new/", listing.draft, name="new"),
    path("gaps/register.xlsx", listing.take, name="take"),
    path("gaps/import/", bringing.bring, name="import"),
    path("gaps/places/", listing.places, name="places"),
    path("gaps/places/new/", listing.place, name="place-new"),
    path("gaps/scales/", scales.scales, name="scales"),
    path("gaps/scales/new/", scales.propose, name="scale-new"),
    path("gaps/scales/<int:number>/agree/", scales.agree, name="scale-agree"),
    path("gaps/scales/<int:number>/decline/", scales.decline, name="scale-decline"),
    path("gaps/scales/<int:number>/withdraw/", scales.withdraw, name="scale-withdraw"),
    path("gaps/<uuid:pk>/", gap.gap, name="gap"),
    path("gaps/<uuid:pk>/change/", acting.change, name="change"),
    path("gaps/<uuid:pk>/raise/", acting.raise_it, name="raise"),
    path("gaps/<uuid:pk>/drop/", gap.drop, name="drop"),
    path("gaps/<uuid:pk>/accept/", gap.accept, name="accept"),
    path("gaps/<uuid:pk>/tolerate/decline/", acting.decline, name="decline"),
    path("gaps/<uuid:pk>/contest/", acting.contest, name="contest"),
    path("gaps/<uuid:pk>/rate/", acting.rate, name="rate"),
    path("gaps/<uuid:pk>/rate-anew/", gap.open_round, name="round"),
    path("gaps/<uuid:pk>/rate-together/", acting.rate_together, name="joint"),
    path("gaps/<uuid:pk>/rate-together/agree/", gap.agree_joint, name="joint-agree"),
    path("gaps/<uuid:pk>/rate-together/decline/", acting.decline_joint, name="joint-decline"),
    path("gaps/<uuid:pk>/done/", gap.say_done, name="done"),
    path("gaps/<uuid:pk>/measure/", acting.measure, name="measure"),
    path("gaps/<uuid:pk>/claim/", acting.claim, name="claim"),
    path("gaps/<uuid:pk>/verify/", acting.verify, name="verify"),
    path("gaps/<uuid:pk>/record-closing/", gap.record_closing, name="record"),
    path("gaps/<uuid:pk>/tolerate/", acting.tolerate, name="tolerate"),
    path("gaps/<uuid:pk>/consent/", gap.consent, name="consent"),
    path("gaps/<uuid:pk>/agenda/", acting.put_on_agenda, name="agenda"),
    path("gaps/<uuid:pk>/resume/", acting.resume, name="resume"),
    path("gaps/<uuid:pk>/hand-over/", acting.hand_over, name="hand-over"),
    path("gaps/<uuid:pk>/hand-over/agree/", gap.agree_handover, name="handover-agree"),
    path("gaps/<uuid:pk>/hand-over/refuse/", gap.refuse_handover, name="handover-refuse"),
]
