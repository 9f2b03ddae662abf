// SPDX-License-Identifier: MIT
#include "job/shared/stored_tx.hpp"

#include <catch2/catch.hpp>

#include <variant>

using namespace ctrip;
using evm::Amount;

namespace {

/// Any numbers that fit: nothing here looks at who signed.
constexpr evm::Signature kSignature{.r = {1}, .s = {2}, .y_parity = 1};

store::SweepTx stored(const std::string& raw)
{
    store::SweepTx tx;
    tx.raw = raw;
    return tx;
}

} // namespace

TEST_CASE("a stored transaction of each type is read back from its bytes", "[job][stored_tx]")
{
    const evm::AnyTx txs[]{
        evm::LegacyTx{.chain_id = 1, .nonce = 7, .gas_price = 5, .gas = 21'000, .value = 900},
        evm::Eip1559Tx{.chain_id = 1,
                       .nonce = 7,
                       .max_priority_fee = 1,
                       .max_fee = 5,
                       .gas = 21'000,
                       .value = 900},
        evm::Eip7702Tx{
            .chain_id = 1,
            .nonce = 7,
            .max_priority_fee = 1,
            .max_fee = 5,
            .gas = 21'000,
            .value = 900,
            .authorizations = {{.authorization = {.chain_id = 1}, .signature = kSignature}}}};
    for (const evm::AnyTx& tx : txs) {
        DYNAMIC_SECTION("type " << tx.index())
        {
            const base::Bytes raw =
                std::visit([](const auto& one) { return evm::encode_signed(one, kSignature); }, tx);
            const store::SweepTx row = stored(base::to_hex_0x(raw));
            CHECK(job::stored_bytes(row) == raw);
            const std::optional<evm::AnyTx> decoded = job::stored_tx(row);
            REQUIRE(decoded);
            CHECK(decoded->index() == tx.index());
            CHECK(evm::max_fee_of(*decoded) == Amount{5});
            CHECK(job::stored_value(row) == Amount{900});
        }
    }
}

TEST_CASE("a stored transaction that was changed is no transaction", "[job][stored_tx]")
{
    const struct
    {
        const char* what;
        std::string raw;
        bool has_bytes;
    } cases[]{{"nothing", "", false},
              {"no bytes", "0x", false},
              {"half a byte", "0x0", false},
              {"no hexadecimal", "0xzz", false},
              {"no transaction", "0x02c0", true}};
    for (const auto& [what, raw, has_bytes] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK(job::stored_bytes(stored(raw)).has_value() == has_bytes);
            CHECK_FALSE(job::stored_tx(stored(raw)));
            CHECK_FALSE(job::stored_value(stored(raw)));
        }
    }
}
