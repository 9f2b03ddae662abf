// SPDX-License-Identifier: MIT
// The database in one file: SQLite in WAL mode with full durability. For one host and a local disk.
#pragma once

#include "store/database.hpp"

#include <memory>
#include <string>

namespace ctrip::store {

class SqliteDatabase final : public Database
{
public:
    SqliteDatabase(const std::string& path, OpenMode mode);
    ~SqliteDatabase() override;

    using Database::execute;
    using Database::query;

    [[nodiscard]] std::string_view engine() const noexcept override { return "sqlite"; }
    /// False once the file was moved, deleted or replaced by another.
    [[nodiscard]] bool is_usable() const noexcept override;
    [[nodiscard]] std::string public_url() const override;
    [[nodiscard]] std::string encoding() override;
    [[nodiscard]] Rows query(std::string_view sql, std::span<const Value> values) override;
    std::uint64_t execute(std::string_view sql, std::span<const Value> values) override;
    void execute_script(std::string_view sql) override;
    void name_connection(std::string_view) override {}
    // A DbTransaction holds the file's only write lock.
    [[nodiscard]] std::string_view for_update() const noexcept override { return ""; }
    [[nodiscard]] std::string_view for_share() const noexcept override { return ""; }
    [[nodiscard]] std::string_view for_update_skip_locked() const noexcept override { return ""; }
    [[nodiscard]] std::string exact_sum(std::string_view column) const override;
    void lock_schema() override {}
    void lock_writes(std::string_view) override {}
    [[nodiscard]] bool has_table(std::string_view name) override;
    void insert_rows(std::string_view table, std::span<const std::string_view> columns,
                     std::span<const std::vector<Value>> rows) override;
    void refresh_statistics(std::string_view table) override;
    void refuse_writes(std::string_view table) override;
    /// flock(2) on a file beside the database.
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

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::store
