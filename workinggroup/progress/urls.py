"""Addresses of progress."""

from django.urls import path

from workinggroup.progress import views

app_name = "progress"
urlpatterns = [
    path("progress/", views.progress, name="list"),
    path("progress/over-the-rounds/", views.trend, name="trend"),
    path("progress/over-the-rounds.csv", views.trend_export, name="trend-export"),
    path("reporters/", views.people, name="people"),
    path("progress/reports/<uuid:pk>/rate/", views.rate, name="rate"),
    path("progress/reports/<uuid:pk>/propose/", views.propose, name="propose"),
    path("progress/joint/<uuid:pk>/answer/", views.answer, name="answer"),
    path("progress/by-mail/<str:token>/", views.by_mail, name="by-mail"),
    path("progress/<slug:slug>/", views.round_page, name="round"),
    path("progress/<slug:slug>/scorecard.<str:form>", views.export, name="export"),
    path("progress/<slug:slug>/open/", views.open_round, name="open"),
    path("commitments/<uuid:pk>/progress/", views.commitment, name="commitment"),
    path("commitments/<uuid:pk>/progress/draft/", views.draft, name="draft"),
    path("commitments/<uuid:pk>/progress/submit/", views.submit, name="submit"),
]
