// Builds the style sheet and the script into the folder given as the first argument.
import fs from "node:fs";
import path from "node:path";
import * as sass from "sass-embedded";

const root = path.resolve(import.meta.dirname, "..");
const out = path.resolve(process.argv[2]);
const uswds = path.join(root, "node_modules/@uswds/uswds");
fs.mkdirSync(path.join(out, "img"), { recursive: true });

const styles = sass.compile(path.join(root, "assets/portal.scss"), {
  loadPaths: [path.join(uswds, "packages"), path.join(root, "assets")],
  style: "compressed",
  quietDeps: true,
});
// USWDS declares every weight and slant; the portal ships four faces of its own (scripts/build.py).
const faced = styles.css.replace(/^\uFEFF/, "").replace(/@font-face\{[^}]*fonts\/(public-sans|merriweather)\/[^}]*\}/g, "");
// Kinds of its buttons, fields and words that no page has: a sixth of the sheet, which every first page carries.
const unused = /\.usa-(button--(accent|active|base|big|disabled|hover|inverse|outline-inverse|secondary|unstyled)|(hint|input(?!--short)|label|legend)--|focus|icon|media-link|skipnav__)/;
const css = faced
  .replace(/([^{}]+)(\{[^{}]*\})/g, (_rule, selectors, block) => {
    const kept = selectors.split(/,(?![^(]*\))/).filter((one) => !unused.test(one.replace(/:not\([^)]*\)/g, "")));
    return kept.length ? kept.join(",") + block : "";
  })
  .replace(/@media[^{}]*\{\}/g, "");
fs.writeFileSync(path.join(out, "portal.css"), css);

// Only the pictures that the style sheet names.
for (const [, name] of css.matchAll(/url\(["']?(img\/[^"')]+)/g)) {
  fs.mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
  fs.copyFileSync(path.join(uswds, "dist", name), path.join(out, name));
}

const htmx = fs.readFileSync(path.join(root, "node_modules/htmx.org/dist/htmx.min.js"), "utf8").replace(/^\/\/# sourceMappingURL.*$/m, "");
fs.writeFileSync(path.join(out, "portal.js"), htmx + "\n" + fs.readFileSync(path.join(root, "assets/portal.js"), "utf8"));
for (const name of ["sprite.svg", "favicon.svg"]) fs.copyFileSync(path.join(root, "assets", name), path.join(out, name));
