// SPDX-License-Identifier: MIT
// confirm beside other runs: it judges a payment, and by a cursor, that nobody else changes
// meanwhile.
#include "integration/job_stage.hpp"
#include "integration/other_session.hpp"
#include "store/chain_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

using namespace ctrip;
using namespace ctrip::test;
using store::DbTransaction;

namespace {

/// Every question for the time is a moment within the run at which a test may look around.
class WatchingClock final : public base::Clock
{
public:
    explicit WatchingClock(std::function<void()> look) : m_look(std::move(look)) {}
    [[nodiscard]] std::int64_t now_ms() const override
    {
        m_look();
        return 1'795'320'000'000;
    }

private:
    std::function<void()> m_look;
};

job::ConfirmReport confirm_on(JobStage& stage, store::Database& database, const base::Clock& clock)
{
    const job::ChainJob job{.config = stage.config,
                            .chain = stage.settings(),
                            .database = database,
                            .client = stage.chain,
                            .clock = clock,
                            .log = stage.log};
    return job::confirm(job);
}

/// Paid, and deep enough to be confirmed.
payment::Payment add_deep(JobStage& stage)
{
    payment::Payment payment = stage.add(stage.draft(1));
    stage.pay(payment);
    stage.chain.mine(3);
    static_cast<void>(stage.scan());
    return payment;
}

/// Unpaid, and read past its deadline in second 1,000. All that confirm writes of the chain itself
/// is written.
payment::Payment add_overdue(JobStage& stage)
{
    stage.chain.mine_to(200);
    static_cast<void>(stage.scan());
    static_cast<void>(stage.confirm());
    return stage.add(stage.draft(1));
}

struct Held
{
    bool payment = false;
    bool chain = false;
};

/// What another session may not have now. `other` waits for nobody.
Held held_now(store::Database& other, const payment::Payment& payment)
{
    if (other.engine() == "sqlite") {
        try {
            const DbTransaction transaction{other};
        } catch (const Error&) {
            return {.payment = true, .chain = true}; // All of the file.
        }
        return {};
    }
    const DbTransaction transaction{other};
    return {.payment = free_rows(other, "payments", "id", payment.id) == 0,
            .chain = free_rows(other, "chains", "chain_id", kChain) == 0};
}

/// As of the last time that the run asked for the time: within its last DbTransaction.
Held held_by_confirm(JobStage& stage, const payment::Payment& payment)
{
    const auto other = stage.fresh.open();
    if (other->engine() == "sqlite") {
        other->execute_script("PRAGMA busy_timeout = 0");
    }
    Held held;
    const WatchingClock clock{[&] { held = held_now(*other, payment); }};
    static_cast<void>(confirm_on(stage, stage.fresh.database(), clock));
    return held;
}

} // namespace

TEST_CASE("a payment that confirm judges is nobody else's meanwhile", "[job][confirm][lock]")
{
    JobStage stage;
    const payment::Payment payment = add_deep(stage);
    CHECK(held_by_confirm(stage, payment).payment);
    CHECK(stage.status(payment) == "confirmed");
}

TEST_CASE("a payment that expires and the cursor that says so are nobody else's meanwhile",
          "[job][confirm][lock]")
{
    JobStage stage;
    const payment::Payment payment = add_overdue(stage);
    const Held held = held_by_confirm(stage, payment);
    CHECK(held.payment);
    CHECK(held.chain);
    CHECK(stage.status(payment) == "expired");
}

TEST_CASE("confirm waits for whoever holds a payment before it touches its transfers",
          "[job][confirm][lock][postgres]")
{
    JobStage stage;
    const payment::Payment payment = add_deep(stage);
    // A scan that takes the transfer back.
    store::Database& ours = stage.fresh.database();
    store::TransferStore transfers{ours};
    store::StatusWriter statuses{ours, stage.fresh.clock};
    auto transaction = std::make_unique<DbTransaction>(ours);
    statuses.hold(payment.id);

    job::ConfirmReport report;
    OtherSession other{stage.fresh, [&](store::Database& database) {
                           report = confirm_on(stage, database, stage.fresh.clock);
                       }};
    CHECK(other.waits_for_lock());
    // Had it begun with the transfer, we would now wait for each other.
    REQUIRE(free_rows(ours, "transfers", "payment_id", payment.id) == 1);
    REQUIRE(transfers.orphan_above(kChain, 0).size() == 1);
    statuses.reassess(payment.id, stage.chain.height());
    transaction->commit();
    CHECK(other.join().empty());
    CHECK(report.confirmed == 0);
    CHECK(stage.status(payment) == "pending");
}

TEST_CASE("nothing expires by a cursor that is being taken back", "[job][confirm][lock][postgres]")
{
    JobStage stage;
    const payment::Payment payment = add_overdue(stage);
    store::Database& ours = stage.fresh.database();
    store::ChainStore chains{ours, stage.fresh.clock};
    const store::Cursor cursor = chains.find(kChain).value().cursor.value();
    auto transaction = std::make_unique<DbTransaction>(ours);
    const rpc::BlockHeader& before = stage.chain.at(90); // Its deadline lies ahead.
    chains.rewind(kChain, cursor,
                  {.block = before.number, .hash = before.hash, .time_s = before.timestamp_s});

    job::ConfirmReport report;
    OtherSession other{stage.fresh, [&](store::Database& database) {
                           report = confirm_on(stage, database, stage.fresh.clock);
                       }};
    CHECK(other.waits_for_lock());
    transaction->commit();
    CHECK(other.join().empty());
    CHECK(report.expired == 0);
    CHECK(stage.status(payment) == "pending");
}
