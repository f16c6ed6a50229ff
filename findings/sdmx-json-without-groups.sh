#!/usr/bin/env bash
# Finding: pysdmx 1.21.0 refuses the SDMX-JSON 2.0 that it writes itself, for any data structure that has no groups.
#
# Input: a data structure of one dimension, a month and a measure, without groups, as most are. Written as SDMX-JSON 2.0 it gets
# an empty list of groups; the schema wants at least one in that list, or no list. So read_sdmx, which validates unless told not
# to, answers "groups: [] should be non-empty". The same structure written as SDMX-ML 3.0 is read back whole, and the JSON is, too, where
# the empty list is taken out or validation is off.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check "pysdmx[data,json,xml]==1.21.0"
cd "$folder"
venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

from pysdmx.errors import Invalid
from pysdmx.io import read_sdmx, write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Concept, ConceptScheme
from pysdmx.model.dataflow import Component, Components, DataStructureDefinition, DataType, Role

SCHEME = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=WG:CONCEPTS(1.0)."
concepts = {name: Concept(name, name=name, urn=SCHEME + name) for name in ("REF_AREA", "TIME_PERIOD", "OBS_VALUE")}
parts = Components(
    [
        Component("REF_AREA", True, Role.DIMENSION, concepts["REF_AREA"], local_dtype=DataType.STRING),
        Component("TIME_PERIOD", True, Role.DIMENSION, concepts["TIME_PERIOD"], local_dtype=DataType.PERIOD),
        Component("OBS_VALUE", False, Role.MEASURE, concepts["OBS_VALUE"], local_dtype=DataType.INTEGER),
    ]
)
scheme = ConceptScheme("CONCEPTS", agency="WG", name="Concepts", items=list(concepts.values()))
written = [scheme, DataStructureDefinition("FLOWS", agency="WG", name="Flows", components=parts)]
write_sdmx(written, sdmx_format=Format.STRUCTURE_SDMX_ML_3_0, output_path="flows.xml")
write_sdmx(written, sdmx_format=Format.STRUCTURE_SDMX_JSON_2_0_0, output_path="flows.json")


def told(name: str, **options: bool) -> str:
    try:
        found = read_sdmx(name, **options).get_data_structure_definitions()
    except Invalid as error:
        return str(error)
    return f"{len(found[0].components)} components"


facts = json.loads(Path("flows.json").read_text())
inside = facts["data"]["dataStructures"][0]["dataStructureComponents"]
print("written groups:", inside["groups"])
assert inside.pop("groups") == []
Path("shorter.json").write_text(json.dumps(facts))

for name, options, words in (
    ("flows.xml", {}, "3 components"),
    ("flows.json", {}, "groups: [] should be non-empty"),
    ("flows.json", {"validate": False}, "3 components"),
    ("shorter.json", {}, "3 components"),
):
    print(f"{name:13} {options or ''}: {told(name, **options)}")
    assert words in told(name, **options)
print("as found")
PYTHON
