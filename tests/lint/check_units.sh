#!/bin/sh
# SPDX-License-Identifier: MIT
# check_units.sh BINARY FOLDER: systemd-analyze must have nothing to say about the units in FOLDER. The program they
# start need not be installed: BINARY stands in for it. A template is tried with one instance.
binary=$1 folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A unit ends a path at a space.
program=$work/program
case $program in
*" "*) program=$(mktemp -u /tmp/program-XXXXXX) && trap 'rm -rf "$work" "$program"' EXIT ;;
esac
ln -s "$binary" "$program"

set --
for unit in "$folder"/*.service "$folder"/*.timer "$folder"/*.target "$folder"/*.socket; do
    [ -f "$unit" ] || continue
    name=$(basename "$unit")
    sed "s|/usr/bin/ctrip|$program|g" "$unit" >"$work/$name"
    set -- "$@" "$(printf '%s' "$name" | sed 's/@\./@anvil./')"
done
if [ $# -eq 0 ]; then
    echo "$folder: no unit"
    exit 1
fi
cd "$work" || exit 1
for timer in *.timer; do
    [ -f "$timer" ] || continue
    service=$(sed -n 's/^Unit=//p' "$timer")
    [ -f "${service:-${timer%.timer}.service}" ] || {
        echo "$timer: starts ${service:-${timer%.timer}.service}, which is not there"
        exit 1
    }
done
for name in "$@"; do
    template=$(printf '%s' "$name" | sed 's/@anvil\./@./')
    [ "$name" = "$template" ] || cp "$template" "$name"
done
# sweep alone has keys: its processes and credentials are no other job's. What they share belongs to their group.
for service in "$folder"/*.service; do
    [ -f "$service" ] || continue
    name=$(basename "$service")
    case $name in
    ctrip-sweep*) user=ctrip-sweep ;;
    *) user=ctrip ;;
    esac
    for line in "User=$user" Group=ctrip UMask=0007 LimitCORE=0; do
        grep -qx "$line" "$service" || {
            echo "$name: without $line"
            exit 1
        }
    done
    if [ $user = ctrip-sweep ] && grep -q '^StateDirectory=' "$service"; then
        echo "$name: StateDirectory= would take the folder from the other jobs' user"
        exit 1
    fi
    if [ -f "$folder/ctrip.sysusers" ] && ! grep -q "^u $user " "$folder/ctrip.sysusers"; then
        echo "ctrip.sysusers: without the user $user of $name"
        exit 1
    fi
done
# Other units of this machine may have problems of their own; a line about ours names one of them.
output=$(SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no "$@" 2>&1)
code=$?
ours=$(printf '%s\n' "$output" | grep ctrip)
if [ $code -ne 0 ] || [ -n "$ours" ]; then
    printf '%s\n' "$output"
    exit 1
fi
