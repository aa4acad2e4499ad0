#!/usr/bin/env bash
# Makes build/package/concord-VERSION-linux-x64.zip, the first minutes on a PC without a network: the engine with its runtime, libraries and built-in model, the viewers' jars, the clients,
# documentation, and START-HERE.html. Unpacked anywhere on a Linux with glibc 2.36 or later it runs with nothing installed.
#   ./package.sh            builds what is missing first; takes the viewers' jars that are built, and says which are not
#   ./package.sh --full     builds the jars too, and fails where one is missing
#   packaging/check         unpacks it on a bare system without a network, and searches
# CONCORD_NATIVE_LIBRARY names a libconcord.so to take instead of one that is built here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

full=${1:-}
if [ $# -gt 1 ] || { [ -n "$full" ] && [ "$full" != --full ]; }; then
  echo "package: $* is not understood; ./package.sh [--full]" >&2
  exit 2
fi

./setup.sh patchelf zip >/dev/null
library=${CONCORD_NATIVE_LIBRARY:-build/release/native/libconcord.so}
[ -n "${CONCORD_NATIVE_LIBRARY:-}" ] || { cmake --preset release >/dev/null && cmake --build --preset release --target concord >/dev/null; }
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
name=concord-${version:?}-linux-x64
out=build/package/$name

# The viewers' jars: where each is built, by what, and the part of START-HERE.html that is about it.
jars=(viewers/imagej/target/Concord_.jar viewers/qupath/target/concord-qupath.jar)
if [ -n "$full" ]; then
  ./setup.sh java >/dev/null
  for builder in clients/java/build viewers/qupath/build; do
    [ ! -x $builder ] || $builder package -DskipTests -q >/dev/null
  done
fi
missing=()
for jar in "${jars[@]}"; do [ -f "$jar" ] || missing+=("$jar"); done
if [ ${#missing[@]} -gt 0 ]; then
  echo "package: not built: ${missing[*]}" >&2
  [ -z "$full" ] || { echo "package: a full package needs every viewer; clients/java/build and viewers/qupath/build make them" >&2; exit 1; }
fi

rm -rf "$out" "$out.zip" && mkdir -p "$out/clients" "$out/viewers"

# Words are compared by code point in what Concord does: ICU is not needed.
dotnet publish src/Concord.Cli -c Release -r linux-x64 --self-contained -p:ConcordSkipNative=true -p:InvariantGlobalization=true -p:DebugType=none -o "$out" -v quiet --nologo

# libconcord and OpenSlide with all they need, but for glibc itself, side by side.
needs() { ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// {print $1, $3}' | grep -vE '^(libc|libm|libdl|librt|libpthread|libresolv)\.so'; }
bundle() {
  local file=$1 as=$2
  cp -L "$file" "$out/$as"
  needs "$file" | while read -r soname path; do [ -e "$out/$soname" ] || cp -L "$path" "$out/$soname"; done
}
bundle "$library" libconcord.so
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
find "$out/clients" \( -name __pycache__ -o -name tests -o -name '*.egg-info' \) -prune -exec rm -rf {} +
find clients/java/target -maxdepth 1 -name "concord-client-*.jar" -exec cp {} "$out/clients/" \; 2>/dev/null || true
for jar in "${jars[@]}"; do [ ! -f "$jar" ] || cp "$jar" "$out/viewers/"; done

# The page holds its pictures itself, so that it can be sent on alone; what is about a viewer that is not there is left out.
page() {
  local line picture absent=()
  [ -f "${jars[0]}" ] || absent+=(-e '/<!--imagej-->/,/<!--\/imagej-->/d')
  [ -f "${jars[1]}" ] || absent+=(-e 's:<!--qupath-->.*<!--/qupath-->::' -e '/<!--qupath-->/,/<!--\/qupath-->/d')
  sed "${absent[@]}" -e "s/@VERSION@/$version/g" -e 's/^<!--\/\?\(imagej\|qupath\)-->$//' packaging/start-here.html | while IFS= read -r line; do
    if [[ $line =~ ^(.*)@IMAGE\ ([^@]+)@(.*)$ ]]; then
      picture=$(base64 -w0 "${BASH_REMATCH[2]}") || exit 1
      printf '%sdata:image/png;base64,%s%s\n' "${BASH_REMATCH[1]}" "$picture" "${BASH_REMATCH[3]}"
    else
      printf '%s\n' "$line"
    fi
  done
}
page >"$out/START-HERE.html"

(cd build/package && zip -qr -y "$name.zip" "$name")
du -sh "$out" "$out.zip" | sed 's:build/package/::'
