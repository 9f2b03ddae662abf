// SPDX-License-Identifier: MIT
#include "job/sweep/delegation/undelegation.hpp"

#include "base/error.hpp"
#include "base/hex.hpp"
#include "job/shared/line_file.hpp"
#include "job/shared/stored_tx.hpp"
#include "job/sweep/offline/json_fields.hpp"
#include "store/archive/archive_index.hpp"
#include "wallet/signer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <variant>

namespace ctrip::job {

namespace {

constexpr LineFileFormat kUndelegationsFormat{.name = "ctrip-undelegations",
                                              .command = "ctrip wallet undelegate --sign"};
constexpr std::size_t kOpenUndelegationsMax = 4'000;

/// The index of the payment, archived or not, whose address this is.
std::optional<std::uint32_t> index_of(SweepContext& context, const evm::Address& address)
{
    const evm::ChainId chain_id = context.job.chain.chain_id;
    if (const auto payment = context.queue.find(chain_id, address)) {
        return payment->derivation_index;
    }
    const std::array addresses{address};
    const auto archived =
        store::ArchiveIndex{context.job.database}.at_addresses(chain_id, addresses);
    return archived.empty()
               ? std::nullopt
               : std::optional{static_cast<std::uint32_t>(archived.front().derivation_index)};
}

template <typename Number>
bool parse_number(std::string_view text, Number max, Number& number)
{
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end && !text.empty() && number <= max;
}

} // namespace

std::vector<evm::Address> authorities_of(const evm::AnyTx& tx)
{
    std::vector<evm::Address> authorities;
    if (const auto* const delegating = std::get_if<evm::Eip7702Tx>(&tx)) {
        for (const evm::SignedAuthorization& one : delegating->authorizations) {
            if (const auto authority = wallet::signer_of(one)) {
                authorities.push_back(*authority);
            }
        }
    }
    return authorities;
}

std::vector<evm::Address> undelegated_deposits(SweepContext& context, const evm::AnyTx& tx)
{
    std::vector<evm::Address> deposits;
    for (const evm::Address& authority : authorities_of(tx)) {
        if (const auto index = index_of(context, authority)) {
            deposits.push_back(context.keys.account.address(*index));
        }
    }
    return deposits;
}

std::map<evm::Address, evm::TxHash> being_undelegated(SweepContext& context)
{
    std::map<evm::Address, evm::TxHash> txs;
    for (const store::SweepTx& tx :
         context.sweeps.open(context.job.chain.chain_id, kOpenUndelegationsMax)) {
        const auto stored =
            tx.kind == store::SweepTxKind::undelegate ? stored_tx(tx) : std::nullopt;
        if (stored) {
            for (const evm::Address& authority : authorities_of(*stored)) {
                txs.insert_or_assign(authority, tx.hash); // The newest of a nonce is the last.
            }
        }
    }
    return txs;
}

UndelegationRequest parse_undelegation(const std::string& text)
{
    UndelegationRequest request;
    const std::size_t colon = text.find(':');
    const bool is_right =
        colon != std::string::npos &&
        parse_number(std::string_view{text}.substr(0, colon), static_cast<std::uint32_t>(kIndexMax),
                     request.index) &&
        parse_number(std::string_view{text}.substr(colon + 1), kInt64Max, request.nonce);
    if (!is_right) {
        throw Error{ErrorKind::usage,
                    fmt::format("--sign can't be '{}'; write the address's index and its account's "
                                "nonce, such as 7:1",
                                text)};
    }
    return request;
}

void write_undelegations(const wallet::AccountKey& account, evm::ChainId chain_id,
                         std::span<const UndelegationRequest> requests, const std::string& path)
{
    LineFileWriter file{path, kUndelegationsFormat.name,
                        nlohmann::ordered_json{{"chain_id", chain_id}}.dump()};
    for (const UndelegationRequest& request : requests) {
        const wallet::Signer signer = wallet::deposit_signer(account, request.index);
        const evm::SignedAuthorization made = signer.sign(evm::Authorization{
            .chain_id = chain_id, .address = evm::Address{}, .nonce = request.nonce});
        file.line(nlohmann::ordered_json{{"i", request.index},
                                         {"address", signer.address().to_checksum()},
                                         {"nonce", request.nonce},
                                         {"y_parity", made.signature.y_parity},
                                         {"r", base::to_hex_0x(made.signature.r)},
                                         {"s", base::to_hex_0x(made.signature.s)}}
                      .dump());
    }
    static_cast<void>(file.finish());
}

std::vector<SignedUndelegation> read_undelegations(const wallet::AccountXpub& account,
                                                   evm::ChainId chain_id, const std::string& path)
{
    LineFileReader file{path, kUndelegationsFormat};
    if (JsonFields{file, file.header()}.number("chain_id", kInt64Max) != chain_id) {
        file.fail(fmt::format("they are for another chain than {}", chain_id));
    }
    std::vector<SignedUndelegation> all;
    std::string line;
    while (file.next(line)) {
        const JsonFields fields{file, line};
        SignedUndelegation one{
            .index = static_cast<std::uint32_t>(fields.number("i", kIndexMax)),
            .address = fields.address("address"),
            .authorization = {.authorization = {.chain_id = chain_id,
                                                .address = evm::Address{},
                                                .nonce = fields.number("nonce", kInt64Max)},
                              .signature = {.r = fields.word("r"),
                                            .s = fields.word("s"),
                                            .y_parity = static_cast<std::uint8_t>(
                                                fields.number("y_parity", 1))}}};
        if (one.address != account.address(one.index)) {
            file.fail(fmt::format("{} is not the address with index {} of the configured wallet",
                                  one.address.to_checksum(), one.index));
        }
        if (wallet::signer_of(one.authorization) != one.address) {
            file.fail(fmt::format("it was not signed by {} for this chain and nonce",
                                  one.address.to_checksum()));
        }
        all.push_back(one);
    }
    return all;
}

} // namespace ctrip::job
