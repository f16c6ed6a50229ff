"""The portal's main job, once, whole: from a pasted statement to the reminder in the mailbox; in a real browser."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ENGLISH = """The three delegations met in Antigua.

They agreed to open a joint training centre by 30 June 2090.

The delegations will publish the first results every year."""
SPANISH = """Las tres delegaciones se reunieron en Antigua.

Acordaron abrir un centro conjunto de formación a más tardar el 30 de junio de 2090.

Las delegaciones publicarán los primeros resultados cada año."""


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_statement_to_the_mailbox(visit, site, script):
    title = f"Joint statement of Antigua {'A' if script else 'B'}"
    task = f"Find a building {'A' if script else 'B'}"

    # The secretariat sees what waits, opens the follow-up ministerial, brings the statement in.
    page = visit("secretariat", script=script)
    expect(page.get_by_role("heading", name=re.compile("Waits on you"))).to_be_visible()
    page.get_by_role("link", name=re.compile("Follow-up ministerial")).first.click()
    expect(page.get_by_role("heading", name="Follow-up ministerial")).to_be_visible()
    expect(page.locator(".agenda__venue").first).to_have_text(re.compile("09:00"))
    page.get_by_role("link", name="All statements").click()
    page.get_by_role("link", name="Bring in a statement").click()
    page.get_by_label("Meeting").select_option(index=1)
    page.get_by_label("Date of the statement").fill("2090-03-01")
    page.get_by_label("Title, in English").fill(title)
    page.get_by_label("Title, in Spanish").fill(title)
    page.get_by_label("English text").fill(ENGLISH)
    page.get_by_label("Spanish text").fill(SPANISH)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("They agreed to open a joint training centre")).to_be_visible()
    expect(page.get_by_text("Acordaron abrir un centro conjunto")).to_be_visible()

    # She confirms what the portal suggests, and names who leads.
    page.get_by_role("link", name="Commitments in this text").click()
    expect(page.get_by_role("checkbox", name=re.compile("Confirm the passage"))).to_have_count(2)
    for number in range(2):
        page.get_by_text("¶", exact=False).and_(page.locator("label.usa-checkbox__label")).nth(number).click()
    page.get_by_label("Lead").first.select_option("USA")
    page.get_by_role("button", name="Confirm the ticked passages").click()
    expect(page.get_by_text("2 commitments confirmed.")).to_be_visible()

    # The lead's coordinator finds it on the desk and gives it to a member.
    page = visit("coordinator.usa", script=script)
    page.get_by_role("link", name=re.compile("They agreed to open a joint training centre")).first.click()
    page.get_by_label("What is to be done").fill(task)
    # Who is away stands there with his days.
    daniel = page.get_by_label("Who does it").locator("option", has_text="Daniel Okafor")
    page.get_by_label("Who does it").select_option(daniel.get_attribute("value"))
    page.get_by_label("or weeks before the ministerial").fill("2")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("2 weeks before Follow-up ministerial; it moves with it")).to_be_visible()

    # The member sees it on his desk and reports; the coordinator sees how it stands.
    page = visit("member.usa", script=script)
    page.get_by_role("link", name=task).first.click()
    page.get_by_text("At risk", exact=True).last.click()
    page.get_by_label("What was done, what is next").fill("Two buildings are in question.")
    page.get_by_role("button", name="Record the report").click()
    expect(page.get_by_text("Two buildings are in question.")).to_be_visible()
    page = visit("coordinator.usa", script=script)
    page.goto("/actions/?show=ours")
    expect(page.get_by_role("row", name=re.compile(task))).to_contain_text("Reported at risk")

    # A round runs; the digests are in the mailbox, in both languages.
    site.manage("dispatch_reminders")
    page.goto("/demo/mailbox/")
    expect(
        page.locator("li", has_text="member.usa@demo.example").filter(has_text="Follow-up ministerial, in")
    ).not_to_have_count(0)
    expect(
        page.locator("li", has_text="member.mex@demo.example").filter(has_text="reunión ministerial")
    ).not_to_have_count(0)
    page.locator("li", has_text="member.mex@demo.example").filter(has_text="reunión ministerial").get_by_role(
        "link"
    ).first.click()
    mail = page.frame_locator("iframe.mail-body")
    expect(mail.get_by_role("link", name="Abrir mi escritorio")).to_be_visible()

    # The coordinator sees what went and what will go, and to whom.
    page.goto("/reminders/")
    expect(page.get_by_role("heading", name=re.compile("Will go in the next 30 days"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Daniel Okafor.*Handed over")).first).to_be_visible()

    # What the member just reported on waits no longer; he finds it among his own, and finishes it.
    page = visit("member.usa", script=script)
    expect(page.get_by_role("heading", name=re.compile("Waits on you"))).to_be_visible()
    expect(page.locator(".waiting").get_by_role("link", name=task)).to_have_count(0)
    page.goto("/actions/?show=mine")
    page.get_by_role("link", name=task).first.click()
    page.get_by_text("Done", exact=True).last.click()
    page.get_by_label("What was done, what is next").fill("The building is rented.")
    page.get_by_role("button", name="Record the report").click()
    expect(page.get_by_text("The report is recorded.")).to_be_visible()
    page.goto("/actions/?show=done")
    expect(page.get_by_role("row", name=re.compile(task))).to_be_visible()


def test_an_administrator_invites_and_the_guest_gets_in(visit, site):
    page = visit("admin")
    page.get_by_role("link", name="Invite people").click()
    page.get_by_label("Delegation").select_option("GTM")
    page.get_by_label("List", exact=False).first.fill(
        "Nora Nueva, nora.nueva@demo.example, negociadora, es\nBroken, x@y"
    )
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_text("“x@y” is not an e-mail address")).to_be_visible()
    page.get_by_role("button", name="Send 1 invitation").click()
    expect(page.get_by_text("1 person is invited.")).to_be_visible()
    site.manage("dispatch_reminders")
    guest = visit()
    guest.goto("/demo/mailbox/")
    guest.locator("li", has_text="nora.nueva@demo.example").get_by_role("link").click()
    link = guest.frame_locator("iframe.mail-body").get_by_role("link", name="Abrir mi cuenta").get_attribute("href")
    guest.goto(link)
    expect(guest.get_by_role("heading", name="Le damos la bienvenida, Nora Nueva")).to_be_visible()
    guest.get_by_label("Contraseña", exact=True).fill("una frase bastante larga")
    guest.get_by_label("Repita la contraseña").fill("una frase bastante larga")
    guest.get_by_role("button", name="Abrir mi cuenta").click()
    expect(guest.get_by_role("heading", name=re.compile("Espera su respuesta"))).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_role("heading", name="Su sesión está abierta")).to_be_visible()


def test_moving_the_ministerial_moves_dates_and_reminders(visit, site):
    page = visit("secretariat")
    page.goto("/meetings/follow-up-ministerial/move/")
    day = page.get_by_label("Day", exact=True)
    day.fill("2090-05-10")
    page.get_by_role("button", name="Show what would move").click()
    expect(page.get_by_role("heading", name=re.compile("This would move"))).to_be_visible()
    page.get_by_role("button", name="Move all of this").click()
    expect(page.get_by_text("The meeting has moved.")).to_be_visible()
    page = visit("coordinator.usa")
    page.goto("/actions/?show=ours")
    expect(page.get_by_text("26 Apr 2090").first).to_be_visible()
    page.goto("/reminders/?show=will-go")
    expect(page.get_by_text("days before the meeting")).to_have_count(0)
