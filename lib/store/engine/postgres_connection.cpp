// SPDX-License-Identifier: MIT
#include "store/engine/postgres_connection.hpp"

#include "base/check.hpp"
#include "base/hex.hpp"
#include "store/engine/postgres_advice.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <utility>

namespace ctrip::store {

namespace {

// The server's limits are below the client's: when the server ends a statement, the session stays
// usable. The client's deadline is for a server that no longer responds.
constexpr int kConnectTimeout_s = 10;
constexpr int kStatementTimeout_ms = 60'000;
static_assert(PostgresConnection::kAnswerTimeout.count() > kStatementTimeout_ms);
constexpr int kIdleInWorkTimeout_ms = 60'000;
constexpr int kIdleTimeout_ms = 30 * 60'000;
constexpr int kIdleTimeoutSince = 140'000; // PostgreSQL 14.
constexpr std::size_t kCopyChunk = std::size_t{256} * 1024;

// The types of our schema's columns: oids of pg_type, which never change.
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;

/// The SQLSTATE of refuse_write() in our schema; its message says what to do.
constexpr std::string_view kMovedState = "CT001";

std::string to_text(const Value& value)
{
    const Value::Variant& variant = value.variant();
    if (const auto* const number = std::get_if<std::int64_t>(&variant)) {
        return fmt::to_string(*number);
    }
    if (const auto* const text = std::get_if<std::string>(&variant)) {
        return *text;
    }
    if (const auto* const bytes = std::get_if<base::Bytes>(&variant)) {
        return "\\x" + base::to_hex(*bytes);
    }
    return {};
}

Value to_value(const PGresult& result, int row, int column)
{
    if (PQgetisnull(&result, row, column) == 1) {
        return {};
    }
    const std::string_view text{PQgetvalue(&result, row, column),
                                static_cast<std::size_t>(PQgetlength(&result, row, column))};
    switch (PQftype(&result, column)) {
    case kBool:
        return Value{text == "t"};
    case kInt2:
    case kInt4:
    case kInt8: {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        CTRIP_CHECK(error == std::errc{} && end == text.data() + text.size());
        return Value{number};
    }
    case kBytea: {
        std::optional<base::Bytes> bytes =
            base::from_hex(text.starts_with("\\x") ? text.substr(2) : text);
        CTRIP_CHECK(bytes.has_value()); // bytea_output is hex by default.
        return Value{std::move(*bytes)};
    }
    default:
        return Value{text}; // Text, and NUMERIC as decimal text.
    }
}

void append_copied(std::string& out, const Value& value)
{
    if (std::holds_alternative<std::monostate>(value.variant())) {
        out += "\\N";
        return;
    }
    for (const char c : to_text(value)) {
        switch (c) {
        case '\\':
            out += "\\\\";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            out += c;
        }
    }
}

PGconn* connect(const std::string& url, const base::Secret* password)
{
    const std::string secret{password == nullptr ? std::string_view{} : password->expose_text()};
    const std::string connect_timeout = fmt::to_string(kConnectTimeout_s);
    // The URL overrides keywords before it, and is overridden by those after it.
    const std::array keywords{"connect_timeout",
                              "keepalives_idle",
                              "keepalives_interval",
                              "keepalives_count",
                              "tcp_user_timeout",
                              "target_session_attrs",
                              "fallback_application_name",
                              "dbname",
                              "client_encoding",
                              secret.empty() ? static_cast<const char*>(nullptr) : "password",
                              static_cast<const char*>(nullptr)};
    const std::array values{connect_timeout.c_str(),
                            "30",
                            "10",
                            "3",
                            "60000",
                            "read-write",
                            "ctrip",
                            url.c_str(),
                            "UTF8",
                            secret.c_str(),
                            static_cast<const char*>(nullptr)};
    PGconn* const connection = PQconnectdbParams(keywords.data(), values.data(), 1);
    base::wipe(const_cast<char*>(secret.data()), // NOLINT(cppcoreguidelines-pro-type-const-cast)
               secret.size());
    return connection;
}

} // namespace

PostgresConnection::PostgresConnection(const std::string& url, const base::Secret* password,
                                       std::chrono::milliseconds answer_timeout)
    : m_name(public_name(url)), m_answer_timeout(answer_timeout),
      m_connection(connect(url, password), &PQfinish)
{
    if (!m_connection || PQstatus(m_connection.get()) != CONNECTION_OK) {
        const std::string words =
            m_connection ? one_line(PQerrorMessage(m_connection.get())) : "out of memory";
        const auto [kind, what_to_do] = connect_advice(words);
        throw Error{kind, fmt::format("database '{}': {}; {}", m_name, words, what_to_do)};
    }
    PQsetNoticeProcessor(
        m_connection.get(), [](void*, const char*) {}, nullptr);
    PQsetnonblocking(m_connection.get(), 1);
    set_up();
}

/// Sets up the session in one round trip. Not by start-up options, which poolers refuse. The mark
/// is appended to what another client left there, so that both see it.
void PostgresConnection::set_up()
{
    m_mark = fmt::format("/{}", PQbackendPID(m_connection.get())); // Random behind a pooler.
    std::string sql = fmt::format(
        "SELECT pg_backend_pid(), current_schema() IS NOT NULL, "
        "set_config('ctrip.session', COALESCE(current_setting('ctrip.session', true), '') || "
        "'{}', false), "
        "set_config('statement_timeout', '{}', false), set_config('lock_timeout', '{}', false), "
        "set_config('idle_in_transaction_session_timeout', '{}', false), "
        "set_config('client_min_messages', 'warning', false), "
        "set_config('bytea_output', 'hex', false), "
        "set_config('standard_conforming_strings', 'on', false), "
        "set_config('tcp_keepalives_idle', '30', false), "
        "set_config('tcp_keepalives_interval', '10', false), "
        "set_config('tcp_keepalives_count', '3', false), "
        // A commit must be on the disk: signed transactions are sent after it.
        "set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' "
        "THEN 'on' ELSE current_setting('synchronous_commit') END, false)",
        m_mark, kStatementTimeout_ms, kLockTimeout_ms, kIdleInWorkTimeout_ms);
    if (PQserverVersion(m_connection.get()) >= kIdleTimeoutSince) {
        sql += fmt::format(", set_config('idle_session_timeout', '{}', false)", kIdleTimeout_ms);
    }
    const QueryResult answer = run(sql, {});
    const Row& row = answer.rows.at(0);
    if (!row.boolean(1)) {
        throw Error{ErrorKind::config,
                    fmt::format("database '{}': no schema of its search_path exists; create one, "
                                "or set search_path for this user",
                                m_name)};
    }
    m_backend = static_cast<int>(row.integer(0));
    m_pooled = m_backend != PQbackendPID(m_connection.get());
    if (row.text(2) != m_mark) {
        fail_shared();
    }
}

void PostgresConnection::require_same_session()
{
    const QueryResult answer =
        run("SELECT pg_backend_pid(), COALESCE(current_setting('ctrip.session', true), '')", {});
    const Row& row = answer.rows.at(0);
    if (row.integer(0) != m_backend || row.text(1) != m_mark) {
        fail_shared();
    }
}

void PostgresConnection::fail_shared()
{
    throw Error{ErrorKind::config,
                fmt::format("database '{}': the pooler before it lends one session to many, which "
                            "breaks the locks; set pool_mode = session and server_reset_query = "
                            "DISCARD ALL in pgbouncer for this database, or connect to the server "
                            "itself",
                            m_name)};
}

bool PostgresConnection::is_open() const noexcept
{
    return m_connection && PQstatus(m_connection.get()) == CONNECTION_OK;
}

bool PostgresConnection::in_transaction() const noexcept
{
    return is_open() && PQtransactionStatus(m_connection.get()) != PQTRANS_IDLE;
}

PostgresConnection::QueryResult PostgresConnection::run(std::string_view sql,
                                                        std::span<const Value> values)
{
    const auto until = deadline();
    std::vector<std::string> texts;
    texts.reserve(values.size());
    std::vector<const char*> places;
    for (const Value& value : values) {
        const bool null = std::holds_alternative<std::monostate>(value.variant());
        texts.push_back(to_text(value));
        if (texts.back().find('\0') != std::string::npos) { // libpq would cut the text there.
            throw Error{
                ErrorKind::unavailable,
                fmt::format("database '{}': a text with a NUL character can't be stored", m_name)};
        }
        places.push_back(null ? nullptr : texts.back().c_str());
    }
    const int count = static_cast<int>(values.size());
    if (!is_open()) {
        fail_connection("the connection was lost before");
    }
    auto known = m_statements.find(sql);
    if (known == m_statements.end()) {
        known = m_statements.emplace(std::string{sql}, std::string{}).first;
        check_sent(PQsendQueryParams(m_connection.get(), known->first.c_str(), count, nullptr,
                                     places.data(), nullptr, nullptr, 0));
    } else {
        if (known->second.empty()) {
            std::string name = fmt::format("s{}", ++m_prepared);
            check_sent(
                PQsendPrepare(m_connection.get(), name.c_str(), known->first.c_str(), 0, nullptr));
            static_cast<void>(finish(until));
            known->second = std::move(name);
        }
        check_sent(PQsendQueryPrepared(m_connection.get(), known->second.c_str(), count,
                                       places.data(), nullptr, nullptr, 0));
    }
    const Result result = finish(until);

    QueryResult answer;
    const int columns = PQnfields(result.get());
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        std::vector<Value> cells;
        cells.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) {
            cells.push_back(to_value(*result, row, column));
        }
        answer.rows.emplace_back(std::move(cells));
    }
    const std::string_view changed = PQcmdTuples(result.get());
    std::from_chars(changed.data(), changed.data() + changed.size(), answer.changed);
    return answer;
}

