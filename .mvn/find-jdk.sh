#!/bin/sh
# Prints the home of a JDK of version 25 or newer, or stops with the name of what to install.
# Run by mvnw and fovea. Versions are read from each JDK's `release` file, because starting
# a JVM only to ask for its version would cost as much as the rest of the launcher.
set -u
seen=''

try() { # prints $1 and ends the search if $1 is a JDK that is new enough
  [ -r "$1/release" ] || return 0
  version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([^"]*\).*/\1/p' "$1/release")
  major=${version%%[!0-9]*}
  note=''
  if [ "${major:-0}" -ge 25 ]; then
    [ ! -x "$1/bin/javac" ] || { printf '%s\n' "$1"; exit 0; }
    note=' without a compiler'
  fi
  case "$seen" in *"$1 "*) ;; *) seen="$seen
  $1 (version $version$note)" ;; esac
}

[ -z "${JAVA_HOME-}" ] || try "$JAVA_HOME"
java=$(command -v java) && java=$(readlink -f "$java") && try "${java%/bin/java}"
for home in /usr/lib/jvm/* /opt/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  try "$home"
done

cat >&2 <<END
Fovea needs a JDK of version 25 or newer.
Found: ${seen:-no JDK}
Looked in: JAVA_HOME, the java on PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks, /Library/Java
Install one of: the package temurin-25-jdk (adoptium.net), the package openjdk-25-jdk,
  or with SDKMAN (sdkman.io): sdk install java 25-tem
END
exit 1
