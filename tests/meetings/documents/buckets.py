"""A bucket of an S3-compatible server, as tests look into it."""

from typing import Any


def keys(client: Any) -> set[str]:
    return {each["Key"] for each in client.list_objects_v2(Bucket="papers").get("Contents", [])}
