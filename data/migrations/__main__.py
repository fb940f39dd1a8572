"""For developers: write the next revision from the difference between the schema and an empty, migrated database."""

import sys

from sqlalchemy import create_engine

from data.migrations import upgrade, write_revision


def main() -> None:
    """Take the message from the command line."""
    if len(sys.argv) != 2:
        sys.exit('usage: python -m data.migrations "what changed"')
    engine = create_engine("sqlite://")
    upgrade(engine)
    write_revision(engine, sys.argv[1])


if __name__ == "__main__":
    main()
