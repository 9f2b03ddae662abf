// SPDX-License-Identifier: MIT
// Parses the command line, runs the chosen command, and turns errors into one line on standard
// error and an exit code.
#include "base/error.hpp"
#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/session.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <functional>
#include <string>
#include <string_view>

namespace {

using namespace ctrip;
using namespace ctrip::cli;

/// Opens /dev/null for descriptors 0, 1 and 2 that the caller closed: else the next open, of the
/// database say, would get the number, and results would be written into it. Read-only, so that
/// writing results still fails visibly.
void fill_standard_descriptors()
{
    for (int descriptor = 0; descriptor <= STDERR_FILENO; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) == -1 && open("/dev/null", O_RDONLY) == -1) {
            std::_Exit(static_cast<int>(ExitCode::unavailable));
        }
    }
}

/// Returns the result of the command; logs what it throws, records it where the command is a job,
/// and returns the error's exit code.
ExitCode run_guarded(Session& session, std::string_view job,
                     const std::function<ExitCode(Session&)>& command)
{
    std::string message;
    ExitCode code = ExitCode::ok;
    try {
        return command(session);
    } catch (const Error& error) {
        message = error.what();
        code = exit_code_of(error.kind());
    } catch (const std::exception& error) {
        message = fmt::format("defect in ctrip: {}; please report it with the command that was run",
                              error.what());
        code = ExitCode::defect;
    }
    session.fail(job, code, message);
    return code;
}

ExitCode finish(Session& session, ExitCode code)
{
    if (const auto problem = session.out().finish()) {
        session.log().error(*problem);
        return worse_of(code, ExitCode::unavailable);
    }
    return code;
}

int run_program(int argc, char** argv)
{
    Arguments arguments;
    try {
        const auto text = arguments.parse(argc, argv);
        Session session{arguments.usable_globals()};
        if (text) {
            session.out().text(*text);
            return static_cast<int>(finish(session, ExitCode::ok));
        }
        const ExitCode code = run_guarded(session, arguments.job(), arguments.chosen().run);
        return static_cast<int>(finish(session, code));
    } catch (const Error& error) {
        Session session{arguments.usable_globals()};
        const ExitCode code = exit_code_of(error.kind());
        session.fail(arguments.job(), code, error.what());
        return static_cast<int>(code);
    }
}

} // namespace

int main(int argc, char** argv)
{
    fill_standard_descriptors();
    // A closed pipe (`| head`) must be a write error: the signal would kill a job halfway.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    try {
        return run_program(argc, argv);
    } catch (...) {
        // Reached only without memory: nothing can be logged.
        return static_cast<int>(ExitCode::defect);
    }
}
