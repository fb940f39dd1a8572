"""What a scene is called: `{indicator}` in the title of its file is the name of what its map or ranking shows."""

from components.language import Language
from data.errors import WarehouseError
from data.questions import Questions
from data.wall.choosing import indicator_of
from data.wall.records import Scene

BLANK = "{indicator}"


def titled(scene: Scene, language: Language, questions: Questions) -> str:
    """The title in a language; with the code in it where the warehouse cannot say the name, or must not."""
    title = scene.title(language)
    if BLANK not in title:
        return title
    code = indicator_of(scene)
    try:
        name = questions.indicator(code).short(language)
    except WarehouseError:
        name = code
    return title.replace(BLANK, name)
