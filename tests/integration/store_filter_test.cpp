// SPDX-License-Identifier: MIT
// The filter of issued addresses: a false "no" would lose somebody's money.
#include "integration/fresh_database.hpp"
#include "store/address_filter.hpp"
#include "store/payment_store.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::AddressFilter;

namespace {

constexpr std::uint64_t kStranger = 10'000'000;

/// Stores payments first … last - 1.
void issue(FreshDatabase& fresh, std::uint64_t first, std::uint64_t last)
{
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = first; n < last; ++n) {
        payments.push_back(payment_of(n));
    }
    insert(fresh, payments);
}

std::size_t missed(const AddressFilter& filter, std::uint64_t last)
{
    std::size_t count = 0;
    for (std::uint64_t n = 0; n < last; ++n) {
        count += filter.may_contain(address_of(n)) ? 0U : 1U;
    }
    return count;
}

std::optional<store::Row> stored(FreshDatabase& fresh)
{
    return fresh.database().query_row(
        "SELECT next_number, capacity FROM address_filter WHERE id = 1");
}

} // namespace

TEST_CASE("an empty filter knows nobody", "[store][address_filter]")
{
    FreshDatabase fresh;
    const AddressFilter filter = AddressFilter::load(fresh.database());
    CHECK_FALSE(filter.may_contain(address_of(1)));
    CHECK_FALSE(filter.may_contain(evm::Address{}));
    CHECK_FALSE(stored(fresh));
}

TEST_CASE("the filter has every address that was issued, before and after it was stored",
          "[store][address_filter]")
{
    FreshDatabase fresh;
    issue(fresh, 0, 1);
    CHECK(missed(AddressFilter::load(fresh.database()), 1) == 0);
    CHECK_FALSE(stored(fresh)); // Not worth a write yet.
    issue(fresh, 1, 3'000);
    CHECK(missed(AddressFilter::load(fresh.database()), 3'000) == 0);
    REQUIRE(stored(fresh));
    CHECK(stored(fresh)->integer(0) == 3'000);
    // Behind the mark: read in addition, not yet stored.
    issue(fresh, 3'000, 3'010);
    CHECK(missed(AddressFilter::load(fresh.database()), 3'010) == 0);
    CHECK(stored(fresh)->integer(0) == 3'000);
    // Past the capacity that it was stored with: made anew, larger.
    const std::int64_t before = stored(fresh)->integer(1);
    issue(fresh, 3'010, 10'000);
    REQUIRE(before < 10'000);
    const AddressFilter grown = AddressFilter::load(fresh.database());
    CHECK(missed(grown, 10'000) == 0);
    CHECK(stored(fresh)->integer(0) == 10'000);
    CHECK(grown.capacity() >= 10'000);
    CHECK(missed(AddressFilter::load(fresh.database()), 10'000) == 0);

    constexpr std::size_t kAsked = 50'000;
    std::size_t wrong = 0;
    for (std::uint64_t n = kStranger; n < kStranger + kAsked; ++n) {
        wrong += grown.may_contain(address_of(n)) ? 1U : 0U;
    }
    CHECK(wrong < kAsked / 500); // 0.2 %
}

TEST_CASE("a full filter is seldom wrong", "[store][address_filter]")
{
    AddressFilter filter{20'000};
    for (std::uint64_t n = 0; n < 20'000; ++n) {
        filter.add(address_of(n));
    }
    CHECK(missed(filter, 20'000) == 0);
    std::size_t wrong = 0;
    for (std::uint64_t n = kStranger; n < kStranger + 50'000; ++n) {
        wrong += filter.may_contain(address_of(n)) ? 1U : 0U;
    }
    CHECK(wrong < 100);
}

TEST_CASE("a stored filter that can't be true is made anew", "[store][address_filter]")
{
    FreshDatabase fresh;
    issue(fresh, 0, 2'500);
    static_cast<void>(AddressFilter::load(fresh.database()));
    REQUIRE(stored(fresh));
    fresh.database().execute("UPDATE address_filter SET bits = $1", {base::Bytes{1, 2, 3}});
    CHECK(missed(AddressFilter::load(fresh.database()), 2'500) == 0);
    CHECK(missed(AddressFilter::load(fresh.database()), 2'500) == 0);
}

TEST_CASE("a row that another connection stores later is found", "[store][address_filter]")
{
    FreshDatabase fresh;
    issue(fresh, 0, 2'500);
    static_cast<void>(AddressFilter::load(fresh.database()));
    const auto other = fresh.open();
    store::DbTransaction transaction{*other};
    store::PaymentStore{*other}.insert(std::vector{payment_of(2'500)});
    CHECK(missed(AddressFilter::load(fresh.database()), 2'500) == 0);
    transaction.commit();
    CHECK(missed(AddressFilter::load(fresh.database()), 2'501) == 0);
}
