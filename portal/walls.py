"""The wall, checked: every table is either behind row-level security or listed as open with the reason why not.

The web process and the workers refuse to start, and the test session refuses to run, when the running role could bypass
the wall or when a table is neither protected nor listed.
"""

import time

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import OperationalError

from meetings.walls import OPEN_TABLES as MEETINGS
from portal.audit.walls import OPEN_TABLES as AUDIT
from portal.notifications.walls import OPEN_TABLES as NOTIFICATIONS
from portal.people.walls import OPEN_TABLES as PEOPLE
from workinggroup.walls import OPEN_TABLES as WORKING_GROUP

# Read before anybody is known, or about nobody's content. Django's and allauth's here; each package lists its own.
OPEN_TABLES = {
    "account_emailaddress": "sign-in: which address belongs to which account; written by the wall's functions alone",
    "account_emailconfirmation": "unused, belongs to allauth; closed to the running role",
    "auth_group": "unused, belongs to Django",
    "auth_group_permissions": "unused, belongs to Django",
    "auth_permission": "unused, belongs to Django",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "django_session": "unused, belongs to Django; closed to the running role",
    "mfa_authenticator": "sign-in: second factors, encrypted for their person, who alone writes them",
    **AUDIT,
    **NOTIFICATIONS,
    **PEOPLE,
    **MEETINGS,
    **WORKING_GROUP,
}

ROLE = """
SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(current_user, 'portal_owner', 'MEMBER'), current_user
FROM pg_roles AS r WHERE r.rolname = current_user
"""
TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       (SELECT string_agg(p.polcmd::text, '' ORDER BY p.polcmd::text) FROM pg_policy AS p WHERE p.polrelid = c.oid)
FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
ORDER BY c.relname
"""
LIMITLESS = """
SELECT name FROM pg_settings WHERE setting = '0'
AND name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout') ORDER BY name
"""
# One policy for each command: add (INSERT), delete, read (SELECT), write (UPDATE), as PostgreSQL abbreviates them.
FOUR = "adrw"


def require_safe_role(*, patience: float = 30.0) -> None:
    """Raise `ImproperlyConfigured` if the running role could read past the wall. Waits for a database that starts."""
    limit = time.monotonic() + patience
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute(ROLE)
                bypasses, role = cursor.fetchone()
            break
        except OperationalError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.5)
    if bypasses:
        raise ImproperlyConfigured(
            f"The database role {role} could bypass row-level security. DATABASE_URL must name portal_app."
        )
    connection.close()


def gaps() -> list[str]:
    """What is wrong with the wall, a sentence each: tables neither protected by four policies nor listed as open."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        rows = cursor.fetchall()
    found = []
    for table, forced, commands in rows:
        if table in OPEN_TABLES:
            if forced or commands:
                found.append(f"{table} is listed as open but has policies")
        elif not forced:
            found.append(f"{table} is neither behind the wall nor listed as open")
        elif commands != FOUR:
            found.append(f"{table} lacks a policy for some command (has {commands or 'none'})")
    return found


def limitless() -> list[str]:
    """The time limits that the running role lacks."""
    with connection.cursor() as cursor:
        cursor.execute(LIMITLESS)
        return [name for (name,) in cursor.fetchall()]
