"""Addresses of practices."""

from django.urls import path

from workinggroup.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.practices, name="list"),
    path("practices/new/", views.new, name="new"),
    path("practices/<uuid:pk>/", views.practice, name="practice"),
    path("practices/<uuid:pk>/change/", views.change, name="change"),
    path("practices/<uuid:pk>/share/", views.share, name="share"),
    path("practices/<uuid:pk>/review/", views.review, name="review"),
    path("practices/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("practices/<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("practices/<uuid:pk>/here/", views.report, name="report"),
    path("practices/<uuid:pk>/gaps/", views.link, name="link"),
    path("practices/<uuid:pk>/gaps/<uuid:gap>/remove/", views.unlink, name="unlink"),
]
