// SPDX-License-Identifier: MIT
#include "rpc/parse/receipt.hpp"

#include "rpc/parse/json.hpp"
#include "rpc/parse/log.hpp"
#include "rpc/parse/reply.hpp"

#include <utility>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

struct ReceiptFields
{
    std::optional<evm::TxHash> tx_hash;
    std::optional<evm::BlockHash> block_hash;
    std::optional<std::uint64_t> block_number;
    std::optional<std::uint64_t> status;
    std::optional<std::uint64_t> gas_used;
    std::optional<evm::Amount> gas_price;
    std::optional<std::vector<evm::Transfer>> transfers;
    std::vector<evm::Transfer> empty;
    std::vector<NativeSweep> native_sweeps;
    evm::Amount l1_fee;

    void read_log_of(ondemand::object object)
    {
        const Log log = read_log(object);
        if (auto candidate = to_transfer(log)) {
            auto& kind = candidate->transfer.amount.is_zero() ? empty : *transfers;
            kind.push_back(std::move(candidate->transfer));
        } else if (const auto sweep = to_native_sweep(log)) {
            native_sweeps.push_back({.from = sweep->from, .amount = sweep->amount});
        }
    }

    void read(string_view key, ondemand::value value)
    {
        if (key == "transactionHash") {
            tx_hash = evm::TxHash::parse(text_of(value).value_or(""));
        } else if (key == "blockHash") {
            block_hash = evm::BlockHash::parse(text_of(value).value_or(""));
        } else if (key == "blockNumber") {
            block_number = to_u64(text_of(value).value_or(""));
        } else if (key == "status") {
            status = to_u64(text_of(value).value_or(""));
        } else if (key == "gasUsed") {
            gas_used = to_u64(text_of(value).value_or(""));
        } else if (key == "effectiveGasPrice") {
            if (const auto text = text_of(value)) {
                gas_price = require(evm::Amount::from_quantity(*text), "receipt", key);
            }
        } else if (key == "logs") {
            transfers.emplace();
            for (auto element : value.get_array()) {
                read_log_of(element.get_object());
            }
        } else if (key == "l1Fee") {
            if (const auto text = text_of(value)) {
                l1_fee = require(evm::Amount::from_quantity(*text), "receipt", key);
            }
        }
    }
};

Receipt read_receipt(ondemand::object object)
{
    ReceiptFields fields;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        fields.read(key, field.value());
    }
    if (fields.status && *fields.status > 1) {
        throw_bad("receipt", "status");
    }
    return {.tx_hash = require(fields.tx_hash, "receipt", "transactionHash"),
            .block_number = require(fields.block_number, "receipt", "blockNumber"),
            .block_hash = require(fields.block_hash, "receipt", "blockHash"),
            .succeeded = require(fields.status, "receipt", "status") == 1,
            .gas_used = require(fields.gas_used, "receipt", "gasUsed"),
            .effective_gas_price =
                fields.gas_price.value_or(evm::Amount{}), // Nodes from before EIP-1559 have none.
            .token_transfers = require(fields.transfers, "receipt", "logs"),
            .empty_transfers = std::move(fields.empty),
            .native_sweeps = std::move(fields.native_sweeps),
            .l1_fee = fields.l1_fee};
}

} // namespace

std::vector<Answer<Receipt>> parse_receipts(JsonParser& parser, std::string& body,
                                            std::size_t calls)
{
    return read_reply<Receipt>(parser, body, calls, [](ondemand::value value) {
        return read_receipt(value.get_object());
    });
}

} // namespace ctrip::rpc
