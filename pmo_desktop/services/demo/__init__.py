"""The bundled sample portfolio: 24 invented projects of a utility, in English and in Chinese, the same every time.

The content is data (the JSON files of this folder); each text stands there in both languages, side by side.
"""

from __future__ import annotations

from .portfolio import create_demo, fill_demo, make_demo

__all__ = ["create_demo", "fill_demo", "make_demo"]
