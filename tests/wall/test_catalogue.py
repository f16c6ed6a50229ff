"""The wall as PostgreSQL's catalogue tells it."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel, RunSQL

from portal import walls
from portal.core.walled import Walled

OURS = {"audit", "notifications", "people", "meetings", "workinggroup"}


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_every_table_is_behind_the_wall_or_listed_as_open(db):
    assert walls.gaps() == []


def test_a_new_table_that_nobody_classified_is_found(db, monkeypatch):
    monkeypatch.delitem(walls.OPEN_TABLES, "people_delegation")
    assert walls.gaps() == ["people_delegation is neither behind the wall nor listed as open"]


def test_every_open_table_exists(db):
    tables = {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert set(walls.OPEN_TABLES) <= tables


def test_every_table_of_content_carries_the_two_marks(db):
    """Content tables carry `releasable_to`; what is read by other means is named here."""
    forced = {name for (name,) in rows("SELECT relname FROM pg_class WHERE relforcerowsecurity")}
    marked = {
        name
        for (name,) in rows("SELECT table_name FROM information_schema.columns WHERE column_name = 'releasable_to'")
    }
    # Of the trail: the portal's machinery's own, or one reader's own, named by `code` or `reader`. Forms sent: their person's.
    # Choices: their person's, or their side's. Exact figures: their delegation's.
    personal = {"notifications_choice", "people_sentform", "workinggroup_observation"}
    assert forced == marked | personal | {"audit_dailyhead", "audit_head", "audit_link", "audit_version"}


def test_the_running_role_owns_nothing_and_bypasses_nothing(db):
    assert rows(
        "SELECT current_user::text, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles "
        "WHERE rolname = current_user"
    ) == [("portal_app", False, False, False, False)]
    assert rows("SELECT tablename FROM pg_tables WHERE tableowner = 'portal_app'") == []
    assert (
        rows(
            "SELECT r.rolname FROM pg_roles AS r WHERE pg_has_role('portal_app', r.oid, 'MEMBER') "
            "AND r.rolname <> 'portal_app'"
        )
        == []
    )


def test_a_role_that_bypasses_the_wall_is_refused(db, monkeypatch):
    monkeypatch.setattr(walls, "ROLE", "SELECT true, 'portal_backup'")
    with pytest.raises(walls.ImproperlyConfigured, match="portal_backup could bypass"):
        walls.require_safe_role()


def test_nobody_may_truncate_or_reference(db):
    assert (
        rows(
            "SELECT table_name, privilege_type FROM information_schema.table_privileges "
            "WHERE grantee IN ('portal_app', 'PUBLIC') AND table_schema IN ('public', 'portal_private') "
            "AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')"
        )
        == []
    )


def test_the_trail_can_only_be_read(db):
    granted = rows(
        "SELECT table_name, privilege_type FROM information_schema.table_privileges "
        "WHERE grantee = 'portal_app' AND table_name LIKE 'audit_%' ORDER BY 1, 2"
    )
    read = [(f"audit_{name}", "SELECT") for name in ("dailyhead", "entry", "head", "link", "version")]
    assert granted == sorted([("audit_dailyhead", "INSERT"), *read])


def test_functions_that_run_as_their_owner_fix_their_search_path(db):
    loose = rows(
        "SELECT p.proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace "
        "WHERE n.nspname IN ('public', 'portal_private') AND p.prosecdef "
        "AND NOT coalesce(array_to_string(p.proconfig, ','), '') LIKE '%search_path=%pg_temp%'"
    )
    assert loose == []


def test_the_running_role_may_call_only_what_it_needs(db):
    callable_ = rows(
        "SELECT p.proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace "
        "WHERE n.nspname IN ('public', 'portal_private') "
        "AND has_function_privilege('portal_app', p.oid, 'EXECUTE') "
        "AND (n.nspname = 'public' OR has_schema_privilege('portal_app', n.oid, 'USAGE')) ORDER BY 1"
    )
    assert [name for (name,) in callable_] == [
        "meetings_agenda_shows", "meetings_text_shows", "notifications_choices", "notifications_mark_sent",
        "people_add_account", "people_give_place", "people_keep_password",
        "people_save_delegation", "people_save_preferences", "people_set_open", "portal_accented", "portal_actor",
        "portal_administers", "portal_challenge", "portal_change_context", "portal_found", "portal_is_clean", "portal_is_clean",
        "portal_is_restored", "portal_keys_in_use", "portal_last_act", "portal_marked", "portal_name", "portal_person",
        "portal_plain",
        "portal_query",
        "portal_reader", "portal_record", "portal_record_each", "portal_term", "portal_version", "portal_words",
        "workinggroup_all_consent", "workinggroup_granted", "workinggroup_ground_first", "workinggroup_is_grid",
        "workinggroup_level", "workinggroup_likelihood",
        "workinggroup_parties_of", "workinggroup_plan_shows", "workinggroup_rank",
        "workinggroup_scale_in_use",
    ]  # fmt: skip


def test_the_backup_reads_every_table_and_sequence_and_changes_none(db):
    unread = rows(
        "SELECT c.oid::regclass::text FROM pg_class AS c WHERE c.relkind IN ('r', 'p', 'S') AND c.relnamespace IN "
        "('public'::regnamespace, (SELECT oid FROM pg_namespace WHERE nspname = 'portal_private')) "
        "AND NOT has_table_privilege('portal_backup', c.oid, 'SELECT')"
    )
    assert unread == []
    changed = rows(
        "SELECT table_name FROM information_schema.table_privileges "
        "WHERE grantee = 'portal_backup' AND privilege_type <> 'SELECT'"
    )
    assert changed == []


def test_tables_and_sequences_to_come_are_read_by_the_backup_too(db):
    """Default rights of the owner, in whatever schema."""
    assert rows(
        "SELECT d.defaclobjtype::text FROM pg_default_acl AS d, aclexplode(d.defaclacl) AS a "
        "WHERE d.defaclrole = 'portal_owner'::regrole AND d.defaclnamespace = 0 "
        "AND a.grantee = 'portal_backup'::regrole AND a.privilege_type = 'SELECT' ORDER BY 1"
    ) == [("S",), ("r",)]


def test_functions_that_keep_the_plan_of_what_pages_ask_run_as_whoever_asks(db):
    """The wall holds inside them."""
    asked = rows(
        "SELECT proname, prosecdef FROM pg_proc WHERE array_to_string(proconfig, ',') LIKE '%force_generic_plan%' "
        "OR proname IN ('meetings_agenda_shows', 'meetings_text_shows') ORDER BY 1"
    )
    assert asked == [
        (name, False)
        for name in (
            "meetings_agenda_shows", "meetings_text_shows", "notifications_mark_sent", "portal_version",
            "workinggroup_plan_shows",
        )
    ]  # fmt: skip


def test_every_row_that_names_a_file_is_known_to_the_sweep(db):
    """Or the sweep of orphaned files would remove it: `portal_note_keys` in its slice's migration."""
    naming = rows(
        "SELECT c.table_name FROM information_schema.columns AS c JOIN pg_class AS t ON t.oid = c.table_name::regclass "
        "WHERE c.table_schema = 'public' AND c.column_name = 'key' AND t.relforcerowsecurity ORDER BY 1"
    )
    noted = rows("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'portal_note_keys' ORDER BY 1")
    assert noted == naming
    assert ("meetings_version",) in noted


