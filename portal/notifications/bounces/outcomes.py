"""What a report says: of which mail, and what became of it for each recipient. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

# utf-8 addresses as RFC 6533 writes them where 8 bits do not pass.
ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")
XTEXT = re.compile(r"\+([0-9A-F]{2})")
COMMENT = re.compile(r"\([^()]*\)")
LONGEST_ADDRESS = 320


class Kind(StrEnum):
    """What became of a mail for one recipient. `full` is a failure that says nothing against the address."""

    FAILED = "failed"
    FULL = "full"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


class Nature(StrEnum):
    """What a message is: a server's report, what a program answered by itself, or anything else."""

    REPORT = "report"
    AUTOMATIC = "automatic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One recipient's part of a report. `recipients` are the names the report has for it, none where it names nobody; `code`
    is the enhanced status code as its server gave it ("5.1.1"), "" where there is none; `words` are what that server said."""

    kind: Kind
    recipients: tuple[str, ...] = ()
    code: str = ""
    words: str = ""

    def is_about(self, address: str) -> bool:
        """Whether this is said of the address, or of nobody by name."""
        return not self.recipients or any(is_same_address(each, address) for each in self.recipients)


@dataclass(frozen=True, slots=True)
class Report:
    """A message as it was read. `message_ids` may name the mail that is reported on, the likeliest first."""

    nature: Nature
    message_ids: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def is_same_address(one: str, other: str) -> bool:
    return plain_address(one) == plain_address(other)


def plain_address(address: str) -> str:
    """An address in one form: small letters, the domain in letters, nothing escaped."""
    text = COMMENT.sub("", address[:LONGEST_ADDRESS]).strip().strip("<>").strip()
    text = ESCAPED.sub(_letter, text).casefold()
    local, at, domain = text.rpartition("@")
    return f"{local}{at}{_unicode_domain(domain)}"


def typed_addresses(value: str) -> tuple[str, ...]:
    """The addresses that a field such as `rfc822; name@example.org` may mean."""
    text = value.partition(";")[2] if ";" in value else value
    text = COMMENT.sub("", text[: 2 * LONGEST_ADDRESS]).strip()
    if "<" in text and ">" in text:
        text = text[text.index("<") + 1 : text.rindex(">")]
    if "@" not in text:
        return ()
    return tuple(dict.fromkeys([plain_address(text), plain_address(XTEXT.sub(_byte, text))]))


def _letter(found: re.Match[str]) -> str:
    point = int(found[1], 16)
    return chr(point) if point < 0xD800 or 0xDFFF < point <= 0x10FFFF else found[0]


def _byte(found: re.Match[str]) -> str:
    point = int(found[1], 16)
    return chr(point) if 0x20 < point < 0x7F else found[0]


def _unicode_domain(domain: str) -> str:
    labels = []
    for label in domain.strip(".").split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label[:4] == "xn--" else label)
        except ValueError:
            labels.append(label)
    return ".".join(labels)
