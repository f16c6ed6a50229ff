"""The way of a text from its final words to the public, as three heads of delegation walk it who never did before: in both
languages, one of them on a phone.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.browser

# A text of the demo's meeting in its final words, given to the heads to sign; how it comes to there is walked elsewhere.
FINAL = """
from datetime import timedelta
from types import SimpleNamespace
from django.utils import timezone
from meetings.rounds.models import Meeting
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from tests.factories.closing import freeze, turn
from tests.factories.work import make_negotiation
def who(name): return User.objects.select_related("membership__delegation").get(email=name + "@demo.example")
with reading_as(Reader("SEC")):
    meeting = Meeting.objects.get(slug="follow-up-ministerial")
text = make_negotiation(SimpleNamespace(gtm=SimpleNamespace(head=who("head.gtm"))), meeting)
office = who("secretariat")
print(turn(freeze(text, office, timezone.now() - timedelta(days=2)), "sign_off", office).slug)
"""


def test_three_heads_bring_a_text_to_the_public(visit, site):
    slug = site.manage("shell", "--no-imports", "-c", FINAL).split()[-1]
    release = f"/statements/{slug}/release/"
    chair = visit("head.gtm", language="es")
    america = visit("head.usa")
    mexico = visit("head.mex", language="es", width=375)

    # Each finds on the desk what the text waits for, and signs with the password asked anew.
    for page in (chair, america, mexico):
        page.goto("/")
        page.locator("section[aria-labelledby=closing]").locator(f"a[href='{release}']").click()
        page.locator(".blocks__act a").first.click()
        expect(page).to_have_url(re.compile(f"/statements/{slug}/sign-off/"))
        page.locator("label[for=kind-final]").click()
        page.fill("input[name=password]", PASSWORD)
        page.get_by_role("button", name=re.compile("^(Sign for|Firmar por) ")).click()

    # The chair plans the release for an event; every party confirms; two say that it has taken place.
    chair.goto(release)
    chair.locator(".blocks__act a").first.click()
    chair.locator("label[for=id_mode_1]").click()
    chair.fill("[name=event_en]", "The ministers have signed in Hall 2.")
    chair.fill("[name=event_es]", "Las ministras y los ministros han firmado en el Salón 2.")
    chair.locator("form button.usa-button").last.click()
    for page in (chair, america, mexico):
        page.goto(release)
        with page.expect_navigation():
            page.locator("form[action$='/confirm/'] button").click()
    chair.goto(release)
    with chair.expect_navigation():
        chair.locator("form[action$='/event/'] button").click()
    expect(chair.get_by_role("heading", level=1)).not_to_have_text("El texto es público")
    mexico.goto(release)
    mexico.locator("form[action$='/event/'] button").click()
    expect(mexico.get_by_role("heading", level=1)).to_have_text("El texto es público")
