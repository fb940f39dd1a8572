from tests.data.targets.conftest import built, real

__all__ = ["built", "real"]
