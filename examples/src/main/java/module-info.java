/** Short programs that read like the tutorials they follow. */
module dev.fovea.examples {
  requires dev.fovea.data;
  requires dev.fovea.formats;
  requires dev.fovea.plot;
  requires static org.jspecify;
}
