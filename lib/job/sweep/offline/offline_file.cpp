// SPDX-License-Identifier: MIT
#include "job/sweep/offline/offline_file.hpp"

#include "base/error.hpp"
#include "base/hex.hpp"
#include "base/uuid.hpp"
#include "evm/abi.hpp"
#include "job/shared/line_file.hpp"
#include "job/sweep/intent.hpp"
#include "job/sweep/offline/json_fields.hpp"
#include "wallet/signer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;
using evm::Amount;

constexpr std::string_view kSweepsFormat = "ctrip-sweeps";
constexpr std::uint64_t kDecimalsMax = 77;
constexpr std::size_t kSweepsMax = 100'000;

std::string_view to_string(SweepFileState state)
{
    return state == SweepFileState::signed_ ? "signed" : "unsigned";
}

Json to_json(const OfflineSweep& sweep)
{
    Json json{{"chain_id", sweep.chain_id},
              {"payment_id", sweep.payment_id},
              {"index", sweep.index},
              {"from", sweep.from.to_checksum()},
              {"to", sweep.treasury.to_checksum()},
              {"token", sweep.token ? Json(sweep.token->to_checksum()) : Json(nullptr)},
              {"symbol", sweep.symbol},
              {"decimals", sweep.decimals},
              {"amount_raw", sweep.amount.to_decimal()},
              {"nonce", sweep.nonce},
              {"gas", sweep.gas},
              {"max_fee_wei", sweep.max_fee.to_decimal()},
              {"priority_fee_wei",
               sweep.priority_fee ? Json(sweep.priority_fee->to_decimal()) : Json(nullptr)}};
    if (!sweep.raw.empty()) {
        json["raw"] = base::to_hex_0x(sweep.raw);
    }
    return json;
}

OfflineSweep read(const LineFileReader& file, const std::string& line)
{
    const JsonFields fields{file, line};
    OfflineSweep sweep{.chain_id = fields.number("chain_id", kInt64Max),
                       .payment_id = fields.text("payment_id"),
                       .index = static_cast<std::uint32_t>(fields.number("index", kIndexMax)),
                       .from = fields.address("from"),
                       .treasury = fields.address("to"),
                       .token = fields.optional_address("token"),
                       .symbol = fields.text("symbol"),
                       .decimals = static_cast<unsigned>(fields.number("decimals", kDecimalsMax)),
                       .amount = fields.amount("amount_raw"),
                       .nonce = fields.number("nonce", kInt64Max),
                       .gas = fields.number("gas", kInt64Max),
                       .max_fee = fields.amount("max_fee_wei"),
                       .priority_fee = fields.optional_amount("priority_fee_wei"),
                       .raw = {}};
    if (!base::is_uuid(sweep.payment_id)) {
        file.fail("'payment_id' is no payment's id");
    }
    if (fields.has("raw")) {
        sweep.raw = fields.bytes("raw");
    }
    return sweep;
}

/// Fails where the signed bytes are not the transaction of the fields, or not signed by its sender.
void require_signed(const LineFileReader& file, const OfflineSweep& sweep)
{
    const auto decoded = evm::decode_signed(sweep.raw);
    if (!decoded) {
        file.fail("'raw' is not a signed transaction");
    }
    if (evm::signing_hash(decoded->tx) != evm::signing_hash(sweep.tx())) {
        file.fail("'raw' is another transaction than the line says");
    }
    if (wallet::signer_of(*decoded) != sweep.from) {
        file.fail(fmt::format("it is not signed by {}", sweep.from.to_checksum()));
    }
}

[[noreturn]] void refuse(const OfflineSweep& sweep, const std::string& why)
{
    throw Error{ErrorKind::request, fmt::format("the sweep of payment '{}': {}; nothing was signed",
                                                sweep.payment_id, why)};
}

const config::Chain& chain_of(const config::Config& config, const OfflineSweep& sweep)
{
    const auto chain =
        std::find_if(config.chains.begin(), config.chains.end(),
                     [&](const config::Chain& one) { return one.chain_id == sweep.chain_id; });
    if (chain == config.chains.end()) {
        refuse(sweep,
               fmt::format("it is for the chain {}, which is not configured here", sweep.chain_id));
    }
    return *chain;
}

