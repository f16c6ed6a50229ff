"""From what all have signed to the public, in a real browser and without script: planned, held, confirmed, a copy given, out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.accessibility import check

pytestmark = pytest.mark.browser

# A text of the demo's meeting as the sign-off of all three would leave it; how one comes there is walked elsewhere.
SIGNED = """
from datetime import timedelta
from types import SimpleNamespace
from django.utils import timezone
from meetings.rounds.models import Meeting
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from tests.factories.closing import freeze, sign_all
from tests.factories.work import make_negotiation
def who(name): return User.objects.select_related("membership__delegation").get(email=name + "@demo.example")
heads = {code: who("head." + code.lower()) for code in ("GTM", "USA", "MEX")}
now, office = timezone.now(), who("secretariat")
with reading_as(Reader("SEC")):
    meeting = Meeting.objects.get(slug="follow-up-ministerial")
text = make_negotiation(SimpleNamespace(gtm=SimpleNamespace(head=heads["GTM"])), meeting)
sign_all(freeze(text, office, now - timedelta(days=2)), heads, office, now - timedelta(days=1))
print(text.slug)
"""
WORDS = "The delegations met in Guatemala City."


def test_a_signed_text_goes_out_when_all_lift_its_embargo(visit, site):
    slug = site.manage("shell", "--no-imports", "-c", SIGNED).split()[-1]
    here, wrong = f"/statements/{slug}/release/", []
    chair = visit("head.gtm", script=False)
    chair.goto(here)
    expect(chair.get_by_role("heading", level=1)).to_have_text("1 thing blocks the release")
    chair.get_by_role("link", name="Propose a time").click()
    chair.fill("input[name=day]", str(timezone.localdate() + timedelta(days=2)))
    chair.fill("input[name=clock]", "18:00")
    chair.get_by_role("button", name="Propose the plan").click()
    expect(chair.get_by_role("heading", level=1)).to_have_text("1 thing blocks the release")
    mexico = visit("head.mex", script=False, width=375, language="es")
    mexico.goto(here)
    mexico.get_by_text("Retener la publicación").first.click()
    mexico.fill("#hold-reason", "Falta nuestra prensa.")
    mexico.locator("button.usa-button--bad").click()
    expect(mexico.get_by_role("heading", level=1)).to_have_text("2 cosas impiden la publicación")
    wrong += check_in(visit, "head.mex", here, 375)
    mexico.get_by_role("button", name="Levantar la retención").click()
    america = visit("head.usa")
    for page in (chair, mexico, america):
        page.goto(here)
        page.locator(".blocks__act button").click()
    expect(america.get_by_role("heading", level=1)).to_have_text("Nothing blocks the release")
    wrong += check(america, here)
    america.get_by_role("link", name="Give a copy").click()
    america.fill("input[name=recipient]", "Rosa Luz")
    america.fill("input[name=organisation]", "Daily Paper")
    america.get_by_role("button", name="Make the link").click()
    link = america.locator("#link").input_value()
    wrong += check(america, "copies")
    press = visit("", width=375)
    press.goto(link)
    wrong += check(press, "terms")
    assert WORDS not in press.content()
    press.get_by_role("button", name="I accept").click()
    expect(press.get_by_text(WORDS)).to_be_visible()
    wrong += check(press, "copy")
    for page in (chair, mexico, america):
        page.goto(here)
        page.locator("details:has(form[action$='/release/lift/']) summary").click()
        page.locator("form[action$='/release/lift/'] button").click()
    expect(america.get_by_role("heading", level=1)).to_have_text("The text is public")
    assert press.goto(link).url.startswith(f"{site.address}/releases/")
    assert wrong == []


def check_in(visit, who, path, width):
    """What is wrong with a page in a window with script, which the check needs."""
    page = visit(who, width=width)
    page.goto(path)
    return check(page, path)
