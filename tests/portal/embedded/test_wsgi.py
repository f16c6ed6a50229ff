"""The web process is whole before it answers anybody."""

import subprocess
import sys

from django.conf import settings

TELL = (
    "import gc, sys, portal.wsgi; print('meetings.agendas.views.page' in sys.modules, gc.get_freeze_count() > 100_000)"
)


def test_every_view_is_loaded_and_left_alone_by_the_collector_before_the_first_request():
    told = subprocess.run(
        [sys.executable, "-c", TELL], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True", "True"]
