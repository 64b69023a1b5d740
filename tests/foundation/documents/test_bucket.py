"""The same in a bucket: against a server that speaks S3, on this machine."""

from datetime import timedelta

import boto3
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from moto.server import ThreadedMotoServer

from steunpunt.foundation.documents import actions, storage
from tests.factories.organisations import PLATFORM
from tests.foundation.documents.files import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(settings):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {
        "bucket_name": "documents",
        "endpoint_url": f"http://{host}:{port}",
        "access_key": "key",
        "secret_key": "secret",
        "region_name": "eu-west-1",
        "default_acl": "private",
        "file_overwrite": False,
    }
    made = boto3.client(
        "s3",
        endpoint_url=options["endpoint_url"],
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )
    made.create_bucket(Bucket="documents")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    yield
    made.close()
    server.stop()


def test_documents_are_kept_served_removed_and_swept_in_a_bucket(bucket, add, monkeypatch):
    later = timezone.now() + timedelta(hours=1)
    assert actions.sweep(before=later, by=PLATFORM) == 0
    document = add()
    with storage.opened(document.place) as file:
        assert file.read() == PDF
    monkeypatch.setattr(actions, "record", lambda *_a, **_k: pytest.fail("the transaction fails"))
    with pytest.raises(pytest.fail.Exception):
        add()
    assert [places for places in storage.places_before(later) if places] == [[document.place]]
    monkeypatch.undo()
    storage.keep("documents/00/orphan", ContentFile(PDF))
    assert actions.sweep(before=later, by=PLATFORM) == 1
    assert storage.is_kept(document.place)
    storage.forget(document.place)
    with pytest.raises(FileNotFoundError):
        storage.opened(document.place)
