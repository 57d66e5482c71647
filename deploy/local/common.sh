# Read by the scripts beside it, which have set here and home: builds what is missing, and can launch.
. "$here/jvm.sh"

# Built where every part is there and no source is newer than the last build that went through.
stamp=$here/target/built
is_built() {
  [ -f "$stamp" ] && [ -d "$here/launcher/target/lib" ] && [ -d "$here/harness/target/lib" ] || return 1
  for service in inference influence graph routing; do
    [ -f "$home/$service-service/target/$service-service-runner.jar" ] || return 1
  done
  newer=$(cd "$home" && find pom.xml .mvn deploy/*/pom.xml deploy/*/*/pom.xml ./*-service/pom.xml ./*-service/*/pom.xml deploy/*/src/main \
    deploy/*/*/src/main ./*-service/src/main ./*-service/*/src/main -newer "$stamp" 2>/dev/null | head -n 1)
  [ -z "$newer" ]
}

# Replaces the shell by a main class of one of the modules beside this file.
launch() {
  module=$here/$1
  main=$2
  shift 2
  exec_java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dplateau.home="$home" \
    -Dplateau.terminal="${terminal:-false}" -cp "$module/target/classes:$module/target/lib/*" "$main" "$@"
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
  # A short run of all stages, from which the JVM keeps the classes that it loaded: services then start in half the time.
  echo "Preparing for quick starts ..." >&2
  echo '{"model": "tiny-neox", "tokens": {"count": 1024, "contextLength": 64}, "regimes": {"bootstraps": 20, "permutations": 19},
    "graph": {"observations": 200, "louvainRuns": 2, "controls": 19, "bootstraps": 20, "layerRuns": 1, "permutations": 19},
    "attention": {"headContexts": 4, "patchingPairs": 8, "controlDirections": 2},
    "mechanisms": {"matchedSets": 19, "controls": 19, "contexts": 4}}' >"$here/target/prepare.json"
  if ! (launch launcher io.plateau.local.launch.Main --spec "$here/target/prepare.json" --out "$here/target/prepared" --record-classes) \
    >"$here/target/prepared.log" 2>&1; then
    echo "It could not be done, so services start more slowly; see $here/target/prepared.log" >&2
  fi
fi
