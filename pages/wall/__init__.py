"""The wall: scenes that fill a screen and follow each other by themselves, and the page that steers them."""
