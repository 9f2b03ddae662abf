// SPDX-License-Identifier: MIT
// Amounts as shops, configurations and nodes write them: what is taken is written again as the same
// number, and arithmetic that does not fit says so.
#include "base/error.hpp"
#include "evm/amount.hpp"
#include "fuzz/input.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <optional>

using namespace ctrip;
using evm::Amount;
using fuzz::require;
/// Wide enough for any product of two amounts: the truth to compare with.
using Wide = boost::multiprecision::cpp_int;

namespace {

Wide wide_of(const Amount& amount)
{
    return Wide{amount.to_decimal()};
}

const Wide kEnd = Wide{1} << 256U;

template <typename Sum>
std::optional<Amount> try_it(const Sum& sum)
{
    try {
        return sum();
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// The exact result where it fits, and a refusal where it does not.
void check(const std::optional<Amount>& got, const Wide& exact, const char* what)
{
    const bool fits = exact >= 0 && exact < kEnd;
    require(got.has_value() == fits, what);
    require(!fits || wide_of(*got) == exact, what);
}

void check_arithmetic(const Amount& a, const Amount& b, const Amount& c)
{
    const Wide wa = wide_of(a);
    const Wide wb = wide_of(b);
    check(try_it([&] { return a + b; }), wa + wb, "a + b");
    check(try_it([&] { return a - b; }), wa - wb, "a - b");
    check(try_it([&] { return a * b; }), wa * wb, "a * b");
    check(evm::saturating_sub(a, b), wa > wb ? Wide{wa - wb} : Wide{0}, "saturating_sub");
    require((a < b) == (wa < wb), "a < b");
    if (!c.is_zero()) {
        const Wide wc = wide_of(c);
        check(try_it([&] { return evm::mul_div_floor(a, b, c); }), wa * wb / wc, "mul_div_floor");
        check(try_it([&] { return evm::mul_div_ceil(a, b, c); }), (wa * wb + wc - 1) / wc,
              "mul_div_ceil");
    }
}

void check_texts(const std::string& text, unsigned decimals)
{
    const evm::UnitsResult units = evm::parse_units(text, decimals);
    if (!units.error) {
        const std::string again = evm::format_units(units.amount, decimals);
        const evm::UnitsResult same = evm::parse_units(again, decimals);
        require(!same.error && same.amount == units.amount, "format_units is read as written");
    }
    if (const auto amount = Amount::from_decimal(text)) {
        require(Amount::from_decimal(amount->to_decimal()) == amount, "decimal");
        require(wide_of(*amount) < kEnd, "below 2^256");
    }
    if (const auto amount = Amount::from_quantity(text)) {
        require(Amount::from_quantity(amount->to_quantity()) == amount, "quantity");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input{data, size};
    const unsigned decimals = input.byte() % 78;
    if (input.byte() % 2 == 0) {
        check_texts(input.text(), decimals);
        return 0;
    }
    const Amount a = Amount::from_be_bytes(input.bytes(input.byte() % 33));
    const Amount b = Amount::from_be_bytes(input.bytes(input.byte() % 33));
    const Amount c = Amount::from_be_bytes(input.bytes(input.byte() % 33));
    check_arithmetic(a, b, c);
    check_texts(evm::format_units(a, decimals), decimals);
    return 0;
}
