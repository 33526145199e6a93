#!/bin/sh
# Runs a program for as long as whoever started it lives. When standard input closes, which the
# system sees to even after a crash or a SIGKILL, the program gets SIGNAL; once it has ended,
# FOLDER (if not empty) is removed.
#
#   leash.sh SIGNAL FOLDER PROGRAM [ARGUMENT...]
signal=$1
folder=$2
shift 2

exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{
	cat <&3
	kill -s "$signal" "$program"
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-

wait "$program"
status=$?
kill "$watcher" 2>/dev/null
[ -z "$folder" ] || rm -rf -- "$folder"
exit "$status"
