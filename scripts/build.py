"""Build what the sources alone do not hold: style sheet, script, fonts, compiled translations, collected static files.

Each part is made again only when one of its sources changed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "var/assets"
FONTS = {
    "PublicSans-Regular": "public-sans/PublicSans-Regular.woff2",
    "PublicSans-Bold": "public-sans/PublicSans-Bold.woff2",
    "Merriweather-Regular": "merriweather/Latin-Merriweather-Regular.woff2",
    "Merriweather-Bold": "merriweather/Latin-Merriweather-Bold.woff2",
}
# What documents are printed with: whole faces, as the typesetter takes no compressed ones. Han and Hangul are of one weight:
# a second would add as much as all the rest.
USWDS, NOTO = "@uswds/uswds/dist/fonts", "@expo-google-fonts"
PRINT_FONTS = (
    *(f"{USWDS}/public-sans/PublicSans-{face}.ttf" for face in ("Regular", "Italic", "Bold", "BoldItalic")),
    *(f"{USWDS}/merriweather/Latin-Merriweather-{face}.ttf" for face in ("Regular", "Italic", "Bold")),
    *(f"{NOTO}/noto-sans/{face}/NotoSans_{face}.ttf" for face in ("400Regular", "400Regular_Italic", "700Bold")),
    *(f"{NOTO}/noto-sans-arabic/{face}/NotoSansArabic_{face}.ttf" for face in ("400Regular", "700Bold")),
    f"{NOTO}/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
)
# Only what the faces above lack is taken of it: Hangul.
HANGUL = f"{NOTO}/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf"
# Latin with its accents, dashes, quotes, arrows: a third of each file is letters that no language here uses.
LETTERS = "U+0020-007E,U+00A0-017F,U+2010-2027,U+2030-203A,U+20AC,U+2190-2193,U+2212"


def changed(stamp: Path, sources: Iterable[Path]) -> bool:
    """Whether a source differs from what the stamp remembers; remembers the new state."""
    content = hashlib.sha256()
    for source in sorted(sources):
        content.update(str(source.relative_to(ROOT)).encode() + source.read_bytes())
    key = content.hexdigest()
    if stamp.is_file() and stamp.read_text() == key:
        return False
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key)
    return True


def build_styles() -> None:
    node = ROOT / ".venv/bin/node"
    subprocess.run([str(node), "scripts/assets.mjs", str(ASSETS)], cwd=ROOT, check=True)


def build_fonts() -> None:
    from fontTools import subset  # noqa: PLC0415 - only needed when fonts are made

    (ASSETS / "fonts").mkdir(parents=True, exist_ok=True)
    for name, source in FONTS.items():
        original = ROOT / "node_modules/@uswds/uswds/dist/fonts" / source
        target = ASSETS / "fonts" / f"{name}.woff2"
        features = "kern,liga,tnum,lnum,mark,mkmk,ccmp,locl"
        subset.main(
            [
                str(original),
                f"--unicodes={LETTERS}",
                f"--layout-features={features}",
                "--flavor=woff2",
                f"--output-file={target}",
            ]
        )


def make_print_fonts() -> None:
    """The faces, and `signs.json`: by family, the ranges of code points that each of its faces has."""
    from fontTools import subset  # noqa: PLC0415 - only needed when fonts are made
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    modules, target = ROOT / "node_modules", ROOT / "var/print-fonts"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    signs: dict[str, set[int]] = {}
    for name in PRINT_FONTS:
        face = Path(shutil.copy(modules / name, target))
        with TTFont(face) as opened:
            family = opened["name"].getBestFamilyName()
            signs[family] = signs.get(family, set(opened.getBestCmap())) & set(opened.getBestCmap())
    with TTFont(modules / HANGUL) as opened:
        family = opened["name"].getBestFamilyName()
        signs[family] = set(opened.getBestCmap()).difference(*signs.values())
        chosen = subset.Subsetter(subset.Options(layout_features=["*"]))
        chosen.populate(unicodes=signs[family])
        chosen.subset(opened)
        opened.save(target / Path(HANGUL).name)
    for folder in sorted({Path(name).parts[1] for name in (*PRINT_FONTS, HANGUL) if name.startswith(NOTO)}):
        shutil.copy(modules / NOTO / folder / "LICENSE_FONT", target / f"{folder}.OFL.txt")
    table = {family: list(ranges(each)) for family, each in signs.items()}
    (target / "signs.json").write_text(json.dumps(table))


def ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Whole numbers as ranges, both ends included."""
    first = last = None
    for number in sorted(numbers):
        if last is not None and number != last + 1:
            yield first, last
            first = None
        first, last = number if first is None else first, number
    if last is not None:
        yield first, last


def compile_messages() -> None:
    import polib  # noqa: PLC0415 - only needed when translations changed

    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


def collect_static() -> None:
    shutil.rmtree(ROOT / "var/static", ignore_errors=True)
    variables = dict(os.environ, PORTAL_BUILDING="1")
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, cwd=ROOT, check=True, env=variables)


def part(name: str, sources: Iterable[Path], step: Callable[[], None]) -> bool:
    stamp = ROOT / "var/built" / name
    if not changed(stamp, sources):
        return False
    try:
        step()
    except BaseException:
        stamp.unlink()
        raise
    return True


def main() -> None:
    lock = ROOT / "package-lock.json"
    style_sources = [path for path in (ROOT / "assets").rglob("*") if path.is_file()]
    styles = part("styles", [*style_sources, lock, ROOT / "scripts/assets.mjs"], build_styles)
    fonts = part("fonts", [lock, Path(__file__).resolve()], build_fonts)
    part("print-fonts", [lock, Path(__file__).resolve()], make_print_fonts)
    part("messages", ROOT.glob("locale/*/LC_MESSAGES/*.po"), compile_messages)
    if styles or fonts or not (ROOT / "var/static").is_dir():
        collect_static()


if __name__ == "__main__":
    main()
