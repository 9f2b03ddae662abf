// SPDX-License-Identifier: MIT
// What the tests of the RPC client share: whose money it is, and a chain with some of it.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "integration/fake_node.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ctrip::test {

inline const base::SystemClock kClock;
inline const base::Log kLog{{.level = base::LogLevel::error}, kClock};

inline const std::string kOurs = address_text(0x11);
inline const std::string kTheirs = address_text(0x22);
inline const std::string kToken = address_text(0x33);

[[nodiscard]] evm::Address address(const std::string& text);
[[nodiscard]] rpc::JsonRpcOptions options_for(std::vector<std::string> urls);
[[nodiscard]] bool is_ours(const evm::Address& one);
[[nodiscard]] rpc::ReadOptions native_only();
[[nodiscard]] rpc::ReadOptions tokens_only();
[[nodiscard]] std::vector<rpc::BlockRange> read_all(rpc::BlockSource& client, evm::BlockNumber from,
                                                    evm::BlockNumber to, std::uint64_t per_range,
                                                    const rpc::ReadOptions& options);
[[nodiscard]] std::vector<evm::Transfer> transfers_of(const std::vector<rpc::BlockRange>& ranges);

/// The error of a call, as "kind: message".
[[nodiscard]] std::string error_of(const std::function<void()>& act);

/// Two payments of ours in each tenth block, among others; one of them moves nothing.
[[nodiscard]] FakeChain chain_with_payments();

} // namespace ctrip::test
