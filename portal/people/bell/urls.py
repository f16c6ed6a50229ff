"""Addresses of notices."""

from django.urls import path

from portal.people.bell import views

app_name = "bell"
urlpatterns = [
    path("notices/", views.notices, name="list"),
    path("notices/read/", views.mark_read, name="read"),
    path("notices/<uuid:pk>/", views.open_notice, name="open"),
    path("account/notices/", views.choices, name="choices"),
    path("account/notices/delegation/", views.choices_of_side, name="side"),
    path("account/notices/stop/<str:token>/", views.stop, name="stop"),
]
