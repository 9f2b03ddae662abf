// SPDX-License-Identifier: MIT
// Test program for kill_at: runs statements of each form on a SQLite file or a postgresql:// URL,
// then writes twice to a TCP socket.
#include <SQLiteCpp/SQLiteCpp.h>
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

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
    // Counts once, however many rows it steps through.
    SQLite::Statement select{database, "SELECT n FROM numbers"}; // 9
    while (select.executeStep()) {
    }
}

/// Exits if sending failed (`sent` is not 1) or the last result is not `wanted`.
void expect(PGconn* connection, int sent, ExecStatusType wanted)
{
    if (sent != 1) {
        std::exit(2);
    }
    ExecStatusType got = PGRES_FATAL_ERROR;
    while (PGresult* const result = PQgetResult(connection)) {
        got = PQresultStatus(result);
        PQclear(result);
        if (got == PGRES_COPY_IN) { // Its other results come after PQputCopyEnd().
            break;
        }
    }
    if (got != wanted) {
        std::exit(3);
    }
}

void write_rows_to_server(const char* url)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> owner{PQconnectdb(url), &PQfinish};
    PGconn* const connection = owner.get();
    const auto run = [&](const char* sql, ExecStatusType wanted) {
        expect(connection, PQsendQuery(connection, sql), wanted);
    };
    run("CREATE TABLE numbers (n INTEGER)", PGRES_COMMAND_OK); // 1
    run("BEGIN", PGRES_COMMAND_OK);                            // 2
    expect(connection,
           PQsendPrepare(connection, "insert", "INSERT INTO numbers VALUES ($1)", 0, nullptr), // 3
           PGRES_COMMAND_OK);
    for (const char* number : {"1", "2", "3"}) { // 4, 5, 6
        expect(connection,
               PQsendQueryPrepared(connection, "insert", 1, &number, nullptr, nullptr, 0),
               PGRES_COMMAND_OK);
    }
    run("COMMIT", PGRES_COMMAND_OK);               // 7
    run("COPY numbers FROM STDIN", PGRES_COPY_IN); // 8
    if (PQputCopyData(connection, "4\n5\n", 4) != 1) {
        std::exit(4);
    }
    expect(connection, PQputCopyEnd(connection, nullptr), PGRES_COMMAND_OK); // 9
    expect(connection,
           PQsendQueryParams(connection, "SELECT n FROM numbers", 0, nullptr, nullptr, nullptr,
                             nullptr, 0), // 10
           PGRES_TUPLES_OK);
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
    if (std::string_view{argv[1]}.starts_with("postgresql:")) {
        write_rows_to_server(argv[1]);
    } else {
        write_rows(argv[1]);
    }
    send_twice(static_cast<std::uint16_t>(std::atoi(argv[2])));
}
