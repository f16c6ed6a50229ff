"""The three database roles and the portal's database, made by whoever may make them.

Roles: `portal_owner` owns and migrates; `portal_app` serves and works, neither superuser, owner nor BYPASSRLS;
`portal_backup` reads everything for dumps.
"""

from dataclasses import dataclass
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

OWNER, APP, BACKUP = "portal_owner", "portal_app", "portal_backup"
# What one session of `portal_app` may do to the others, as in docs/operators.md.
LIMITS = {"lock_timeout": "10s", "statement_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}
# The wall's conditions make statements look long that are over in a millisecond: compiling one would cost a hundred.
QUICK = {"jit": "off"}


@dataclass(frozen=True)
class Urls:
    """How each role reaches one database."""

    app: str
    owner: str


def role_url(url: str, role: str, database: str) -> str:
    """The same server as `url`, as another role and database; a password is kept only for the same role."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    host, port = parts.pop("host", ""), parts.pop("port", "")
    user, password = parts.pop("user", ""), parts.pop("password", "")
    parts.pop("dbname", "")
    login = role + (":" + quote(password, safe="") if password and user == role else "")
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in parts.items())
    if host.startswith("/"):
        query = "&".join(filter(None, [f"host={quote(host, safe='')}", f"port={port}" if port else "", query]))
        host, port = "", ""
    address = f"[{host}]" if ":" in host else host
    return f"postgresql://{login}@{address}{':' + port if port else ''}/{database}{'?' + query if query else ''}"


def may_provision(url: str) -> bool:
    """Whether the role of `url` is a superuser, and so may make the roles and the database."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        return bool(row and row[0])


def provision_roles(url: str) -> None:
    """Make the three roles if they are missing, with their settings. `url` must be a superuser's."""
    with psycopg.connect(url, autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in ((OWNER, "NOBYPASSRLS"), (APP, "NOBYPASSRLS"), (BACKUP, "BYPASSRLS")):
            if role not in known:
                statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE " + rights)
                connection.execute(statement.format(sql.Identifier(role)))
        for name, value in (LIMITS | QUICK).items():
            limit = sql.SQL("ALTER ROLE {} SET {} = {}")
            connection.execute(limit.format(sql.Identifier(APP), sql.Identifier(name), sql.Literal(value)))


def provision_database(url: str, database: str, *, template: str = "template0", replace: bool = False) -> Urls:
    """Make `database`, owned by `portal_owner`, if it is missing (or anew with `replace`); returns the roles' addresses."""
    name, is_copied = sql.Identifier(database), False
    with psycopg.connect(url, autocommit=True) as connection:
        if replace:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            statement = "CREATE DATABASE {} OWNER {} TEMPLATE {}" + (
                " ENCODING 'UTF8'" if template == "template0" else ""
            )
            connection.execute(sql.SQL(statement).format(name, sql.Identifier(OWNER), sql.Identifier(template)))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
            roles = sql.SQL(", ").join(map(sql.Identifier, (APP, BACKUP)))
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))
            is_copied = template != "template0"
    with psycopg.connect(
        role_url(url, str(conninfo_to_dict(url).get("user") or OWNER), database), autocommit=True
    ) as inside:
        inside.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
        inside.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        if is_copied:
            # A copy made on purpose is a portal of its own, and no restored one.
            inside.execute("SELECT portal_private.claim()")
    return Urls(app=role_url(url, APP, database), owner=role_url(url, OWNER, database))
