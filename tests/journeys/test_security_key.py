"""A head of delegation whose only second factor is a security key sets it up and signs a text with it, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.browser

# The demo's text that the heads are signing.
OPEN = """
from meetings.statements.models import Statement
from portal.core.reader import Reader, reading_as
with reading_as(Reader("SEC")):
    print(Statement.objects.get(status="sign_off").slug)
"""


def test_a_text_is_signed_by_touching_a_key(visit, site):
    slug = site.manage("shell", "--no-imports", "-c", OPEN).split()[-1]
    page = visit("head.usa")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})

    page.goto("/account/2fa/webauthn/add/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", PASSWORD)
        page.locator("main form button").first.click()
    page.locator("#mfa_webauthn_add").click()
    # Somewhere else than here: this address is below /account/2fa/, too.
    page.wait_for_url(lambda url: not url.endswith("/webauthn/add/"))

    page.goto(f"/statements/{slug}/sign-off/")
    page.locator("label[for=kind-final]").click()
    page.fill("input[name=password]", PASSWORD)
    page.locator("#prove-key").click()
    expect(page.get_by_text("Signed. All parties see it.")).to_be_visible()
