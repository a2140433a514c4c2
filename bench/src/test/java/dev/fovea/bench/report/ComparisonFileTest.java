package dev.fovea.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.bench.run.Rival;
import dev.fovea.bench.side.RunMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonFileTest {
  private static final Comparison ONE =
      new Comparison(
          "har",
          RunMode.TRAIN,
          128,
          2,
          1.5,
          Rival.LIBTORCH,
          3,
          2,
          0.01,
          0.02,
          Map.of("open loop", 1.75),
          85_333,
          42_667,
          30,
          0.25,
          1024,
          200,
          300);

  @Test
  void isAListOfObjectsNamedAsPromised(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("peers.json");
    ComparisonFile.write(file, List.of(ONE));
    JsonNode list = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(list.size()).isEqualTo(1);
    JsonNode one = list.get(0);
    assertThat(one.propertyNames())
        .startsWith("model", "mode", "batch", "threads", "fovea_ms", "peer", "peer_ms", "ratio");
    assertThat(one.get("mode").stringValue()).isEqualTo("train");
    assertThat(one.get("peer").stringValue()).isEqualTo("libtorch");
    assertThat(one.get("fovea_ms").doubleValue()).isEqualTo(1.5);
    assertThat(one.get("other_ways_ms").get("open loop").doubleValue()).isEqualTo(1.75);
  }

  @Test
  void namesTheFileThatCannotBeWritten(@TempDir Path folder) {
    Path file = folder.resolve("missing/peers.json");
    assertThatThrownBy(() -> ComparisonFile.write(file, List.of(ONE)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + file);
  }
}
