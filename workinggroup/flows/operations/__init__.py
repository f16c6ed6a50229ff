"""What happens to datasets, their vintages, and editions."""

from workinggroup.flows.operations.datasets import NameTaken, change_dataset, open_dataset
from workinggroup.flows.operations.editions import NothingOut, make_edition
from workinggroup.flows.operations.importing import (
    BadFigures,
    NoteMissing,
    NothingNew,
    NotLater,
    NotNow,
    NotYet,
    OthersCounts,
    UnderWay,
    approve_vintage,
    import_vintage,
    return_vintage,
    send_vintage,
    withdraw_vintage,
)
from workinggroup.flows.operations.publishing import protect_vintages

__all__ = [
    "BadFigures",
    "NameTaken",
    "NotLater",
    "NotNow",
    "NotYet",
    "NoteMissing",
    "NothingNew",
    "NothingOut",
    "OthersCounts",
    "UnderWay",
    "approve_vintage",
    "change_dataset",
    "import_vintage",
    "make_edition",
    "open_dataset",
    "protect_vintages",
    "return_vintage",
    "send_vintage",
    "withdraw_vintage",
]
