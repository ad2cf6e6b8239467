"""Where a person's files live, with an environment override for tests and portable use."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "compute-atlas"
OVERRIDE = "COMPUTE_ATLAS_HOME"


def config_folder() -> Path:
    """The folder of the settings file; it may not exist."""
    override = os.environ.get(OVERRIDE)
    if override:
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def log_folder() -> Path:
    """The folder of crash reports; it may not exist."""
    override = os.environ.get(OVERRIDE)
    if override:
        return Path(override) / "log"
    import platformdirs

    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))
