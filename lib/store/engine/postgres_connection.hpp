// SPDX-License-Identifier: MIT
// One session with a PostgreSQL server, over libpq: each statement has a deadline of the client's
// own, a broken session is never mended in silence (its locks would be gone), and every failure is
// an Error with what to do.
//
// libpq itself and not libpqxx, whose version 6.4 (Debian 12) was tried: it connects by one string
// and keeps it, password and all; it has no time limit for a statement; where the connection is
// lost it drops the SQLSTATE and leaks the result; its stream_to takes only rows whose number of
// columns is known when they are compiled. Made up for, that was 280 lines more than this.
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

class PostgresConnection
{
public:
    /// Ours, for a server that says nothing any more: the server's own limits end a statement
    /// first.
    static constexpr std::chrono::milliseconds kAnswerTimeout{75'000};

    /// `url`: any libpq URL. `password`: wins over the URL's; may be null. `answer_timeout`: for
    /// each statement.
    PostgresConnection(const std::string& url, const base::Secret* password,
                       std::chrono::milliseconds answer_timeout = kAnswerTimeout);

    /// The server and the database, without the password: for messages.
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    /// False from the first failure of the connection on.
    [[nodiscard]] bool is_open() const noexcept;
    /// Whether a database transaction is open, perhaps failed.
    [[nodiscard]] bool in_work() const noexcept;
    /// Something between us and the server keeps the session: a pooler.
    [[nodiscard]] bool is_pooled() const noexcept { return m_pooled; }
    /// The server process behind this session when it began.
    [[nodiscard]] int backend() const noexcept { return m_backend; }
    /// Error{config} where the server's session is not, or not only, the one that began with this
    /// connection: a pooler lends it to others meanwhile. Within a database transaction the answer
    /// holds until its end.
    void require_same_session();

    struct QueryResult
    {
        Rows rows;
        std::uint64_t changed = 0;
    };
    /// One statement with $1 placeholders. Prepared at its second use: a process of one statement
    /// each pays one round trip.
    QueryResult run(std::string_view sql, std::span<const Value> values);
    /// Several statements without placeholders; `limit` for all of them.
    void run_script(std::string_view sql, std::chrono::milliseconds limit);
    /// COPY … FROM STDIN: `sql`, then the rows as its text format has them.
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
    std::string m_mark; ///< Ours in the session, where another client of a pooler would see it.
    /// Statements by text: the name they are prepared under, empty after the first use.
    std::map<std::string, std::string, std::less<>> m_statements;
    unsigned m_prepared = 0;
};

} // namespace ctrip::store
