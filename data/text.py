"""Text made comparable."""

import unicodedata


def folded(text: str) -> str:
    """Lower case without diacritics: 'Hà Nội' and 'ha noi' become the same, and 'đ' becomes 'd'."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
