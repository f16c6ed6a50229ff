"""A final text to the public and to its correction, page by page, as three heads, three press officers and a journalist."""

import re
from datetime import timedelta

from django.test import Client

from meetings.adoption.operations.silence import close_due_silences
from portal.core.clock import database_now
from tests.factories.pages import fields_of
from tests.factories.people import PASSWORD, make_user, prefer
from tests.factories.silences import deliver, make_final

SIDES = ("gtm", "usa", "mex")
PUBLIC = "/releases/2026-05-07-joint-statement/"


def test_from_silence_to_a_corrigendum(world, sign_in, settings):
    # The code of an authenticator signs once, and here each signs more often than it changes.
    settings.REQUIRE_MFA = False
    text = make_final(world)
    people = {side: getattr(world, side).head for side in SIDES}
    press = {side: make_user(f"press.{side}@test.example", role="press", code=side.upper()) for side in SIDES}
    for person in (*people.values(), *press.values()):
        prefer(person, language="en")
    heads = {side: sign_in(person) for side, person in people.items()}
    officers = {side: sign_in(person) for side, person in press.items()}
    chair, here = heads["gtm"], f"/statements/{text.slug}/"

    def see(client, path):
        return client.get(here + path, secure=True).content.decode()

    def send(client, path, field, to="", **changes):
        """Send the form that holds a field, as a browser would, with these changes."""
        values, action = fields_of(see(client, path), field)
        data = {name: said[0] if len(said) == 1 else said for name, said in values.items()} | changes
        place = here + to if to else action or here + path
        return client.post(place, data, secure=True, follow=True).content.decode()

    def sign(side, path="sign-off/", **facts):
        return send(heads[side], path, "capacity", password=PASSWORD, **facts)

    def read(path="", status=200):
        answer = Client().get(PUBLIC + path, secure=True)
        assert answer.status_code == status
        return answer.content.decode()

    # Silence: nobody objects until its last second.
    began, ends = database_now(), database_now() + timedelta(hours=25)
    chair.post(f"{here}silence/open/", {"deadline_at": ends.isoformat()}, secure=True)
    deliver(at=began)
    assert close_due_silences(clock=lambda: ends - timedelta(seconds=1)) == []
    assert len(close_due_silences(clock=lambda: ends)) == 1

    # Sign-off: one capital confirms later, and until then nothing can be planned.
    sign("gtm", kind="final")
    assert "Signed" in sign("usa", kind="ad_ref", expires_on=str(began.date() + timedelta(days=9)))
    sign("mex", kind="final")
    assert "1 thing blocks the release" in see(chair, "release/")
    assert "Propose a time" not in see(chair, "release/")
    sign("usa", kind="final")

    # Release: the press officers are ready, two sides say that the event has taken place.
    event = {"mode": "on_event", "event_en": "The ministers have signed.", "event_es": "Las ministras han firmado."}
    send(chair, "release/plan/", "event_en", **event)
    for officer in officers.values():
        send(officer, "release/", "plan", "release/confirm/")
    # Under embargo a journalist reads it by a personal link, and nobody else; a hold closes it, and with it the release.
    given = send(
        officers["usa"], "release/copies/", "recipient", recipient="Rosa Luz", organisation="Press", language="both"
    )
    link = re.search(r"/embargo/USA/[^/]+/", given).group()
    reporter = Client()
    reporter.post(link, {"accept": "yes"}, secure=True)
    assert "They will meet again in 2027." in reporter.get(link, secure=True).text
    assert reporter.get(link + "text.pdf", secure=True)["Content-Type"] == "application/pdf"
    send(heads["usa"], "release/", "reason", "release/hold/", reason="The minister is on the phone.")
    assert reporter.get(link, secure=True).status_code == 410
    send(heads["usa"], "release/", "hold", "release/hold/lift/")
    assert reporter.get(link, secure=True).status_code == 200
    send(chair, "release/", "plan", "release/event/")
    read(status=404)
    send(heads["mex"], "release/", "plan", "release/event/")
    both = read()
    assert "They will meet" not in reporter.get(link, secure=True).text
    for words in ("They will meet again in 2027.", "Se reunirán de nuevo en 2027.", *(p.name for p in people.values())):
        assert words in both
    assert "Se reunirán" not in read("en/")
    assert "They will" not in read("es/")

    # Corrigendum: out when the third has signed it, above the text and at its place, which stays as it was.
    path = "afterwards/corrigendum/?p=p03"
    values, _action = fields_of(see(chair, path), "text_p03_es")
    data = {f"text_p03_{code}": values[f"text_p03_{code}"][0].replace("2027", "2028") for code in ("en", "es")}
    send(chair, path, "text_p03_es", **data, reason_en="A wrong year.", reason_es="Un año equivocado.")
    for side in SIDES:
        assert "2028" not in read()
        sign(side, "afterwards/corrigendum/1/sign/")
    page = read()
    for words in ("Paragraph 3, in English: for “2027” read “2028”.", "donde dice «2027», debe decir «2028»."):
        assert words in page
        assert page.index(words) < page.index("They will meet again")
    paragraph = page.partition('id="p03"')[2].partition("</div>")[0]
    assert '2027<a class="corr" href="#corrigendum-1"' in paragraph.replace(" <a", "<a")
