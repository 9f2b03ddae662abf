// SPDX-License-Identifier: MIT
// The database on a PostgreSQL server, for any number of hosts. Developed on version 15; features
// newer than 12 are used only if the server's version has them.
#pragma once

#include "store/database.hpp"

#include <functional>
#include <memory>
#include <set>
#include <string>

namespace ctrip::store {

class PostgresConnection;

class PostgresDatabase final : public Database
{
public:
    using Names = std::set<std::string, std::less<>>;

    PostgresDatabase(std::string url, const base::Secret* password);
    ~PostgresDatabase() override;

    using Database::execute;
    using Database::query;

    [[nodiscard]] std::string_view engine() const noexcept override { return "postgres"; }
    [[nodiscard]] bool is_usable() const noexcept override;
    [[nodiscard]] std::string public_url() const override;
    [[nodiscard]] std::string encoding() override;
    [[nodiscard]] Rows query(std::string_view sql, std::span<const Value> values) override;
    std::uint64_t execute(std::string_view sql, std::span<const Value> values) override;
    void execute_script(std::string_view sql) override;
    void name_connection(std::string_view name) override;
    [[nodiscard]] std::string_view for_update() const noexcept override { return " FOR UPDATE"; }
    [[nodiscard]] std::string_view for_share() const noexcept override { return " FOR SHARE"; }
    [[nodiscard]] std::string_view for_update_skip_locked() const noexcept override
    {
        return " FOR UPDATE SKIP LOCKED";
    }
    [[nodiscard]] std::string exact_sum(std::string_view column) const override;
    void lock_schema() override;
    void lock_writes(std::string_view table) override;
    [[nodiscard]] bool has_table(std::string_view name) override;
    void insert_rows(std::string_view table, std::span<const std::string_view> columns,
                     std::span<const std::vector<Value>> rows) override;
    void refresh_statistics(std::string_view table) override;
    void refuse_writes(std::string_view table) override;
    /// A session-level advisory lock: the server releases it when the session ends, however it
    /// ends.
    [[nodiscard]] std::unique_ptr<Lock> try_lock(std::string_view name) override;
    [[nodiscard]] std::uint64_t size_bytes() override;
    void be_patient(bool on) override;
    void add_metrics(std::span<const std::vector<Value>> changes) override;

private:
    [[nodiscard]] Rows rows_at(std::string_view table, std::string_view columns,
                               evm::ChainId chain_id,
                               std::span<const evm::Address> addresses) override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void require_own_session();

    std::string m_url; ///< For the second session of require_own_session(); no password.
    const base::Secret m_password;
    std::shared_ptr<PostgresConnection> m_connection;          ///< Shared with the locks.
    std::shared_ptr<Names> m_held = std::make_shared<Names>(); ///< Held locks.
    bool m_session_is_own = false;                             ///< Result of require_own_session().
};

} // namespace ctrip::store
