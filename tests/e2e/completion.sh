#!/bin/sh
# Completion in bash, as a shell asks for it.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
if ! command -v bash >/dev/null; then
    skip "words are completed" "no bash"
    finish
fi

# completes WORD... : what bash would offer for the last word, on one line.
completes() {
    bash -c 'source "$1"; shift; program=$1; shift; COMP_WORDS=(wiremap "$@"); COMP_CWORD=$#
        _wiremap "$program"; echo "${COMPREPLY[*]}"' bash "$root/docs/completion/wiremap.bash" "$WIREMAP" "$@" >out
}

completes wha
ok "a command is completed" says '^whatif$'
completes --db a.db connec
ok "also behind an option with a value" says '^connectivity$'
completes whatif --s
ok "so is an option of it" says '^--suggest$'
completes centrality --by ''
ok "and the words that an option takes" says '^hops speed$'
completes stats --layer l
ok "layers are known" says '^l2 l3$'
completes show link
ok "so is what can be shown" says '^links$'
completes help cent
ok "and what there is help of" says '^centrality$'
touch networks.csv
completes import netw
ok "else it is a file" says '^networks.csv$'
finish
