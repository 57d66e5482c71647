# Read by the scripts beside it, which have set here and home: finds a JDK, builds what is missing, and can launch.
# The major version of the JDK in a folder, 0 where there is none.
jdk_version() {
  if [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ]; then
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p' | head -n 1
  else
    echo 0
  fi
}

# JAVA_HOME where it is good, else the JDK that is on the path.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_version "$JAVA_HOME")" -ge 17 ]; then
    echo "$JAVA_HOME"
    return
  fi
  if [ -x /usr/libexec/java_home ] && /usr/libexec/java_home -F -v 17+ 2>/dev/null; then
    return
  fi
  if javac=$(command -v javac); then
    while [ -L "$javac" ]; do
      link=$(readlink "$javac")
      case $link in
        /*) javac=$link ;;
        *) javac=$(dirname "$javac")/$link ;;
      esac
    done
    candidate=$(cd -P "$(dirname "$javac")/.." && pwd)
    if [ "$(jdk_version "$candidate")" -ge 17 ]; then
      echo "$candidate"
    fi
  fi
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "Plateau needs a JDK 17 or newer: install one, or set JAVA_HOME to one." >&2
  exit 1
fi
export JAVA_HOME

# Built where every part is there and no source is newer than the last build that went through.
stamp=$here/target/built
is_built() {
  [ -f "$stamp" ] && [ -d "$here/target/lib" ] || return 1
  for service in inference influence graph routing; do
    [ -f "$home/$service-service/target/$service-service-runner.jar" ] || return 1
  done
  newer=$(cd "$home" && find pom.xml .mvn deploy/*/pom.xml ./*-service/pom.xml deploy/*/src/main ./*-service/src/main \
    -newer "$stamp" 2>/dev/null | head -n 1)
  [ -z "$newer" ]
}

# Replaces the shell by one of the launcher's main classes: a signal to the script is then a signal to it.
launch() {
  main=$1
  shift
  exec "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dplateau.home="$home" \
    -Dplateau.terminal="${terminal:-false}" -cp "$here/target/classes:$here/target/lib/*" "$main" "$@"
}

if ! is_built; then
  echo "Building Plateau (the first time it also downloads what it needs, which takes minutes) ..." >&2
  mkdir -p "$here/target"
  touch "$stamp.new"
  if ! (cd "$home" && ./mvnw -q -B -ntp -Dquick -pl '!deploy/end-to-end' package); then
    echo "The build failed; what Maven said is above." >&2
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  # A short run from which the JVM keeps the classes that it loaded: services then start in half the time.
  echo "Preparing for quick starts ..." >&2
  if ! (launch io.plateau.local.Main --model tiny-neox --tokens 2048 --out "$here/target/prepared" --record-classes) \
    >"$here/target/prepared.log" 2>&1; then
    echo "It could not be done, so services start more slowly; see $here/target/prepared.log" >&2
  fi
fi
