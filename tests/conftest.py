"""Fixtures for all tests: one engine for the whole run, because loading it is the slow part."""

from __future__ import annotations

import os

import pytest

import dateline
from dateline.engine import Engine
from dateline.knowledge.imported import FOLDER_VARIABLE

# Nothing that a user imported may change what the tests see.
os.environ[FOLDER_VARIABLE] = ""


@pytest.fixture(scope="session")
def engine() -> Engine:
    return dateline.load(threads=2)
