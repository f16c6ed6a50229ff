"""What this slice's clocks end."""

from workinggroup.handling.clocks import keep_clock
from workinggroup.handling.operations import end_releases, lapse_requests, lower_marks

keep_clock("marks", lower_marks)
keep_clock("requests for wider release", lapse_requests)
keep_clock("releases until a day", end_releases)