def test_the_running_role_cannot_read_the_keys_themselves(db):
    assert rows(
        "SELECT has_table_privilege('portal_app', t.oid, 'SELECT, INSERT, UPDATE, DELETE') FROM pg_class AS t "
        "WHERE t.relname = 'stored_key'"
    ) == [(False,)]


def test_there_are_no_views_that_read_as_their_owner(db):
    assert rows("SELECT viewname FROM pg_views WHERE schemaname = 'public'") == []


def test_the_backup_role_reads_every_table(db):
    unread = rows(
        "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace "
        "AND c.relkind = 'r' AND NOT has_table_privilege('portal_backup', c.oid, 'SELECT')"
    )
    assert unread == []
    assert rows("SELECT rolbypassrls FROM pg_roles WHERE rolname = 'portal_backup'") == [(True,)]


def test_each_model_is_seen_through_the_row_that_its_policy_names(db):
    policies = dict(
        rows("SELECT tablename::text, qual FROM pg_policies WHERE policyname = 'portal_read' AND qual LIKE '%parent%'")
    )
    named = {table: re.findall(r"parent\.id = \w+\.(\w+)_id", qual)[-1] for table, qual in policies.items()}
    content = [model for model in apps.get_models() if issubclass(model, Walled)]
    assert {model._meta.db_table: model.seen_through for model in content if model.seen_through} == named


def test_a_table_and_its_wall_come_in_one_migration():
    loader = MigrationLoader(None)
    apart, seen = [], set()
    for (label, name), migration in loader.disk_migrations.items():
        if label not in OURS:
            continue
        operations = [made for step in migration.operations for made in getattr(step, "operations", [step])]
        walls_built = "\n".join(step.sql for step in operations if isinstance(step, RunSQL))
        for made in operations:
            if isinstance(made, CreateModel):
                table = f"{label}_{made.name_lower}"
                seen.add(table)
                built = f"portal_protect('{table}'" in walls_built or f"portal_read ON {table} " in walls_built
                if built == (table in walls.OPEN_TABLES):
                    apart.append((name, table))
    assert apart == []
    assert seen == {model._meta.db_table for model in apps.get_models() if model._meta.app_label in OURS}
