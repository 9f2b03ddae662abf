// SPDX-License-Identifier: MIT
#include "store/recorded_messages.hpp"

#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace ctrip::store {

namespace {

using Records = std::unordered_map<std::string, MessageRecord>;

/// Messages by their payment.
using ByPayment = std::unordered_multimap<std::string, MessageRecord*>;

std::string step_statement()
{
    return fmt::format(
        "SELECT w.id, w.payment_id, w.seq, w.event, h.event, h.status_to, h.at, p.webhook_url, "
        "p.chain, p.chain_id, p.token, p.symbol, p.decimals, p.wallet_id, p.derivation_index, "
        "p.address, p.amount, p.reference, p.metadata FROM webhooks w LEFT JOIN payments p ON "
        "p.id = w.payment_id LEFT JOIN payment_history h ON h.payment_id = w.payment_id AND h.seq "
        "= w.seq WHERE w.id IN {}",
        places(1, kFixedListPlaces));
}

std::string transfer_statement()
{
    return fmt::format("SELECT payment_id, chain_id, tx_hash, log_index, token, to_address, "
                       "amount, block_number FROM transfers WHERE payment_id IN {}",
                       places(1, kFixedListPlaces));
}

webhook::RecordedMessage to_recorded(const Row& row)
{
    webhook::RecordedMessage message;
    message.payment_id = row.text(1);
    message.seq = row.unsigned_integer(2);
    message.event = row.text(4);
    message.status = row.text(5);
    message.at_s = row.integer(6);
    message.url = row.optional_text(7);
    message.chain = row.text(8);
    message.chain_id = row.unsigned_integer(9);
    message.token = row.optional_address(10);
    message.symbol = row.text(11);
    message.decimals = static_cast<unsigned>(row.unsigned_integer(12));
    message.wallet_id = row.text(13);
    message.derivation_index = static_cast<std::uint32_t>(row.unsigned_integer(14));
    message.address = row.address(15);
    message.amount = row.amount(16);
    message.reference = row.optional_text(17);
    message.metadata = row.text(18);
    return message;
}

MessageRecord to_record(const Row& row)
{
    MessageRecord record;
    if (row.is_null(8)) {
        record.fault = "its payment is not there";
    } else if (row.is_null(4) || row.text(3) != row.text(4)) {
        record.fault = "the payment's history has no such event";
    } else {
        try {
            record.message = to_recorded(row);
        } catch (const Error& error) {
            record.fault = error.what();
        }
    }
    return record;
}

void add_transfer(const Row& row, MessageRecord& record)
{
    if (!record.fault.empty() || row.unsigned_integer(1) != record.message.chain_id) {
        return;
    }
    try {
        evm::Transfer transfer;
        transfer.tx_hash = row.tx_hash(2);
        transfer.log_index = row.integer(3);
        transfer.token = row.optional_address(4);
        transfer.to = row.address(5);
        transfer.amount = row.amount(6);
        transfer.block_number = row.unsigned_integer(7);
        record.message.transfers.push_back(transfer);
    } catch (const Error& error) {
        record.fault = error.what();
    }
}

void add_transfers(Database& database, Records& records)
{
    static const std::string sql = transfer_statement();
    ByPayment by_payment;
    std::vector<std::string> payments;
    for (auto& [id, record] : records) {
        if (!record.fault.empty()) {
            continue;
        }
        const std::string& payment = record.message.payment_id;
        if (!by_payment.contains(payment)) {
            payments.push_back(payment);
        }
        by_payment.emplace(payment, &record);
    }
    by_fixed_lists({}, std::span<const std::string>{payments},
                   [&](const std::vector<Value>& values) {
                       for (const Row& row : database.query(sql, values)) {
                           const auto [begin, end] = by_payment.equal_range(row.text(0));
                           for (auto one = begin; one != end; ++one) {
                               add_transfer(row, *one->second);
                           }
                       }
                   });
}

} // namespace

Records find_message_records(Database& database, std::span<const std::string> ids)
{
    static const std::string sql = step_statement();
    Records records;
    by_fixed_lists({}, ids, [&](const std::vector<Value>& values) {
        for (const Row& row : database.query(sql, values)) {
            records.emplace(row.text(0), to_record(row));
        }
    });
    add_transfers(database, records);
    return records;
}

} // namespace ctrip::store
