"""Index of the slices' addresses."""

from meetings.slices import SLICES
from portal.core.slices import addresses

urlpatterns = addresses("meetings", SLICES)
