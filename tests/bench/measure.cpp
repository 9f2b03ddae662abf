// SPDX-License-Identifier: MIT
// Runs a command and writes "WALL_S USER_S SYS_S PEAK_RSS_KB EXIT_CODE" to a file. A program of its
// own, because a child's peak memory is never less than that of the process it was forked from.
// Usage: measure REPORT COMMAND...
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace {

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fputs("usage: measure REPORT COMMAND...\n", stderr);
        return 64;
    }
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = vfork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        std::perror("measure");
        return 1;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    std::FILE* report = std::fopen(argv[1], "w");
    if (report == nullptr) {
        std::perror(argv[1]);
        return 1;
    }
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    std::fprintf(report, "%.6f %.6f %.6f %ld %d\n", wall.count(), seconds(usage.ru_utime),
                 seconds(usage.ru_stime), usage.ru_maxrss, code);
    std::fclose(report);
    return code;
}
