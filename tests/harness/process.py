# SPDX-License-Identifier: MIT
"""Child processes that end with the test, also if it is killed; and free ports."""
import atexit
import shutil
import socket
import subprocess


def free_port():
    """A free loopback port. Another process may take it before the caller does, so callers retry."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def bound(command):
    """The command, killed by the kernel when its parent ends, so that a killed test leaves no process."""
    return [shutil.which("setpriv") or "setpriv", "--pdeathsig", "KILL", *command]


class Background:
    """A running process; stop() ends it by its id, at the latest when Python exits."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(bound(command), stdin=subprocess.DEVNULL, **options)
        atexit.register(self.stop)

    def exited(self):
        return self.process.poll() is not None

    def stop(self):
        atexit.unregister(self.stop)
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
