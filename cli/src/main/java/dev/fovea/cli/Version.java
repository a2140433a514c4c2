package dev.fovea.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  /** The version of this build. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return Version.class
        .getModule()
        .getDescriptor()
        .rawVersion()
        .orElse(version == null ? "unknown" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "fovea " + text(), "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
    };
  }
}
