# SPDX-License-Identifier: MIT
"""tidy.py on a small project with a repository of its own: it looks at what a change touches, and at everything on demand."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

LINT = pathlib.Path(__file__).resolve().parent
PRESETS = {
    "version": 6,
    "configurePresets": [
        {
            "name": "tidy",
            "generator": "Ninja",
            "binaryDir": "${sourceDir}/build/tidy",
            "cacheVariables": {"CMAKE_CXX_COMPILER": "clang++", "CMAKE_EXPORT_COMPILE_COMMANDS": "ON"},
        }
    ],
}
PROJECT = """\
cmake_minimum_required(VERSION 3.25)
project(small CXX)
add_library(small lib/a/right.cpp lib/a/wrong.cpp)
target_include_directories(small PRIVATE lib)
set_target_properties(small PROPERTIES UNITY_BUILD "${CTRIP_UNITY}")
"""
TIDY = "Checks: '-*,readability-braces-around-statements'\nWarningsAsErrors: '*'\nHeaderFilterRegex: '/lib/'\n"
RIGHT = "int right(int a)\n{\n    return a;\n}\n"
WRONG = "int wrong(int a)\n{\n    if (a > 0)\n        return 1;\n    return a;\n}\n"


class TidyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tidy-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.put("CMakePresets.json", json.dumps(PRESETS))
        self.put("CMakeLists.txt", PROJECT)
        self.put(".clang-tidy", TIDY)
        self.put(".gitignore", "build/\n")
        self.put("lib/a/right.cpp", RIGHT)
        self.put("lib/a/wrong.cpp", WRONG)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def put(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def git(self, *words):
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", "-C", self.root, *identity, *words], check=True, stdout=subprocess.DEVNULL)

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=a")

    def tidy(self, **environment):
        done = subprocess.run(
            [sys.executable, "-B", LINT / "tidy.py", self.root], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "CTRIP_TEST_ALL": "0", "CTRIP_TEST_SEED": "1", **environment}, timeout=60, check=False)
        return done.returncode, done.stdout

    def test_nothing_changed(self):
        self.commit()
        code, said = self.tidy()
        self.assertEqual(code, 0, said)
        self.assertIn("0 sources", said)

    def test_all_of_it(self):
        self.commit()
        code, said = self.tidy(CTRIP_TEST_ALL="1")
        self.assertEqual(code, 1, said)
        self.assertIn("wrong.cpp:3:15", said)
        self.assertNotIn("right.cpp:", said)

    def test_what_is_not_committed(self):
        self.commit()
        self.put("lib/a/right.cpp", RIGHT.replace("return a", "return a + 1"))
        self.assertEqual(self.tidy()[0], 0)
        self.put("lib/a/wrong.cpp", WRONG.replace("return a", "return a + 1"))
        code, said = self.tidy()
        self.assertEqual(code, 1, said)
        self.assertIn("2 sources: lib/a/right.cpp lib/a/wrong.cpp", said)
        self.assertIn("wrong.cpp:3:15", said)
        self.assertNotIn("alone", said)

    def test_two_sources_with_a_name_in_common_are_looked_at_alone(self):
        self.commit()
        common = "namespace {\nint common()\n{\n    return 1;\n}\n} // namespace\n"
        self.put("lib/a/right.cpp", common + RIGHT.replace("return a", "return a + common()"))
        self.put("lib/a/wrong.cpp", common + RIGHT.replace("right", "wrong").replace("return a", "return a + common()"))
        code, said = self.tidy()
        self.assertEqual(code, 0, said)
        self.assertIn("each is looked at alone", said)
        self.put("lib/a/wrong.cpp", common + WRONG.replace("return a", "return a + common()"))
        code, said = self.tidy()
        self.assertEqual(code, 1, said)
        self.assertIn("wrong.cpp:9:15", said)

    def test_the_last_commit_and_a_chosen_one(self):
        self.put("lib/a/wrong.cpp", WRONG + "\n")
        self.commit()
        self.assertEqual(self.tidy()[0], 1)
        self.commit()
        self.assertEqual(self.tidy()[0], 0)
        self.assertEqual(self.tidy(CTRIP_TIDY_SINCE="HEAD~2")[0], 1)

    def test_a_header_is_looked_at_in_a_source_that_includes_it(self):
        self.put("lib/a/part.hpp", "#pragma once\ninline int part(int a)\n{\n    if (a > 0)\n        return 1;\n    return a;\n}\n")
        self.put("lib/a/right.cpp", '#include "a/part.hpp"\n' + RIGHT)
        self.commit()
        self.commit()
        self.put("lib/a/part.hpp", (self.root / "lib/a/part.hpp").read_text(encoding="utf-8") + "\n")
        code, said = self.tidy()
        self.assertEqual(code, 1, said)
        self.assertIn("part.hpp:4", said)


if __name__ == "__main__":
    unittest.main()
