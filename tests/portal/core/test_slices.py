"""The list of slices of each package is complete, in order, and read by whoever needs the slices."""

from pathlib import Path

import pytest
from django.conf import settings

import meetings
import workinggroup
from meetings.slices import SLICES as MEETINGS
from portal.celery import app
from portal.core.slices import addresses, load
from workinggroup.slices import SLICES as WORKING_GROUP


@pytest.mark.parametrize(("package", "slices"), [(meetings, MEETINGS), (workinggroup, WORKING_GROUP)])
def test_every_slice_is_on_the_list(package: object, slices: tuple[str, ...]) -> None:
    folder = Path(package.__file__).parent  # type: ignore[attr-defined]
    found = {each.parent.name for each in folder.glob("*/__init__.py")} - {"migrations", "management", "templatetags"}
    assert set(slices) == found
    assert len(slices) == len(found)


def test_the_worker_knows_every_task_of_the_slices() -> None:
    app.loader.import_default_modules()
    known = {name.rsplit(".", 2)[0] for name in app.tasks}
    root = Path(settings.BASE_DIR)
    for path in [*root.glob("meetings/*/tasks.py"), *root.glob("workinggroup/*/tasks.py")]:
        assert ".".join(path.parent.relative_to(root).parts) in known


def test_addresses_follow_the_order_of_the_slices() -> None:
    listed = [each.urlconf_name.__name__ for each in addresses("workinggroup", ("reminders", "commitments"))]
    assert listed == ["workinggroup.reminders.urls", "workinggroup.commitments.urls"]


def test_a_slice_without_the_file_is_passed_over_but_a_slice_that_is_not_there_is_not() -> None:
    load("workinggroup", ("commitments",), ("no_such_file",))
    with pytest.raises(ModuleNotFoundError):
        load("workinggroup", ("no_such_slice",))
