#!/bin/sh
# SPDX-License-Identifier: MIT
# check_docs.sh BINARY REPO COMMAND…: every command and subcommand, and every long option of theirs, must be in the
# manual and in every completion file.
ctrip=$1 root=$2 bad=0
shift 2

complain() {
    echo "$*"
    bad=1
}

# The first words of the lines below "Subcommands:", in what --help says.
subcommands_of() {
    printf '%s\n' "$1" | awk '/^[A-Za-z]*[Cc]ommands:/ { inside = 1; next } /^[^ ]/ { inside = 0 } inside && NF { print $1 }'
}

options_of() {
    printf '%s\n' "$1" | grep -oE -- '--[a-z][a-z-]+' | sort -u
}

# As a reader sees it, without line breaks inside words.
manual_text() {
    mandoc -T ascii -O width=1000 "$1" | sed "s/.$(printf '\b')//g"
}

has_word() { # TEXT WORD
    printf '%s\n' "$1" | grep -Eqe "(^|[^a-z-])$2([^a-z-]|\$)"
}

check_completions() { # WORD
    for file in "$root"/completions/*; do
        case $file in
        *.fish) word=$(printf '%s' "$1" | sed 's/^--/-l (--)?/; t; s/^/(^|[^a-z-])/') ;;
        *) word=$1 ;;
        esac
        grep -Eqe "$word([^a-z-]|\$)" "$file" || complain "$file: no $1"
    done
}

# Leaves what the manual and --help say in $text and $help.
check_command() { # MANUAL COMMAND [SUBCOMMAND]
    if [ "$manual" != "$1" ]; then
        manual=$1
        text=$(manual_text "$manual")
    fi
    shift
    if ! help=$("$ctrip" "$@" --help 2>/dev/null) || [ -z "$help" ]; then
        complain "ctrip $* --help: says nothing"
        help=""
        return
    fi
    for option in $(options_of "$help"); do
        # The manual of the program tells of --help, once for all commands.
        [ "$option" = --help ] || has_word "$text" "$option" || complain "$manual: no $option (of $*)"
        check_completions "$option"
    done
}

overview=$root/man/ctrip.1
manual=""
[ "$#" -gt 0 ] || complain "no command to check"
for file in "$overview" "$root"/completions/*; do
    [ -f "$file" ] || complain "$file: missing"
done
[ "$bad" -eq 0 ] || exit 1
check_command "$overview"
overview_text=$text
for command in "$@"; do
    own=$root/man/ctrip-$command.1
    [ -f "$own" ] || {
        complain "$own: missing"
        continue
    }
    has_word "$overview_text" "$command" || complain "$overview: no $command"
    check_completions "$command"
    check_command "$own" "$command"
    for subcommand in $(subcommands_of "$help"); do
        has_word "$text" "$subcommand" || complain "$own: no $subcommand"
        check_completions "$subcommand"
        check_command "$own" "$command" "$subcommand"
    done
done
exit $bad
