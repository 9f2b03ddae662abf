// SPDX-License-Identifier: MIT
#include "rpc/parse/fees.hpp"

#include "rpc/parse/json.hpp"
#include "rpc/parse/reply.hpp"

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

/// The first of a list of quantities; those of later blocks may follow.
std::optional<evm::Amount> first_quantity(ondemand::array list, string_view key)
{
    std::optional<evm::Amount> first;
    for (auto element : list) {
        const auto amount = evm::Amount::from_quantity(string_view{element.get_string()});
        if (!first) {
            first = require(amount, "fee history", key);
        }
    }
    return first;
}

PastFee read_fee_history(ondemand::object object)
{
    std::optional<std::uint64_t> block;
    std::optional<evm::Amount> base_fee;
    std::optional<evm::Amount> tip;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "oldestBlock") {
            block = to_u64(text_of(value).value_or(""));
        } else if (key == "baseFeePerGas") {
            base_fee = first_quantity(value.get_array(), key);
        } else if (key == "reward" && !value.is_null()) {
            for (auto percentiles : value.get_array()) {
                const auto median = first_quantity(percentiles.get_array(), key);
                tip = tip ? tip : median;
            }
        }
    }
    return {.block = require(block, "fee history", "oldestBlock"),
            .base_fee = require(base_fee, "fee history", "baseFeePerGas"),
            .priority_fee = tip};
}

} // namespace

std::vector<Answer<PastFee>> parse_fee_histories(JsonParser& parser, std::string& body,
                                                 std::size_t calls)
{
    return read_reply<PastFee>(parser, body, calls, [](ondemand::value value) {
        return read_fee_history(value.get_object());
    });
}

} // namespace ctrip::rpc
