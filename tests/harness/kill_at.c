// SPDX-License-Identifier: MIT
// Preloaded into the program under test: kills it just before its n-th statement, by SQLite or
// libpq, or before its n-th write to the network, or only counts both.
//
// Nothing becomes durable between two such events, so killing before each of them covers every
// crash. (The end of a COPY, which makes its rows durable, counts as a statement.)
//   CTRIP_KILL_AT_STATEMENT=n   SIGKILL before the n-th statement starts (from 1)
//   CTRIP_KILL_AT_SEND=n        SIGKILL before the n-th write to an internet socket (from 1)
//   CTRIP_CUT_AT_STATEMENT=n    closes the connection when libpq's n-th statement starts (from 1)
//   CTRIP_KILL_COUNT_FILE=path  writes "statements N\nsends N\nconnections N\nsyncs N\n" there when
//   the program ends by itself; connections are libpq's, syncs are fdatasync(2) and fsync(2)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct sqlite3_stmt sqlite3_stmt;
typedef struct pg_conn PGconn;
typedef unsigned int Oid;

static int (*real_step)(sqlite3_stmt*);
static int (*real_busy)(sqlite3_stmt*);
static int (*real_query)(PGconn*, const char*);
static int (*real_params)(PGconn*, const char*, int, const Oid*, const char* const*, const int*,
                          const int*, int);
static int (*real_prepare)(PGconn*, const char*, const char*, int, const Oid*);
static int (*real_prepared)(PGconn*, const char*, int, const char* const*, const int*, const int*,
                            int);
