"""The stage on which each kind of person asks for everything."""

import pytest
from django.template import Template
from django.test.utils import _TestState

from tests.scenes import scene
from tests.wall.stage import Stage, set_stage


@scene
def stage(world) -> Stage:
    return set_stage(world)


@pytest.fixture(autouse=True)
def plain_templates(monkeypatch) -> None:
    """Nobody here asks which templates an answer was made of: Django's test client need not keep a copy of each context."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
