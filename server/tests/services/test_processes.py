"""A missing service fails its tests by the name of its package; nothing is skipped."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.services import processes
from tests.services.processes import Processes, free_port


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(processes, "INSTALLED", tmp_path)
    with pytest.raises(pytest.fail.Exception, match=r"^swift is not installed: run tools/install_test_services\.sh$"):
        processes.installed("swift/bin/python", "swift")
    with pytest.raises(pytest.fail.Exception, match=r"^no-such-server is not installed: install its-package$"):
        processes.program("no-such-server", "its-package")


def test_a_service_that_dies_shows_its_log(tmp_path: Path) -> None:
    dying = Processes(tmp_path)
    dying.start("dying", [sys.executable, "-c", "raise SystemExit('no licence')"])
    with pytest.raises(pytest.fail.Exception, match="no licence"):
        dying.wait_for_port(free_port())
