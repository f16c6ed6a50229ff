"""The storage's address, and the same life of a document on a real S3-compatible server."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages

from meetings.documents import operations, storing
from portal import env
from portal.core.reader import reading_as
from tests.factories.documents import make_document, make_pack, text_source
from tests.factories.work import NOW, make_follow_up
from tests.meetings.documents.buckets import keys


def test_a_document_and_its_pack_live_on_s3(world, s3, sign_in):
    meeting = make_follow_up(world.sec.coordinator)
    text = "Words " * 600_000
    paper = make_document(world.usa.member, meeting, text=text)
    assert len(keys(s3)) == 1
    answer = sign_in(world.mex.member).get(f"/documents/{paper.pk}/v1/", secure=True)
    assert answer.getvalue() == text.encode()
    pack = make_pack(world.mex.member, meeting)
    assert pack.status == "done"
    assert pack.key in keys(s3)
    with reading_as(world.usa.member.reader), pytest.raises(operations.NotSecure):
        operations.add_document(
            meeting=meeting, actor=world.usa.member, now=NOW, title={"en": "x"}, kind="paper", marking="RED",
            readers=[], sources=[text_source(), operations.Source("es", url="http://x")],
        )  # fmt: skip
    assert len(keys(s3)) == 2
    storing.drop([pack.key])
    assert len(keys(s3)) == 1


def test_a_file_that_the_storage_lost_is_not_found(world, s3, sign_in):
    meeting = make_follow_up(world.sec.coordinator)
    paper = make_document(world.usa.member, meeting)
    for key in keys(s3):
        s3.delete_object(Bucket="papers", Key=key)
    assert sign_in(world.usa.member).get(f"/documents/{paper.pk}/v1/", secure=True).status_code == 404


def test_files_on_disk_are_readable_by_the_portal_alone(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {"documents": env.storage(f"file://{tmp_path}/papers")}
    stored = storing.take_in([b"Words"], "a.txt")
    assert (tmp_path / "papers" / stored.key).stat().st_mode & 0o777 == 0o600
    assert storages["documents"].exists(stored.key)


@pytest.mark.parametrize("url", ["", "papers", "file://host/x", "ftp://x/y", "s3://host", "s3:///papers", "s3://h/a/b"])
def test_a_wrong_address_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="PORTAL_STORAGE"):
        env.storage(url)


def test_the_address_says_it_all():
    options = env.storage("s3://key:s%2Fcret@s3.example.org:9000/papers?region=eu-west-1")["OPTIONS"]
    assert options["endpoint_url"] == "https://s3.example.org:9000"
    assert options["secret_key"] == "s/cret"
    assert options["region_name"] == "eu-west-1"
    assert options["default_acl"] is None


@pytest.mark.parametrize("given", ['{"PINK": {"en": "x"}}', "[]", "x", '{"RED": "x"}', '{"RED": {"en": 1}}'])
def test_wrong_labels_stop_the_start(monkeypatch, given):
    monkeypatch.setenv("PORTAL_LABELS", given)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_LABELS"):
        env.labels("PORTAL_LABELS", {"RED"})
