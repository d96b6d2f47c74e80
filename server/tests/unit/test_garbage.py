"""The search for garbage is held back while big jobs run, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from gloss.core.garbage import collected_rarely


def test_it_is_held_back_until_the_last_job_ends() -> None:
    usual = gc.get_threshold()
    with collected_rarely():
        held = gc.get_threshold()
        assert held[0] > usual[0]
        with pytest.raises(ValueError, match="inside"), collected_rarely():
            raise ValueError("inside")
        assert gc.get_threshold() == held
    assert gc.get_threshold() == usual
