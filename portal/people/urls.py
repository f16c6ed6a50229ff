"""Addresses about people."""

from django.urls import path

from portal.people import views
from portal.people.workdays import views as workdays

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="list"),
    path("people/invite/", views.invite, name="invite"),
    path("people/invite-many/", views.invite_many, name="invite-many"),
    path("people/delegations/", views.delegations, name="delegations"),
    path("people/delegations/new/", views.delegation, name="delegation-new"),
    path("people/delegations/<str:code>/", views.delegation, name="delegation"),
    path("people/working-days/", workdays.workdays, name="workdays"),
    path("people/working-days/<int:year>/complete/", workdays.complete, name="complete-year"),
    path("people/working-days/<uuid:pk>/withdraw/", workdays.withdraw, name="withdraw-workday"),
    path("people/me/", views.me, name="me"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/address-works/", views.confirm_address, name="confirm-address"),
    path("people/<uuid:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("people/<uuid:pk>/reactivate/", views.reactivate, name="reactivate"),
    path("people/<uuid:pk>/reset-second-factor/", views.reset_second_factor, name="reset-second-factor"),
    path("invitations/<uuid:pk>/renew/", views.renew_invitation, name="renew-invitation"),
    path("invitations/<uuid:pk>/withdraw/", views.withdraw_invitation, name="withdraw-invitation"),
    path("invitation/<str:token>/", views.accept, name="accept"),
]
