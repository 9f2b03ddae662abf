# SPDX-License-Identifier: MIT
"""check_documents.py on a small tree: silent when the tree is right, loud about the one thing planted in it."""
import sys
import unittest

from lint_test import LINT, LintCase

PAGE = """\
# Schema

## schema_migrations

| column | holds | unit | written by | read by |
| --- | --- | --- | --- | --- |
| `version` | its number | | migrate | all |
| `applied_at` | when | s | migrate | all |

## payments

| column | holds | unit | written by | read by |
| --- | --- | --- | --- | --- |
| `id` | a UUID | | create-payment | all |
| `amount` | what was asked | base units | create-payment | all |
"""
MIGRATOR = '"CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, "\n"applied_at BIGINT NOT NULL)");'
FIRST = "CREATE TABLE payments (id TEXT PRIMARY KEY) STRICT;"
SECOND = "ALTER TABLE payments ADD COLUMN amount TEXT;"


class DocumentsCase(LintCase):
    def check(self, name):
        return sys.executable, "-B", LINT / "check_documents.py", name, self.root


class SchemaTest(DocumentsCase):
    def setUp(self):
        super().setUp()
        self.put("lib/store/schema/migrator.cpp", MIGRATOR)
        self.put("migrations/sqlite/0001_first.up.sql", FIRST)
        self.put("migrations/sqlite/0002_second.up.sql", SECOND)
        self.put("docs/schema.md", PAGE)

    def test_a_page_of_the_whole_schema_passes(self):
        self.assert_clean(*self.check("schema"))

    def test_a_column_without_a_row_is_found(self):
        self.put("migrations/sqlite/0003_third.up.sql", "ALTER TABLE payments ADD COLUMN token TEXT;")
        self.assert_found("no column payments.token", *self.check("schema"))

    def test_a_row_without_a_column_is_found(self):
        self.put("migrations/sqlite/0002_second.up.sql", "")
        self.assert_found("docs/schema.md:15: the schema has no column payments.amount", *self.check("schema"))

    def test_a_table_without_a_heading_is_found(self):
        self.put("migrations/sqlite/0003_third.up.sql", "CREATE TABLE nodes (id TEXT) STRICT;")
        self.assert_found("no table nodes", *self.check("schema"))

    def test_a_heading_without_a_table_is_found(self):
        self.put("docs/schema.md", PAGE + "\n## nodes\n")
        self.assert_found("the schema has no table nodes", *self.check("schema"))

    def test_a_column_of_the_migrators_own_table_is_found(self):
        self.put("lib/store/schema/migrator.cpp", MIGRATOR.replace("applied_at", "name TEXT NOT NULL, applied_at"))
        self.assert_found("no column schema_migrations.name", *self.check("schema"))

    def test_a_column_that_stands_twice_is_found(self):
        self.put("docs/schema.md", PAGE + "| `id` | again | | nobody | nobody |\n")
        self.assert_found("column id stands twice", *self.check("schema"))

    def test_a_row_that_does_not_say_who_writes_it_is_found(self):
        self.put("docs/schema.md", PAGE.replace("| base units | create-payment | all |", "| base units | | all |"))
        self.assert_found("column amount", *self.check("schema"))


class PathsTest(DocumentsCase):
    def planted(self, right, wrong, words):
        """A page with what is there passes, one with what is not is found by these words."""
        self.put("lib/evm/abi.hpp", "")
        self.put("tests/integration/reorg_test.py", "class DeepTest(Case):\n")
        self.put("docs/design/reorgs.md", "")
        self.put("docs/page.md", right)
        self.assert_clean(*self.check("paths"))
        self.put("docs/page.md", f"{right}\n{wrong}")
        self.assert_found(f"docs/page.md:{right.count(chr(10)) + 2}: {words}", *self.check("paths"))

    def test_a_file_that_is_not_there_is_found(self):
        self.planted("`lib/evm/abi.hpp` and `lib/evm/`", "`lib/evm/rlp.hpp`", "no lib/evm/rlp.hpp")

    def test_each_file_in_braces_is_looked_for(self):
        self.planted("`lib/evm/abi.{hpp}`", "`lib/evm/abi.{hpp,cpp}`", "no lib/evm/abi.cpp")

    def test_a_pattern_that_fits_nothing_is_found(self):
        self.planted("`tests/integration/*_test.py`", "`tests/unit/*_test.cpp`", "no tests/unit/*_test.cpp")

    def test_a_test_without_its_folder_is_looked_for(self):
        self.planted("`reorg_test.py`", "`other_test.cpp`", "no other_test.cpp")

    def test_a_class_that_is_not_there_is_found(self):
        self.planted("`reorg_test.py` (`DeepTest`)", "`reorg_test.py` (`FlatTest`)", "no class FlatTest in reorg_test.py")

    def test_a_link_that_leads_nowhere_is_found(self):
        self.planted("[it](design/reorgs.md) [it](design/reorgs.md#top) [it](https://example.com)", "[it](design/none.md)",
                     "a link to design/none.md, which is not there")


class ReleaseTest(DocumentsCase):
    CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## 1.3.0 – 2026-12-01\n\n### Added\n\n## 1.2.10 – 2026-11-28\n"

    def assert_complaint(self, words, changelog, version="1.3.0"):
        self.put("CMakeLists.txt", "project(ctrip VERSION 1.3.0 LANGUAGES CXX)\n")
        self.put("CHANGELOG.md", self.CHANGELOG)
        self.assert_clean(*self.check("release"))
        self.put("CMakeLists.txt", f"project(ctrip VERSION {version} LANGUAGES CXX)\n")
        self.put("CHANGELOG.md", changelog)
        self.assert_found(words, *self.check("release"))

    def test_another_version_of_the_program_is_found(self):
        self.assert_complaint("version 1.2.10, but the newest of CHANGELOG.md is 1.3.0", self.CHANGELOG, "1.2.10")

    def test_a_changelog_without_a_place_for_what_is_new_is_found(self):
        self.assert_complaint("not [Unreleased]", self.CHANGELOG.replace("## [Unreleased]\n\n", ""))

    def test_versions_in_a_wrong_order_are_found(self):
        self.assert_complaint("the newest version does not come first", self.CHANGELOG.replace("1.2.10", "1.10.0"))

    def test_a_version_without_a_date_is_found(self):
        self.assert_complaint("'1.2.10' is not", self.CHANGELOG.replace("1.2.10 – 2026-11-28", "1.2.10"))


class MetricsTest(DocumentsCase):
    def setUp(self):
        super().setUp()
        self.put("lib/meter/families.cpp", 'FamilyFacts{"ctrip_runs_total", "Runs."}')
        self.put("lib/telemetry/metrics.cpp", 'family("ctrip_payments", "Payments.")')

    def test_a_manual_with_every_metric_is_right(self):
        self.put("man/ctrip-metrics.1", ".It Ql ctrip_runs_total Pq Ql job\n.It Ql ctrip_payments\n")
        self.assert_clean(*self.check("metrics"))

    def test_a_metric_that_is_missing_or_gone_is_told(self):
        self.put("man/ctrip-metrics.1", ".It Ql ctrip_payments\n.It Ql ctrip_gone\n")
        self.assert_found("no ctrip_runs_total", *self.check("metrics"))
        self.assert_found("ctrip_gone is no metric", *self.check("metrics"))


if __name__ == "__main__":
    unittest.main()
