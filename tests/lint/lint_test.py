# SPDX-License-Identifier: MIT
"""Each lint on a small tree: silent when the tree is right, loud about the one thing planted in it."""
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

LINT = pathlib.Path(__file__).resolve().parent
HEADER = "// SPDX-License-Identifier: MIT\n// Says something.\n#pragma once\n"
SOURCE = "// SPDX-License-Identifier: MIT\n"
MANUAL = """\
.Dd November 22, 2026
.Dt CTRIP{suffix} 1
.Os
.Sh NAME
.Nm ctrip{suffix}
.Nd do something
.Sh DESCRIPTION
{text}
"""
PROGRAM = """\
#!/bin/sh
case "$*" in
"--help") echo "  --help  Help" ;;
"wallet --help") printf '  --help  Help\\n\\nSubcommands:\\n  new  Makes one\\n' ;;
"wallet new --help") echo "  --words N  How many" ;;
*) exit 64 ;;
esac
"""
UNIT = ("[Unit]\nDescription=ctrip scans\n[Service]\nType=oneshot\nExecStart=/usr/bin/ctrip scan --chain %i\n"
        "User=ctrip\nGroup=ctrip\nUMask=0007\nLimitCORE=0\n")


class LintCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lint-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def put(self, path, text, executable=False):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        if executable:
            file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def lint(self, *command):
        done = subprocess.run(
            list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=50, check=False)
        return done.returncode, done.stdout

    def assert_clean(self, *command):
        code, output = self.lint(*command)
        self.assertEqual(code, 0, output)

    def assert_found(self, words, *command):
        code, output = self.lint(*command)
        self.assertNotEqual(code, 0)
        self.assertIn(words, " ".join(output.split()))  # CMake breaks its lines anywhere.


