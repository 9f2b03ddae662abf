// SPDX-License-Identifier: MIT
#include "rpc/parse/receipt.hpp"

#include "evm/logs_bloom.hpp"
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
    std::optional<evm::Address> from;
    std::optional<evm::LogsBloom> bloom;
    std::vector<evm::Transfer> transfers;
    std::vector<evm::Transfer> empty;
    std::vector<NativeSweep> native_sweeps;
    bool shows_logs = false;
    bool is_bad_log = false;
    evm::Amount l1_fee;

    void read_log_of(const Log& log)
    {
        if (auto candidate = to_transfer(log)) {
            auto& kind = candidate->transfer.amount.is_zero() ? empty : transfers;
            kind.push_back(std::move(candidate->transfer));
        } else if (const auto sweep = to_native_sweep(log)) {
            native_sweeps.push_back({.from = sweep->from, .amount = sweep->amount});
        }
    }

    void read_logs(ondemand::value value)
    {
        if (value.type() != ondemand::json_type::array) {
            return;
        }
        shows_logs = true;
        for (auto element : value.get_array()) {
            const Log log = read_log(element.get_object());
            try {
                read_log_of(log);
            } catch (const BadReply&) { // A transfer without its position.
                is_bad_log = true;
            }
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
            gas_price = evm::Amount::from_quantity(text_of(value).value_or(""));
        } else if (key == "from") {
            from = evm::Address::parse_unchecked(text_of(value).value_or(""));
        } else if (key == "logs") {
            read_logs(value);
        } else if (key == "logsBloom") {
            bloom = evm::LogsBloom::parse(text_of(value).value_or(""));
        } else if (key == "l1Fee") {
            l1_fee =
                evm::Amount::from_quantity(text_of(value).value_or("")).value_or(evm::Amount{});
        }
    }

    [[nodiscard]] string_view missing() const
    {
        if (!block_hash) {
            return "blockHash";
        }
        if (!block_number) {
            return "blockNumber";
        }
        if (!status || *status > 1) {
            return "status";
        }
        // Some nodes answer with null where there are no logs.
        if (is_bad_log || (!shows_logs && bloom && !bloom->is_empty())) {
            return "logs";
        }
        return gas_used ? "" : "gasUsed";
    }
};

Receipt read_receipt(ondemand::object object)
{
    ReceiptFields fields;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        fields.read(key, field.value());
    }
    return {.tx_hash = require(fields.tx_hash, "receipt", "transactionHash"),
            .block_number = fields.block_number.value_or(0),
            .block_hash = fields.block_hash.value_or(evm::BlockHash{}),
            .succeeded = fields.status == 1U,
            .gas_used = fields.gas_used.value_or(0),
            .effective_gas_price =
                fields.gas_price.value_or(evm::Amount{}), // Nodes from before EIP-1559 have none.
            .token_transfers = std::move(fields.transfers),
            .empty_transfers = std::move(fields.empty),
            .native_sweeps = std::move(fields.native_sweeps),
            .from = fields.from,
            .missing = fields.missing(),
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

std::vector<Answer<std::vector<Receipt>>>
parse_receipts_of_blocks(JsonParser& parser, std::string& body, std::size_t calls)
{
    return read_reply<std::vector<Receipt>>(parser, body, calls, [](ondemand::value value) {
        std::vector<Receipt> receipts;
        for (auto element : value.get_array()) {
            ondemand::object object = element.get_object();
            try {
                receipts.push_back(read_receipt(object));
            } catch (const BadReply&) { // One odd transaction does not hide the others.
                continue;
            }
        }
        return receipts;
    });
}

} // namespace ctrip::rpc
