# SPDX-License-Identifier: MIT
"""An HTTP server on a free loopback port; it ends with its test."""
import http.server
import sys
import threading


class QuietServer(http.server.ThreadingHTTPServer):
    """Prints no error for a connection that a killed client closed."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class LoopbackServer:
    """Derived classes call serve() once they are ready to answer."""

    def serve(self, handler, path=""):
        self._closing = threading.Event()
        self._server = QuietServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}{path}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self):
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
