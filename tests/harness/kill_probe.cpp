// SPDX-License-Identifier: MIT
// What kill_at is tried on: seven SQLite statements, three of them by exec, then two pieces of data
// to a socket.
#include <SQLiteCpp/SQLiteCpp.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

void write_rows(const char* path)
{
    SQLite::Database database{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    database.exec("CREATE TABLE numbers (n INTEGER)"); // 2, within 1 and 3 for the schema
    SQLite::Transaction work{database};                // 4: BEGIN
    SQLite::Statement insert{database, "INSERT INTO numbers VALUES (?)"};
    for (int number = 1; number <= 3; ++number) { // 5, 6, 7
        insert.bind(1, number);
        insert.exec();
        insert.reset();
    }
    work.commit(); // 8
    // One statement however many rows it steps through.
    SQLite::Statement select{database, "SELECT n FROM numbers"}; // 9
    while (select.executeStep()) {
    }
}

void send_twice(std::uint16_t port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::send(fd, "a", 1, 0) != 1 || ::write(fd, "b", 1) != 1) {
        std::exit(1);
    }
    ::close(fd);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        return 64;
    }
    write_rows(argv[1]);
    send_twice(static_cast<std::uint16_t>(std::atoi(argv[2])));
}
