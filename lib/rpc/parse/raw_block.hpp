// SPDX-License-Identifier: MIT
// Headers, transactions, receipts and account proofs out of nodes' replies with all the fields that
// their hashes are made of. A field that is missing or malformed spoils that item, not the reply.
#pragma once

#include "evm/receipt_rlp.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/proof_reader.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::rpc {

struct RawReceipts
{
    std::vector<evm::RawReceipt> receipts; ///< In the order of their transactions.
    std::string problem; ///< Why they are not complete: "receipt 3 has no logs"; else empty.
};

struct AccountNodes
{
    std::vector<base::Bytes> nodes;
    bool complete = false; ///< False: there are none, too many, or a malformed one.
};

/// For blocks with their transactions' hashes, or in full.
[[nodiscard]] std::vector<Answer<FullHeader>>
parse_full_headers(JsonParser& parser, std::string& body, std::size_t calls);
/// For eth_getBlockReceipts, and for eth_getTransactionReceipt as one receipt.
[[nodiscard]] std::vector<Answer<RawReceipts>>
parse_raw_receipts(JsonParser& parser, std::string& body, std::size_t calls);
/// For eth_getProof: the account's nodes alone.
[[nodiscard]] std::vector<Answer<AccountNodes>>
parse_account_nodes(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
