"""The address of the reminders."""

from django.urls import path

from workinggroup.reminders import views

app_name = "reminders"
urlpatterns = [path("reminders/", views.reminders, name="list")]
