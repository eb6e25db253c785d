"""What encodings, print and scrapers did to a text: one small module for each kind of damage.

Every repair is pure, `str -> str`, takes any text and never raises. `transforms.encoding` is the front:
it knows the order of the repairs, their names, and the cheap test that spares sound text all of them.
"""
