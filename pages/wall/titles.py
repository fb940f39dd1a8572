"""What a scene is called: `{indicator}` in the title of its file is the name of what its map or ranking shows."""

from components.language import Language
from data.errors import WarehouseError
from data.questions import Questions
from data.wall.choosing import indicator_of
from data.wall.records import BLANK, Scene


def titled(scene: Scene, language: Language, questions: Questions) -> str:
    """The title in a language; without the name where the warehouse cannot say it, or must not."""
    if BLANK not in scene.title_vi + scene.title_en:
        return scene.title(language)
    try:
        return scene.title(language, questions.indicator(indicator_of(scene)).short(language))
    except WarehouseError:
        return scene.title(language)
