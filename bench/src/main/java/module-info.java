/** The side-by-side runs against other engines. */
module dev.fovea.bench {
  requires dev.fovea.formats;
  requires transitive dev.fovea.nn;
  requires dev.fovea.plot;
  requires info.picocli;
  requires jdk.incubator.vector;
  requires jdk.management;
  requires tools.jackson.databind;
  requires static org.jspecify;

  opens dev.fovea.bench to
      info.picocli;
  opens dev.fovea.bench.fovea to
      dev.fovea.nn;
  opens dev.fovea.bench.report to
      tools.jackson.databind;
  opens dev.fovea.bench.run to
      tools.jackson.databind;
  opens dev.fovea.bench.side to
      tools.jackson.databind;
}
