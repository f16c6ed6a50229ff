"""Each test keeps its files in a folder of its own: tests run side by side."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

from portal import env
from tests.meetings.documents.buckets import keys


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    options = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "kept")},
    }
    (tmp_path / "kept").mkdir()
    settings.STORAGES = settings.STORAGES | {"documents": options}


@pytest.fixture
def s3(settings):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=address, aws_access_key_id="key", aws_secret_access_key="s/cret", region_name="us-east-1"
    )
    client.create_bucket(Bucket="papers")
    # The server's memory outlives the server.
    for key in keys(client):
        client.delete_object(Bucket="papers", Key=key)
    settings.STORAGES = settings.STORAGES | {"documents": env.storage(f"s3+http://key:s%2Fcret@{host}:{port}/papers")}
    yield client
    server.stop()
