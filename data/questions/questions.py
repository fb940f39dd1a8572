"""The questions that pages, exports and commands ask. One method a question; SQL is in the modules beside this one."""

from data.questions.explained import Explained
from data.questions.foretold import Foretold
from data.questions.holding import Holding
from data.questions.reported import Reported
from data.questions.tasked import Tasked


class Questions(Explained, Holding, Foretold, Tasked, Reported):
    """Read-only view of one warehouse.

    Methods take records (`Indicator`, `Entity`) that `indicator()` and `entity()` look up once; an unknown code raises
    there. A question without observations answers with an empty frame that has its columns. `as_of` asks what was known
    at the end of that day; None asks what is known now.
    """
