"""The address of the first page."""

from django.urls import path

from workinggroup.desk import views

urlpatterns = [path("", views.desk, name="desk")]
