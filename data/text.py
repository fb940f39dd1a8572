"""Text made comparable."""

import unicodedata


def folded(text: str) -> str:
    """Lower case, without diacritics and spare spaces: 'Đắk  Lắk' and 'dak lak' become the same."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def unaccented(text: str) -> str:
    """The text without diacritics, capitals kept: 'Đắk Lắk' becomes 'Dak Lak'."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