void check(const config::Config& config, const evm::Address& treasury, const OfflineSweep& sweep)
{
    const config::Chain& chain = chain_of(config, sweep);
    if (sweep.treasury != treasury) {
        refuse(sweep, fmt::format("it pays {}, and the treasury configured here is {}",
                                  sweep.treasury.to_checksum(), treasury.to_checksum()));
    }
    const bool is_known =
        !sweep.token ||
        std::any_of(chain.tokens.begin(), chain.tokens.end(), [&](const config::Token& token) {
            return token.address == *sweep.token && token.symbol == sweep.symbol &&
                   token.decimals == sweep.decimals;
        });
    if (!is_known) {
        refuse(sweep, fmt::format("{} {} with {} decimals is no token that is configured here",
                                  sweep.symbol, sweep.token->to_checksum(), sweep.decimals));
    }
    const bool is_native = !sweep.token && sweep.symbol == chain.native.symbol &&
                           sweep.decimals == chain.native.decimals;
    if (!sweep.token && !is_native) {
        refuse(sweep, fmt::format("{} with {} decimals is not the native currency configured here",
                                  sweep.symbol, sweep.decimals));
    }
    const SigningRules rules{.chain = chain,
                             .treasury = treasury,
                             .max_fee_wei = max_fee_wei(config.sweeping, chain.chain_id)};
    const auto kind = sweep.token ? store::SweepTxKind::token : store::SweepTxKind::native;
    if (const std::string why = why_too_dear(sweep.tx(), kind, rules); !why.empty()) {
        refuse(sweep, why);
    }
}

} // namespace

evm::AnyTx OfflineSweep::tx() const
{
    const evm::Address to = token ? *token : treasury;
    const Amount value = token ? Amount{} : amount;
    base::Bytes data = token ? evm::encode_transfer(treasury, amount) : base::Bytes{};
    if (!priority_fee) {
        return evm::LegacyTx{.chain_id = chain_id,
                             .nonce = nonce,
                             .gas_price = max_fee,
                             .gas = gas,
                             .to = to,
                             .value = value,
                             .data = std::move(data)};
    }
    return evm::Eip1559Tx{.chain_id = chain_id,
                          .nonce = nonce,
                          .max_priority_fee = *priority_fee,
                          .max_fee = max_fee,
                          .gas = gas,
                          .to = to,
                          .value = value,
                          .data = std::move(data),
                          .access_list = {}};
}

void write_sweep_file(const std::string& path, SweepFileState state,
                      const std::vector<OfflineSweep>& sweeps)
{
    LineFileWriter file{path, kSweepsFormat, Json{{"state", to_string(state)}}.dump()};
    for (const OfflineSweep& sweep : sweeps) {
        file.line(to_json(sweep).dump());
    }
    static_cast<void>(file.finish());
}

std::vector<OfflineSweep> read_sweep_file(const std::string& path, SweepFileState state)
{
    LineFileReader file{path, {.name = kSweepsFormat, .command = "ctrip sweep --export"}};
    const std::string stated = JsonFields{file, file.header()}.text("state");
    if (stated != to_string(state)) {
        file.fail(state == SweepFileState::signed_
                      ? "its sweeps are not signed; sign them with 'ctrip wallet sign' on the host "
                        "that has the key"
                      : "its sweeps are signed already; 'ctrip sweep --import' sends them");
    }
    std::vector<OfflineSweep> sweeps;
    std::string line;
    while (file.next(line)) {
        if (sweeps.size() == kSweepsMax) {
            file.fail(fmt::format("more than {} sweeps", kSweepsMax));
        }
        sweeps.push_back(read(file, line));
        if (state == SweepFileState::signed_) {
            require_signed(file, sweeps.back());
        }
    }
    return sweeps;
}

void sign_sweeps(const config::Config& config, const wallet::AccountKey& account,
                 const evm::Address& treasury, std::vector<OfflineSweep>& sweeps)
{
    std::vector<base::Bytes> signed_bytes;
    for (const OfflineSweep& sweep : sweeps) {
        check(config, treasury, sweep);
        const wallet::Signer signer = wallet::deposit_signer(account, sweep.index);
        if (signer.address() != sweep.from) {
            refuse(sweep, fmt::format("{} is not the address with index {} of this wallet",
                                      sweep.from.to_checksum(), sweep.index));
        }
        signed_bytes.push_back(signer.sign(sweep.tx()).raw);
    }
    for (std::size_t i = 0; i < sweeps.size(); ++i) {
        sweeps[i].raw = std::move(signed_bytes[i]);
    }
}

} // namespace ctrip::job
