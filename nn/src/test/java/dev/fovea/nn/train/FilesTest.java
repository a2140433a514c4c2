package dev.fovea.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Seed;
import dev.fovea.nn.loss.Loss;
import dev.fovea.nn.network.Sequential;
import dev.fovea.nn.optim.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training writes. */
class FilesTest {
  @TempDir Path folder = Path.of("unset");
  private final Synthetic train = Synthetic.bars(40, Seed.of(1));

  private static Trainer trainer() {
    Sequential net =
        Sequential.input(1, Synthetic.SIDE, Synthetic.SIDE).flatten().linear(2).build(Seed.of(1));
    return Trainer.of(net).loss(Loss.crossEntropy()).optimizer(Sgd.of(0.1));
  }

  @Test
  void theLogHasALineAnEpoch() throws IOException {
    Path log = folder.resolve("run").resolve("history.csv");
    History history = trainer().on(CsvLog.to(log)).fit(train, train, Fit.epochs(2).batchSize(20));
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("epoch,loss,val_loss,learning_rate,seconds");
    assertThat(lines.get(2)).startsWith("2,").isEqualTo(History.csvLine(history.last()));
    assertThat(names(folder.resolve("run"))).containsExactly("history.csv");
  }

  @Test
  void checkpointsKeepTheLastAndTheBest() throws IOException {
    CheckpointWriter writer =
        new CheckpointWriter() {
          @Override
          public String extension() {
            return ".txt";
          }

          @Override
          public void write(Path file, Checkpoint checkpoint) throws IOException {
            Files.writeString(file, "epoch " + checkpoint.history().last().number());
          }
        };
    History history =
        trainer()
            .on(Checkpoints.in(folder).keepLast(2).keepBest("val_loss").writer(writer))
            .fit(train, train, Fit.epochs(4).batchSize(20));
    assertThat(names(folder)).containsExactly("best.txt", "epoch-0003.txt", "epoch-0004.txt");
    assertThat(folder.resolve("best.txt")).hasContent("epoch " + history.best("val_loss").number());
  }

  @Test
  void withoutAWriterTheErrorSaysWhatIsMissing() {
    assertThatThrownBy(
            () -> trainer().on(Checkpoints.in(folder)).fit(train, Fit.epochs(1).batchSize(20)))
        .hasMessage("checkpoints: no writer found; add dev.fovea.formats, or call writer(…)");
  }

  @Test
  void aLogThatCannotBeWrittenSaysWhere() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    Path log = file.resolve("history.csv");
    assertThatThrownBy(() -> trainer().on(CsvLog.to(log)).fit(train, Fit.epochs(1).batchSize(20)))
        .hasMessage("history: cannot write " + log);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
