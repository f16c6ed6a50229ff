"""The web process's entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from portal.walls import require_safe_role  # noqa: E402 - Django must be set up first

require_safe_role()
# Else the first request would load every view and form.
import_module(settings.ROOT_URLCONF)
# What is loaded by now stays: the collector need not look at it again.
gc.collect()
gc.freeze()
