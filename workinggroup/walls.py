"""Which tables of this package are not behind the wall, and why."""

OPEN_TABLES = {
    "workinggroup_place": "where gaps and plans lie, the same for everybody; kept by the secretariat alone",
    "workinggroup_gapscale": "by what gaps are rated, the same for everybody; proposed by the secretariat, agreed by all parties",
    "workinggroup_groupcadence": "when everybody is reminded, the same for everybody; changed by the secretariat alone",
}
