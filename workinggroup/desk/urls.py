"""The address of the first page."""

from django.urls import path

from workinggroup.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("calendar/", views.calendar_link, name="calendar"),
    path("calendar/withdraw/", views.withdraw_calendar_link, name="calendar-withdraw"),
    path("calendar/<str:secret>.ics", views.calendar_feed, name="calendar-feed"),
]
