"""The wizard's choices as a request that a script can repeat."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gloss.imports.wire import plain

QUERY = """mutation CreateProjectMutation($input: LaunchProjectInput!) {
  result: createProject(input: $input) {
    name
    job {
      id
      status
      progress
      resultId
      errors {
        id
        stack
        args
      }
    }
  }
}"""


def creation_script(values: Mapping[str, Any]) -> str:
    """Return ``{operationName, variables, query}`` as indented JSON."""
    body = {"operationName": "CreateProjectMutation", "variables": {"input": plain(values)}, "query": QUERY}
    return json.dumps(body, ensure_ascii=False, indent=2)
