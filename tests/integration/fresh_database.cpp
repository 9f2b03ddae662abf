// SPDX-License-Identifier: MIT
#include "integration/fresh_database.hpp"

#include "crypto/keccak256.hpp"
#include "integration/postgres_server.hpp"
#include "store/open_database.hpp"
#include "store/payment_store.hpp"
#include "store/schema/migrator.hpp"
#include "webhook/payload.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace ctrip::test {

namespace {

std::array<std::uint8_t, 32> digest_of(std::string_view kind, std::uint64_t n)
{
    const std::string text = fmt::format("{} {}", kind, n);
    return crypto::keccak256(base::Bytes(text.begin(), text.end()));
}

} // namespace

TempFolder::TempFolder()
{
    std::string name = (std::filesystem::temp_directory_path() / "ctrip-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    m_path = name;
}

TempFolder::~TempFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

bool on_postgres()
{
    const char* const name = std::getenv("CTRIP_TEST_ENGINE");
    const std::string engine{name == nullptr ? "sqlite" : name};
    REQUIRE((engine == "sqlite" || engine == "postgres"));
    return engine == "postgres";
}

FreshDatabase::FreshDatabase(Schema schema)
    : m_url(on_postgres() ? PostgresServer::shared().create_database()
                          : "sqlite://" + m_folder.path("ctrip.db"))
{
    if (schema != Schema::absent) {
        m_database = open(store::OpenMode::create);
    }
    if (schema == Schema::current) {
        store::Migrator migrator{*m_database, clock};
        static_cast<void>(migrator.migrate(migrator.latest()));
    }
}

std::unique_ptr<store::Database> FreshDatabase::open(store::OpenMode mode) const
{
    return store::open_database(m_url, mode);
}

evm::Address address_of(std::uint64_t n)
{
    const auto digest = digest_of("address", n);
    evm::Address address;
    std::copy_n(digest.begin() + 12, address.bytes.size(), address.bytes.begin());
    return address;
}

evm::TxHash tx_of(std::uint64_t n)
{
    return {digest_of("tx", n)};
}

evm::BlockHash block_of(std::uint64_t n)
{
    return {digest_of("block", n)};
}

std::string id_of(std::uint64_t n)
{
    return fmt::format("01930000-0000-7000-8000-{:012}", n);
}

payment::Payment payment_of(std::uint64_t n)
{
    payment::Payment payment;
    payment.id = id_of(n);
    payment.chain = "anvil";
    payment.chain_id = kChain;
    payment.symbol = "ETH";
    payment.decimals = 18;
    payment.wallet_id = "00000000";
    payment.derivation_index = static_cast<std::uint32_t>(n);
    payment.address = address_of(n);
    payment.amount = 100;
    payment.amount_min = 100;
    payment.confirmations_required = 3;
    payment.request_digest = "digest";
    payment.expires_at_s = 1'000;
    payment.watch_until_s = 2'000;
    payment.created_at_s = static_cast<base::UnixSeconds>(n);
    payment.updated_at_s = payment.created_at_s;
    return payment;
}

payment::Booking booking_of(const payment::Payment& payment, std::uint64_t tx)
{
    return {.transfer = {.tx_hash = tx_of(tx),
                         .token = payment.token,
                         .from = address_of(1'000'000),
                         .to = payment.address,
                         .amount = 100,
                         .block_number = 10,
                         .block_hash = block_of(10),
                         .block_time_s = 900},
            .payment_id = payment.id};
}

void write_step(store::Database& database, const payment::Payment& payment, std::uint64_t seq,
                const std::string& message_id, std::int64_t now_ms)
{
    payment::Payment after = payment;
    after.status = payment::Status::detected;
    after.seq = seq;
    const std::string event{payment::to_string(payment::Event::detected)};
    database.execute("INSERT INTO payment_history (payment_id, seq, event, status_from, status_to, "
                     "reason, at) VALUES ($1, $2, $3, 'pending', 'detected', '', $4)",
                     {payment.id, seq, event, now_ms / 1'000});
    database.execute("INSERT INTO webhooks (id, payment_id, seq, event, url, body, state, "
                     "attempts, created_at_ms, next_attempt_ms) VALUES ($1, $2, $3, $4, $5, $6, "
                     "'pending', 0, $7, $7)",
                     {message_id, payment.id, seq, event, payment.webhook_url,
                      webhook::payload({.payment = after,
                                        .event = payment::Event::detected,
                                        .head = std::nullopt,
                                        .bookings = {},
                                        .at_s = now_ms / 1'000}),
                      now_ms});
}

void insert(FreshDatabase& fresh, const std::vector<payment::Payment>& payments)
{
    store::DbTransaction transaction{fresh.database()};
    store::PaymentStore{fresh.database()}.insert(payments);
    transaction.commit();
}

} // namespace ctrip::test
