// SPDX-License-Identifier: MIT
// Preloaded into a PostgreSQL server or into ctrip: simulates a full disk while the file named by
// the environment variable CTRIP_FULL_DISK_FLAG exists. A write that would extend a table or index
// file (below base/; of SQLite: *.db and what stands beside it) fails with ENOSPC; existing bytes
// can be overwritten. statvfs() says that nothing is free.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

static int is_table(int file)
{
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) {
        return 0;
    }
    path[size] = '\0';
    return strstr(path, "/base/") != NULL || strstr(path, ".db") != NULL;
}

/// Whether a write up to this offset must fail; then sets errno to ENOSPC.
static int is_full(int file, off_t end)
{
    const char* flag = getenv("CTRIP_FULL_DISK_FLAG");
    const int before = errno;
    struct stat facts;
    const int full = flag && access(flag, F_OK) == 0 && fstat(file, &facts) == 0 &&
                     end > facts.st_size && is_table(file);
    errno = full ? ENOSPC : before;
    return full;
}

static void* real(const char* name)
{
    void* found = dlsym(RTLD_NEXT, name);
    if (!found) {
        fprintf(stderr, "full_disk: there is no %s\n", name);
        _exit(120);
    }
    return found;
}

ssize_t pwrite(int file, const void* data, size_t size, off_t offset)
{
    static ssize_t (*next)(int, const void*, size_t, off_t);
    if (!next) {
        next = (ssize_t(*)(int, const void*, size_t, off_t))real("pwrite");
    }
    return is_full(file, offset + (off_t)size) ? -1 : next(file, data, size, offset);
}

ssize_t pwrite64(int file, const void* data, size_t size, off_t offset)
{
    return pwrite(file, data, size, offset);
}

ssize_t pwritev(int file, const struct iovec* parts, int count, off_t offset)
{
    static ssize_t (*next)(int, const struct iovec*, int, off_t);
    if (!next) {
        next = (ssize_t(*)(int, const struct iovec*, int, off_t))real("pwritev");
    }
    off_t end = offset;
    for (int i = 0; i < count; ++i) {
        end += (off_t)parts[i].iov_len;
    }
    return is_full(file, end) ? -1 : next(file, parts, count, offset);
}

ssize_t pwritev64(int file, const struct iovec* parts, int count, off_t offset)
{
    return pwritev(file, parts, count, offset);
}

int posix_fallocate(int file, off_t offset, off_t size)
{
    static int (*next)(int, off_t, off_t);
    if (!next) {
        next = (int (*)(int, off_t, off_t))real("posix_fallocate");
    }
    return is_full(file, offset + size) ? ENOSPC : next(file, offset, size);
}

int posix_fallocate64(int file, off_t offset, off_t size)
{
    return posix_fallocate(file, offset, size);
}

int statvfs(const char* path, struct statvfs* facts)
{
    static int (*next)(const char*, struct statvfs*);
    if (!next) {
        next = (int (*)(const char*, struct statvfs*))real("statvfs");
    }
    const char* flag = getenv("CTRIP_FULL_DISK_FLAG");
    const int result = next(path, facts);
    if (result == 0 && flag && access(flag, F_OK) == 0) {
        facts->f_bavail = 0;
    }
    return result;
}

int statvfs64(const char* path, struct statvfs64* facts)
{
    return statvfs(path, (struct statvfs*)facts); // The same on 64-bit systems.
}