class SourcesTest(LintCase):
    def check(self, name):
        return sys.executable, "-B", LINT / "check_sources.py", name, self.root

    def planted(self, name, path, right, wrong, words):
        """Right content passes, wrong content is found by these words."""
        self.put(path, right)
        self.assert_clean(*self.check(name))
        self.put(path, wrong)
        self.assert_found(words, *self.check(name))

    def test_a_function_of_71_lines_is_found(self):
        right, wrong = (f"{SOURCE}int f()\n{{\n{'    g();' + chr(10)}" + "    g();\n" * n + "}\n" for n in (69, 70))
        self.planted("functions", "lib/a/b.cpp", right, wrong, "lib/a/b.cpp:3: a function of 71 lines")

    def test_a_long_member_function_is_found(self):
        member = "struct S\n{{\n    int f()\n    {{\n{}    }}\n}};\n"
        right, wrong = (member.format("        g();\n" * n) for n in (70, 71))
        self.planted("functions", "lib/a/b.hpp", right, wrong, "a function of 71 lines")

    def test_a_file_of_501_lines_is_found(self):
        self.planted("file_lengths", "cli/a.cpp", "\n" * 500, "\n" * 501, "501 lines")

    def test_printing_in_a_module_is_found(self):
        right = SOURCE + '// printf("x")\nauto a = "std::cout"; snprintf(b, 1, "");\n'
        for wrong in ('printf("x");', "std::cout << 1;", 'fmt::print("x");', 'fmt::println("x");'):
            with self.subTest(wrong):
                self.planted("prints", "lib/job/a.cpp", right, right + wrong, "lib/job/a.cpp:4")

    def test_printing_in_the_command_line_is_right(self):
        self.put("cli/a.cpp", 'fmt::print("x");')
        self.assert_clean(*self.check("prints"))

    def test_floating_point_in_money_code_is_found(self):
        self.planted("money", "lib/evm/a.cpp", "int a; // a double\n", "double a;\n", "lib/evm/a.cpp:1")
        (self.root / "lib/evm/a.cpp").unlink()
        self.planted("money", "lib/store/a.cpp", "a.to_decimal();\n", "a.to_double();\n", "to_double")

    def test_floating_point_elsewhere_is_right(self):
        self.put("lib/telemetry/a.cpp", "double seconds;\n")
        self.assert_clean(*self.check("money"))

    def test_banned_calls_are_found(self):
        right = "A(const A&) = delete;\nauto renew = 1'000;\nauto brand = x.system();\n"
        for wrong in ('system("x");', "strcpy(a, b);", "auto a = std::stoi(b);", "A* a = new A;", "delete a;"):
            with self.subTest(wrong):
                self.planted("banned", "lib/a/a.cpp", right, right + wrong, "lib/a/a.cpp:4: banned")

    def test_a_second_file_that_includes_cli11_is_found(self):
        self.put("cli/option_parser.cpp", SOURCE + "#include <CLI/CLI.hpp>\n")
        right = SOURCE + "// Not #include <CLI/CLI.hpp>.\n"
        for path, line in (("cli/a.cpp", "#include <CLI/CLI.hpp>\n"), ("cmake/a.hpp", '# include "CLI/App.hpp"\n')):
            with self.subTest(path):
                self.planted("cli11", path, right, right + line, f"{path}:3: includes CLI11")
                (self.root / path).unlink()

    def test_that_no_file_includes_cli11_is_found(self):
        self.planted("cli11", "cli/option_parser.cpp", "#include <CLI/CLI.hpp>\n", SOURCE, "does not include CLI11")

    def test_a_case_that_nobody_would_run_is_found(self):
        path = "tests/unit/evm/a_test.cpp"
        right = SOURCE + 'TEST_CASE("a", "[evm][a]")\n{\n}\nTEST_CASE("b",\n          "[evm][a]")\n{\n}\n'
        self.planted("tags", path, right, right.replace('          "[evm]', '          "[rpc]'), f"{path}:5: a case without")

    def test_a_missing_licence_line_is_found(self):
        self.planted("heads", "lib/a/a.cpp", SOURCE, "\n" + SOURCE, "SPDX")

    def test_the_licence_line_of_a_script_follows_its_interpreter(self):
        right = "#!/usr/bin/python3\n# SPDX-License-Identifier: MIT\n"
        self.planted("heads", "tests/a.py", right, right.replace("\n", "\n\n", 1), "SPDX")

    def test_a_missing_include_guard_is_found(self):
        self.planted("heads", "lib/a/a.hpp", HEADER, SOURCE, "#pragma once")

    def test_an_unfinished_place_is_found(self):
        mark = "TO" + "DO"
        self.planted("todos", "lib/a/a.cpp", f"// {mark}(#3): later\n", f"// {mark}: later\n", "finish it")

    def test_a_path_of_this_machine_is_found(self):
        right = "see ../shared, network/x, $HOME/work/x and https://host/root/x\n"
        for wrong in ("/ro" + "ot/x", "/wo" + "rk/x", "/ho" + "me/me/x"):
            with self.subTest(wrong):
                self.planted("machine", "docs.md", right, f"at {wrong}\n", "docs.md:1: a path")

    def test_a_package_server_is_found(self):
        self.planted("machine", ".npmrc", "audit=false\n", "r=https://registr" + "y.npmjs.org/\n", "a package server")
        (self.root / ".npmrc").unlink()
        lock = '{"packages": {"node_modules/a": {"version": "1"%s}}}'
        self.planted("machine", "package-lock.json", lock % "", lock % ', "resolved": "x"', "names the server")

    def test_a_careless_script_is_found(self):
        right = '#!/bin/sh\nrm -- "$1"\n'
        self.planted("shell", "packaging/clean", right, "#!/bin/sh\nrm $1\n", "SC2086")

    def test_a_broken_completion_is_found(self):
        for name in ("ctrip.bash", "_ctrip", "ctrip.fish"):
            with self.subTest(name):
                self.planted("shell", f"completions/{name}", "true\n", "if true\n", f"completions/{name}")
                (self.root / "completions" / name).unlink()

    def test_an_exception_from_a_check_that_is_off_is_found(self):
        self.put(".clang-tidy", "# cert-a: no reason is needed here.\nChecks: >\n  cert-*,-cert-a,\n  misc-*\n")
        self.planted("nolints", "lib/a.cpp", "f(); // NOLINT(cert-b): right\n", "f(); // NOLINT(cert-a): dead\n", "check cert-a is off")
        self.put("lib/a.cpp", "f(); // NOLINT\n")
        self.assert_found("(none named)", *self.check("nolints"))
        self.put("lib/a.cpp", "")
        self.put("tests/a.cpp", "f(); // NOLINT(cert-b)\n")
        self.assert_found("does not look here", *self.check("nolints"))

    def test_a_check_that_is_off_without_a_reason_is_found(self):
        right = "# cert-a, cert-c*: of no use.\nChecks: >\n  cert-*,-cert-a,-cert-c*\n"
        self.planted("nolints", ".clang-tidy", right, right.replace("cert-c*:", "cert-c:"), "cert-c* is off without a reason")

    def test_a_class_of_401_lines_is_found_wherever_its_members_stand(self):
        self.put("lib/a/a.hpp", HEADER + "class Long\n{\n" + "    int a();\n" * 195 + "};\n")
        member = "int Long::a()\n{\n" + "    f();\n" * 98 + "}\n\n"
        self.planted("classes", "lib/a/b.cpp", SOURCE + member * 2, SOURCE + member * 2 + "Long::Long()\n    : m_a(1)\n{\n}\n",
                     "class Long has 404 lines")

    def test_what_clang_format_would_change_is_found(self):
        self.put(".clang-format", "BasedOnStyle: LLVM\n")
        self.planted("format", "tests/a.c", "int a;\n", "int  a;\n", "tests/a.c:1:4")

    def test_a_broken_manual_is_found(self):
        right = MANUAL.format(suffix="", text="It does.")
        self.planted("manuals", "man/ctrip.1", right, right + ".Bogus\n", "unknown macro")

    def test_no_manual_at_all_is_found(self):
        self.assert_found("no manual", *self.check("manuals"))

    def test_what_was_built_or_installed_is_not_looked_at(self):
        for folder in ("build", "node_modules", ".git", "tests/node_modules"):
            self.put(f"{folder}/lib/a.cpp", "/wo" + "rk/x\n" * 501)
        for name in ("machine", "file_lengths"):
            self.assert_clean(*self.check(name))