static int (*real_copy_end)(PGconn*, const char*);
static PGconn* (*real_connect)(const char* const*, const char* const*, int);
static int (*real_socket)(const PGconn*);
static ssize_t (*real_send)(int, const void*, size_t, int);
static ssize_t (*real_sendto)(int, const void*, size_t, int, const struct sockaddr*, socklen_t);
static ssize_t (*real_sendmsg)(int, const struct msghdr*, int);
static ssize_t (*real_write)(int, const void*, size_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static ssize_t (*real_writev)(int, const struct iovec*, int);

static atomic_long statements;
static atomic_long sends;
static atomic_long connections;
static atomic_long syncs;
static long kill_at_statement;
static long cut_at_statement;
static long kill_at_send;
static const char* count_file;

static void* find(const char* name)
{
    void* found = dlsym(RTLD_NEXT, name);
    if (!found) {
        // A statically linked program would not call this library, and kill tests would pass.
        fprintf(stderr, "kill_at: %s is not a shared function of this program\n", name);
        _exit(120);
    }
    return found;
}

static long number_of(const char* name)
{
    const char* text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void start(void)
{
    real_step = (int (*)(sqlite3_stmt*))find("sqlite3_step");
    real_busy = (int (*)(sqlite3_stmt*))find("sqlite3_stmt_busy");
    real_query = (int (*)(PGconn*, const char*))find("PQsendQuery");
    real_params = (int (*)(PGconn*, const char*, int, const Oid*, const char* const*, const int*,
                           const int*, int))find("PQsendQueryParams");
    real_prepare =
        (int (*)(PGconn*, const char*, const char*, int, const Oid*))find("PQsendPrepare");
    real_prepared = (int (*)(PGconn*, const char*, int, const char* const*, const int*, const int*,
                             int))find("PQsendQueryPrepared");
    real_copy_end = (int (*)(PGconn*, const char*))find("PQputCopyEnd");
    real_connect =
        (PGconn * (*)(const char* const*, const char* const*, int)) find("PQconnectdbParams");
    real_socket = (int (*)(const PGconn*))find("PQsocket");
    real_send = (ssize_t(*)(int, const void*, size_t, int))find("send");
    real_sendto = (ssize_t(*)(int, const void*, size_t, int, const struct sockaddr*,
                              socklen_t))find("sendto");
    real_sendmsg = (ssize_t(*)(int, const struct msghdr*, int))find("sendmsg");
    real_write = (ssize_t(*)(int, const void*, size_t))find("write");
    real_writev = (ssize_t(*)(int, const struct iovec*, int))find("writev");
    real_fdatasync = (int (*)(int))find("fdatasync");
    real_fsync = (int (*)(int))find("fsync");
    kill_at_statement = number_of("CTRIP_KILL_AT_STATEMENT");
    cut_at_statement = number_of("CTRIP_CUT_AT_STATEMENT");
    kill_at_send = number_of("CTRIP_KILL_AT_SEND");
    count_file = getenv("CTRIP_KILL_COUNT_FILE");
}

__attribute__((destructor)) static void finish(void)
{
    FILE* file = count_file ? fopen(count_file, "w") : NULL;
    if (file) {
        fprintf(file, "statements %ld\nsends %ld\nconnections %ld\nsyncs %ld\n",
                atomic_load(&statements), atomic_load(&sends), atomic_load(&connections),
                atomic_load(&syncs));
        fclose(file);
    }
}

static long count(atomic_long* events, long kill_at)
{
    const long number = atomic_fetch_add(events, 1) + 1;
    if (number == kill_at) {
        kill(getpid(), SIGKILL);
    }
    return number;
}

static void count_libpq(PGconn* connection)
{
    if (count(&statements, kill_at_statement) == cut_at_statement) {
        shutdown(real_socket(connection), SHUT_RDWR);
    }
}

// Unix sockets (the journal, a wake-up pair, PostgreSQL's own) do not count.
static void count_send(int fd)
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    if (getsockname(fd, (struct sockaddr*)&address, &size) == 0 &&
        (address.ss_family == AF_INET || address.ss_family == AF_INET6)) {
        count(&sends, kill_at_send);
    }
}

int sqlite3_step(sqlite3_stmt* statement)
{
    if (!real_busy(statement)) {
        count(&statements, kill_at_statement);
    }
    return real_step(statement);
}

PGconn* PQconnectdbParams(const char* const* keywords, const char* const* values, int expand)
{
    count(&connections, 0);
    return real_connect(keywords, values, expand);
}

int PQsendQuery(PGconn* connection, const char* sql)
{
    count_libpq(connection);
    return real_query(connection, sql);
}

int PQsendQueryParams(PGconn* connection, const char* sql, int values_count, const Oid* types,
                      const char* const* values, const int* lengths, const int* formats,
                      int result_format)
{
    count_libpq(connection);
    return real_params(connection, sql, values_count, types, values, lengths, formats,
                       result_format);
}

int PQsendPrepare(PGconn* connection, const char* name, const char* sql, int types_count,
                  const Oid* types)
{
    count_libpq(connection);
    return real_prepare(connection, name, sql, types_count, types);
}

int PQsendQueryPrepared(PGconn* connection, const char* name, int values_count,
                        const char* const* values, const int* lengths, const int* formats,
                        int result_format)
{
    count_libpq(connection);
    return real_prepared(connection, name, values_count, values, lengths, formats, result_format);
}

int PQputCopyEnd(PGconn* connection, const char* error)
{
    count_libpq(connection);
    return real_copy_end(connection, error);
}

ssize_t send(int fd, const void* data, size_t size, int flags)
{
    count_send(fd);
    return real_send(fd, data, size, flags);
}

ssize_t sendto(int fd, const void* data, size_t size, int flags, const struct sockaddr* to,
               socklen_t to_size)
{
    count_send(fd);
    return real_sendto(fd, data, size, flags, to, to_size);
}

ssize_t sendmsg(int fd, const struct msghdr* message, int flags)
{
    count_send(fd);
    return real_sendmsg(fd, message, flags);
}

int fdatasync(int fd)
{
    atomic_fetch_add(&syncs, 1);
    return real_fdatasync(fd);
}

int fsync(int fd)
{
    atomic_fetch_add(&syncs, 1);
    return real_fsync(fd);
}

ssize_t write(int fd, const void* data, size_t size)
{
    count_send(fd);
    return real_write(fd, data, size);
}

ssize_t writev(int fd, const struct iovec* parts, int parts_count)
{
    count_send(fd);
    return real_writev(fd, parts, parts_count);
}
