"""A message is read as a report of mail servers. Pure; takes any bytes, never raises.

`Action` decides what became of a mail and not `Status`, which some servers always write the same. The code of the server that
refused stands in its answer: `Diagnostic-Code`, or the line of the text that names the address.
"""

import re
from collections.abc import Iterable
from html import unescape

from portal.notifications.bounces import wording
from portal.notifications.bounces.outcomes import Kind, Nature, Outcome, Report, plain_address, typed_addresses
from portal.notifications.bounces.parts import STATUS, Fields, Part, first, read_fields, read_parts

MOST_OUTCOMES = 50
MOST_IDS = 20
ID = re.compile(r"<\s*([^<>\s]{1,200}@[^<>\s]{1,253})\s*>")
ID_LINE = re.compile(r"^[ \t>|]*message-id[ \t]*:\s*(<[^<>]{3,460}>)", re.IGNORECASE | re.MULTILINE)
DAEMON = re.compile(
    r"mailer[-_. ]?daemon|postmaster|mail (?:delivery|router)|delivery (?:subsystem|system)|mdaemon|system administrator",
    re.IGNORECASE,
)
OF_PROGRAMS = re.compile(
    r"^(?:re:\s*)?(?:auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|respuesta autom|fuera de (?:la )?oficina"
    r"|(?:le[ií]do|read):)|autoreply|vacation",
    re.IGNORECASE,
)
NUMBERED = {"failed": Kind.FAILED, "delayed": Kind.DELAYED, "delivered": Kind.DELIVERED}
ACTIONS = NUMBERED | {"relayed": Kind.RELAYED, "expanded": Kind.EXPANDED}
CLASSES = {"5": Kind.FAILED, "4": Kind.DELAYED, "2": Kind.DELIVERED}


def read_report(raw: bytes) -> Report:
    """What a message says became of a mail. Takes any bytes; what is no report has no outcomes."""
    head, parts = read_parts(raw)
    outcomes = _by_fields(parts)
    if not outcomes and _is_of_a_server(head):
        outcomes = _by_words(head, parts)
    if not outcomes:
        return Report(Nature.AUTOMATIC if _is_of_a_program(head) else Nature.OTHER)
    return Report(Nature.REPORT, _message_ids(head, parts), tuple(outcomes[:MOST_OUTCOMES]))


def _by_fields(parts: list[Part]) -> list[Outcome]:
    """The outcomes of the reports with fields; of those inside attached mails only where there is no other."""
    statuses = [part for part in parts if part.kind in STATUS]
    outermost = [part for part in statuses if not part.is_returned] or statuses
    text = "\n".join(part.text for part in parts if part.kind == "text/plain" and not part.is_returned)
    blocks = [read_fields(block) for part in outermost for block in re.split(r"\n[ \t]*\n", part.text)]
    outcomes = [_outcome(fields, text, alone=len(blocks) <= 2) for fields in blocks[: 4 * MOST_OUTCOMES]]
    return [each for each in outcomes if each]


def _outcome(fields: Fields, text: str, *, alone: bool) -> Outcome | None:
    """What the fields of one recipient say; None for those of the whole report."""
    names = ("final-recipient", "original-recipient", "x-actual-recipient")
    recipients = tuple(dict.fromkeys(address for name in names for address in typed_addresses(first(fields, name))))
    action = re.split(r"[\s(;]", first(fields, "action").strip().lower())[0]
    status = wording.code_in(first(fields, "status"))
    if not (action or (recipients and status)):
        return None
    said = first(fields, "diagnostic-code")
    told = _told_of(recipients, text) or (wording.sentence_of(text) if alone else "")
    words = wording.tidy(said) or wording.tidy(told)
    code = wording.code_in(wording.tidy(said)) or (
        "" if status and not status.endswith(".0.0") else wording.code_in(told)
    )
    code = code or (status if not status.endswith(".0.0") else "")
    kind = ACTIONS.get(action) or CLASSES.get(status[:1], Kind.DELAYED)
    if kind == Kind.DELAYED and wording.EXPIRED.search(told):
        # OpenSMTPD writes "delayed" of a mail that it has just given up.
        kind = Kind.FAILED
    if kind == Kind.FAILED and wording.is_full(code, words or told):
        kind = Kind.FULL
    return Outcome(kind, recipients, code, words)


