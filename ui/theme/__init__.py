"""Tokens to palette, stylesheet, fonts and icons."""
