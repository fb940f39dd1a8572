"""Text made comparable."""

import unicodedata


def folded(text: str) -> str:
    """Lower case, without diacritics and spare spaces: 'Đắk  Lắk' and 'dak lak' become the same."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
