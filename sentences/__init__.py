"""Figures in, sentences out: what is said of figures in Vietnamese and English, chosen by what matters.

`gathering` asks for figures, `reading` finds what is to be said of them, `matter` how much it matters, and `wording`
says it in the words of `vietnamese` or `english`. A sentence names the figures that it is made of.
"""
