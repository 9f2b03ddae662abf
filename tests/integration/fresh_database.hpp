// SPDX-License-Identifier: MIT
// A database of a test's own, with today's schema, on the engine that CTRIP_TEST_ENGINE names
// (sqlite where it is not set); and rows to fill it with.
#pragma once

#include "base/clock.hpp"
#include "payment/booking.hpp"
#include "payment/payment.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ctrip::test {

/// A clock that stands where it is put.
class StoppedClock final : public base::Clock
{
public:
    [[nodiscard]] std::int64_t now_ms() const override { return ms; }
    std::int64_t ms = 1'795'320'000'000;
};

/// A folder of its own that goes away with the test.
class TempFolder
{
public:
    TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder();

    [[nodiscard]] std::string path(const std::string& name) const { return m_path + "/" + name; }

private:
    std::string m_path;
};

/// Whether the engine that is tested is PostgreSQL: a case that is about a file has the tag
/// [sqlite], about a server [postgres], and is not run on the other.
[[nodiscard]] bool on_postgres();

/// The one place that knows where a test's database is. More connections to the same one by open().
/// On PostgreSQL it is one of many on a server of the process's own, and the program's role owns
/// it.
class FreshDatabase
{
public:
    enum class Schema : std::uint8_t
    {
        absent, ///< Not even opened: a file that does not exist, or what an administrator has made.
        none,
        current,
    };

    explicit FreshDatabase(Schema schema = Schema::current);

    [[nodiscard]] const std::string& url() const noexcept { return m_url; }
    [[nodiscard]] std::unique_ptr<store::Database>
    open(store::OpenMode mode = store::OpenMode::existing) const;
    [[nodiscard]] store::Database& database() noexcept { return *m_database; }

    StoppedClock clock;

private:
    TempFolder m_folder;
    std::string m_url;
    std::unique_ptr<store::Database> m_database;
};

inline constexpr evm::ChainId kChain = 31337;

/// Address, hash and identifier number n: as different as real ones.
[[nodiscard]] evm::Address address_of(std::uint64_t n);
[[nodiscard]] evm::TxHash tx_of(std::uint64_t n);
[[nodiscard]] evm::BlockHash block_of(std::uint64_t n);
[[nodiscard]] std::string id_of(std::uint64_t n);

/// A payment that asks for 100 native units until second 1,000 of the chain, watched until 2,000.
[[nodiscard]] payment::Payment payment_of(std::uint64_t n);
/// A transfer of 100 native units to that payment, in block 10 at second 900.
[[nodiscard]] payment::Booking booking_of(const payment::Payment& payment, std::uint64_t tx);

/// Writes step `seq` of a stored payment, detected without a transfer, and its message with this
/// id, due at once. Within a DbTransaction.
void write_step(store::Database& database, const payment::Payment& payment, std::uint64_t seq,
                const std::string& message_id, std::int64_t now_ms);

/// Stores payments in a DbTransaction of their own.
void insert(FreshDatabase& fresh, const std::vector<payment::Payment>& payments);

} // namespace ctrip::test
