"""What servers say in words: whether a mail is full, late or refused, and for whom. Pure.

For reports that are plain text, and for what reports with fields leave to their text.
"""

import re

LONGEST_WORDS = 300
# So much of a text is searched for words.
MOST = 20_000

ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# A server's answer: its code, and an enhanced one behind it.
ANSWER = re.compile(r"(?<![\d.])([245]\d\d)(?:[ -]#?|[ -]?\()([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
PLAIN = re.compile(r"(?:^|[\s:;(])([45]\d\d)(?=(?::\s|[ -])\S)")
TYPE = re.compile(r"^\s*(?:smtp|x-[\w-]+|dns|unix|x400)\s*;\s*", re.IGNORECASE)
BREAKS = re.compile(r"\s+")
ADDRESS = re.compile(r"[^\s<>\"'(),;:\[\]@]{1,64}@[^\s<>\"'(),;:\[\]@]{1,255}")

FULL = re.compile(
    r"""over[- ]?(?:(?:its|his|her|their|the)\s+)?quota | quota\s+(?:is\s+|has\s+been\s+)?exceeded
    | exceed\w{0,3}\s+(?:\w{1,20}\s+){0,3}(?:quota|storage)
    | out\s+of\s+(?:storage|disk)\s+space | not\s+enough\s+(?:storage|disk|space)
    | (?:mailbox|mail\s+box|inbox|mail\s+file|account|storage)\W+(?:\w{1,20}\W+){0,6}?(?:is\s+)?(?:full|exceeded\s+its\s+limit)\b
    | (?:buz[oó]n|casilla|bandeja|correo)\W+(?:\w{1,20}\W+){0,6}?llen[oa]s?\b
    | (?:supera|excede)\w{0,3}\s+(?:\w{1,20}\s+){0,3}cuota
    | cuota\s+(?:\w{1,20}\s+){0,3}(?:excedida|superada) | recipient'?s\s+(?:mailbox|storage)\s+is\s+full""",
    re.IGNORECASE | re.VERBOSE,
)
LATE = re.compile(
    r"""warning(?:\s+message)?\s+only | will\s+(?:be\s+re-?tried|keep\s+trying|retry|continue\s+(?:to\s+try|trying))
    | still\s+being\s+retried | (?:need|have)\s+to\s+re-?send | not\s+(?:yet\s+been|been\s+delivered\s+yet)
    | has\s+been\s+delayed | delivery\s+(?:is\s+|was\s+)?delayed | (?:is|message)\s+delayed | delivery\s+incomplete
    | final\s+delivery\s+status\s+notification\s+will | temporary\s+failure\s+report
    | a[uú]n\s+no\s+se\s+(?:ha|pudo)\s+entrega | seguir\w{0,4}\s+intentando | (?:se\s+ha|sufre|con)\s+retras
    | no\s+es\s+necesario\s+(?:que\s+)?(?:reenv|volver)""",
    re.IGNORECASE | re.VERBOSE,
)
EXPIRED = re.compile(r"envelope\s+expired", re.IGNORECASE)
FAILED = re.compile(
    r"""undeliver | (?:could|can)\s?not\s+be\s+delivered | couldn'?t\s+be\s+delivered | (?:wasn't|was\s+not|not)\s+delivered
    | (?:unable|failed|wasn't\s+able)\s+to\s+(?:be\s+)?deliver | deliver\w{0,3}\s+(?:(?:has|to|the|following)\s+)*fail
    | fail\w*\s+(?:permanently|delivery) | permanent(?:ly)?\s+(?:fatal\s+)?(?:error|fail) | fatal\s+error | returned\s+mail
    | given\s+up | returning\s+(?:message|mail) | address\s+(?:rejected|not\s+found) | did\s+not\s+like\s+our
    | error\s+delivering | delivery\s+error | user\s+(?:unknown|.{0,60}\bnot\s+listed) | unknown\s+(?:user|recipient|address)
    | no\s+such\s+(?:user|recipient|mailbox|address) | (?:mailbox|user|account)\s+(?:not\s+found|unavailable|disabled)
    | no\s+(?:se\s+)?(?:ha\s+podido|ha\s+sido\s+posible|pudo|puede|fue\s+posible)\s+(?:ser\s+)?entrega | no\s+entregad
    | no\s+(?:se\s+)?(?:pudo|ha\s+podido)\s+(?:\w{1,20}\s+){0,2}entreg | devuelto
    | destinatario\s+(?:desconocid|no\s+encontrad)""",
    re.IGNORECASE | re.VERBOSE,
)

# Where a plain report ends and the mail that it returns begins.
COPY = re.compile(
    r"""^(?:[ \t>*=_.-]*(?:(?:this\s+is|below\s+(?:this\s+line\s+)?is|here\s+is)\s+a?\s*.{0,20}copy\b.*
    | (?:the\s+)?(?:message\s+headers|original\s+message|returned\s+(?:message|mail)|message\s+text)\b.*
    | mensaje\s+original\b.*)$
    | (?:return-path|received|message-id|x-originating-ip|dkim-signature)[ \t]*:)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


def code_in(words: str) -> str:
    """The enhanced status code that a server's answer carries, "" without one: behind its code, else the first alone."""
    found = ANSWER.search(words)
    if found:
        return found[2]
    alone = ENHANCED.search(words)
    return alone[1] if alone else ""


def class_of(code: str, words: str) -> str:
    """The first digit of a code, or of the answer in the words; "" without either."""
    if code:
        return code[0]
    found = PLAIN.search(words)
    return found[1][0] if found else ""


def is_full(code: str, words: str) -> bool:
    """Whether the mailbox is full: the code says so, or the words do and the code says nothing of its own."""
    branch = code.partition(".")[2]
    if branch:
        if branch == "2.2":
            return True
        if branch.startswith(("1.", "7.")) or branch in {"2.1", "2.3", "2.4"}:
            return False
    return bool(FULL.search(words))


def tidy(words: str) -> str:
    """What a server said as one line, without the type of the field and the codes that it repeats in each line."""
    text = BREAKS.sub(" ", TYPE.sub("", words)).strip()
    if answer := ANSWER.match(text):
        rest = text[answer.end() :]
        for separator in "- ":
            rest = rest.replace(f" {answer[1]}{separator}{answer[2]}", "")
        text = f"{answer[1]} {answer[2]}{rest}" if f"{answer[1]}-" in answer[0] else answer[0] + rest
    return text if len(text) <= LONGEST_WORDS else text[: LONGEST_WORDS - 1].rstrip() + "…"


def notice_of(text: str) -> str:
    """What a plain report says itself, before the mail that it returns."""
    found = COPY.search(text[:MOST])
    return text[: found.start() if found else MOST]


def said_of(address: str, text: str) -> str:
    """What a report's text says of an address, behind its name: its line, and those that belong to it; "" where it is not
    in it."""
    text = text[:MOST]
    place = text.lower().find(address.lower()) if address else -1
    if place < 0:
        return ""
    begin, end = text.rfind("\n", 0, place) + 1, text.find("\n\n", place)
    if not text[begin:place].strip(" \t<"):
        begin = place + len(address)
    return text[begin : end if end >= 0 else MOST].lstrip(">: \t\n")[: 4 * LONGEST_WORDS]


def sentence_of(notice: str) -> str:
    """The line of a notice that says why: one with a server's code, else the first that tells of a failure."""
    lines = [line.strip() for line in notice.split("\n") if line.strip()]
    for found in (ANSWER, PLAIN, ENHANCED, FULL, FAILED, LATE):
        for line in lines:
            if found.search(line):
                return line
    return lines[0] if lines else ""
