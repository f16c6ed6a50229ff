"""Which characters a text may hold, and how it is cleaned of the others. Pure.

Kept is what languages need: accents that stand alone, joiners and non-joiners, no-break spaces, marks of direction.
"""

import re

# What PostgreSQL cannot hold: NUL, and halves of characters. Whoever sends them is told; they are not dropped.
NEVER = re.compile("[\0\ud800-\udfff]")
# Stands where something could not be read; nobody means it. It is told like the others.
UNREAD = "\ufffd"
UNREADABLE = re.compile(f"{NEVER.pattern[:-1]}{UNREAD}]")
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, the marks of byte order, what is no character, tags that hide words, and embeddings and overrides of
# direction: by these a text reads otherwise than it is kept, and no language needs them since there are isolates.
UNMEANT = (
    "\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
UNCLEAN = re.compile(f"[\r\x0b\x0c\x85\u2028\u2029{UNMEANT}]")
DROPPED = re.compile(f"[{UNMEANT}]")
# In a name or a title also isolates, by which it would turn the words beside it, and what is never seen: two names that look
# the same would be two.
UNSEEN = re.compile("[\u00ad\u200b\u2060\u2066-\u2069]")
SPACES = re.compile("[\t\n]")


def clean(text: str) -> str:
    """The text with plain line ends and without what nobody means; NUL and halves of characters stay, to be refused."""
    return DROPPED.sub("", BREAKS.sub("\n", text)) if UNCLEAN.search(text) else text


def one_line(text: str) -> str:
    """A cleaned text for a field of one line: breaks and tabs are spaces, nothing in it is invisible."""
    return UNSEEN.sub("", SPACES.sub(" ", clean(text)))


def given_line(text: str) -> str:
    """One line given to a command, as a field of a form would have it. Raises `ValueError` for what cannot be kept."""
    if NEVER.search(text):
        raise ValueError
    return one_line(text).strip()
