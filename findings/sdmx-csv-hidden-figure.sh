#!/usr/bin/env bash
# Finding: sdmx1 2.28.0 makes no table of an SDMX-CSV 2.0 file in which a suppressed figure is empty.
#
# Input: two observations, one with its value, one whose value is empty with OBS_STATUS Q (missing, suppressed) and CONF_STATUS C,
# as statistics offices publish what they hide. sdmx1 reads the file and keeps the empty value as the words ''; its to_pandas
# then asks for numbers and ends with "could not convert string to float: ''", for the whole file. With the row left out it
# gives the table.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check sdmx1==2.28.0 pandas==3.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
from pathlib import Path

import sdmx
from sdmx.model import v30

HEAD = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS"
SHOWN = "datastructure,WG:FLOWS(1.0),I,GT,2024-07,5460,A,F"
HIDDEN = "datastructure,WG:FLOWS(1.0),I,MX,2024-07,,Q,C"
Path("both.csv").write_text("\n".join([HEAD, SHOWN, HIDDEN, ""]))
Path("shown.csv").write_text("\n".join([HEAD, SHOWN, ""]))

structure = v30.DataStructureDefinition(id="FLOWS", version="1.0", maintainer=sdmx.model.common.Agency(id="WG"))
for name in ("REF_AREA", "TIME_PERIOD"):
    structure.dimensions.append(v30.Dimension(id=name))
structure.measures.append(v30.Measure(id="OBS_VALUE"))
for name in ("OBS_STATUS", "CONF_STATUS"):
    structure.attributes.append(v30.DataAttribute(id=name, related_to=v30.ObservationRelationship()))


def table(name: str) -> str:
    read = sdmx.read_sdmx(name, structure=structure)
    print(name, [each.value for each in read.data[0].obs])
    try:
        return str(list(sdmx.to_pandas(read.data[0])))
    except ValueError as error:
        return f"ValueError: {error}"


for name, words in (("shown.csv", "5460"), ("both.csv", "could not convert string to float: ''")):
    told = table(name)
    print(f"sdmx1, {name}: {told}")
    assert words in told
print("as found")
PYTHON
