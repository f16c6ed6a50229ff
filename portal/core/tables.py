"""How a slice's tables are made and changed in its migrations: all in one step."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState


class ChangeTables(Operation):
    """Do several operations on tables as one.

    After each operation of its own Django renders the changed models anew with all that they are related to, which here is
    nearly every model there is. Here the changed ones are rendered, once, and by themselves: what names them by a foreign
    key looks at nothing but their primary key, so an operation that changes one must stand alone.
    """

    def __init__(self, operations: Sequence[CreateModel | FieldOperation | IndexOperation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if rendered is None:
            return
        state.__dict__["apps"] = rendered
        names = sorted(
            {each.name_lower if isinstance(each, CreateModel) else each.model_name_lower for each in self.operations}
        )
        with rendered.bulk_update():
            for name in names:
                rendered.unregister_model(app_label, name)
        rendered.render_multiple([state.models[app_label, name] for name in names])

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            # A constraint may name a column that this step brings, too: it is looked for where both stand.
            there = from_state if isinstance(operation, AddConstraint) else to_state
            operation.database_backwards(app_label, schema_editor, from_state, there)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


class MakeTables(ChangeTables):
    """Make a slice's tables, and the columns with which earlier slices' tables name them.

    They may name each other in any order.
    """

    def __init__(self, operations: Sequence[CreateModel | AddField]) -> None:
        super().__init__(operations)
