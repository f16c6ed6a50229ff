"""A name of 80 characters breaks no page: nothing scrolls sideways."""

import os
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.journeys.addresses import ADMINISTRATOR, MEMBER, NEGOTIATED, SECRETARIAT, TEXT

pytestmark = pytest.mark.browser

# As people have them, and as a word that nothing parts.
SPOKEN = "María de los Ángeles Fernández-Etchegaray y Santamarina-Iturbide de la Torre Ruiz"[:80]
WHOLE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".ljust(80, "x")
BOTH = "jsonb_build_object('en', %(name)s::text, 'es', %(name)s::text)"
PLAIN = {
    "people_user": ["name"],
    "people_invitation": ["name"],
    "meetings_participant": ["name", "title"],
    "meetings_version": ["name", "author_name"],
    "meetings_comment": ["author_name"],
    "meetings_paragraphversion": ["author_name"],
    "workinggroup_actionitem": ["title"],
    "audit_entry": ["actor_name", "subject_name"],
}
LOCALIZED = {
    "people_delegation": ["name", "seat"],
    "meetings_meeting": ["title", "city", "venue"],
    "meetings_series": ["title"],
    "meetings_statement": ["title"],
    "meetings_document": ["title"],
    "meetings_item": ["title"],
    "meetings_section": ["title"],
    "meetings_proposal": ["title"],
    "meetings_theme": ["title"],
}


@pytest.fixture(scope="module")
def lengthened(site):
    """Everything that has a name has this one, on a site whose pages nobody has opened yet."""
    name = urlsplit(site.env["DATABASE_URL"]).path.lstrip("/")
    admin = urlsplit(os.environ["PORTAL_TEST_ADMIN_URL"])._replace(path=f"/{name}").geturl()
    with psycopg.connect(admin) as connection:
        # The rows are made as no operation would make them, of any table, kept or not.
        connection.execute("SET session_replication_role = replica")
        for tables, value in ((PLAIN, sql.SQL("%(name)s")), (LOCALIZED, sql.SQL(BOTH))):
            for table, columns in tables.items():
                pairs = sql.SQL(", ").join(
                    sql.SQL("{} = {}").format(sql.Identifier(column), value) for column in columns
                )
                connection.execute(sql.SQL("UPDATE {} SET {}").format(sql.Identifier(table), pairs), {"name": SPOKEN})


WIDTHS = (1280, 375)
LINKS = {"coordinator.usa": ["/commitments/", "/actions/"], "admin": ["/people/"]}


WIDEST = """width => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
    .map(e => e.tagName + '.' + e.className).slice(0, 6)"""
# The page as it would be, had everybody the other name: in its text and in what fields hold.
RENAME = """([from, to]) => {
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let found = 0;
    while (all.nextNode()) if (all.currentNode.data.includes(from)) {
        all.currentNode.data = all.currentNode.data.replaceAll(from, to); found += 1;
    }
    return found;
}"""
LINES = "all => all.map(e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).fontSize))"


@pytest.mark.parametrize(
    ("who", "paths"),
    [("coordinator.usa", MEMBER), ("secretariat", SECRETARIAT), ("admin", ADMINISTRATOR)],
    ids=["member", "secretariat", "administrator"],
)
def test_a_long_name_breaks_no_page(lengthened, visit, who, paths):
    """Each page is loaded once and looked at in both widths, with either name."""
    page = visit(who, language="es")
    paths = list(paths)
    if who != "admin":
        page.goto("/statements/")
        root = page.locator(NEGOTIATED).first.get_attribute("href")
        paths += [root + path for path in TEXT]
    for listing in LINKS.get(who, []):
        page.goto(listing)
        paths.append(page.locator("a.table__title").first.get_attribute("href"))
    wide, renamed = {}, 0
    for path in paths:
        page.goto(path)
        for name in ("spoken", "whole"):
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found = page.evaluate("document.documentElement.scrollWidth")
                if found > width:
                    wide[path, name, width] = (found, page.evaluate(WIDEST, width))
                if any(lines > 1.5 for lines in page.locator(".days__number").evaluate_all(LINES)):
                    wide[path, name, width] = ".days__number on several lines"
            renamed += page.evaluate(RENAME, [SPOKEN, WHOLE]) if name == "spoken" else 0
    assert wide == {}
    assert renamed > len(paths)
