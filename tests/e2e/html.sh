#!/bin/sh
# The interactive map in a headless browser: search, click, path, filters; no request, nothing on the console.
. "$(dirname "$0")/lib.sh"
modules=$root/$BUILD/render/web/node_modules
case $BUILD in /*) modules=$BUILD/render/web/node_modules ;; esac
cd "$work" || exit 1
browser=$(command -v chromium || command -v chromium-browser || true)

if [ ! -e "$modules/playwright-core/index.mjs" ]; then
    skip "an interactive map in a browser" "wiremap was built without npm"
    finish
fi
if [ -z "$browser" ]; then
    skip "an interactive map in a browser" "there is no chromium"
    finish
fi
run --db net.db discover --replay "$root/examples/campus"
run --db net.db render -o map.html --title '<script>alert(1)</script>'
ok "a map is written as HTML" exits 0
ok "with nothing to run in its title" sh -c '! grep -q "<script>alert" map.html'
ok "and nothing to load" sh -c '! grep -E "(src|href)=\"?(https?:)?//" map.html'
[ "$failures" -eq 0 ] || finish
timeout 120 node "$root/tests/web/map.test.mjs" "$browser" "$modules/playwright-core/index.mjs" "$work/map.html" acc1 core2 >browser.tap
# Its cases follow ours.
sed -n "s/^\(not \)\{0,1\}ok [0-9]* - /\1ok - /p; /^#/p" browser.tap
failures=$((failures + $(grep -c '^not ok' browser.tap)))
ok "the browser went through the whole page" grep -q '^1\.\.' browser.tap
finish
