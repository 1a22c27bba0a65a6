"""What the frozen program starts: the entry point as an installed package has it."""

from __future__ import annotations

import sys

from pmo_desktop.__main__ import main

sys.exit(main())
