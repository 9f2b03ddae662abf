// SPDX-License-Identifier: MIT
// What contracts say: answers to calls, and events. A token is a stranger's program.
#include "evm/abi.hpp"
#include "fuzz/input.hpp"

#include <algorithm>
#include <vector>

using namespace ctrip;
using fuzz::require;

namespace {

void check_event(fuzz::Input& input)
{
    std::vector<evm::Word> topics(input.byte() % 6);
    for (evm::Word& topic : topics) {
        topic = input.byte() % 4 == 0 ? evm::kTransferTopic : evm::Word{};
        if (topic != evm::kTransferTopic) {
            const auto bytes = input.bytes(topic.size());
            std::copy(bytes.begin(), bytes.end(), topic.begin());
        }
    }
    const auto event = evm::decode_transfer_event(topics, input.rest());
    if (event) {
        require(topics.size() == 3 && topics[0] == evm::kTransferTopic, "an ERC-20 transfer");
        require(evm::to_word(event->from) == topics[1], "from");
        require(evm::to_word(event->to) == topics[2], "to");
        require(std::ranges::equal(event->amount.to_be_bytes(), input.rest()), "amount");
    }
}

void check_answers(base::ByteView data)
{
    const auto number = evm::decode_uint256(data);
    require(number.has_value() == (data.size() >= 32), "a word is a number");
    if (const auto symbol = evm::decode_symbol(data)) {
        require(symbol->size() <= 1024, "a symbol of some length");
        require(
            std::ranges::none_of(*symbol, [](unsigned char c) { return c < 0x20 || c == 0x7f; }),
            "a symbol of printable characters");
    }
    const evm::TransferAnswer answer = evm::decode_transfer_answer(data);
    require((answer == evm::TransferAnswer::silent) == data.empty(), "silence is no bytes");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input{data, size};
    if (input.byte() % 2 == 0) {
        check_event(input);
    } else {
        check_answers(input.rest());
    }
    return 0;
}
