"""What a scene is called: `{indicator}` in the title of its file is the name of what its map or ranking shows."""

from components.language import Language
from data.errors import WarehouseError
from data.questions import Questions
from data.wall.choosing import indicator_of
from data.wall.records import Scene

BLANK = "{indicator}"


def titled(scene: Scene, language: Language, questions: Questions) -> str:
    """The title in a language; without the name where the warehouse cannot say it, or must not."""
    title = scene.title(language)
    if BLANK not in title:
        return title
    try:
        return title.replace(BLANK, questions.indicator(indicator_of(scene)).short(language))
    except WarehouseError:
        return title.replace(BLANK, "").strip(" :·–-,") or scene.name
