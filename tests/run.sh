#!/bin/sh
# Runs every test of a build and prints `N passed, N failed, N skipped`.
#
# BUILD is the build folder; names as arguments pick the tests whose path contains one of them.
set -u
BUILD=${BUILD:-build}
export BUILD
WIREMAP=$(cd "$BUILD" && pwd)/wiremap
export WIREMAP
export CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=1}
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$(pwd)/tests/lsan.supp:print_suppressions=0}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
logs=$BUILD/test-logs
rm -rf "$logs"
mkdir -p "$logs"
passed=0 failed=0 skipped=0

wanted() {
    [ -n "$names" ] || return 0
    for pattern in $names; do
        case "$1" in *"$pattern"*) return 0 ;; esac
    done
    return 1
}

# run NAME COMMAND...: counts the TAP lines of a test program; a program that dies or prints none has failed.
run() {
    name=$1
    shift
    wanted "$name" || return 0
    log=$logs/$(printf '%s' "$name" | tr / _).tap
    timeout "${TEST_TIMEOUT:-600}" "$@" >"$log" 2>"$log.err" </dev/null
    status=$?
    # cmocka reports a skipped test as "not ok N # SKIP".
    skip=$(grep -ciE '^(not )?ok .*# *skip' "$log")
    ok=$(grep -E '^ok ' "$log" | grep -vci '# *skip')
    bad=$(grep -E '^not ok ' "$log" | grep -vci '# *skip')
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ $((ok + skip)) -eq 0 ]; }; then
        bad=1
        echo "not ok - $name ended with status $status" >>"$log"
    fi
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
    if [ "$bad" -gt 0 ]; then
        echo "FAILED $name"
        grep -v -i '# *skip' "$log" | grep -A12 '^not ok' | head -60 | sed 's/^/    /'
        tail -n 25 "$log.err" | sed 's/^/    /'
    else
        printf '%-44s %3d passed' "$name" "$ok"
        [ "$skip" -eq 0 ] || printf ', %d skipped' "$skip"
        echo
    fi
}

names="$*"
for source in tests/*/test_*.c; do
    name=${source#tests/}
    name=${name%.c}
    run "$name" "$BUILD/tests/$name"
done
for source in tests/fuzz/fuzz_*.c; do
    [ -e "$source" ] || continue
    name=$(basename "$source" .c)
    run "fuzz/$name" "$BUILD/tests/fuzz/$name" tests/fuzz/seeds/"${name#fuzz_}"
done
for script in tests/e2e/*.sh; do
    [ -e "$script" ] || continue
    case "$script" in */lib.sh) continue ;; esac
    run "e2e/$(basename "$script" .sh)" sh "$script"
done
sed -nE 's/^(not )?ok .*# *[Ss][Kk][Ii][Pp] */skipped: /p' "$logs"/*.tap | sort | uniq -c
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
