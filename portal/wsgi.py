"""The web process's entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

from portal.walls import require_safe_role  # noqa: E402 - Django must be set up first

require_safe_role()
# What is loaded by now stays: the collector need not look at it again.
gc.collect()
gc.freeze()