void PostgresConnection::run_script(std::string_view sql, std::chrono::milliseconds limit)
{
    if (!is_open()) {
        fail_connection("the connection was lost before");
    }
    const std::string text{sql};
    check_sent(PQsendQuery(m_connection.get(), text.c_str()));
    static_cast<void>(finish(Clock::now() + limit));
}

void PostgresConnection::copy_in(const std::string& sql, std::span<const std::vector<Value>> rows)
{
    if (!is_open()) {
        fail_connection("the connection was lost before");
    }
    check_sent(PQsendQuery(m_connection.get(), sql.c_str()));
    flush(deadline());
    while (PQisBusy(m_connection.get()) == 1) {
        wait(false, deadline());
    }
    const Result started{PQgetResult(m_connection.get()), &PQclear};
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) {
        static_cast<void>(finish(deadline()));
        fail(*started);
    }
    std::string chunk;
    for (const std::vector<Value>& row : rows) {
        for (const Value& value : row) {
            append_copied(chunk, value);
            chunk += '\t';
        }
        chunk.back() = '\n';
        if (chunk.size() >= kCopyChunk) {
            put(chunk, deadline());
            chunk.clear();
        }
    }
    put(chunk, deadline());
    check_sent(PQputCopyEnd(m_connection.get(), nullptr));
    static_cast<void>(finish(deadline()));
}

