#!/usr/bin/env bash
# Fuzzes every target for at least so many executions, and prints a table. Needs stable Rust alone.
#
#     fuzz/run.sh [PART [SEED]]
#
# PART divides the numbers of executions: 1 is everything (hours), 1000 a smoke test. Findings lie in fuzz/findings.
set -uo pipefail
cd "$(dirname "$0")/.."

part=${1:-1}
seed=${2:-$(date +%s)}
targets="article 4000000
clean 50000000
wrap 10000000
query 5000000
matcher 2000000
keys 50000000
snapshot 1000000
config 5000000
log 5000000
state 5000000
archive 1000000"

cargo build --release --example fuzz || exit 3
echo "seed $seed"
echo "| target | executions | seconds | a second | signs | last new sign at | findings |"
echo "|---|---|---|---|---|---|---|"
failed=0
while read -r target least; do
    nice -n 19 target/release/examples/fuzz "$target" 1 $((least / part)) "$seed" || failed=1
done <<<"$targets"
exit $failed
