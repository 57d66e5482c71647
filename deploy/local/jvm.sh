# Read by the scripts of deploy/local and deploy/validity: finds a JDK and starts it in a known environment.

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

# Maven's own JVM, too: in a Turkish locale "CLASSIC" in lower case has no dot.
MAVEN_OPTS="${MAVEN_OPTS:-} -Duser.language=en -Duser.country=US"
export MAVEN_OPTS

# A locale with UTF-8: the JVM decodes arguments and file names by it. C.UTF-8 unless the system lists only others.
utf8_locale() {
  listed=$(locale -a 2>/dev/null || true)
  for candidate in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8; do
    if printf '%s\n' "$listed" | grep -qxF "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  other=$(printf '%s\n' "$listed" | grep -iE '\.utf-?8$' | head -n 1)
  echo "${other:-C.UTF-8}"
}

# Whether the JVM may see a variable; ChildEnvironment.java passes the same ones on to the services. Everything else stays
# outside: JAVA_TOOL_OPTIONS, PG..., KAFKA_... and QUARKUS_... are other programs' settings.
is_passed_on() {
  case $1 in
    PATH | HOME | USER | LOGNAME | TZ | TMPDIR | XDG_CACHE_HOME | LD_LIBRARY_PATH | JAVA_HOME) true ;;
    PLATEAU_* | HF_* | PYTORCH_* | CUDA_* | NVIDIA_* | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE) true ;;
    *) false ;;
  esac
}

# Replaces the shell by a JVM with these arguments: a signal to the script is then a signal to it.
exec_java() {
  for variable in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS; do
    if eval "[ -n \"\${$variable:-}\" ]"; then
      echo "$variable is ignored; PLATEAU_JAVA_OPTIONS sets options of the services' JVMs." >&2
    fi
  done
  if [ "$(jdk_version "$JAVA_HOME")" -ge 23 ]; then
    # Newer virtual machines warn of what the libraries do.
    set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
  fi
  # Through sh: env would take a path that holds an equals sign for a variable.
  set -- /bin/sh -c 'exec "$0" "$@"' "$JAVA_HOME/bin/java" -Dfile.encoding=UTF-8 -Duser.language=en -Duser.country=US \
    -Djava.awt.headless=true "$@"
  for variable in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
    # A line of another variable's value may look like a variable.
    if is_passed_on "$variable" && eval "[ -n \"\${$variable+set}\" ]"; then
      eval "set -- \"$variable=\$$variable\" \"\$@\""
    fi
  done
  exec env -i "LC_ALL=$(utf8_locale)" "$@"
}

# A class path is a list that colons separate.
case $home in
  *:*)
    echo "Plateau cannot run from $home: Java takes the colon in that name for the end of a path. Move or rename the folder." >&2
    exit 1
    ;;
esac
