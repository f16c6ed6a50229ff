"""Doors, methods and pages of failure."""

from django.core.checks import run_checks
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import clear_url_caches, path

from portal.core.checks import every_address_has_a_door
from portal.core.doors import Door, door
from portal.urls import urlpatterns as portal_addresses


@door(Door.PUBLIC, "POST")
def post_only(request):
    return HttpResponse("done")


def bare(request):
    return HttpResponse("open by oversight")


def test_a_view_answers_its_methods_alone():
    factory = RequestFactory()
    assert post_only(factory.post("/")).status_code == 200
    refused = post_only(factory.get("/"))
    assert (refused.status_code, refused["Allow"]) == (405, "POST")


def test_an_address_without_a_door_is_an_error(settings):
    settings.ROOT_URLCONF = "tests.portal.core.test_doors"
    clear_url_caches()
    assert [(error.id, "/bare/" in error.msg) for error in every_address_has_a_door()] == [("portal.E001", True)]


def test_the_portal_has_no_such_address():
    assert every_address_has_a_door() == []
    assert [message for message in run_checks() if message.id == "portal.E001"] == []


def test_at_run_time_a_view_without_a_door_is_closed_to_everybody(db, world, sign_in, settings):
    settings.ROOT_URLCONF = "tests.portal.core.test_doors"
    assert Client().get("/bare/", secure=True).status_code == 302
    assert sign_in(world.sec.coordinator).get("/bare/", secure=True).status_code == 403


urlpatterns = [path("bare/", bare), *portal_addresses]
