"""Addresses of requests for information."""

from django.urls import path

from workinggroup.requests import views

app_name = "requests"
urlpatterns = [
    path("requests/", views.requests, name="list"),
    path("requests/new/", views.new, name="new"),
    path("requests/<uuid:pk>/", views.request_for_information, name="request"),
    path("requests/<uuid:pk>/change/", views.change, name="change"),
    path("requests/<uuid:pk>/send/", views.send, name="send"),
    path("requests/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("requests/<uuid:pk>/what-is-meant/", views.ask_clarity, name="ask-clarity"),
    path("requests/<uuid:pk>/clarify/", views.clarify, name="clarify"),
    path("requests/<uuid:pk>/answer/", views.answer, name="answer"),
    path("requests/<uuid:pk>/answer/give/", views.give, name="give"),
    path("requests/<uuid:pk>/refuse/", views.refuse, name="refuse"),
    path("requests/<uuid:pk>/send-back/", views.send_back, name="send-back"),
    path("requests/<uuid:pk>/close/", views.close, name="close"),
]
