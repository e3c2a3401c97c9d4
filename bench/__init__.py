"""Scoreboards and speed: what the reading is worth, measured on corpora that stay outside the project."""
