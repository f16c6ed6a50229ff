"""The typesetter itself, without Django: also run as a program of its own, which takes the facts in and gives the PDF out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.core.later import Later

if TYPE_CHECKING:
    import typst
else:
    typst = Later("typst")

TAGGED = "ua-1"
PICTURE = '#image(bytes(sys.inputs.picture), format: "svg", width: 100%)'
# To the inch, which has 72 points: two to a pixel of the drawing.
PIXELS = 144


def set_document(root: Path, template_name: str, facts: str, fonts: "typst.Fonts") -> tuple[bytes, str]:
    """The PDF that the template makes of facts as JSON, tagged; and "", or the kind of refusal for which it came untagged."""

    def made(*standards: Any) -> Any:
        return typst.compile(
            str(root / f"{template_name}.typ"),
            root=str(root),
            font_paths=fonts,
            format="pdf",
            pdf_standards=list(standards),
            sys_inputs={"data": facts},
        )

    try:
        return bytes(made(TAGGED)), ""
    except RuntimeError as refusal:
        return bytes(made()), type(refusal).__name__


def set_picture(svg: str, width: int, height: int, fonts: "typst.Fonts") -> bytes:
    """A drawing of so many pixels as PNG, twice as large; equal drawings make equal bytes."""
    page = f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n{PICTURE}"
    return bytes(typst.compile(page.encode(), font_paths=fonts, format="png", ppi=PIXELS, sys_inputs={"picture": svg}))


def fonts_in(folder: str) -> "typst.Fonts":
    """The typefaces in a folder, and no others; each is read when it is first needed."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


if __name__ == "__main__":
    place, name, typefaces = sys.argv[1:]
    document, why = set_document(Path(place), name, sys.stdin.buffer.read().decode(), fonts_in(typefaces))
    sys.stdout.buffer.write(document)
    sys.stderr.write(why)
