"""Find the served PostgreSQL and Redis for the second test run: by environment, else on their usual ports.

Prints shell assignments of DATABASE_URL and REDIS_URL, or nothing where one of the two is missing.
"""

import os
import shlex

import psycopg
import redis

# Where a superuser is usually reached on a machine of one's own.
USUAL = ["postgresql://postgres@127.0.0.1:5432/postgres", "postgresql://root@127.0.0.1:5432/postgres"]


def database() -> str | None:
    for url in filter(None, [os.environ.get("DATABASE_URL"), *USUAL]):
        try:
            with psycopg.connect(url, connect_timeout=3) as connection:
                row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        except psycopg.OperationalError:
            continue
        if row and row[0]:
            return url
    return None


def cache() -> str | None:
    for url in filter(None, [os.environ.get("REDIS_URL"), "redis://127.0.0.1:6379/0"]):
        try:
            redis.Redis.from_url(url, socket_connect_timeout=3).ping()
        except redis.RedisError:
            continue
        return url
    return None


if __name__ == "__main__":
    found = database(), cache()
    if all(found):
        print(f"DATABASE_URL={shlex.quote(found[0] or '')} REDIS_URL={shlex.quote(found[1] or '')}")
