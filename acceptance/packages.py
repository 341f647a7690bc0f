"""Debian packages that one part alone needs."""

import os
import shutil
import subprocess

from harness import Failure


def installed(command, package):
    """Installs Debian's package where the command does not work, as root or with sudo."""
    def works():
        return shutil.which(command[0]) and subprocess.run(command, capture_output=True).returncode == 0
    if works():
        return
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    subprocess.run([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq",
                    "--no-install-recommends", package], stdout=subprocess.DEVNULL, timeout=600)
    if not works():
        raise Failure(f"this test needs {package}: sudo apt install {package}")
