"""The addresses of the reminders."""

from django.urls import path

from workinggroup.reminders import views
from workinggroup.reminders.states import Level

app_name = "reminders"
PLACES = {Level.GROUP: "everybody", Level.SIDE: "delegation", Level.OWN: "mine"}
urlpatterns = [
    path("reminders/", views.reminders, name="list"),
    path("reminders/acknowledge/", views.acknowledge, name="acknowledge"),
    path("reminders/lines/<uuid:pk>/", views.line, name="line"),
    path("reminders/lines/<uuid:pk>/hold/", views.hold, name="hold"),
    path("reminders/lines/<uuid:pk>/release/", views.release, name="release"),
    path("reminders/lines/<uuid:pk>/send/", views.send_now, name="send-now"),
    path("reminders/lines/<uuid:pk>/note/", views.note, name="note"),
    path("reminders/away/", views.away, name="away"),
    path("reminders/away/<uuid:pk>/withdraw/", views.back, name="back"),
    path("reminders/acknowledgements/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("reminders/mails/", views.mails, name="mails"),
    path("reminders/stop/<str:token>/", views.stop, name="stop"),
    path("reminders/cadence/", views.cadence, name="cadence"),
    *(
        path(f"reminders/cadence/{place}/<slug:kind>/", views.choose, {"level": level}, name=f"choose-{level}")
        for level, place in PLACES.items()
    ),
    *(
        path(f"reminders/cadence/{place}/<slug:kind>/reset/", views.reset, {"level": level}, name=f"reset-{level}")
        for level, place in PLACES.items()
    ),
]
