// SPDX-License-Identifier: MIT
// A PostgreSQL server of the test process's own, started by tests/harness/postgres.py and gone with
// the process, however that ends.
#pragma once

#include <sys/types.h>

#include <string>

namespace ctrip::test {

class PostgresServer
{
public:
    /// The one of this process, started at the first call.
    [[nodiscard]] static PostgresServer& shared();

    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer();

    /// A new empty database that the role "ctrip" owns; its URL.
    [[nodiscard]] std::string create_database();
    /// The URL of a database for a role: "ctrip", or "postgres", who may everything.
    [[nodiscard]] std::string url(const std::string& database, const std::string& role) const;

private:
    PostgresServer();

    pid_t m_pid = -1;
    int m_alive = -1; ///< Its standard input, whose end is its end.
    int m_databases = 0;
    std::string m_port;
};

} // namespace ctrip::test