class LayersTest(LintCase):
    def check(self):
        return "cmake", "-D", f"ROOT={self.root}", "-P", LINT / "check_layers.cmake"

    def setUp(self):
        super().setUp()
        self.put("lib/layers.txt", "# module: may include\nbase:\nevm: base\njob: base evm\n")
        self.put("lib/base/log.hpp", HEADER)
        self.put("lib/evm/a.cpp", '#include "evm/a.hpp"\n#include "base/log.hpp"\n#include <fmt/format.h>\n')
        self.put("lib/job/scan/a.cpp", '#include "base/log.hpp"\n#include "evm/a.hpp"\n')

    def test_an_allowed_tree_passes(self):
        self.assert_clean(*self.check())

    def test_a_forbidden_include_is_found(self):
        self.put("lib/base/log.cpp", '#include "evm/a.hpp"\n')
        self.assert_found("not allowed", *self.check())

    def test_a_forbidden_include_in_a_nested_folder_is_found(self):
        self.put("lib/evm/deep/er/a.hpp", '#include "job/scan.hpp"\n')
        self.assert_found("not allowed", *self.check())

    def test_an_include_that_hides_its_module_is_found(self):
        self.put("lib/evm/b.cpp", '#include "../job/scan.hpp"\n#include "a.hpp"\n')
        self.assert_found("does not name its module", *self.check())

    def test_an_allowed_module_that_no_file_includes_is_found(self):
        self.put("lib/job/scan/a.cpp", '#include "evm/a.hpp"\n#include "job/base/a.hpp"\n// #include "base/log.hpp"\n')
        self.assert_found("lib/layers.txt: job may include base, and no file of it does", *self.check())

    def test_a_folder_that_is_not_listed_is_found(self):
        self.put("lib/extra/a.cpp", SOURCE)
        self.assert_found("lib/extra: not in lib/layers.txt", *self.check())


