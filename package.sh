#!/usr/bin/env bash
# Makes build/package/concord-VERSION-linux-x64.zip: the engine with its runtime, libraries, built-in model, documentation and the clients that are
# built. Unpacked anywhere on a Linux with glibc 2.36 or later it runs with nothing installed and no network.
#   ./package.sh            builds what is missing first
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

./setup.sh patchelf zip >/dev/null
cmake --preset release >/dev/null && cmake --build --preset release --target concord >/dev/null
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
name=concord-${version:?}-linux-x64
out=build/package/$name
rm -rf "$out" "$out.zip" && mkdir -p "$out/clients"

# Words are compared by code point in what Concord does: ICU is not needed.
dotnet publish src/Concord.Cli -c Release -r linux-x64 --self-contained -p:ConcordSkipNative=true -p:InvariantGlobalization=true -p:DebugType=none -o "$out" -v quiet --nologo

# libconcord and OpenSlide with all they need, but for glibc itself, side by side.
needs() { ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// {print $1, $3}' | grep -vE '^(libc|libm|libdl|librt|libpthread|libresolv)\.so'; }
bundle() {
  local file=$1 as=$2
  cp -L "$file" "$out/$as"
  needs "$file" | while read -r soname path; do [ -e "$out/$soname" ] || cp -L "$path" "$out/$soname"; done
}
bundle build/release/native/libconcord.so libconcord.so
openslide=$(ldconfig -p | awk '/libopenslide\.so\.[01]/ {print $NF; exit}')
bundle "$openslide" "$(basename "$openslide" | grep -o 'libopenslide\.so\.[01]')"
# .NET computes SHA-256 by OpenSSL, which it looks for where its own part of it looks.
for ssl in libssl.so.3 libcrypto.so.3; do cp -L "$(ldconfig -p | awk -v name=$ssl '$1 == name {print $NF; exit}')" "$out/"; done
for library in "$out"/lib*.so*; do
  case ${library##*/} in
    # The runtime's own, ONNX Runtime and libvips find what they need already.
    libSystem.Security.Cryptography*) patchelf --set-rpath '$ORIGIN' "$library" ;;
    libcoreclr*|libclr*|libSystem*|libhost*|libmscor*|libonnx*|libvips*|libe_sqlite3*) ;;
    *) patchelf --set-rpath '$ORIGIN' "$library" ;;
  esac
done

cp -r LICENSE README.md CHANGELOG.md docs "$out/"
cp -r clients/python "$out/clients/"
find "$out/clients" -name __pycache__ -prune -exec rm -rf {} +
find clients/java viewers -name '*.jar' -path '*target*' ! -name '*-sources.jar' ! -name '*-tests.jar' -exec cp {} "$out/clients/" \; 2>/dev/null || true
cat >"$out/START.md" <<'TEXT'
# Start here

    ./concord demo                        a synthetic cohort, searched and evaluated: opens nothing, sends nothing
    ./concord collection create lung
    ./concord index lung FOLDER           slides or images; a sub-folder's name is the label
    ./concord search lung --image FILE --html answer.html
    ./concord serve --root FOLDER         for viewers and programs on this machine: docs/service.md

`./concord doctor` looks at the machine. The clients for Python and Java are in `clients`.
TEXT
(cd build/package && zip -qr -y "$name.zip" "$name")
du -sh "$out" "$out.zip" | sed 's:build/package/::'
