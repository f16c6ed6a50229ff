"""Addresses of handling: marks, readers and passages of matters of any kind."""

from django.urls import path

from workinggroup.handling import views

app_name = "handling"
urlpatterns = [
    path("handling/requests/<uuid:pk>/", views.request_page, name="request"),
    path("handling/requests/<uuid:pk>/answer/", views.answer, name="answer"),
    path("handling/requests/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("handling/<str:kind>/<uuid:pk>/readers/", views.readers, name="readers"),
    path("handling/<str:kind>/<uuid:pk>/share/", views.share, name="share"),
    path("handling/<str:kind>/<uuid:pk>/mark/", views.mark, name="mark"),
    path("handling/<str:kind>/<uuid:pk>/narrow/", views.narrow, name="narrow"),
    path("handling/<str:kind>/<uuid:pk>/ask/", views.ask, name="ask"),
    path("handling/<str:kind>/<uuid:pk>/write/", views.write, name="write"),
    path("handling/<str:kind>/<uuid:pk>/edit/", views.edit, name="edit"),
    path("handling/<str:kind>/<uuid:pk>/gist/", views.gist, name="gist"),
    path("handling/<str:kind>/<uuid:pk>/remove/", views.remove, name="remove"),
    path("handling/<str:kind>/<uuid:pk>/paper/", views.paper, name="paper"),
]