class HouseTest(LintCase):
    def check(self):
        return sys.executable, "-B", LINT / "check_house.py", self.root

    def setUp(self):
        super().setUp()
        self.put("CMakeLists.txt", "set(CTRIP_COMMANDS\n    scan)\n")
        self.put("cli/main.cpp", SOURCE)
        self.put("cli/command_scan.cpp", SOURCE + "// `ctrip scan`. Manual: man/ctrip-scan.1. Work:\n// lib/job/scan.cpp.\n")
        self.put("man/ctrip-scan.1", "")
        self.put("tests/cli/scan/a.golden", "")
        self.put("lib/rooms.txt", "# room: open headers\njob/scan: reorg\n")
        self.put("lib/job/scan.hpp", HEADER)
        self.put("lib/job/scan.cpp", '#include "job/scan.hpp"\n#include "job/scan/blocks.hpp"\n')
        self.put("lib/job/scan/blocks.hpp", HEADER)
        self.put("lib/job/scan/reorg.hpp", HEADER)
        self.put("lib/job/confirm.hpp", HEADER + '#include "job/scan.hpp"\n#include "job/scan/reorg.hpp"\n')

    def test_a_right_tree_passes(self):
        self.assert_clean(*self.check())

    def test_what_a_command_lacks_is_found(self):
        for path, words in (
            ("cli/command_scan.cpp", "the source of `ctrip scan`"),
            ("man/ctrip-scan.1", "does not say 'Manual: man/ctrip-scan.1.'"),
            ("tests/cli/scan/a.golden", "tests/cli/scan: no golden transcript"),
            ("lib/job/scan.cpp", "names lib/job/scan.cpp, which is missing"),
        ):
            with self.subTest(path):
                self.setUp()
                (self.root / path).unlink()
                self.assert_found(words, *self.check())

    def test_a_command_that_does_not_name_its_work_is_found(self):
        self.put("cli/command_scan.cpp", SOURCE + "// `ctrip scan`. Manual: man/ctrip-scan.1.\n")
        self.assert_found("names no file of lib/", *self.check())

    def test_a_source_without_a_header_is_found(self):
        self.put("lib/job/confirm_more.cpp", SOURCE)
        self.assert_found("confirm_more.cpp: no header of its name", *self.check())

    def test_a_folder_of_too_many_files_is_found(self):
        for number in range(57):
            self.put(f"lib/job/part{number}.hpp", HEADER)
        self.assert_clean(*self.check())
        self.put("lib/job/part57.hpp", HEADER)
        self.assert_found("lib/job: 61 files", *self.check())

    def test_an_include_behind_the_face_is_found(self):
        self.put("lib/job/confirm.cpp", '#include "job/scan/blocks.hpp"\n')
        self.assert_found("does not open to the outside of job/scan", *self.check())

    def test_a_room_without_a_face_is_open_to_its_module_only(self):
        self.put("lib/rooms.txt", "job/scan: reorg\nrpc/parse:\n")
        self.put("lib/rpc/parse/a.hpp", HEADER)
        self.put("lib/rpc/client.hpp", HEADER + '#include "rpc/parse/a.hpp"\n')
        self.assert_clean(*self.check())
        self.put("lib/job/confirm.cpp", '#include "rpc/parse/a.hpp"\n')
        self.assert_found("includes rpc/parse/a.hpp, which lib/rooms.txt does not open", *self.check())

    def test_an_open_header_that_nobody_needs_is_found(self):
        self.put("lib/job/confirm.hpp", HEADER)
        self.assert_found("job/scan/reorg.hpp is open, and nobody", *self.check())

    def test_rooms_and_their_list_differ(self):
        self.put("lib/rpc/parse/a.hpp", HEADER)
        self.assert_found("lib/rpc/parse: a folder that lib/rooms.txt does not list", *self.check())
        self.put("lib/rooms.txt", "job/scan: reorg\nrpc/parse:\nrpc/read:\n")
        self.assert_found("no folder rpc/read", *self.check())


