/** The {@code fovea} command. */
module dev.fovea.cli {
  requires dev.fovea.data;
  requires dev.fovea.formats;
  requires dev.fovea.plot;
  requires info.picocli;
  requires java.desktop;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;
  requires static org.jspecify;

  opens dev.fovea.cli to
      info.picocli;
}
