#!/usr/bin/env bash
# Writes the agreed texts of tests/golden anew from what the programs say now, and shows what changed. Usage: tests/golden.sh [PRESET]
set -euo pipefail
cd "$(dirname "$0")/.."
STATION_UPDATE_GOLDEN=1 ctest --preset "${1:-dev}" --output-on-failure >/dev/null || true
git --no-pager diff --stat -- tests/golden
git status --short -- tests/golden
