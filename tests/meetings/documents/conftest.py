"""Each test keeps its files in a folder of its own: tests run side by side."""

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    options = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "kept")},
    }
    (tmp_path / "kept").mkdir()
    settings.STORAGES = settings.STORAGES | {"documents": options}
