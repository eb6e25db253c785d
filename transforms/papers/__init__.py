"""Newspapers and countries by all their names; `transforms.registry` is the front."""
