// SPDX-License-Identifier: MIT
// Looks the addresses of a file up as a scan does and prints the milliseconds of each turn.
// Usage: lookup DATABASE_URL CHAIN_ID FILE TURNS
#include "evm/address.hpp"
#include "store/database.hpp"
#include "store/open_database.hpp"
#include "store/payment_rows.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

namespace {

using ctrip::evm::Address;

std::vector<Address> read_addresses(const char* path)
{
    std::vector<Address> addresses;
    std::ifstream file{path};
    std::string line;
    while (std::getline(file, line)) {
        addresses.push_back(Address::parse(line).value());
    }
    return addresses;
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc != 5) {
        std::fputs("usage: lookup DATABASE_URL CHAIN_ID FILE TURNS\n", stderr);
        return 64;
    }
    const auto database = ctrip::store::open_database(argv[1], ctrip::store::OpenMode::existing);
    const std::uint64_t chain_id = std::strtoull(argv[2], nullptr, 10);
    const std::vector<Address> addresses = read_addresses(argv[3]);
    for (int turn = std::atoi(argv[4]); turn > 0; --turn) { // Our own number.
        const auto start = std::chrono::steady_clock::now();
        ctrip::store::DbTransaction transaction{*database};
        const auto rows =
            database->payments_at(ctrip::store::payment_columns(), chain_id, addresses);
        transaction.commit();
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        std::printf("%.3f %zu\n", took.count(), rows.size());
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "lookup: %s\n", error.what());
    return 1;
}
