// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "job/create_payment.hpp"
#include "job/restored.hpp"
#include "store/chain_store.hpp"
#include "store/open_database.hpp"
#include "store/payment_store.hpp"
#include "store/schema/migrator.hpp"
#include "store/unissued_store.hpp"
#include "wallet/mnemonic.hpp"

#include <catch2/catch.hpp>
#include <stdlib.h>

#include <filesystem>
#include <set>

using namespace ctrip;
using Catch::Matchers::Contains;

namespace {

class FixedClock final : public base::Clock
{
public:
    [[nodiscard]] std::int64_t now_ms() const override { return ms; }
    std::int64_t ms = 1'795'312'800'500;
};

wallet::AccountXpub test_account()
{
    const auto words = wallet::Mnemonic::parse(
        "legal winner thank year wave sausage worth useful legal winner thank yellow");
    return wallet::AccountKey::from_mnemonic(words).xpub();
}

/// A shop with a database of its own in memory.
struct Shop
{
    Shop()
    {
        config::Chain chain;
        chain.name = "anvil";
        chain.chain_id = 31'337;
        config.chains.push_back(std::move(chain));
        store::Migrator migrator{*database, clock};
        migrator.migrate(migrator.latest());
    }

    [[nodiscard]] job::Draft draft(const std::string& amount,
                                   const std::optional<std::string>& key = std::nullopt) const
    {
        return job::draft_payment({.chain = "anvil", .amount = amount, .idempotency_key = key},
                                  config, [](const std::string&) { return std::nullopt; });
    }
    std::vector<payment::Payment> create(const std::vector<job::Draft>& drafts)
    {
        return job::create_payments({.config = config,
                                     .database = *database,
                                     .account = account,
                                     .clock = clock,
                                     .own_addresses = own,
                                     .mark = mark.get()},
                                    drafts);
    }
    [[nodiscard]] std::size_t count()
    {
        return store::PaymentStore{*database}.list({.limit = 10'000}).size();
    }

    FixedClock clock;
    config::Config config;
    std::unique_ptr<store::Database> database =
        store::open_database("sqlite::memory:", store::OpenMode::create);
    wallet::AccountXpub account = test_account();
    std::vector<evm::Address> own;
    std::unique_ptr<store::HighWaterMark> mark;
};

} // namespace

TEST_CASE("a payment gets the next address, its deadline and an id", "[job][create_payment]")
{
    Shop shop;
    const payment::Payment first = shop.create({shop.draft("1")}).front();
    // Two runs within one millisecond have no order.
    ++shop.clock.ms;
    const payment::Payment second = shop.create({shop.draft("1")}).front();
    CHECK(first.derivation_index == 0);
    CHECK(second.derivation_index == 1);
    CHECK(first.address == shop.account.address(0));
    CHECK(second.address == shop.account.address(1));
    CHECK(first.id < second.id);
    CHECK(first.created_at_s == 1'795'312'800);
    CHECK(first.expires_at_s == first.created_at_s + 30 * 60);
    CHECK(first.watch_until_s == first.expires_at_s + 7 * 24 * 3600);
    const auto stored = store::PaymentStore{*shop.database}.find(first.id);
    REQUIRE(stored);
    CHECK(stored->address == first.address);
    CHECK(stored->wallet_id == shop.account.fingerprint_hex());
}

TEST_CASE("a batch is stored in order, each payment with an address of its own",
          "[job][create_payment]")
{
    Shop shop;
    for (const std::size_t size : {15U, 16U, 300U}) {
        std::vector<job::Draft> drafts;
        for (std::size_t i = 0; i < size; ++i) {
            drafts.push_back(shop.draft(std::to_string(i + 1)));
        }
        const std::vector<payment::Payment> payments = shop.create(drafts);
        REQUIRE(payments.size() == size);
        std::set<evm::Address> addresses;
        for (std::size_t i = 0; i < size; ++i) {
            CHECK(payments[i].amount == drafts[i].payment.amount);
            CHECK(payments[i].address == shop.account.address(payments[i].derivation_index));
            addresses.insert(payments[i].address);
        }
        CHECK(addresses.size() == size);
    }
    CHECK(shop.count() == 331);
}

TEST_CASE("an older copy of the database gives out no address a second time",
          "[job][create_payment]")
{
    std::string folder = (std::filesystem::temp_directory_path() / "ctrip-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    const auto open = [&] {
        return std::make_unique<store::HighWaterMark>(folder + "/given-out", std::string{});
    };
    Shop first;
    first.mark = open();
    first.create({first.draft("1"), first.draft("2")});
    CHECK(open()->value() == 2);

    Shop older; // It knows of no payment.
    older.mark = open();
    CHECK_THROWS_WITH(older.create({older.draft("1")}),
                      Contains("2 addresses were given out") && Contains("migrate restored"));
    CHECK(older.count() == 0);
    std::vector<job::Draft> many; // Their addresses are derived before the write lock is taken.
    for (int i = 0; i < 40; ++i) {
        many.push_back(older.draft("1"));
    }
    CHECK_THROWS(older.create(many));
    CHECK(store::UnissuedStore{*older.database}.next_index() == 0);

    const job::RestoredReport report = job::go_on_restored({.database = *older.database,
                                                            .account = older.account,
                                                            .clock = older.clock,
                                                            .mark = older.mark.get()},
                                                           100);
    CHECK(report.skipped_from == 0);
    CHECK(report.skipped_to == 102);
    older.mark = open();
    CHECK(older.mark->value() == 102);
    CHECK(older.create({older.draft("1")}).front().derivation_index == 102);
    CHECK(open()->value() == 103);
    const auto windows = store::UnissuedStore{*older.database}.windows();
    REQUIRE(windows.size() == 1);
    CHECK(windows[0].is_lost);
    CHECK(windows[0].first_index == 0);
    CHECK(windows[0].addresses.size() == 102);
    CHECK(windows[0].addresses[1] == older.account.address(1));
    std::filesystem::remove_all(folder);
}

TEST_CASE("money on an address that was never given out stops the creation of payments",
          "[job][create_payment]")
{
    Shop shop;
    shop.create({shop.draft("1")});
    store::UnissuedStore store{*shop.database};
    store::UnissuedMoney money{.chain_id = 31337,
                               .address = shop.account.address(7),
                               .token = std::nullopt,
                               .wallet_id = shop.account.fingerprint_hex(),
                               .index = 7,
                               .amount = evm::Amount{5},
                               .block_number = 9,
                               .tx_hash = evm::TxHash{{1}}};
    CHECK(store.record(money, 1));
    CHECK_FALSE(store.record(money, 2)); // It is the same money.
    CHECK_THROWS_WITH(shop.create({shop.draft("1")}),
                      Contains(money.address.to_checksum()) && Contains("migrate restored"));
    static_cast<void>(job::go_on_restored(
        {.database = *shop.database, .account = shop.account, .clock = shop.clock}, 7));
    CHECK(shop.create({shop.draft("1")}).front().derivation_index == 8);
}

TEST_CASE("an index whose address is the treasury's is given to no payment",
          "[job][create_payment]")
{
    Shop shop;
    const std::size_t count = GENERATE(
        std::size_t{3}, std::size_t{40}); // Few are derived when they are stored, many before.
    shop.own = {shop.account.address(1)};
    const std::vector<job::Draft> drafts(count, shop.draft("1"));
    std::vector<std::uint32_t> indexes;
    for (const payment::Payment& payment : shop.create(drafts)) {
        CHECK(payment.address == shop.account.address(payment.derivation_index));
        CHECK(payment.address != shop.own.front());
        indexes.push_back(payment.derivation_index);
    }
    REQUIRE(indexes.size() == count);
    CHECK(indexes[0] == 0);
    CHECK(indexes[1] == 2);
    CHECK(indexes.back() == count);
}

TEST_CASE("the same key and request give the payment that exists", "[job][create_payment]")
{
    Shop shop;
    const payment::Payment first = shop.create({shop.draft("1", "K")}).front();
    CHECK(shop.create({shop.draft("1.0", "K")}).front().id == first.id);
    CHECK(shop.count() == 1);
    try {
        shop.create({shop.draft("2", "K")});
        FAIL("taken");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::request);
        CHECK_THAT(error.what(), Contains("idempotency key 'K' was used for another request"));
    }
}

TEST_CASE("within a batch a key stands for one payment, and a clash stores nothing",
          "[job][create_payment]")
{
    Shop shop;
    const std::string old = shop.create({shop.draft("9", "OLD")}).front().id;
    const auto payments = shop.create(
        {shop.draft("1", "A"), shop.draft("9", "OLD"), shop.draft("2"), shop.draft("1", "A")});
    REQUIRE(payments.size() == 4);
    CHECK(payments[0].id == payments[3].id);
    CHECK(payments[1].id == old);
    CHECK(payments[2].amount == shop.draft("2").payment.amount);
    CHECK(shop.count() == 3);

    std::vector<job::Draft> clash{shop.draft("1", "B"), shop.draft("2", "B")};
    clash[1].where = "line 2: ";
    try {
        shop.create(clash);
        FAIL("taken");
    } catch (const Error& error) {
        CHECK_THAT(error.what(), Contains("line 2: idempotency key 'B'"));
    }
    CHECK(shop.count() == 3);
}

TEST_CASE("a deadline counts from the later of the clock and the chain's newest known block",
          "[job][create_payment]")
{
    Shop shop;
    const base::UnixSeconds now_s = shop.clock.now_s();
    config::Chain other = shop.config.chains.front();
    other.name = "other";
    other.chain_id = 56;
    shop.config.chains.push_back(other);
    store::ChainStore chains{*shop.database, shop.clock};
    const auto expires_in = [&](base::UnixSeconds chain_time_s) {
        shop.database->execute("DELETE FROM checkpoints");
        shop.database->execute("DELETE FROM chains");
        chains.ensure(31'337, "anvil");
        chains.advance(31'337, std::nullopt, {.block = 9, .hash = {}, .time_s = chain_time_s});
        const payment::Payment made = shop.create({shop.draft("1")}).front();
        CHECK(made.created_at_s == now_s);
        CHECK(made.watch_until_s == made.expires_at_s + 7 * 24 * 3600);
        return made.expires_at_s - now_s;
    };
    constexpr base::UnixSeconds kSpan = 30 * 60;
    CHECK(expires_in(now_s - 7 * 86'400) == kSpan); // The scan was off for a week.
    CHECK(expires_in(now_s - 3'600) == kSpan);      // This clock is an hour ahead.
    CHECK(expires_in(now_s) == kSpan);
    CHECK(expires_in(now_s + 1) == kSpan + 1);
    CHECK(expires_in(now_s + 3'600) == kSpan + 3'600); // This clock is an hour behind.

    // Each chain has its own time, within one batch too; one that was never read has none.
    job::Draft elsewhere = shop.draft("1");
    elsewhere.payment.chain = "other";
    elsewhere.payment.chain_id = 56;
    const auto both = shop.create({shop.draft("1"), elsewhere});
    CHECK(both[0].expires_at_s == now_s + 3'600 + kSpan);
    CHECK(both[1].expires_at_s == now_s + kSpan);
    chains.ensure(56, "other");
    CHECK(shop.create({elsewhere}).front().expires_at_s == now_s + kSpan);
}

TEST_CASE("nothing is nothing", "[job][create_payment]")
{
    Shop shop;
    CHECK(shop.create({}).empty());
    CHECK(shop.count() == 0);
}
