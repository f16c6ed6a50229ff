"""Faults as plain values, to be kept and read again. Pure."""

from typing import Any

from workinggroup.flows.importing.faults import Code, Fault, Reason

# What is a tuple in a fault comes back as one.
TUPLES = {"key", "names"}


def plain(fault: Fault) -> dict[str, Any]:
    """A fault as values that JSON has."""
    return {
        "code": fault.code.value,
        "place": fault.place,
        "column": fault.column,
        "value": fault.value,
        "reason": fault.reason.value if fault.reason else "",
        "fix": fault.fix,
        "facts": {name: list(value) if isinstance(value, tuple) else value for name, value in fault.facts.items()},
    }


def fault_of(kept: dict[str, Any]) -> Fault:
    """The fault that `plain` made these of."""
    return Fault(
        Code(kept["code"]),
        kept["place"],
        column=kept["column"],
        value=kept["value"],
        reason=Reason(kept["reason"]) if kept["reason"] else None,
        fix=kept["fix"],
        facts={name: tuple(value) if name in TUPLES else value for name, value in kept["facts"].items()},
    )
