"""Fixtures for all tests: one engine for the whole run, because loading it is the slow part."""

from __future__ import annotations

import pytest

import dateline
from dateline.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return dateline.load(threads=2)
