package dev.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages point at files that exist. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @Test
  void relativeLinksLeadSomewhere() throws IOException {
    Path root = Path.of(System.getProperty("fovea.root")).toRealPath();
    List<String> dead = new ArrayList<>();
    int links = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path page : files.filter(PagesTest::isPage).toList()) {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
          String target = link.group(1);
          if (!target.contains("://") && !target.startsWith("mailto:")) {
            links++;
            if (!Files.exists(page.resolveSibling(target))) {
              dead.add(root.relativize(page) + ": " + target);
            }
          }
        }
      }
    }
    assertThat(links).isGreaterThan(100);
    assertThat(dead).isEmpty();
  }

  private static boolean isPage(Path file) {
    String path = file.toString();
    return path.endsWith(".md")
        && !path.contains("/target/")
        && !path.contains("/.git/")
        && !path.contains("/runs/");
  }
}
