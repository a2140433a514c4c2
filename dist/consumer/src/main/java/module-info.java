module mine {
  requires dev.fovea.data;
  requires dev.fovea.formats;
  requires dev.fovea.plot;
}
