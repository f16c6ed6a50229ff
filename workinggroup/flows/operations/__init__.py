"""What happens to datasets and their vintages."""

from workinggroup.flows.operations.datasets import NameTaken, change_dataset, open_dataset
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
    "OthersCounts",
    "UnderWay",
    "approve_vintage",
    "change_dataset",
    "import_vintage",
    "open_dataset",
    "protect_vintages",
    "return_vintage",
    "send_vintage",
    "withdraw_vintage",
]
