// SPDX-License-Identifier: MIT
// fuzz_replay TARGET FOLDER…: feeds one fuzz target every file of these folders, once. A finding of
// old is a test: no fuzzing engine is needed for it, and any compiler will do. A folder that is not
// there has nothing in it.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

extern "C"
{
    int fuzz_abi(const std::uint8_t* data, std::size_t size);
    int fuzz_amount(const std::uint8_t* data, std::size_t size);
    int fuzz_rlp(const std::uint8_t* data, std::size_t size);
    int fuzz_rpc_reply(const std::uint8_t* data, std::size_t size);
    int fuzz_trie(const std::uint8_t* data, std::size_t size);
    int fuzz_yaml(const std::uint8_t* data, std::size_t size);
}

namespace {

struct Target
{
    std::string_view name;
    int (*run)(const std::uint8_t*, std::size_t);
};

constexpr std::array kTargets{
    Target{"abi", fuzz_abi},   Target{"amount", fuzz_amount},
    Target{"rlp", fuzz_rlp},   Target{"rpc_reply", fuzz_rpc_reply},
    Target{"trie", fuzz_trie}, Target{"yaml", fuzz_yaml},
};

std::vector<std::uint8_t> read(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

/// How many files it was fed.
int replay(const Target& target, const std::filesystem::path& folder)
{
    int inputs = 0;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator{folder, absent}) {
        const std::vector<std::uint8_t> input = read(entry.path());
        // Before it is tried, so that the last line names the input that ends this program.
        std::printf("%s: %zu bytes\n", entry.path().c_str(), input.size());
        std::fflush(stdout);
        static_cast<void>(target.run(input.data(), input.size()));
        ++inputs;
    }
    return inputs;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const auto target =
        std::find_if(kTargets.begin(), kTargets.end(), [&](const Target& candidate) {
            return !arguments.empty() && candidate.name == arguments.front();
        });
    if (target == kTargets.end()) {
        std::fputs("usage: fuzz_replay abi|amount|rlp|rpc_reply|trie|yaml FOLDER...\n", stderr);
        return 64;
    }
    int inputs = 0;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        inputs += replay(*target, arguments[i]);
    }
    std::printf("%d inputs\n", inputs);
    return inputs == 0 ? 1 : 0;
}