class RebuildTest(LintCase):
    """The limit is 25 sources; the header itself and what does not reach it are not counted."""

    def check(self):
        return sys.executable, "-B", LINT / "check_rebuild.py", self.root

    def put_users(self, count):
        self.put("lib/payment/payment.hpp", HEADER)
        self.put("lib/job/face.hpp", HEADER + '#include "payment/payment.hpp"\n')
        self.put("cli/other.cpp", SOURCE + "namespace payment { struct Payment; }\n")
        for n in range(count):
            self.put(f"lib/job/user{n}.cpp", SOURCE + '#include "job/face.hpp"\n')

    def test_as_many_as_may_be(self):
        self.put_users(25)
        self.assert_clean(*self.check())

    def test_one_too_many_is_found_through_another_header(self):
        self.put_users(26)
        self.assert_found("lib/payment/payment.hpp: 26 sources include it (at most 25)", *self.check())

    def test_a_header_that_was_renamed_is_found(self):
        self.put("lib/job/user.cpp", SOURCE)
        self.assert_found("lib/payment/payment.hpp: does not exist", *self.check())


class DocsTest(LintCase):
    def setUp(self):
        super().setUp()
        self.put("ctrip", PROGRAM, executable=True)
        self.put("man/ctrip.1", MANUAL.format(suffix="", text=".Fl -help\nand wallet"))
        self.put("man/ctrip-wallet.1", MANUAL.format(suffix="-WALLET", text="new\n.Fl -words Ar N"))
        self.put("completions/ctrip.bash", "wallet new --words --help\n")
        self.put("completions/_ctrip", "wallet new --words --help\n")
        self.put("completions/ctrip.fish", "complete -a 'wallet new' -l words -l help\n")

    def check(self):
        return LINT / "check_docs.sh", self.root / "ctrip", self.root, "wallet"

    def lacking(self, path, word, words):
        text = (self.root / path).read_text()
        self.put(path, text.replace(word, "x"))
        self.assert_found(words, *self.check())

    def test_complete_docs_pass(self):
        self.assert_clean(*self.check())

    def test_an_option_missing_in_the_manual_is_found(self):
        self.lacking("man/ctrip-wallet.1", "words", "ctrip-wallet.1: no --words")

    def test_an_option_missing_in_a_completion_is_found(self):
        for name in ("ctrip.bash", "_ctrip", "ctrip.fish"):
            with self.subTest(name):
                self.setUp()
                self.lacking(f"completions/{name}", "words", f"{name}: no --words")

    def test_a_subcommand_missing_in_a_completion_is_found(self):
        self.lacking("completions/ctrip.bash", "new", "ctrip.bash: no new")

    def test_a_command_missing_in_the_overview_is_found(self):
        self.lacking("man/ctrip.1", "wallet", "ctrip.1: no wallet")

    def test_a_missing_manual_is_found(self):
        (self.root / "man" / "ctrip-wallet.1").unlink()
        self.assert_found("ctrip-wallet.1: missing", *self.check())

    def test_a_command_without_help_is_found(self):
        self.put("ctrip", "#!/bin/sh\n", executable=True)
        self.assert_found("says nothing", *self.check())