void PostgresConnection::put(std::string_view data, Clock::time_point deadline)
{
    check_sent(PQputCopyData(m_connection.get(), data.data(), static_cast<int>(data.size())));
    flush(deadline);
}

void PostgresConnection::check_sent(int sent)
{
    if (sent != 1) {
        fail_connection(PQerrorMessage(m_connection.get()));
    }
}

/// Returns the last result of what was sent; throws if any of them is an error.
PostgresConnection::Result PostgresConnection::finish(Clock::time_point deadline)
{
    flush(deadline);
    Result last{nullptr, &PQclear};
    Result failed{nullptr, &PQclear};
    while (true) {
        while (PQisBusy(m_connection.get()) == 1) {
            wait(false, deadline);
        }
        Result next{PQgetResult(m_connection.get()), &PQclear};
        if (!next) {
            break;
        }
        const ExecStatusType status = PQresultStatus(next.get());
        if (status == PGRES_COPY_IN) {
            break; // Only for a COPY that was not sent by copy_in().
        }
        const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        (good ? last : failed) = std::move(next);
    }
    if (failed) {
        fail(*failed);
    }
    if (!last) {
        fail_connection(PQerrorMessage(m_connection.get()));
    }
    return last;
}

void PostgresConnection::flush(Clock::time_point deadline)
{
    while (true) {
        const int left = PQflush(m_connection.get());
        if (left == 0) {
            return;
        }
        if (left < 0) {
            fail_connection(PQerrorMessage(m_connection.get()));
        }
        wait(true, deadline);
    }
}

/// Waits until there is input, which is always consumed, or, with `to_write`, room to write.
void PostgresConnection::wait(bool to_write, Clock::time_point deadline)
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto left_ms = duration_cast<milliseconds>(deadline - Clock::now()).count();
    pollfd descriptor{.fd = PQsocket(m_connection.get()),
                      .events = static_cast<short>(to_write ? POLLIN | POLLOUT : POLLIN),
                      .revents = 0};
    const int ready =
        left_ms <= 0 ? 0
                     : ::poll(&descriptor, 1, static_cast<int>(std::min<long>(left_ms, 60'000)));
    if (left_ms <= 0) {
        fail_connection("the server did not answer in time");
    }
    if (ready < 0 && errno != EINTR) {
        fail_connection("the connection failed");
    }
    if (ready > 0 && (descriptor.revents & (POLLIN | POLLERR | POLLHUP)) != 0 &&
        PQconsumeInput(m_connection.get()) != 1) {
        fail_connection(PQerrorMessage(m_connection.get()));
    }
}

/// Closes the session, which is unusable and has lost its locks.
void PostgresConnection::fail_connection(const std::string& what)
{
    const std::string message = one_line(what);
    m_connection.reset();
    throw Error{ErrorKind::unavailable,
                fmt::format("database '{}': {}; check that the server runs and can be reached, "
                            "then run again",
                            m_name, message.empty() ? "the connection was lost" : message)};
}

void PostgresConnection::fail(const PGresult& result)
{
    const char* const field = PQresultErrorField(&result, PG_DIAG_SQLSTATE);
    if (field == nullptr) { // An error of libpq itself: the session broke.
        fail_connection(PQresultErrorMessage(&result));
    }
    const std::string state{field};
    const char* const primary = PQresultErrorField(&result, PG_DIAG_MESSAGE_PRIMARY);
    if (state == kMovedState) {
        throw Error{ErrorKind::config, fmt::format("database '{}': {}", m_name,
                                                   one_line(primary == nullptr ? "" : primary))};
    }
    const std::string message =
        fmt::format("database '{}': {} (SQLSTATE {}); {}", m_name,
                    one_line(primary == nullptr ? "" : primary), state, advice(state));
    if (state == "40001" || state == "40P01") {
        throw Conflict{message};
    }
    // An unknown, or already existing, prepared statement: impossible in a session that we do not
    // share.
    if (m_pooled && (state == "26000" || state == "42P05")) {
        fail_shared();
    }
    throw Error{ErrorKind::unavailable, message};
}

} // namespace ctrip::store
