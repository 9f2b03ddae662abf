// SPDX-License-Identifier: MIT
// Another database, whose statements are counted and timed; with a tracer slow ones are spans.
#pragma once

#include "base/log.hpp"
#include "meter/meter.hpp"
#include "store/database.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::store {

/// A statement that takes so long is logged as a warning, by its name. Above what creators of
/// payments wait for each other.
inline constexpr std::chrono::milliseconds kSlowStatement{5'000};
/// One that takes so long is a span of its run, where there is a tracer.
inline constexpr std::chrono::milliseconds kTracedStatement{100};
/// A DbTransaction that takes so long to begin waited for another.
inline constexpr std::chrono::milliseconds kLockWait{10};

/// What a statement is called in metrics and in the log: its verb and its table, such as "select
/// payments", without its values.
[[nodiscard]] std::string statement_name(std::string_view sql);

/// Its meter is `meter`, for its users too. Both references must outlive it.
class MeteredDatabase final : public Database
{
public:
    MeteredDatabase(std::unique_ptr<Database> database, meter::Meter& meter, const base::Log& log);

    [[nodiscard]] std::string_view engine() const noexcept override { return m_inner->engine(); }
    [[nodiscard]] bool is_usable() const noexcept override { return m_inner->is_usable(); }
    [[nodiscard]] std::string public_url() const override { return m_inner->public_url(); }
    [[nodiscard]] std::string encoding() override { return m_inner->encoding(); }
    [[nodiscard]] Rows query(std::string_view sql, std::span<const Value> values) override;
    std::uint64_t execute(std::string_view sql, std::span<const Value> values) override;
    void execute_script(std::string_view sql) override { m_inner->execute_script(sql); }
    void name_connection(std::string_view name) override { m_inner->name_connection(name); }
    [[nodiscard]] std::string_view for_update() const noexcept override
    {
        return m_inner->for_update();
    }
    [[nodiscard]] std::string_view for_update_skip_locked() const noexcept override
    {
        return m_inner->for_update_skip_locked();
    }
    [[nodiscard]] std::string_view for_share() const noexcept override
    {
        return m_inner->for_share();
    }
    [[nodiscard]] std::string exact_sum(std::string_view column) const override
    {
        return m_inner->exact_sum(column);
    }
    void lock_schema() override { m_inner->lock_schema(); }
    void lock_writes(std::string_view table) override { m_inner->lock_writes(table); }
    [[nodiscard]] bool has_table(std::string_view name) override
    {
        return m_inner->has_table(name);
    }
    void insert_rows(std::string_view table, std::span<const std::string_view> columns,
                     std::span<const std::vector<Value>> rows) override;
    void refresh_statistics(std::string_view table) override { m_inner->refresh_statistics(table); }
    void refuse_writes(std::string_view table) override { m_inner->refuse_writes(table); }
    [[nodiscard]] std::unique_ptr<Lock> try_lock(std::string_view name) override
    {
        return m_inner->try_lock(name);
    }
    [[nodiscard]] std::uint64_t size_bytes() override { return m_inner->size_bytes(); }
    void be_patient(bool on) override { m_inner->be_patient(on); }
    void add_metrics(std::span<const std::vector<Value>> changes) override
    {
        m_inner->add_metrics(changes);
    }

private:
    /// Where a statement is counted.
    struct Place
    {
        std::string name;
        meter::Counter* count = nullptr;
        meter::Counter* time_us = nullptr;
    };
    class Timer;

    [[nodiscard]] Rows rows_at(std::string_view table, std::string_view columns,
                               evm::ChainId chain_id,
                               std::span<const evm::Address> addresses) override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override { m_work.reset(); }
    [[nodiscard]] const Place& place_of_statement(std::string_view sql);
    template <typename Action>
    auto timed(std::string_view sql, const Action& action);

    std::unique_ptr<Database> m_inner;
    meter::Meter& m_counts;
    const base::Log& m_log;
    std::map<std::string, Place, std::less<>> m_places; ///< By the statement's text.
    std::optional<DbTransaction> m_work;
};

} // namespace ctrip::store
