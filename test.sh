#!/usr/bin/env bash
# Everything that must hold before a change is kept: native tests, the same under sanitizers, bindings in step with the headers,
# managed build without warnings, managed tests, the Python client, formatting. Installs what is missing first. Logs lie in build/test-results.
# The last line is "N passed, N failed, N skipped"; the exit status is 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export CONCORD_DATA=${CONCORD_DATA:-$(cd .. && pwd)/shared/data}
results=$PWD/build/test-results
passed=0 failed=0 skipped=0

# Runs one step with its output in a log; shows the end of the log when it fails. Says how long it took.
step() {
  local name=$1 began=$SECONDS log
  shift
  log=$results/${name// /-}.log
  printf '%-34s' "$name"
  if "$@" >"$log" 2>&1; then
    echo "ok      $((SECONDS - began)) s"
  else
    echo "FAILED  $((SECONDS - began)) s"
    grep -E '(error|Error|FAILED|Failed |fatal|^\*\*\*)' "$log" | sort -u | head -n 40 | cut -c1-300
    tail -n 25 "$log" | cut -c1-300
    return 1
  fi
}

# A step that is not made of counted tests: when it fails, it counts as one.
check() { step "$@" || failed=$((failed + 1)); }

attribute() { grep -o "$2=\"[0-9]*\"" <<<"$1" | head -n 1 | tr -dc '0-9'; }

count_ctest() {
  local suite total bad not_run
  suite=$(tr '\n\t' '  ' <"$1" 2>/dev/null | grep -o '<testsuite [^>]*>' | head -n 1)
  [ -n "$suite" ] || return 1
  total=$(attribute "$suite" tests) bad=$(attribute "$suite" failures)
  not_run=$(($(attribute "$suite" skipped) + $(attribute "$suite" disabled)))
  passed=$((passed + total - bad - not_run)) failed=$((failed + bad)) skipped=$((skipped + not_run))
}

count_trx() {
  local counters total bad run
  counters=$(grep -o '<Counters [^>]*>' "$1") || return 1
  total=$(attribute "$counters" total) run=$(attribute "$counters" executed)
  bad=$(($(attribute "$counters" failed) + $(attribute "$counters" error) + $(attribute "$counters" timeout) + $(attribute "$counters" aborted)))
  passed=$((passed + run - bad)) failed=$((failed + bad)) skipped=$((skipped + total - run))
  sed -n 's/.*<UnitTestResult .*testName="\([^"]*\)".* outcome="Failed".*/  failed: \1/p' "$1"
}

native() {
  local preset=$1 before=$failed
  check "native build, $preset" bash -c "cmake --preset $preset && cmake --build --preset $preset" || return
  [ "$failed" = "$before" ] || return
  if ! step "native tests, $preset" ctest --preset "$preset" --output-junit "$results/ctest-$preset.xml"; then
    count_ctest "$results/ctest-$preset.xml" || true
    [ "$failed" != "$before" ] || failed=$((failed + 1))
  else
    count_ctest "$results/ctest-$preset.xml" || failed=$((failed + 1))
  fi
}

# The library with the kernels for graphics processors, FAISS's part linked where native/build-faiss-gpu.sh has built it, and the tests on a device; where there is
# none these say so and count as skipped.
cuda() {
  local faiss=OFF
  [ ! -e "${CONCORD_FAISS_HOME:-$HOME/.cache/concord/faiss-gpu}/lib/libfaiss.a" ] || faiss=ON
  if ! native/setup-cuda.sh --find >/dev/null; then
    printf '%-34sSKIPPED: no nvcc; native/setup-cuda.sh fetches it\n' "native build, cuda"
    skipped=$((skipped + 1))
    return
  fi
  check "native build, cuda" bash -c "cmake --preset cuda -DCONCORD_FAISS_GPU=$faiss && cmake --build --preset cuda --target concord test_device" || return
  step "tests on the device" ctest --preset cuda -L gpu --output-junit "$results/ctest-cuda.xml" || failed=$((failed + 1))
  count_ctest "$results/ctest-cuda.xml" || failed=$((failed + 1))
}

# The engine as -p:ConcordGpu=true makes it, against ONNX Runtime's managed API: the package with the CUDA provider is not served everywhere. In a folder of its own.
managed_gpu() {
  dotnet build src/Concord.Engine -c Release --tl:off -p:ConcordGpu=true -p:ConcordOwnOnnxRuntime=true -p:ConcordSkipNative=true -p:UseArtifactsOutput=true \
    -p:ArtifactsPath="$PWD/build/managed-gpu"
}

managed_tests() {
  local before=$failed counted=0 trx
  step "managed tests" dotnet test Engine.sln -c Release --no-build --tl:off \
    --logger "trx;LogFilePrefix=managed" --results-directory "$results/managed"
  local status=$?
  for trx in "$results"/managed/*.trx; do
    [ -f "$trx" ] && count_trx "$trx" && counted=1
  done
  # A test host that died, or no results at all, is a failure too.
  if [ $counted = 0 ] || { [ $status != 0 ] && [ "$failed" = "$before" ]; }; then failed=$((failed + 1)); fi
}

# The engine on the emulated device: the same hits and vectors as on the processor.
device_tests() {
  local log=$results/managed/device.trx
  local -x CONCORD_NATIVE_LIBRARY=$PWD/build/release/tests/native/device/libconcord-emulated.so
  step "engine on an emulated device" dotnet test tests/Concord.Engine.Tests -c Release --no-build --tl:off --filter TestCategory=Device \
    --logger "trx;LogFileName=device.trx" --results-directory "$results/managed" || failed=$((failed + 1))
  count_trx "$log" || failed=$((failed + 1))
}

# The first Python that has the client's one dependency: the system's, where another one stands before it.
python_with_msgpack() {
  local python
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import msgpack' 2>/dev/null && echo "$python" && return
  done
  echo "no python3 here has msgpack; install python3-msgpack" >&2
  return 1
}

# The golden frames are what their script gives; the client's tests against them, a counterpart and the engine that was just built.
python_tests() {
  local python
  tests/Conformance/make_frames.py --check && python=$(python_with_msgpack) && cd clients/python &&
    CONCORD=$OLDPWD/src/Concord.Cli/bin/Release/net10.0/concord "$python" -W error -m unittest -v
}

python_client() {
  local log=$results/python-client.log bad
  step "python client" bash -c "$(declare -f python_with_msgpack python_tests); python_tests"
  local status=$?
  bad=$(($(tail -n 1 "$log" | grep -oE '(failures|errors)=[0-9]+' | tr -dc '0-9\n' | paste -sd+)+0))
  passed=$((passed + $(grep -cE '\.\.\. ok$' "$log")))
  skipped=$((skipped + $(grep -cE '\.\.\. skipped|^skipped' "$log")))
  [ $status = 0 ] || failed=$((failed + (bad > 0 ? bad : 1)))
}

# The Java client, against golden frames, fuzz, a counterpart and the engine built above; the ImageJ plugin, at last in real ImageJ; and the QuPath extension, its panes on a screen. Menus and dialogs by
# keyboard and mouse take a screen for clients/java/build (viewers/imagej/README.md says how) and are not part of this.
java_client() {
  local report suite bad=$failed
  local -x CONCORD=$PWD/src/Concord.Cli/bin/Release/net10.0/concord
  if ! command -v javac >/dev/null || ! command -v mvn >/dev/null; then
    echo "java client                       SKIPPED: no JDK or no Maven; ./setup.sh java installs them"
    skipped=$((skipped + 1))
    return
  fi
  rm -rf {clients/java,viewers/imagej,viewers/qupath/core,viewers/qupath}/target/surefire-reports
  step "java client, imagej, qupath" clients/java/build
  local status=$?
  for report in {clients/java,viewers/imagej,viewers/qupath/core,viewers/qupath}/target/surefire-reports/TEST-*.xml; do
    [ -f "$report" ] || continue
    suite=$(tr '\n' ' ' <"$report" | grep -o '<testsuite [^>]*>' | head -n 1)
    failed=$((failed + $(attribute "$suite" failures) + $(attribute "$suite" errors))) skipped=$((skipped + $(attribute "$suite" skipped)))
    passed=$((passed + $(attribute "$suite" tests) - $(attribute "$suite" failures) - $(attribute "$suite" errors) - $(attribute "$suite" skipped)))
  done
  if [ $status != 0 ] && [ "$failed" = "$bad" ]; then failed=$((failed + 1)); fi
  if [ ! -f /usr/share/java/ij.jar ] || ! command -v xvfb-run >/dev/null; then
    echo "imagej plugin in imagej           SKIPPED: no ImageJ or no Xvfb; ./setup.sh java installs them"
    skipped=$((skipped + 1))
  elif [ $status = 0 ]; then
    step "imagej plugin in imagej" viewers/imagej/check && passed=$((passed + 1)) || failed=$((failed + 1))
  fi
  if [ ! -f /usr/share/openjfx/lib/javafx.controls.jar ] || ! command -v xvfb-run >/dev/null; then
    echo "qupath extension                  SKIPPED, or its panes alone: no JavaFX or no Xvfb; ./setup.sh java installs them"
    skipped=$((skipped + 1))
  elif [ $status = 0 ]; then
    step "qupath extension's panes" viewers/qupath/check && passed=$((passed + 1)) || failed=$((failed + 1))
  fi
}

# Generated code keeps its generator's shape, and the generator's own samples are text.
c_format() {
  git ls-files -z '*.c' '*.h' '*.hpp' '*.cpp' '*.cu' '*.cuh' | grep -zvE 'generated_|Concord\.Bindings\.Tests/' |
    xargs -0 clang-format --dry-run --Werror
}

# The generated code is what the headers give, and the library exports what they declare, no more and no less.
bindings() { bindings/generate --check && bindings/generate --exports build/release/native/libconcord.so; }

rm -rf "$results"
mkdir -p "$results/managed"
step "set-up" ./setup.sh clang-format strace valgrind python3-msgpack python3-numpy || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

native release
check "bindings" bindings
before=$failed
check "managed build" dotnet build Engine.sln -c Release --tl:off
[ "$failed" = "$before" ] && managed_tests && device_tests
check "managed build, for a device" managed_gpu
python_client
java_client
check "format, C#" dotnet format Engine.sln --no-restore --verify-no-changes
check "format, C and C++" c_format
native asan
cuda

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
