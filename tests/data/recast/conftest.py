"""The units and rules of the catalogue."""

import pytest

from data.catalogue import read_catalogue
from tests.data.recast.knowing import Known


@pytest.fixture(scope="session")
def known() -> Known:
    return Known(read_catalogue())
