#!/usr/bin/env bash
# Runs build.ps1 on a machine without PowerShell. Needs the .NET SDK only: restores PowerShell as a dotnet tool, and passes all arguments on.
#
#   ./build.sh [Build|Test|Soak|Demo|Bench|Package|Clean] [parameters of build.ps1]
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")"

# This check fails if the SDK version that global.json requires is missing.
if ! dotnet --version >/dev/null 2>&1; then
  installed=$(dotnet --list-sdks 2>/dev/null | cut -d ' ' -f 1 | tr '\n' ' ')
  echo "build.sh needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0. SDKs on this machine: ${installed:-none}" >&2
  exit 1
fi

if ! log=$(dotnet tool restore 2>&1); then
  printf '%s\n' "$log" 'build.sh cannot restore the tools of .config/dotnet-tools.json: check that the NuGet feed is reachable.' >&2
  exit 1
fi
# A background job ignores the signals HUP and INT. The tests send these signals, so restore their default handling.
reset=$(env --default-signal=HUP,INT true 2>/dev/null && echo env --default-signal=HUP,INT || true)
exec $reset dotnet tool run pwsh -NoProfile -File ./build.ps1 "$@"
