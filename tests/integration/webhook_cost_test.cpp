// SPDX-License-Identifier: MIT
// What a run of send-webhooks asks of the database where there is nothing that it could deliver.
#include "base/clock.hpp"
#include "base/log.hpp"
#include "integration/fresh_database.hpp"
#include "job/send_webhooks.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;

namespace {

/// Another database, and all that is asked of it.
class Watched final : public store::Database
{
public:
    struct Statement
    {
        std::string sql;
        std::vector<store::Value> values;
        std::size_t rows = 0;
    };

    explicit Watched(std::unique_ptr<store::Database> database) : m_database(std::move(database)) {}

    [[nodiscard]] std::string_view engine() const noexcept override { return m_database->engine(); }
    [[nodiscard]] store::Rows query(std::string_view sql,
                                    std::span<const store::Value> values) override
    {
        store::Rows rows = m_database->query(sql, values);
        statements.push_back({std::string{sql}, {values.begin(), values.end()}, rows.size()});
        return rows;
    }
    std::uint64_t execute(std::string_view sql, std::span<const store::Value> values) override
    {
        statements.push_back({std::string{sql}, {values.begin(), values.end()}, 0});
        return m_database->execute(sql, values);
    }
    [[nodiscard]] bool is_usable() const noexcept override { return m_database->is_usable(); }
    [[nodiscard]] std::string public_url() const override { return m_database->public_url(); }
    [[nodiscard]] std::string encoding() override { return m_database->encoding(); }
    void execute_script(std::string_view sql) override { m_database->execute_script(sql); }
    void name_connection(std::string_view name) override { m_database->name_connection(name); }
    [[nodiscard]] std::string_view for_share() const noexcept override
    {
        return m_database->for_share();
    }
    [[nodiscard]] std::string_view for_update() const noexcept override
    {
        return m_database->for_update();
    }
    [[nodiscard]] std::string_view for_update_skip_locked() const noexcept override
    {
        return m_database->for_update_skip_locked();
    }
    [[nodiscard]] std::string exact_sum(std::string_view column) const override
    {
        return m_database->exact_sum(column);
    }
    void lock_schema() override { m_database->lock_schema(); }
    void lock_writes(std::string_view table) override { m_database->lock_writes(table); }
    [[nodiscard]] bool has_table(std::string_view name) override
    {
        return m_database->has_table(name);
    }
    void insert_rows(std::string_view table, std::span<const std::string_view> columns,
                     std::span<const std::vector<store::Value>> rows) override
    {
        m_database->insert_rows(table, columns, rows);
    }
    void refresh_statistics(std::string_view table) override
    {
        m_database->refresh_statistics(table);
    }
    void refuse_writes(std::string_view table) override { m_database->refuse_writes(table); }
    [[nodiscard]] std::unique_ptr<store::Lock> try_lock(std::string_view name) override
    {
        return m_database->try_lock(name);
    }

    [[nodiscard]] std::uint64_t size_bytes() override { return m_database->size_bytes(); }
    void be_patient(bool on) override { m_database->be_patient(on); }
    void add_metrics(std::span<const std::vector<store::Value>> changes) override
    {
        m_database->add_metrics(changes);
    }

    std::vector<Statement> statements;

private:
    [[nodiscard]] store::Rows rows_at(std::string_view table, std::string_view columns,
                                      evm::ChainId chain_id,
                                      std::span<const evm::Address> addresses) override
    {
        return table == "payments" ? m_database->payments_at(columns, chain_id, addresses)
                                   : m_database->archived_payments_at(columns, chain_id, addresses);
    }
    void begin() override { m_work.emplace(*m_database); }
    void commit() override
    {
        m_work->commit();
        m_work.reset();
    }
    void rollback() noexcept override { m_work.reset(); }

    std::unique_ptr<store::Database> m_database;
    std::optional<store::DbTransaction> m_work;
};

/// Payments with one message each that nobody said where to send.
void write_messages(FreshDatabase& fresh, std::uint64_t first, std::uint64_t count)
{
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = first; n < first + count; ++n) {
        payments.push_back(payment_of(n));
    }
    insert(fresh, payments);
    store::DbTransaction transaction{fresh.database()};
    for (const payment::Payment& payment : payments) {
        fresh.database().execute(
            "INSERT INTO webhooks (id, payment_id, seq, event, body, state, attempts, "
            "created_at_ms, next_attempt_ms) "
            "VALUES ($1, $2, 1, 'payment.detected', '{}', 'pending', 0, 1, 1)",
            {"msg_" + payment.id, payment.id});
    }
    transaction.commit();
}

/// The statements of one run without an endpoint.
std::vector<Watched::Statement> run(const FreshDatabase& fresh)
{
    Watched database{fresh.open()};
    const base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    store::WebhookStore store{database};
    store::EndpointStore endpoints{database};
    const auto place = store.claim_place();
    REQUIRE(place);
    std::vector<base::Secret> secrets;
    secrets.emplace_back(std::string_view{"secret"});
    webhook::Delivery delivery{webhook::SigningKeys{secrets}, {.version = "test"}, fresh.clock};
    const auto report = job::send_webhooks({.store = store,
                                            .endpoints = endpoints,
                                            .place = *place,
                                            .delivery = delivery,
                                            .url = std::nullopt,
                                            .clock = fresh.clock,
                                            .log = log});
    CHECK(report.delivered + report.retried + report.dead == 0);
    CHECK(report.without_endpoint);
    return std::move(database.statements);
}

/// How the engine would go about it, as text.
std::string plan_of(store::Database& database, const Watched::Statement& statement)
{
    const bool sqlite = database.engine() == "sqlite";
    const std::string sql = (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.sql;
    std::string plan;
    for (const store::Row& row : database.query(sql, std::span{statement.values})) {
        plan += row.text(sqlite ? 3 : 0) + "\n";
    }
    return plan;
}

} // namespace

TEST_CASE("messages that can go nowhere cost a run nothing", "[integration][webhook_cost]")
{
    FreshDatabase fresh;
    write_messages(fresh, 0, 1);
    const auto with_one = run(fresh);
    write_messages(fresh, 1, 2'000); // Four pages, were they walked through.
    const auto with_many = run(fresh);
    REQUIRE(with_many.size() == with_one.size());
    std::size_t rows = 0;
    for (std::size_t n = 0; n < with_one.size(); ++n) {
        INFO(with_many[n].sql);
        CHECK(with_many[n].sql == with_one[n].sql);
        CHECK(with_many[n].rows == with_one[n].rows);
        rows += with_many[n].rows;
    }
    CHECK(rows == 1); // That there are such messages.

    // Nor are they passed by within the engine: each statement goes by an index of what it asks
    // for.
    fresh.database().execute("ANALYZE");
    std::size_t asked_for_due = 0;
    for (const Watched::Statement& statement : with_many) {
        if (statement.sql.find("next_attempt_ms") == std::string::npos) {
            continue;
        }
        ++asked_for_due;
        const std::string plan = plan_of(fresh.database(), statement);
        INFO(statement.sql + "\n" + plan);
        const bool own = statement.sql.find("url IS NOT NULL") != std::string::npos;
        const std::string index = own ? "webhooks_due_own" : "webhooks_due";
        CHECK(plan.find(index) != std::string::npos);
        CHECK((own || plan.find("webhooks_due_own") == std::string::npos));
    }
    CHECK(asked_for_due == 3); // And what was put off too far.
}
