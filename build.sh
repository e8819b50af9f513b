#!/usr/bin/env bash
# The tasks of build.ps1 on a machine with only the .NET SDK: build.sh [Build|Test|Soak|Demo|Bench|Package|Clean] [parameters of build.ps1].
#
# Takes pwsh from PATH, else restores it as a dotnet tool, and hands over to build.ps1. Where neither can be had it says so and
# runs what needs the SDK alone. COMPASSOPS_NO_PWSH=1 does that on a machine which has a shell.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

task=${1:-Build}
[ $# -gt 0 ] && shift
results=out/TestResults
# The feed may be out of reach: whoever waits for it waits no longer than this many seconds.
restore_limit=60

if ! command -v dotnet >/dev/null 2>&1; then
  echo "build.sh needs the .NET SDK, 8.0 or later: https://dotnet.microsoft.com/download"
  exit 1
fi

# Runs a command, and ends it when its time is over: not every system has a command for that.
within() {
  local limit=$1 waited=0 child
  shift
  "$@" &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    if [ "$waited" -ge $((limit * 5)) ]; then
      kill "$child" 2>/dev/null
      wait "$child" 2>/dev/null
      return 124
    fi
    sleep 0.2
    waited=$((waited + 1))
  done
  wait "$child"
}

restore_shell() {
  within "$restore_limit" dotnet tool restore >/dev/null 2>&1 && dotnet tool run pwsh -NoProfile -Command 'exit 0' >/dev/null 2>&1
}

hand_over() {
  if [ "${COMPASSOPS_NO_PWSH:-}" = 1 ]; then
    without="COMPASSOPS_NO_PWSH is set"
  elif command -v pwsh >/dev/null 2>&1; then
    exec pwsh -NoProfile -File ./build.ps1 "$task" "$@"
  elif restore_shell; then
    exec dotnet tool run pwsh -NoProfile -File ./build.ps1 "$task" "$@"
  else
    without="pwsh is not on PATH and 'dotnet tool restore' cannot fetch it"
  fi
}

build() {
  dotnet build "$1" --configuration Release --nologo --verbosity minimal
}

# One xunit project, its output in a log, its exit code in a file.
run_project() {
  local name
  name=$(basename "$1" .csproj)
  dotnet test "$1" --no-build --nologo --configuration Release --filter "$2" \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" >"$results/$name.log" 2>&1
  echo $? >"$results/$name.code"
}

# A counter of a result file; nothing where the file or the counter is missing.
counter() {
  sed -n "s/.*<Counters.* $2=\"\([0-9]*\)\".*/\1/p" "$results/$1.trx" 2>/dev/null | head -n 1
}

# The mutation of Core; what it is, build.ps1 says at Test-Mutation. 0 if it passed, 1 if it failed, 2 if it was skipped.
run_mutation() {
  local name="Mutation of CompassOps.Core" root=$PWD code=0
  cd tests/CompassOps.Core.Tests || return 1
  if within "$restore_limit" dotnet tool restore >/dev/null 2>&1; then
    dotnet tool run dotnet-stryker --skip-version-check --concurrency 2 --output "$root/out/mutation" \
      >"$root/$results/mutation.log" || code=1
    cd "$root" || return 1
    [ "$code" -eq 0 ] || cat "$results/mutation.log"
    printf '%-40s %d passed, %d failed, 0 skipped (%s)\n' "$name" $((1 - code)) "$code" \
      "$(sed -n 's/.*mutation score is \([^ ]* %\).*/\1/p' "$results/mutation.log" | head -n 1)"
    return "$code"
  fi
  cd "$root" || return 1
  printf '%-40s 0 passed, 0 failed, 1 skipped: %s\n' "$name" "not there: 'dotnet tool restore' cannot fetch dotnet-stryker"
  return 2
}

# Every xunit project, two at a time, and the mutation if it is asked for; then the lines and the sum.
run_tests() {
  local filter=$1 mutation=${2:-} passed=0 failed=0 skipped=0 started=0 project name p f s
  rm -rf "$results"
  mkdir -p "$results"
  if ! build CompassOps.PowerShell.sln; then
    echo "0 passed, 1 failed, 0 skipped"
    return 1
  fi

  for project in tests/*/*.csproj; do
    run_project "$project" "$filter" &
    started=$((started + 1))
    [ $((started % 2)) -eq 0 ] && wait
  done
  wait

  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    p=$(counter "$name" passed)
    f=$(($(counter "$name" failed)+0 + $(counter "$name" error)+0 + $(counter "$name" timeout)+0 + $(counter "$name" aborted)+0))
    s=$(($(counter "$name" total)+0 - $(counter "$name" executed)+0))
    # A project that ends badly without naming a failed test has crashed.
    if [ "$f" -eq 0 ] && [ "$(cat "$results/$name.code" 2>/dev/null)" != 0 ]; then
      f=1
    fi
    [ "$f" -gt 0 ] && cat "$results/$name.log"
    printf '%-40s %d passed, %d failed, %d skipped\n' "$name" "${p:-0}" "$f" "$s"
    passed=$((passed + ${p:-0}))
    failed=$((failed + f))
    skipped=$((skipped + s))
  done

  if [ -n "$mutation" ]; then
    run_mutation
    case $? in
      0) passed=$((passed + 1)) ;;
      1) failed=$((failed + 1)) ;;
      *) skipped=$((skipped + 1)) ;;
    esac
  fi

  # A suite that cannot run counts as one test skipped, and so does the analysis of the scripts.
  s=$(find tests/Pester -name '*.Tests.ps1' | wc -l)
  printf '%-40s 0 passed, 0 failed, %d skipped: no shell\n' "Pester" "$s"
  printf '%-40s 0 passed, 0 failed, 1 skipped: no shell\n' "PSScriptAnalyzer"
  skipped=$((skipped + s + 1))
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
}

run_demo() {
  if [ ! -f examples/FirstSteps/FirstSteps.csproj ]; then
    echo "There is no examples/FirstSteps to run."
    return 1
  fi
  dotnet run --project examples/FirstSteps --configuration Release
}

run_package() {
  build src/CompassOps.PowerShell && dotnet run --project tools/CompassOps.Packaging --configuration Release -- .
}

# What C# alone can measure, for a look: the page stays as it is.
run_bench() {
  build bench/CompassOps.Bench && build bench/CompassOps.Bench.Core || return 1
  mkdir -p out/bench
  dotnet bench/CompassOps.Bench.Core/bin/Release/net8.0/CompassOps.Bench.Core.dll out/bench/core.md quick || return 1
  dotnet bench/CompassOps.Bench/bin/Release/net8.0/CompassOps.Bench.dll --core out/bench/core.md --report out/bench/BENCHMARKS.md
}

hand_over "$@"
echo "Without a shell ($without): what needs one is left out."
shopt -s nocasematch
case $task in
  Build) build CompassOps.PowerShell.sln ;;
  Test) run_tests 'Category!=Soak' ;;
  Soak) run_tests 'Category=Soak' mutation ;;
  Demo) run_demo ;;
  Bench) run_bench ;;
  Package) run_package ;;
  Clean) rm -rf out ./*/*/{bin,obj} ./*/*/*/{bin,obj} ;;
  *)
    echo "There is no task '$task': Build, Test, Soak, Demo, Bench, Package or Clean."
    exit 1
    ;;
esac
