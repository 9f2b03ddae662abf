// SPDX-License-Identifier: MIT
#include "base/child_process.hpp"
#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;
using base::ChildProgram;

namespace {

ChildProgram shell(std::string script)
{
    ChildProgram program;
    program.name = "sh";
    program.arguments = {"-c", std::move(script)};
    return program;
}

} // namespace

TEST_CASE("a program's output, errors and code come back", "[base][child]")
{
    std::string output;
    ChildProgram program = shell("cat; seq 1 30000; echo oops >&2; exit 3");
    program.on_output = [&output](std::string_view text) { output += text; };
    const auto end = base::run_child(program);
    REQUIRE(end);
    CHECK(end->code == 3);
    CHECK(end->error == "oops\n");
    CHECK(output.size() == 168'894); // Standard input was empty.
    CHECK(output.substr(output.size() - 6) == "30000\n");
}

TEST_CASE("a program gets a variable instead of its own", "[base][child]")
{
    std::string output;
    ChildProgram program = shell("echo $HOME $LATER");
    program.variables.push_back({"HOME", base::Secret{std::string_view{"here"}}});
    program.variables.push_back({"LATER", base::Secret{std::string_view{"a=b"}}});
    program.on_output = [&output](std::string_view text) { output += text; };
    CHECK(base::run_child(program)->code == 0);
    CHECK(output == "here a=b\n");
}

TEST_CASE("of long errors the beginning is kept", "[base][child]")
{
    const auto end = base::run_child(shell("head -c 100000 /dev/zero >&2"));
    CHECK(end->code == 0);
    CHECK(end->error.size() == 8'192);
}

TEST_CASE("a signal that ended a program is told", "[base][child]")
{
    CHECK(base::run_child(shell("kill -9 $$"))->code == 128 + 9);
}

TEST_CASE("a program that is not in PATH is nothing", "[base][child]")
{
    ChildProgram program;
    program.name = "ctrip-no-such-program";
    CHECK_FALSE(base::run_child(program));
}

TEST_CASE("a program whose output is refused is ended", "[base][child]")
{
    ChildProgram program = shell("yes");
    program.on_output = [](std::string_view) { throw Error{ErrorKind::unavailable, "enough"}; };
    CHECK_THROWS_WITH(base::run_child(program), "enough");
}
