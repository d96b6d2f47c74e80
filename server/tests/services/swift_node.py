# ruff: noqa: E402 - the order of imports and patches is the point of this file
"""Runs one OpenStack Swift server with a swift.conf of our own. Started with Swift's Python, not ours.

Usage: swift_node.py SWIFT_CONF SERVER_CONF SERVER, where SERVER is proxy, account, container or object.
"""

import importlib
import os
import sys

swift_conf, server_conf, server = sys.argv[1:]

import eventlet

eventlet.monkey_patch(thread=False)

from swift.common import utils

utils.SWIFT_CONF_FILE = swift_conf
utils.HASH_PATH_PREFIX = utils.HASH_PATH_SUFFIX = b""
utils.validate_hash_conf()

from swift.common import storage_policy

importlib.reload(storage_policy)

from swift.common.wsgi import run_wsgi

if __name__ == "__main__":
    os.environ["SWIFT_DIR"] = os.path.dirname(swift_conf)
    sys.exit(run_wsgi(server_conf, f"{server}-server"))
