"""How every command line ends: what a person can mend is said in a sentence; no traceback reaches who did not ask."""

import logging

import typer
from pydantic import ValidationError

from settings import in_words

DEBUG = "--debug"
ENDED_BY_HAND = 130  # as a shell says of what Ctrl-C has ended


def done(app: typer.Typer, room: str, arguments: list[str], *expected: type[Exception]) -> int:
    """Run a command of ``python -m <room>`` and return its exit status.

    Args:
        app: The commands of the room.
        room: The name of its package.
        arguments: What was typed; `DEBUG` among them shows where an unexpected error came from.
        expected: Errors whose text says what is wrong and what to do.

    Returns:
        0; 1 for what a person can mend; 2 for wrong usage or a fault of ours.
    """
    debug = DEBUG in arguments
    try:
        app(args=[one for one in arguments if one != DEBUG], prog_name=f"python -m {room}")
    except SystemExit as end:  # the framework ends by itself, also on wrong usage
        return int(end.code or 0)
    except KeyboardInterrupt:
        return ENDED_BY_HAND
    except expected as problem:
        return _say(str(problem), 1)
    except ValidationError as problem:
        return _say(in_words(problem), 1)
    except OSError as problem:  # a folder that is not there, a disk that is full
        return _say(f"{problem.filename or 'The file'} cannot be written or read: {problem.strerror or problem}.", 1)
    except Exception as problem:  # a command must end with a sentence, whatever happened
        if debug:
            logging.getLogger(room).exception("The command failed.")
        hint = "" if debug else f" Run it again with {DEBUG} to see where it came from."
        return _say(f"The command failed unexpectedly: {type(problem).__name__}: {problem}.{hint}", 2)
    return 0


def _say(sentence: str, status: int) -> int:
    typer.echo(sentence, err=True)
    return status