def _told_of(recipients: Iterable[str], text: str) -> str:
    return next(filter(None, (wording.said_of(address, text) for address in recipients)), "")


def _by_words(head: Fields, parts: list[Part]) -> list[Outcome]:
    """The outcome that a plain report tells, none where it tells of no failure and no delay."""
    texts = [part for part in parts if not part.is_returned and part.kind in {"text/plain", "text/html"}]
    plain = [part for part in texts if part.kind == "text/plain"] or texts
    notice = "\n".join(wording.notice_of(_without_tags(part)) for part in plain)
    spoken = f"{first(head, 'subject')}\n{notice}"
    sentence = wording.sentence_of(notice)
    code = wording.code_in(sentence)
    recipients = _named(head, notice)
    words = wording.tidy(sentence)
    if wording.LATE.search(spoken):
        return [Outcome(Kind.DELAYED, recipients, code, words)]
    if not (wording.FAILED.search(spoken) or wording.FULL.search(spoken) or wording.class_of(code, sentence) == "5"):
        return []
    return [Outcome(Kind.FULL if wording.is_full(code, spoken) else Kind.FAILED, recipients, code, words)]


def _without_tags(part: Part) -> str:
    return unescape(re.sub(r"<[^<>@]{0,500}>", " ", part.text)) if part.kind == "text/html" else part.text


def _named(head: Fields, notice: str) -> tuple[str, ...]:
    """Whom a plain report names: as failed, else in its text, apart from those that it is from and to."""
    failed = wording.ADDRESS.findall(" ".join(head.get("x-failed-recipients", [])))
    if not failed:
        own = {plain_address(each) for name in ("from", "to", "sender") for each in _addresses(first(head, name))}
        failed = [each for each in _addresses(notice) if plain_address(each) not in own and not DAEMON.search(each)]
    return tuple(dict.fromkeys(plain_address(each) for each in failed))[:MOST_OUTCOMES]


def _addresses(text: str) -> list[str]:
    return [each.rstrip(".") for each in wording.ADDRESS.findall(text)]


def _is_of_a_server(head: Fields) -> bool:
    """Whether a message without fields of a report seems to come from a mail server all the same."""
    if "x-failed-recipients" in head:
        return True
    if OF_PROGRAMS.search(first(head, "subject")) or "report-type=disposition" in first(head, "content-type"):
        return False
    if DAEMON.search(f"{first(head, 'from')} {first(head, 'sender')}"):
        return True
    return first(head, "return-path") == "<>" and not _is_of_a_program(head)


def _is_of_a_program(head: Fields) -> bool:
    """Whether nobody wrote the message: an answer while somebody is away, a receipt, a question to the sender."""
    submitted = first(head, "auto-submitted").lower()
    return bool(
        (submitted and not submitted.startswith("no"))
        or head.keys() & {"x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-boxtrapper"}
        or first(head, "precedence").lower() in {"auto_reply", "bulk", "junk", "list"}
        or "report-type=" in first(head, "content-type").replace('"', "").lower()
        or OF_PROGRAMS.search(first(head, "subject"))
    )


def _message_ids(head: Fields, parts: list[Part]) -> tuple[str, ...]:
    """The Message-IDs that the mail may have: of what is returned, as plain reports quote it, as the report answers it."""
    found = [each for part in parts if part.kind == "returned" for each in part.fields.get("message-id", [])]
    found += [each for part in parts if part.kind not in STATUS for each in ID_LINE.findall(part.text)]
    found += [each for name in ("references", "in-reply-to", "x-original-message-id") for each in head.get(name, [])]
    ids = (match for value in found[: 4 * MOST_IDS] for match in ID.findall(value))
    return tuple(f"<{each}>" for each in dict.fromkeys(ids))[:MOST_IDS]
