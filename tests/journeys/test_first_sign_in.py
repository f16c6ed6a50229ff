"""From the mail with an invitation to the desk, where everybody needs a second factor."""

import re

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

from tests.journeys.site import running_site

pytestmark = pytest.mark.browser

PASSWORD = "the first sentence of Nora"


@pytest.fixture(scope="module")
def site(django_db_setup, worker_id, tmp_path_factory):
    """The demo's data, under the rules of an installation."""
    with running_site(worker_id, tmp_path_factory.mktemp("first"), PORTAL_REQUIRE_MFA="1") as running:
        yield running


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("es", 375)])
def test_a_new_person_types_the_password_once(site, visit, language, width):
    name = f"nora.{language}@demo.example"
    said = site.manage("invite", name, "--name", "Nora New", "--language", language)
    link = re.search(r"http\S+", said)
    assert link
    page = visit(width=width, language=language)
    page.goto(link[0])
    for field in ("password", "again"):
        page.fill(f"input[name={field}]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/2fa/")
    page.locator("a[href='/account/2fa/totp/activate/']").click()
    page.wait_for_url("**/account/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret, input[readonly], code").first
    shown = secret.input_value() if secret.evaluate("it => it.tagName") == "INPUT" else secret.inner_text()
    page.fill("input[name=code]", f"{hotp_value(shown.replace(' ', ''), next(yield_hotp_counters_from_time())):06}")
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/2fa/recovery-codes/")
    page.goto("/people/")
    assert page.locator("h1").count() == 1
    assert "/account/" not in page.url
