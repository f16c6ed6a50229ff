"""What of the gaps ends by itself."""

from workinggroup.gaps.operations import lapse_tolerations
from workinggroup.handling.clocks import keep_clock

keep_clock("tolerations", lapse_tolerations)