class MutantsTest(LintCase):
    ENTRY = "a_{0}\n  in: lib/a/a.cpp\n  old: {0}\n  new: true\n  tests: unit [a]\n"

    def check(self):
        return LINT.parent / "mutants" / "run", "--check", "--root", self.root

    def planted(self, right, wrong, words):
        """A right list passes, a wrong one is found by these words."""
        self.put("lib/a/a.cpp", "return one;\nreturn two ||\n    three;\nreturn four;\nreturn four;\n")
        self.put("tests/mutants/list", right)
        self.assert_clean(*self.check())
        self.put("tests/mutants/list", wrong)
        self.assert_found(words, *self.check())

    def test_a_place_that_is_not_there_is_found(self):
        entry = self.ENTRY.format("one")
        self.planted(entry, entry.replace("old: one", "old: five"), "list:1: a_one: 'old' is 0 times in lib/a/a.cpp")

    def test_a_place_that_is_there_twice_is_found(self):
        entry = self.ENTRY.format("four").replace("  old:", "  after: three;\n  old:")
        self.planted(entry, entry.replace("  after: three;\n", ""), "a_four: 'old' is 2 times")

    def test_a_place_does_not_depend_on_the_lines_it_is_broken_into(self):
        entry = self.ENTRY.format("two").replace("old: two", "old: two || three")
        self.planted(entry, entry.replace("||", "&&"), "a_two: 'old' is 0 times")

    def test_a_name_that_is_there_twice_is_found(self):
        entry = self.ENTRY.format("one")
        self.planted(entry, entry + entry, "list:6: a_one: the same name")

    def test_an_unfinished_entry_is_found(self):
        entry = self.ENTRY.format("one")
        self.planted(entry, entry.replace("  tests: unit [a]\n", ""), "a_one: no 'tests'")
        self.planted(entry, entry.replace("tests:", "test:"), "list:5: neither a name nor one of the fields")

    def test_places_that_cut_each_other_are_found(self):
        left, right = (self.ENTRY.format(word) for word in ("two", "three"))
        wrong = left.replace("old: two", "old: return two ||") + right.replace("old: three", "old: || three")
        self.planted(left + right, wrong, "a_three: overlaps with a_two")


class UnitsTest(LintCase):
    def check(self):
        return LINT / "check_units.sh", "/bin/true", self.root

    def test_a_right_unit_passes_and_a_wrong_one_is_found(self):
        self.put("ctrip-scan@.service", UNIT)
        self.assert_clean(*self.check())
        self.put("ctrip-scan@.service", UNIT + "NoSuchKey=1\n")
        self.assert_found("NoSuchKey", *self.check())

    def test_a_timer_without_its_service_is_found(self):
        self.put("ctrip-confirm.timer", "[Timer]\nOnUnitActiveSec=15\n")
        self.assert_found("ctrip-confirm.timer: starts", *self.check())

    def test_no_unit_at_all_is_found(self):
        self.assert_found("no unit", *self.check())

    def test_a_job_with_keys_that_shares_its_user_is_found(self):
        self.put("ctrip-sweep.service", UNIT)
        self.assert_found("without User=ctrip-sweep", *self.check())
        sweep = UNIT.replace("User=ctrip\n", "User=ctrip-sweep\n")
        self.put("ctrip-sweep.service", sweep)
        self.assert_clean(*self.check())
        self.put("ctrip-sweep.service", sweep + "StateDirectory=ctrip\n")
        self.assert_found("would take the folder", *self.check())
        self.put("ctrip-sweep.service", sweep)
        self.put("ctrip.sysusers", "u ctrip - x\n")
        self.assert_found("without the user ctrip-sweep", *self.check())
        self.put("ctrip-scan@.service", sweep)
        self.assert_found("ctrip-scan@.service: without User=ctrip", *self.check())


if __name__ == "__main__":
    unittest.main()
