package dev.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** No module that users need is forgotten where the published ones are listed. */
class DistributionTest {

  @ParameterizedTest
  @EnumSource(
      value = Room.class,
      mode = Mode.EXCLUDE,
      names = {"EXAMPLES", "BENCH"})
  void everyModuleForUsersIsPublished(Room room) {
    Path name = room.folder().getFileName();
    Path root = Path.of(System.getProperty("fovea.root"));
    String artifact = "<artifactId>fovea-%s</artifactId>".formatted(name);

    assertThat(root.resolve("bom/pom.xml")).content().contains(artifact);
    assertThat(root.resolve("dist/pom.xml"))
        .content()
        .contains(artifact)
        .contains("dev.fovea.%1$s=${project.basedir}/../%1$s/src/main/java".formatted(name))
        .contains("<arg value=\"dev.fovea.%s\"/>".formatted(name));
  }

  @ParameterizedTest
  @EnumSource(
      value = Room.class,
      names = {"EXAMPLES", "BENCH"})
  void whatUsersDoNotNeedIsNotInstalled(Room room) throws IOException {
    assertThat(Files.readString(room.folder().resolve("pom.xml")))
        .contains("<maven.install.skip>true</maven.install.skip>")
        .contains("<maven.deploy.skip>true</maven.deploy.skip>");
  }
}
