"""The code as the contracts read it."""

import pytest

from tests.contracts.source import Module, product_modules


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    return product_modules()
