"""What a package does with the list of its slices: each file that registers something is loaded, addresses are indexed.

A package keeps its list in `slices.py`; whoever adds a slice adds its name there and nowhere else.
"""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.urls import URLResolver, include, path

# What a slice registers when Django starts: sentences of the trail, messages, what documents may be about, receivers, what is
# found.
REGISTERING = ("words", "notices", "subjects", "receivers", "search")


def load(package: str, slices: Iterable[str], modules: Iterable[str] = REGISTERING) -> list[ModuleType]:
    """Import these modules of each slice that has them, slice by slice in the order given; returns them."""
    return [
        import_module(f"{package}.{name}.{module}")
        for name in slices
        for module in modules
        if _has(f"{package}.{name}", module)
    ]


def addresses(package: str, slices: Iterable[str]) -> list[URLResolver]:
    """The addresses of each slice that has a `urls` module, in the order given."""
    return [path("", include(f"{package}.{name}.urls")) for name in slices if _has(f"{package}.{name}", "urls")]


def dotted(package: str, slices: Iterable[str]) -> list[str]:
    """The slices as packages that can be imported."""
    return [f"{package}.{name}" for name in slices]


def _has(package: str, module: str) -> bool:
    return find_spec(f"{package}.{module}") is not None
