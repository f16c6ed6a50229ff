"""Addresses of commitments."""

from django.urls import path

from workinggroup.commitments.views import bringing, changing, commitment, deciding, register, themes, tracking

app_name = "commitments"
urlpatterns = [
    path("commitments/", register.commitments, name="list"),
    path("commitments/import/", bringing.bring, name="import"),
    path("commitments/themes/", themes.themes, name="themes"),
    path("commitments/themes/new/", themes.add, name="theme-new"),
    path("commitments/themes/<slug:code>/", themes.change, name="theme"),
    path("commitments/themes/<slug:code>/retire/", themes.retire, name="theme-retire"),
    path("commitments/themes/<slug:code>/restore/", themes.restore, name="theme-restore"),
    path("commitments/of/<slug:slug>/", deciding.review, name="review"),
    path("commitments/of/<slug:slug>/confirm/", deciding.confirm, name="confirm"),
    path("commitments/of/<slug:slug>/set-aside/", deciding.set_aside, name="set-aside"),
    path("commitments/<uuid:pk>/accept/", commitment.accept, name="accept"),
    path("commitments/<uuid:pk>/decline/", commitment.decline, name="decline"),
    path("commitments/<uuid:pk>/give-up/", commitment.give_up, name="give-up"),
    path("commitments/<uuid:pk>/undo/", deciding.undo, name="undo"),
    path("commitments/<uuid:pk>/due/", changing.due, name="due"),
    path("commitments/<uuid:pk>/theme/", changing.theme, name="classify"),
    path("commitments/<uuid:pk>/milestones/new/", tracking.add_milestone, name="milestone-new"),
    path("commitments/<uuid:pk>/milestones/take-over/", tracking.take_over, name="milestones-take-over"),
    path("commitments/<uuid:pk>/milestones/<uuid:milestone>/", tracking.reach, name="milestone"),
    path("commitments/<uuid:pk>/indicators/new/", tracking.add_indicator, name="indicator-new"),
    path("commitments/<uuid:pk>/indicators/<uuid:indicator>/", tracking.add_figure, name="figure-new"),
    path("commitments/<uuid:pk>/", commitment.commitment, name="commitment"),
]
