#!/usr/bin/env bash
# Measures Gristmill: jobs/bench/bench.sh COMMAND --data FILE [options]; see COMMAND --help.
#
#   kernels    the kernels alone, warm, under JMH: CPU seconds, pairs/s, peak memory, counts
#   jobs       whole Spark jobs, compared with one kernel process without Spark
#   growth     cost by size, on data recombined from the file, with the exponent of growth
#   peers      comparison with scikit-learn, sparse_dot_topn, rouge-score, MLlib's LSH, MinHash
#   train      training steps compared with eager PyTorch; needs no --data
#   generate   token generation compared with transformers; needs no --data
#   recombine  writes a file of any size, recombined from real texts
#   texts      prints the texts that the other commands measure
#   process    one kernel in one cold process without Spark; prints JSON
#   train-steps  training steps in one process; prints JSON
#   generate-tokens  token generation in one process; prints JSON
#
# Environment: JAVA_HOME, MAVEN (the mvn command), PYTHON (python3), BENCH_HEAP (default 6g; train-steps 1g).
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
home="$(cd "$here/../.." && pwd)"
built="$here/target/built"

if [ $# -eq 0 ] || [ "$1" = --help ]; then
  sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  [ $# -gt 0 ] && exit 0 || exit 64
fi

if [ ! -f "$built" ] || [ -n "$(find "$home/pom.xml" "$home/common/pom.xml" "$here/pom.xml" \
  "$home/common/src/main" \
  "$home/jobs/src/main/java/io/gristmill/jobs/train" "$here/src" -newer "$built" -type f -print -quit)" ]; then
  echo "bench: building" >&2
  (cd "$home" && "${MAVEN:-mvn}" --batch-mode --no-transfer-progress --quiet -Pbench -Dmaven.test.skip=true \
    -pl jobs/bench -am package) >&2
  touch "$built"
fi

if [ -n "${JAVA_HOME:-}" ]; then
  export PATH="$JAVA_HOME/bin:$PATH"
fi
command="$1"
case "$command" in
  jobs | growth | peers | train | generate)
    shift
    export PYTHONDONTWRITEBYTECODE=1
    exec "${PYTHON:-python3}" "$here/$command.py" "$@"
    ;;
  train-steps) # most of its memory is PyTorch's, outside the heap
    exec java "-Xmx${BENCH_HEAP:-1g}" -XX:+UseSerialGC -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 \
      -Xms16m -XX:-ShrinkHeapInSteps \
      -cp "$here/target/classes:$here/target/lib/*" io.gristmill.bench.Bench "$@"
    ;;
  *)
    exec java "-Xmx${BENCH_HEAP:-6g}" -XX:+UseParallelGC \
      -cp "$here/target/classes:$here/target/lib/*" io.gristmill.bench.Bench "$@"
    ;;
esac
