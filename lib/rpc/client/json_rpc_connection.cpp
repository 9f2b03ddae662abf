// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_connection.hpp"

#include "rpc/client/answer_text.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/read/quantity.hpp"

#include <array>
#include <utility>

namespace ctrip::rpc {

JsonRpcConnection::JsonRpcConnection(JsonRpcOptions options, const base::Log& log)
    : m_options(std::move(options)), m_exchange(m_options),
      m_pool(m_options, log,
             [this](Node& node) {
                 const std::array calls{Call{"eth_chainId", "[]"}};
                 return require_quantity(
                     texts_of(m_exchange.ask<std::string>(node, calls, &parse_strings)).front());
             }),
      m_heads(m_pool, m_options, log)
{
}

} // namespace ctrip::rpc
