#!/usr/bin/env bash
# Finding: sdmx1 2.28.0 cannot read an SDMX-ML 3.0 structure that pysdmx 1.21.0 writes, though it is valid: "MeasureRelationship".
#
# Input: a data structure of one dimension, a month, a measure, and the usual status of an observation as attribute. pysdmx writes
# it as SDMX-ML 3.0; the file is valid by the schemas of SDMX 3.0 and pysdmx reads it back. In 3.0 an attribute may say which
# measures it is about (MeasureRelationship), and pysdmx says so of each attribute. sdmx1 knows no such element and gives up on
# the whole file with NotImplementedError. Without that optional element it reads the file. Who publishes a structure for other
# people's tools leaves the element out, or asks both readers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check "pysdmx[data,xml]==1.21.0" sdmx1==2.28.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import sdmx
from pysdmx.io import read_sdmx, write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Code, Codelist, Concept, ConceptScheme
from pysdmx.model.dataflow import Component, Components, DataStructureDefinition, DataType, Role

SCHEME = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=WG:CONCEPTS(1.0)."
concepts = {
    name: Concept(name, name=name, urn=SCHEME + name) for name in ("REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS")
}
areas = Codelist("CL_AREA", agency="WG", name="Areas", items=[Code("GT", name="Guatemala"), Code("MX", name="Mexico")])
parts = Components(
    [
        Component("REF_AREA", True, Role.DIMENSION, concepts["REF_AREA"], local_codes=areas),
        Component("TIME_PERIOD", True, Role.DIMENSION, concepts["TIME_PERIOD"], local_dtype=DataType.PERIOD),
        Component("OBS_VALUE", False, Role.MEASURE, concepts["OBS_VALUE"], local_dtype=DataType.INTEGER),
        Component("OBS_STATUS", False, Role.ATTRIBUTE, concepts["OBS_STATUS"], attachment_level="O"),
    ]
)
scheme = ConceptScheme("CONCEPTS", agency="WG", name="Concepts", items=list(concepts.values()))
structure = DataStructureDefinition("FLOWS", agency="WG", name="Flows", components=parts)
write_sdmx([scheme, areas, structure], sdmx_format=Format.STRUCTURE_SDMX_ML_3_0, output_path="written.xml")

# Valid by the schemas, and read back by who wrote it.
read_sdmx("written.xml", validate=True)
print("pysdmx reads what it wrote, valid by the schemas of SDMX 3.0")
try:
    # It prints what it was about when it gave up.
    with redirect_stdout(io.StringIO()):
        sdmx.read_sdmx("written.xml")
except Exception as error:
    cause = repr(error.__cause__)
    print("sdmx1:", type(error).__name__, cause[:140])
    assert "MeasureRelationship" in cause, cause
else:
    raise SystemExit("sdmx1 reads it now")

words = Path("written.xml").read_text()
shorter = re.sub(r"<(\w+:)?MeasureRelationship>.*?</(\w+:)?MeasureRelationship>\s*", "", words, flags=re.DOTALL)
assert shorter != words
Path("shorter.xml").write_text(shorter)
read_sdmx("shorter.xml", validate=True)
read = sdmx.read_sdmx("shorter.xml")
print("without the element:", sorted(read.structure))
assert list(read.structure)
print("as found")
PYTHON
