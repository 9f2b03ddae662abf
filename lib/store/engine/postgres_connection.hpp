// SPDX-License-Identifier: MIT
// One session with a PostgreSQL server, over libpq. Each statement has a deadline in the client. A
// broken session is never reconnected silently, since its locks are gone. Every failure is an Error
// that says what to do.
//
// libpq and not libpqxx, whose version 6.4 (Debian 12) was tried: it connects by one string and
// keeps it with the password; it has no time limit for a statement; when the connection is lost it
// drops the SQLSTATE and leaks the result; its stream_to takes only rows whose number of columns is
// known at compile time. Working around that took 280 lines more than this.
#pragma once

#include "base/secret.hpp"
#include "store/database.hpp"

#include <libpq-fe.h>

#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// How long a statement waits for a lock; impatient: see Database::be_patient().
inline constexpr int kLockTimeout_ms = 15'000;
inline constexpr int kImpatientLockTimeout_ms = 200;

class PostgresConnection
{
public:
    /// The client's deadline, for a server that no longer responds: otherwise the server's own
    /// limits end a statement first.
    static constexpr std::chrono::milliseconds kAnswerTimeout{75'000};

    /// `url`: any libpq URL. `password`: overrides the URL's; may be null. `answer_timeout`: per
    /// statement.
    PostgresConnection(const std::string& url, const base::Secret* password,
                       std::chrono::milliseconds answer_timeout = kAnswerTimeout);

    /// The server and the database, without the password: for messages.
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    /// False from the first failure of the connection on.
    [[nodiscard]] bool is_open() const noexcept;
    /// Whether a database transaction is open, perhaps failed.
    [[nodiscard]] bool in_transaction() const noexcept;
    /// Whether a pooler is between this client and the server.
    [[nodiscard]] bool is_pooled() const noexcept { return m_pooled; }
    /// The id of the server process when the session began.
    [[nodiscard]] int backend() const noexcept { return m_backend; }
    /// Throws Error{config} if the pooler gave this connection another server session since, or
    /// lends its session to other clients too. Within a database transaction the result holds until
    /// its end.
    void require_same_session();

    struct QueryResult
    {
        Rows rows;
        std::uint64_t changed = 0;
    };
    /// Runs one statement with $1 placeholders. It is prepared at its second use, so that a
    /// statement that is used once costs one round trip.
    QueryResult run(std::string_view sql, std::span<const Value> values);
    /// Runs several statements without placeholders; `limit` is the time limit for all of them.
    void run_script(std::string_view sql, std::chrono::milliseconds limit);
    /// Runs `sql` (COPY … FROM STDIN) and sends the rows in COPY's text format.
    void copy_in(const std::string& sql, std::span<const std::vector<Value>> rows);

private:
    using Clock = std::chrono::steady_clock;
    using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

    void set_up();
    [[noreturn]] void fail_shared();
    [[nodiscard]] Clock::time_point deadline() const { return Clock::now() + m_answer_timeout; }
    [[nodiscard]] Result finish(Clock::time_point deadline);
    void flush(Clock::time_point deadline);
    void wait(bool to_write, Clock::time_point deadline);
    void check_sent(int sent);
    void put(std::string_view data, Clock::time_point deadline);
    [[noreturn]] void fail_connection(const std::string& what);
    [[noreturn]] void fail(const PGresult& result);

    std::string m_name;
    std::chrono::milliseconds m_answer_timeout;
    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
    bool m_pooled = false;
    int m_backend = 0;
    std::string m_mark; ///< Stored in the session, where another client of a pooler would see it.
    /// From a statement's text to the name under which it is prepared; empty after the first use.
    std::map<std::string, std::string, std::less<>> m_statements;
    unsigned m_prepared = 0;
};

} // namespace ctrip::store
