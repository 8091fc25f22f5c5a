#!/bin/sh
# Bundles render/web into one script: bundle-web.sh FOLDER OUT. npm works in FOLDER, outside of the sources; what
# it installs is pinned by package-lock.json. Where there is no npm, or it reaches no registry, the script is empty
# and only this format is missing.
set -eu
folder=$1
case $2 in /*) out=$2 ;; *) out=$PWD/$2 ;; esac
mkdir -p "$folder" "$(dirname "$out")"
cp -R render/web/src render/web/build.mjs render/web/package.json render/web/package-lock.json "$folder"
cd "$folder"
without_html() {
    echo "$1: built without HTML maps" >&2
    : > "$out"
    exit 0
}
command -v npm > /dev/null || without_html "no npm"
npm ci --no-audit --no-fund --loglevel=error > npm.log 2>&1 || without_html "npm ci failed ($folder/npm.log)"
node build.mjs "$out.new"
mv "$out.new" "$out"
