// SPDX-License-Identifier: MIT
#include "job/shared/stored_tx.hpp"

#include <utility>
#include <variant>

namespace ctrip::job {

std::optional<base::Bytes> stored_bytes(const store::SweepTx& tx)
{
    std::optional<base::Bytes> raw = base::from_hex_0x(tx.raw);
    return raw && !raw->empty() ? std::move(raw) : std::nullopt;
}

std::optional<evm::AnyTx> stored_tx(const store::SweepTx& tx)
{
    const std::optional<base::Bytes> raw = stored_bytes(tx);
    std::optional<evm::SignedTx> decoded = raw ? evm::decode_signed(*raw) : std::nullopt;
    return decoded ? std::optional{std::move(decoded->tx)} : std::nullopt;
}

std::optional<evm::Amount> stored_value(const store::SweepTx& tx)
{
    const std::optional<evm::AnyTx> decoded = stored_tx(tx);
    return decoded ? std::optional{std::visit([](const auto& one) { return one.value; }, *decoded)}
                   : std::nullopt;
}

} // namespace ctrip::job
