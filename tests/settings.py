"""The portal's own settings with cheaper passwords; everything else is what runs."""

from portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["tests.passwords.QuickHasher"]

# Scenes stand in one transaction while tests run that ask nothing of the database.
DATABASES["default"]["OPTIONS"]["options"] = "-c idle_in_transaction_session_timeout=1h"  # noqa: F405

# Tests release within the second and look at once; what is kept for all is tested in tests/meetings/release/test_public.py.
SHARED_SECONDS = 0
