"""Runs gcp-storage-emulator with the parts of the XML API that it lacks. Started with the emulator's Python, not ours.

The emulator stores and serves objects itself; added are the ETag and Last-Modified headers,
HEAD and DELETE of objects, and the listing, all of which the real service has.

Usage: gcs_node.py PORT DATA_DIR
"""

import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from xml.sax.saxutils import escape

from gcp_storage_emulator import server
from gcp_storage_emulator.exceptions import NotFound
from gcp_storage_emulator.handlers import objects

port, data_dir = sys.argv[1:]
OBJECT = r"^/(?P<bucket_name>[-.\w]+)/(?P<object_id>.*[^/]+)$"
BUCKET = r"^/(?P<bucket_name>[-.\w]+)/?$"


def stamped(handler):
    """Add the headers that tell an object's version."""

    def wrapped(request, response, storage):
        handler(request, response, storage)
        try:
            found = storage.get_file_obj(request.params["bucket_name"], request.params["object_id"])
        except NotFound:
            return
        response["ETag"] = '"' + found["md5Hash"] + '"'
        response["Last-Modified"] = http_date(found["updated"])

    return wrapped


def http_date(iso):
    return format_datetime(datetime.fromisoformat(iso.replace("Z", "+00:00")).astimezone(UTC), usegmt=True)


def removed(request, response, storage):
    objects.delete(request, response, storage)
    if response.status == HTTPStatus.OK:
        response.status = HTTPStatus.NO_CONTENT


def listed(request, response, storage):
    prefix = (request.query.get("prefix") or [""])[0]
    try:
        files, _ = storage.get_file_list(request.params["bucket_name"], prefix or None, None, None, soft_deleted=False)
    except NotFound:
        response.status = HTTPStatus.NOT_FOUND
        return
    entries = "".join(
        f"<Contents><Key>{escape(one['name'])}</Key><Size>{one['size']}</Size>"
        f"<LastModified>{one['updated']}</LastModified><ETag>&quot;{one['md5Hash']}&quot;</ETag></Contents>"
        for one in files
    )
    response["Content-Type"] = "application/xml"
    response.write_file(f"<ListBucketResult>{entries}</ListBucketResult>", content_type="application/xml")


class Head:
    """Sends the headers of GET and swallows the body."""

    def write(self, data):
        return len(data)


def do_HEAD(self):
    real = self.wfile
    plain_end = self.end_headers

    def end_headers():
        plain_end()
        self.wfile = Head()

    self.end_headers = end_headers
    try:
        server.Router(self).handle("GET")
    finally:
        self.wfile = real
        del self.end_headers


server.RequestHandler.do_HEAD = do_HEAD
server.HANDLERS = (
    *(entry for entry in server.HANDLERS if not entry[0].startswith(r"^/(?P<bucket_name>")),
    (OBJECT, {"GET": stamped(objects.download), "PUT": stamped(objects.xml_upload), "DELETE": removed}),
    (BUCKET, {"GET": listed}),
)

if __name__ == "__main__":
    server.create_server("127.0.0.1", int(port), False, data_dir=data_dir).run()
