#!/bin/sh
# wiremap is built on machines that have no npm, or cannot reach its registry: without the interactive map.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 2
mkdir "$work/bin"
for tool in sh mkdir cp dirname; do
    ln -s "$(command -v $tool)" "$work/bin/$tool"
done

# bundle FOLDER: the page's script, in a folder that is not there yet.
bundle() { PATH=$work/bin sh tests/tools/bundle-web.sh "$work/$1" "$work/$1/empty/script.js" 2>"$work/err"; }

bundle none
status=$?
ok "without npm the build goes on" exits 0
ok "and says what is missing" complains '^no npm: built without HTML maps$'
ok "the script is empty" sh -c "[ -e '$work/none/empty/script.js' ] && [ ! -s '$work/none/empty/script.js' ]"

printf '#!/bin/sh\necho no registry >&2\nexit 1\n' >"$work/bin/npm"
chmod +x "$work/bin/npm"
bundle unreachable
status=$?
ok "without a registry it goes on, too" exits 0
ok "and says where npm's reasons are" complains 'npm ci failed (.*/unreachable/npm.log)'
finish
