"""Forms, messages and paper in a real browser: choices are seen in the dark, nothing touches, nothing private is printed."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.browser

MEETING = "/meetings/follow-up-ministerial/"
TEXT = "a[href^='/statements/follow-up-ministerial-joint-statement']"
# Where the portal asks for choices: of a page each, who sees it.
CHOICES = [
    ("secretariat", "/meetings/new/"),
    ("secretariat", MEETING + "change/"),
    ("secretariat", MEETING + "agenda/edit/item/"),
    ("coordinator.usa", MEETING + "documents/new/"),
    ("secretariat", "/commitments/of/washington-joint-statement-2024/"),
]
ROOM = """boxes => boxes.map(box => {
    const group = box.closest('.usa-form-group') || box, before = group.previousElementSibling;
    const legend = box.querySelector('legend').getBoundingClientRect(), first = box.querySelector('input');
    const above = before && !before.matches('input') ? legend.top - before.getBoundingClientRect().bottom : 99;
    return [box.querySelector('legend').innerText, above, first.getBoundingClientRect().top - legend.bottom];
})"""


def light(colour):
    """The relative luminance of WCAG 2.2."""
    parts = [(part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def seen(locator):
    """What a control shows: the picture of it, without what surrounds it."""
    return Image.open(io.BytesIO(locator.screenshot())).convert("RGB")


def ink_and_ground(picture):
    """The most frequent colour of a control's middle, and the one in it that differs most from that."""
    width, height = picture.size
    middle = picture.crop((width // 4, height // 4, width - width // 4, height - height // 4))
    colours = sorted(middle.getcolors(maxcolors=100_000), reverse=True)
    ground = colours[0][1]
    return max((contrast(colour, ground), colour) for _count, colour in colours)[1], ground


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_what_is_chosen_is_seen_and_what_is_not_is_empty(visit, kind, dark):
    page = visit("secretariat" if kind == "checkbox" else "coordinator.usa", dark=dark)
    if kind == "checkbox":
        page.goto("/meetings/new/")
    else:
        page.goto("/statements/")
        page.goto(page.locator(TEXT).first.get_attribute("href") + "p/p05/")
    paper = tuple(map(int, page.evaluate("getComputedStyle(document.body).backgroundColor").strip("rgb()").split(",")))
    boxes = page.locator(f"input[type={kind}]")
    box = boxes.first
    page.mouse.move(0, 0)
    if kind == "checkbox":
        box.uncheck()
        empty = seen(box)
        box.check()
    else:
        boxes.last.check()
        empty = seen(box)
        box.check()
    page.evaluate("document.activeElement.blur()")
    chosen = seen(box)
    _none, ground = ink_and_ground(empty)
    assert contrast(ground, paper) < 2, "an empty box is as empty as the page"
    ink, ground = ink_and_ground(chosen)
    assert contrast(ink, ground) >= 3, (ink, ground)
    assert chosen.tobytes() != empty.tobytes()
    border = max(contrast(colour, paper) for _count, colour in empty.getcolors(maxcolors=100_000))
    assert border >= 3, border


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize(("who", "path"), CHOICES, ids=lambda value: value.strip("/") if "/" in value else None)
def test_there_is_room_around_what_is_asked(visit, who, path, width):
    page = visit(who, width=width, language="es")
    page.goto(path)
    found = page.locator("fieldset.usa-fieldset").evaluate_all(ROOM)
    assert found or "commitments" in path
    assert [each for each in found if each[1] < 12 or each[2] < 4] == []


def test_fields_beside_each_other_stand_on_one_line(visit):
    page = visit("secretariat")
    page.goto("/meetings/new/")
    bottoms = (
        "pairs => pairs.map(p => [...p.querySelectorAll('input, select')].filter(e => e.offsetParent)"
        ".map(e => Math.round(e.getBoundingClientRect().bottom)))"
    )
    rows = page.locator(".pair, .halves").evaluate_all(bottoms)
    assert rows
    assert all(len(set(row)) <= 1 for row in rows), rows


def test_who_signs_in_finds_the_page_where_it_always_begins(visit):
    page = visit()
    sign_in(page, "member.gtm")
    assert page.locator(".message").count() == 0
    before = page.locator("h1").first.bounding_box()
    page.reload()
    assert page.locator("h1").first.bounding_box() == before


def test_there_is_room_around_a_message(visit):
    page = visit("member.gtm")
    page.goto("/people/me/")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    message, title = page.locator(".message").bounding_box(), page.locator("h1").bounding_box()
    assert title["y"] - message["y"] - message["height"] >= 16


def test_nothing_private_is_printed_and_what_is_folded_is_open(visit):
    page = visit("coordinator.usa")
    page.goto("/statements/")
    root = page.locator(TEXT).first.get_attribute("href")
    page.goto(root + "?ours=shown")
    folded = page.locator("details.fold:not([open]) .voice").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    for hidden in (".private", ".row--private", ".text__row--private", ".private__count", ".fold__show", ".bar"):
        assert all(not each.is_visible() for each in page.locator(hidden).all()), hidden
    page.goto(root + "p/p05/")
    assert page.locator(".private").count() > 0
    assert not page.locator(".private").first.is_visible()


def test_private_notes_are_printed_where_one_asks_and_each_sheet_says_so(visit):
    page = visit("coordinator.usa")
    page.goto("/statements/")
    page.goto(page.locator(TEXT).first.get_attribute("href") + "p/p05/?ours=shown")
    page.get_by_label("Comment inside our delegation").fill("For our eyes alone.")
    with page.expect_navigation():
        page.get_by_role("button", name="Comment internally").click()
    assert not any("For our eyes alone." in sheet for sheet in printed(page))
    with page.expect_navigation():
        page.get_by_role("link", name="Print with our private notes").click()
    sheets = printed(page)
    assert any("For our eyes alone." in sheet for sheet in sheets)
    assert not any("Comment internally" in sheet for sheet in sheets)
    assert all("WITH PRIVATE NOTES: OWN DELEGATION ONLY" in sheet.upper() for sheet in sheets)
    with page.expect_navigation():
        page.get_by_role("link", name="Print without them").click()
    assert not any("WITH PRIVATE NOTES" in sheet.upper() for sheet in printed(page))


def printed(page):
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages]


def test_the_handling_line_is_printed_on_every_page(visit):
    page = visit("coordinator.usa")
    page.goto("/statements/")
    page.goto(page.locator(TEXT).first.get_attribute("href"))
    sheets = [sheet.upper() for sheet in printed(page)]
    assert len(sheets) > 1
    assert all("NOT AGREED TEXT" in sheet for sheet in sheets), [sheet[:80] for sheet in sheets]


LINK = ":is(.table__title, .month__items a)"
LINKS = f"[data-keys] {LINK}"


def test_action_items_are_gone_through_by_keyboard(visit):
    """From one that has the focus to the next, to the column beside it, to the first and the last; X ticks."""
    page = visit("coordinator.usa")

    def pressed(*keys):
        for key in keys:
            page.keyboard.press(key)
        return page.evaluate("document.activeElement.href")

    for path in ("/actions/", "/actions/board/", "/actions/timeline/", "/actions/calendar/"):
        page.goto(path)
        while path.endswith("calendar/") and page.locator(LINKS).count() < 2:
            page.locator("a[rel=next]").click()
        page.locator("a.pass").focus()
        page.keyboard.press("Enter")
        links = page.locator(LINKS).evaluate_all("all => all.map(link => link.href)")
        assert page.locator(".keys").is_visible()
        page.locator(LINKS).first.focus()
        assert [pressed("ArrowDown"), pressed("End"), pressed("Home")] == [links[1], links[-1], links[0]]
        if path != "/actions/":
            first = f"all => all.map(part => part.querySelector('{LINK}').href)"
            parts = page.locator(f"[data-part]:has({LINK})").evaluate_all(first)
            assert len(parts) < 2 or [pressed("ArrowRight"), pressed("ArrowLeft")] == [parts[1], parts[0]]
        else:
            ours = page.locator("[data-keys] tr:has(input) .table__title").first
            ours.focus()
            page.keyboard.press("x")
            assert page.locator("[data-keys] input:checked").count() == 1
