// SPDX-License-Identifier: MIT
#include "rpc/parse/transaction.hpp"

#include "rpc/parse/json.hpp"
#include "rpc/parse/reply.hpp"

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

struct Fields
{
    std::optional<evm::TxHash> hash;
    std::optional<evm::Address> from;
    std::optional<evm::Address> to;
    std::optional<evm::Amount> value;

    void read(string_view key, ondemand::value field)
    {
        if (key == "hash") {
            hash = evm::TxHash::parse(text_of(field).value_or(""));
        } else if (key == "from") {
            from = evm::Address::parse_unchecked(text_of(field).value_or(""));
        } else if (key == "to") { // Some nodes send "" or "0x" for the creation of a contract.
            to = evm::Address::parse_unchecked(text_of(field).value_or(""));
        } else if (key == "value") {
            value = evm::Amount::from_quantity(text_of(field).value_or(""));
        }
    }
};

Transaction read_transaction(ondemand::object object)
{
    Fields fields;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        fields.read(key, field.value());
    }
    return {.hash = require(fields.hash, "transaction", "hash"),
            .from = require(fields.from, "transaction", "from"),
            .to = fields.to,
            // Without one only its calls move something, as of a frame.
            .value = fields.value.value_or(evm::Amount{})};
}

} // namespace

std::vector<Answer<Transaction>> parse_transactions(JsonParser& parser, std::string& body,
                                                    std::size_t calls)
{
    return read_reply<Transaction>(parser, body, calls, [](ondemand::value value) {
        return read_transaction(value.get_object());
    });
}

} // namespace ctrip::rpc
