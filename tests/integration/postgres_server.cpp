// SPDX-License-Identifier: MIT
#include "integration/postgres_server.hpp"

#include "paths.hpp"
#include "store/database.hpp"
#include "store/open_database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace ctrip::test {

namespace {

[[noreturn]] void run_server(pid_t parent, int input, int output)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) { // It died before we could follow it.
        ::_exit(1);
    }
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::setenv("PYTHONPATH", paths().tests, 1);
    ::setenv("CTRIP_SOURCE_DIR", paths().source, 1);
    ::execl(paths().python, paths().python, "-B", "-m", "harness.postgres", nullptr);
    ::_exit(127);
}

std::array<int, 2> new_pipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error{"pipe2 failed"};
    }
    return ends;
}

} // namespace

PostgresServer& PostgresServer::shared()
{
    static PostgresServer server;
    return server;
}

PostgresServer::PostgresServer()
{
    const auto [input, alive] = new_pipe();
    const auto [port, output] = new_pipe();
    const pid_t parent = ::getpid();
    m_pid = ::fork();
    if (m_pid == 0) {
        run_server(parent, input, output);
    }
    ::close(input);
    ::close(output);
    m_alive = alive;
    char digit = 0;
    while (::read(port, &digit, 1) == 1 && digit != '\n') {
        m_port += digit;
    }
    ::close(port);
    if (digit != '\n') {
        throw std::runtime_error{"the PostgreSQL server of the test did not start; it said why"};
    }
}

PostgresServer::~PostgresServer()
{
    ::close(m_alive);
    static_cast<void>(::kill(m_pid, SIGTERM)); // A child of ours may have its input open as well.
    static_cast<void>(::waitpid(m_pid, nullptr, 0));
}

std::string PostgresServer::create_database()
{
    const std::string name = fmt::format("ctrip_{}", ++m_databases);
    store::open_database(url("postgres", "postgres"), store::OpenMode::existing)
        ->execute(fmt::format("CREATE DATABASE {} OWNER ctrip", name));
    return url(name, "ctrip");
}

std::string PostgresServer::url(const std::string& database, const std::string& role) const
{
    return fmt::format("postgresql://{}@127.0.0.1:{}/{}", role, m_port, database);
}

} // namespace ctrip::test
