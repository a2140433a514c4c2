package dev.fovea.core.vector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GapsTest {
  private record Place(long offset, long bytes) {}

  @Test
  void placesThatLiveTogetherNeverOverlap() {
    SplittableRandom random = new SplittableRandom(1);
    Gaps space = new Gaps();
    List<Place> living = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      if (!living.isEmpty() && random.nextInt(3) == 0) {
        Place gone = living.remove(random.nextInt(living.size()));
        space.give(gone.offset(), gone.bytes());
        continue;
      }
      long bytes = 1 + random.nextInt(1_000);
      Place place = new Place(space.take(bytes), bytes);
      for (Place other : living) {
        boolean apart =
            place.offset() >= other.offset() + other.bytes()
                || other.offset() >= place.offset() + place.bytes();
        assertThat(apart).as("%s and %s", place, other).isTrue();
      }
      assertThat(place.offset() + bytes).isLessThanOrEqualTo(space.size());
      living.add(place);
    }
  }

  @Test
  void whatIsGivenBackIsUsedAgain() {
    Gaps space = new Gaps();
    long first = space.take(1_000);
    space.take(64);
    space.give(first, 1_000);
    assertThat(space.take(500)).isEqualTo(first);
    assertThat(space.size()).isEqualTo(1_024 + 64);
  }
}
