"""Addresses of commitments."""

from django.urls import path

from workinggroup.commitments import views

app_name = "commitments"
urlpatterns = [
    path("commitments/", views.commitments, name="list"),
    path("commitments/of/<slug:slug>/", views.review, name="review"),
    path("commitments/of/<slug:slug>/confirm/", views.confirm, name="confirm"),
    path("commitments/of/<slug:slug>/set-aside/", views.set_aside, name="set-aside"),
    path("commitments/<uuid:pk>/accept/", views.accept, name="accept"),
    path("commitments/<uuid:pk>/decline/", views.decline, name="decline"),
    path("commitments/<uuid:pk>/undo/", views.undo, name="undo"),
    path("commitments/<uuid:pk>/", views.commitment, name="commitment"),
]
