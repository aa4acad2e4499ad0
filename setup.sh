#!/usr/bin/env bash
# Installs what Concord builds with on Debian 12 and Ubuntu 24.04: compiler, CMake, FAISS, Highway, xxHash, CastXML, and the .NET SDK where a
# package source offers it, and any packages named as arguments. Quick when everything is there. Root or sudo is needed only when something is missing.
set -euo pipefail

packages=(g++ cmake ninja-build libfaiss-dev libopenblas-dev liblapack-dev libhwy-dev libxxhash-dev libgtest-dev castxml libicu-dev libopenslide-dev)
java=(openjdk-17-jdk-headless maven libmaven-compiler-plugin-java libmaven-resources-plugin-java libmaven-jar-plugin-java libmaven-shade-plugin-java libsurefire-java junit5
  libgoogle-gson-java libij-java openjfx xvfb xauth)
for wanted in "$@"; do
  if [ "$wanted" = java ]; then packages+=("${java[@]}"); else packages+=("$wanted"); fi
done

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else
    echo "setup: these packages are missing and need root to install: ${missing[*]}" >&2
    echo "setup: run as root, or ask your administrator for: apt-get install ${missing[*]}" >&2
    exit 1
  fi
}

if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || { echo "setup: this system has no apt; install by hand: ${missing[*]}" >&2; exit 1; }
  echo "setup: installing ${missing[*]}" >&2
  as_root apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi

if ! command -v dotnet >/dev/null; then
  missing=(dotnet-sdk-10.0)
  as_root apt-get install -y -qq dotnet-sdk-10.0 >&2 || {
    echo "setup: the .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    exit 1
  }
fi
