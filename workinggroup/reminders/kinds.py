"""The kinds of deadlines that slices have, as each one's `deadlines` module says."""

from meetings.slices import SLICES as MEETINGS
from portal.core.deadlines import Kind
from portal.core.slices import load
from portal.people.slices import SLICES as PEOPLE
from workinggroup.slices import SLICES as WORKING_GROUP

KINDS: dict[str, Kind] = {
    kind.key: kind
    for package, slices in (("meetings", MEETINGS), ("workinggroup", WORKING_GROUP), ("portal.people", PEOPLE))
    for module in load(package, slices, ("deadlines",))
    for kind in module.KINDS
}
