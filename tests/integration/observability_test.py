# SPDX-License-Identifier: MIT
"""packaging/observability: what is shipped there fits the program, and Prometheus' own tool accepts it."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(os.environ["CTRIP_SOURCE_DIR"])
FOLDER = ROOT / "packaging" / "observability"
SERIES = r"\bctrip_[a-z_]+\b"


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def known_series():
    """Those of the manual, and what a histogram makes of its name."""
    names = set(re.findall(SERIES, text_of("man/ctrip-metrics.1")))
    return names | {name + part for name in names for part in ("_bucket", "_sum", "_count")}


class ObservabilityTest(unittest.TestCase):
    def promtool(self, *arguments):
        done = subprocess.run(["promtool", *arguments], cwd=FOLDER, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def alerts(self):
        return re.findall(r"- alert: (\w+)", text_of("packaging/observability/alerts.yml"))

    def test_the_alerts_fire_and_stay_silent_as_they_should(self):
        self.promtool("check", "rules", "alerts.yml")
        self.promtool("test", "rules", "alerts_test.yml")
        tests = text_of("packaging/observability/alerts_test.yml")
        for alert in self.alerts():
            cases = re.findall(rf"alertname: {alert}\n        exp_alerts:(.*)", tests)
            self.assertIn(" []", cases, alert)
            self.assertIn("", cases, alert)

    def test_each_alert_has_a_page(self):
        pages = {path.stem for path in (ROOT / "docs" / "runbook").glob("*.md")} - {"README"}
        self.assertEqual(pages, set(self.alerts()))
        self.assertEqual(re.findall(r"^- \[(\w+)\]", text_of("docs/runbook/README.md"), re.M), self.alerts())
        for alert in self.alerts():
            self.assertIn(f"runbook: docs/runbook/{alert}.md", text_of("packaging/observability/alerts.yml"))

    def test_every_series_exists(self):
        known = known_series()
        for name in ("alerts.yml", "alerts_test.yml", "dashboard.json"):
            used = set(re.findall(SERIES, (FOLDER / name).read_text(encoding="utf-8")))
            self.assertGreater(len(used), 10)
            self.assertEqual(used - known, set(), name)

    def test_the_dashboard_is_the_scripts(self):
        with tempfile.TemporaryDirectory() as folder:
            made = pathlib.Path(folder) / "dashboard.json"
            subprocess.run([FOLDER / "make-dashboard", made], check=True, timeout=60)
            self.assertEqual(made.read_text(encoding="utf-8"), text_of("packaging/observability/dashboard.json"))
            panels = json.loads(made.read_text(encoding="utf-8"))["panels"]
        places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
        self.assertEqual(len(set(places)), len(places))

    def test_the_catalog_explains_every_event(self):
        ids = dict(re.findall(r'\{"([a-z_.]+)", "([0-9a-f]{32})"\}', text_of("lib/base/log_events.hpp")))
        self.assertGreater(len(ids), 20)
        explained = re.findall(r"^-- ([0-9a-f]{32})\nSubject: .+\nDefined-By: ctrip\n", text_of("packaging/systemd/ctrip.catalog"), re.M)
        self.assertEqual(sorted(explained), sorted(ids.values()))
        manual = text_of("man/ctrip.1")
        for event in ids:
            if not event.startswith("payment."):
                self.assertIn(event, manual)


if __name__ == "__main__":
    unittest.main()
