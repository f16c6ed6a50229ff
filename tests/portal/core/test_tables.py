"""A slice's tables made in one step leave the models and the database as if made one by one."""

import uuid

import pytest
from django.db import connections, models
from django.db.migrations import AddConstraint, AddField, CreateModel
from django.db.migrations.state import ProjectState

from portal.core.tables import ChangeTables, MakeTables

KEY = ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False))


def key_to(model: str) -> models.ForeignKey:
    return models.ForeignKey(model, on_delete=models.PROTECT, null=True, related_name="+")


FIRST = [CreateModel("Shelf", [KEY])]
# Two tables that name each other, and a column with which one that was there before names them.
SECOND = [
    CreateModel("Book", [KEY, ("shelf", key_to("core.shelf")), ("lent", key_to("core.loan"))]),
    CreateModel("Loan", [KEY, ("book", key_to("core.book"))]),
    AddField("shelf", "newest", key_to("core.book")),
]
# A column, and a constraint that names it.
LIMIT = models.CheckConstraint(condition=models.Q(pages__gt=0), name="core_book_has_pages")
CHANGED = ChangeTables([AddField("book", "pages", models.IntegerField(null=True)), AddConstraint("book", LIMIT)])
MADE = {"core_shelf": ["id", "newest_id"], "core_book": ["id", "lent_id", "shelf_id"], "core_loan": ["book_id", "id"]}


def after(operations, state, *, rendered):
    if rendered:
        state.apps  # noqa: B018 - from here on Django keeps the rendered models in step
    for operation in operations:
        operation.state_forwards("core", state)
    return state


@pytest.mark.parametrize("rendered", [True, False])
def test_models_stand_as_if_made_one_by_one(rendered):
    together = after([MakeTables(FIRST), MakeTables(SECOND)], ProjectState(), rendered=rendered)
    apart = after([*FIRST, *SECOND], ProjectState(), rendered=rendered)
    assert together == apart
    assert ("apps" in together.__dict__) == rendered
    shelf = together.apps.get_model("core", "shelf")
    assert shelf._meta.get_field("newest").related_model is together.apps.get_model("core", "book")
    assert {model.__name__ for model in together.apps.get_models()} == {"Shelf", "Book", "Loan"}


def test_what_is_changed_in_one_step_is_known_to_the_next_and_what_names_it_stays():
    """Nothing is rendered anew but what is changed."""
    state = after([MakeTables(FIRST), MakeTables(SECOND)], ProjectState(), rendered=True)
    loan = state.apps.get_model("core", "loan")
    limit = models.CheckConstraint(condition=models.Q(pages__gt=0), name="core_book_has_pages")
    after(
        [ChangeTables([AddField("book", "pages", models.IntegerField()), AddConstraint("book", limit)])],
        state,
        rendered=True,
    )
    book = state.apps.get_model("core", "book")
    assert [field.name for field in book._meta.fields] == ["id", "shelf", "lent", "pages"]
    assert book._meta.constraints == [LIMIT]
    assert state.apps.get_model("core", "loan") is loan
    after([MakeTables([CreateModel("Visit", [KEY, ("book", key_to("core.book"))])])], state, rendered=True)
    assert state.apps.get_model("core", "visit")._meta.get_field("book").related_model is book


def test_tables_are_made_and_taken_away(django_db_setup, django_db_blocker):
    columns = (
        "SELECT table_name, array_agg(column_name::text ORDER BY column_name) FROM information_schema.columns "
        "WHERE table_name IN ('core_shelf', 'core_book', 'core_loan') GROUP BY 1"
    )
    keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text LIKE 'core_%'"
    first, second = MakeTables(FIRST), MakeTables(SECOND)
    with django_db_blocker.unblock():
        owner = connections["owner"]
        states = [after([], ProjectState(), rendered=True)]
        for operation in (first, second):
            states.append(after([operation], states[-1].clone(), rendered=True))
        try:
            for operation, before, now in zip((first, second), states, states[1:], strict=False):
                with owner.schema_editor() as editor:
                    operation.database_forwards("core", editor, before, now)
            with owner.cursor() as cursor:
                cursor.execute(columns)
                assert dict(cursor.fetchall()) == MADE
                cursor.execute(keys)
                assert cursor.fetchone() == (4,)
            changed = after([CHANGED], states[2].clone(), rendered=True)
            with owner.schema_editor() as editor:
                CHANGED.database_forwards("core", editor, states[2], changed)
            with owner.cursor() as cursor:
                cursor.execute(
                    "SELECT conname FROM pg_constraint WHERE conrelid = 'core_book'::regclass AND contype = 'c'"
                )
                assert cursor.fetchall() == [("core_book_has_pages",)]
            with owner.schema_editor() as editor:
                CHANGED.database_backwards("core", editor, changed, states[2])
            with owner.cursor() as cursor:
                cursor.execute(columns)
                assert dict(cursor.fetchall()) == MADE
            with owner.schema_editor() as editor:
                second.database_backwards("core", editor, states[2], states[1])
            with owner.cursor() as cursor:
                cursor.execute(columns)
                assert dict(cursor.fetchall()) == {"core_shelf": ["id"]}
        finally:
            with owner.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS core_shelf, core_book, core_loan CASCADE")
            owner.close()
