# SPDX-License-Identifier: MIT
"""A running serve-health, and the requests of a monitor."""
import http.client
import json
import re
import subprocess

from harness.process import Background

ANSWER_TIMEOUT_S = 30
LISTENING = re.compile(r"http://(127\.0\.0\.1|\[::1\]):(\d+)")
SAMPLE = re.compile(r'^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')


def parsed_metrics(text):
    """name -> {labels: value}. Fails on a malformed, undescribed or repeated sample."""
    samples, described = {}, set()
    for line in text.splitlines():
        if line.startswith("# "):
            _, kind, name, *rest = line.split()
            described.add(name)
            if kind == "TYPE" and rest == ["histogram"]:
                described.update(name + part for part in ("_bucket", "_sum", "_count"))
            continue
        name, labels, value = SAMPLE.match(line).groups()
        key = tuple(sorted(LABEL.findall(labels or "")))
        if name not in described or key in samples.setdefault(name, {}):
            raise AssertionError(f"not described, or twice: {line}")
        samples[name][key] = float(value)
    return samples


class Server:
    """One running serve-health, on a free port that the kernel chose."""

    def __init__(self, ctrip, host="127.0.0.1", environment=None):
        self._background = Background(
            ctrip.command("serve-health", "--listen", f"{host}:0"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=ctrip.environment | (environment or {}),
            cwd=ctrip.folder,
        )
        self.process = self._background.process
        line = self.process.stderr.readline()
        found = LISTENING.search(line)
        if not found:
            raise AssertionError(f"serve-health did not say where it listens: {line!r}")
        self.host = found[1].strip("[]")
        self.port = int(found[2])

    def stop(self):
        self._background.stop()

    def request(self, path, method="GET", headers=None, body=None):
        """The answer, its headers, and its body as text."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=ANSWER_TIMEOUT_S)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def ask(self, path, method="GET"):
        status, headers, body = self.request(path, method)
        return status, headers.get("Content-Type", ""), body

    def health(self, path="/health"):
        status, kind, body = self.ask(path)
        if "application/json" not in kind:
            raise AssertionError(f"{path} is {kind}")
        return status, json.loads(body)

    def metrics(self):
        """name -> {labels: value}. Fails on a malformed, undescribed or repeated sample."""
        status, kind, body = self.ask("/metrics")
        if status != 200 or not kind.startswith("text/plain"):
            raise AssertionError(f"/metrics: {status} {kind} {body}")
        return parsed_metrics(body)
