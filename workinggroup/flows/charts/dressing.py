"""How each look is dressed in a file that leaves the portal: the light colours of the style sheet, on paper. Pure.

`assets/styles/_plots.scss` dresses the same looks on pages, by the reader's light; a test holds the two together.
"""

from collections.abc import Mapping

PAPER, SUNK, INK, INK_2, INK_3, RULE = "#fff", "#f1f3f6", "#1c1d1f", "#4a505a", "#656b73", "#dfe1e2"
OK, WAIT, BAD = "#216e1f", "#7a4f00", "#b50909"
HUES = {
    "indigo": "#4d52af", "maroon": "#822133", "mint": "#0f6460", "gold": "#73510b", "violet": "#783cb9",
    "green": "#3d5c00", "blue": "#2a5795", "orange": "#8b3a00", "slate": "#4a505a",
}  # fmt: skip
HUE = "hue"
DASHES = {"1": "8 4", "2": "2 3", "3": "9 3 2 3"}
_LABEL = {"font-weight": "700", "fill": HUE}
_QUIET = {"fill": INK_2}

LOOKS: Mapping[str, Mapping[str, str]] = {
    "grid": {"stroke": RULE, "fill": "none"},
    "base": {"stroke": INK_3, "fill": "none"},
    "event": {"stroke": INK_3, "fill": "none"},
    "leader": {"stroke": HUE, "stroke-width": "0.75", "fill": "none"},
    "line": {"stroke": HUE, "stroke-width": "2", "stroke-linejoin": "round", "fill": "none"},
    "strong": {"stroke": HUE, "stroke-width": "3.5", "stroke-linejoin": "round", "fill": "none"},
    "year-line": {"stroke": INK_3, "stroke-width": "1.25", "fill": "none"},
    **{f"{line}--0": {} for line in ("line", "strong", "year-line")},
    **{
        f"{line}--{style}": {"stroke-dasharray": dash}
        for line in ("line", "strong", "year-line")
        for style, dash in DASHES.items()
    },
    "soft": {"stroke-width": "1.25", "stroke-dasharray": "3 3"},
    "dot": {"fill": HUE},
    "hollow": {"fill": PAPER, "stroke": HUE, "stroke-width": "1.5"},
    "between": {"fill": INK, "fill-opacity": "0.1"},
    "soft-band": {"fill": SUNK},
    "soft-letter": {"fill": INK_2, "font-weight": "700"},
    "hidden": {"fill": HUE, "font-style": "italic"},
    "tick": _QUIET,
    "year": _QUIET,
    "name": {"fill": INK},
    "year-name": _QUIET,
    "title": {"fill": INK, "font-weight": "700"},
    "code": {"fill": INK, "font-weight": "700"},
    "end": _LABEL,
    "number": _LABEL,
    "event-when": {"fill": INK, "font-weight": "700"},
    "event-what": _QUIET,
    "cell": {"fill": SUNK},
    "cell--agree": {},
    "cell--watch": {"fill": "#fdf6e3"},
    "cell--explain": {"fill": "#fbe8e4"},
    "letter": {"font-weight": "700", "font-size": "15"},
    "letter--agree": {"fill": OK},
    "letter--watch": {"fill": WAIT},
    "letter--explain": {"fill": BAD},
    "cause": {"fill": INK},
    "shade": {"fill": INK},
    "shade--small": {"fill-opacity": "0.05"},
    "shade--moderate": {"fill-opacity": "0.1"},
    "shade--large": {"fill-opacity": "0.2"},
    "value": {"fill": INK},
    "value-changed": {"fill": INK, "font-weight": "700"},
    "change": {"fill": INK},
    "bar": {"fill": HUE},
    "state": {},
    "state--on-time": {"fill": OK},
    "state--late": {"fill": WAIT},
    "state--provisional": {"fill": INK_2, "stroke": INK_2, "stroke-width": "1.5", "fill-rule": "evenodd"},
    "state--missing": {"fill": "none", "stroke": BAD, "stroke-width": "2"},
    "state--not-due": {"stroke": INK_3, "stroke-width": "1.5", "fill": "none"},
}


def attributes(look: str, hue: str) -> dict[str, str]:
    """The attributes of a look of one or several words, in a named hue."""
    found: dict[str, str] = {}
    for name in look.split():
        found |= LOOKS[name]
    colour = HUES.get(hue, INK_2)
    return {name: colour if value == HUE else value for name, value in found.items()}
