package dev.fovea.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.Tensor;
import dev.fovea.core.shape.DType;
import dev.fovea.core.shape.Storage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementTypeTest {
  /** Every pattern of bits of the short types, there and back; NaNs may become quiet. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "I16", "U16"})
  void everyPatternOfSixteenBitsSurvives(StoredType type) throws FormatException {
    int count = 1 << 16;
    ByteBuffer patterns = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < count; bits++) {
      patterns.putShort((short) bits);
    }
    Storage numbers = Storage.zeros(type.dtype(), count);
    type.decode(
        MemorySegment.ofArray(patterns.array()), 0, 2, ByteOrder.LITTLE_ENDIAN, numbers, 0, count);
    byte[] again = new byte[2 * count];
    type.encode(numbers, 0, count, MemorySegment.ofArray(again));
    ByteBuffer found = ByteBuffer.wrap(again).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < count; bits++) {
      short pattern = found.getShort(2 * bits);
      if (Double.isNaN(numbers.at(bits))) {
        boolean isNan =
            type == StoredType.F16
                ? Float.isNaN(Float.float16ToFloat(pattern))
                : Float.isNaN(Float.intBitsToFloat(pattern << 16));
        assertThat(isNan).isTrue();
      } else {
        assertThat(pattern).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void bfloat16IsRoundedToTheNearestAndTiesToTheEven() throws FormatException {
    assertThat(bfloat16(0x3F808000)).isEqualTo(0x3F80);
    assertThat(bfloat16(0x3F808001)).isEqualTo(0x3F81);
    assertThat(bfloat16(0x3F818000)).isEqualTo(0x3F82);
    assertThat(bfloat16(0x3F817FFF)).isEqualTo(0x3F81);
    assertThat(bfloat16(0x7F7F7FFF)).isEqualTo(0x7F7F);
    assertThat(bfloat16(0x00000001)).isEqualTo(0);
    assertThatThrownBy(() -> bfloat16(0x7F7FFFFF))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("tensor: a number does not fit bfloat16\n");
  }

  private static int bfloat16(int bits) throws FormatException {
    Storage one = Storage.zeros(DType.FLOAT32, 1);
    one.put(0, Float.intBitsToFloat(bits));
    byte[] bytes = new byte[2];
    StoredType.BF16.encode(one, 0, 1, MemorySegment.ofArray(bytes));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xFFFF;
  }

  /** Strided and turned numbers are those of a run in the order of this machine. */
  @ParameterizedTest
  @EnumSource
  void bothOrdersAndAnyStrideGiveTheSameNumbers(StoredType type) throws FormatException {
    byte[] values = {1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0};
    int count = values.length / type.bytes();
    Storage expected = Storage.zeros(type.dtype(), count);
    type.decode(
        MemorySegment.ofArray(values),
        0,
        type.bytes(),
        ByteOrder.LITTLE_ENDIAN,
        expected,
        0,
        count);
    int stride = type.bytes() + 3;
    byte[] apart = new byte[1 + count * stride];
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < type.bytes(); b++) {
        apart[1 + i * stride + b] = values[(i + 1) * type.bytes() - 1 - b];
      }
    }
    Storage found = Storage.zeros(type.dtype(), count);
    type.decode(MemorySegment.ofArray(apart), 1, stride, ByteOrder.BIG_ENDIAN, found, 0, count);
    for (int i = 0; i < count; i++) {
      assertThat(found.at(i)).isEqualTo(expected.at(i));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"I8", "I16", "U16", "U32", "U64"})
  void integersOutOfRangeAreRefused(StoredType type) {
    Storage one = Storage.zeros(type.dtype(), 1);
    one.put(0, type.name().startsWith("U") ? -1 : 1 << 20);
    assertThatThrownBy(() -> type.encode(one, 0, 1, MemorySegment.ofArray(new byte[8])))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("tensor: a number does not fit " + type.label());
  }

  @Test
  void anUnsignedNumberBeyondAllOfOursIsRefused() {
    byte[] large = {0, 0, 0, 0, 0, 0, 0, (byte) 0x80};
    assertThatThrownBy(() ->
            StoredType.U64.decode(
                MemorySegment.ofArray(large),
                0,
                8,
                ByteOrder.LITTLE_ENDIAN,
                Storage.zeros(DType.INT64, 1),
                0,
                1))
        .hasMessage(
            """
            tensor: a number is too large
              offset:   0
              expected: at most 9223372036854775807
              found:    9223372036854775808\
            """);
  }

  @Test
  void typesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> StoredTensor.of(Tensor.of(new long[] {1}), StoredType.I16))
        .hasMessage("a tensor of int64 cannot be written as int16");
  }
}
