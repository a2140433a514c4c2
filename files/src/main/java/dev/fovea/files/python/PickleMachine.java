package dev.fovea.files.python;

import dev.fovea.files.FormatException;
import dev.fovea.files.bytes.ByteCursor;
import dev.fovea.files.python.PythonValue.Bytes;
import dev.fovea.files.python.PythonValue.Dictionary;
import dev.fovea.files.python.PythonValue.None;
import dev.fovea.files.python.PythonValue.Real;
import dev.fovea.files.python.PythonValue.Scalar;
import dev.fovea.files.python.PythonValue.Sequence;
import dev.fovea.files.python.PythonValue.Special;
import dev.fovea.files.python.PythonValue.Text;
import dev.fovea.files.python.PythonValue.Truth;
import dev.fovea.files.python.PythonValue.Whole;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a pickle, as far as it builds plain values. A pickle is a program for a machine with a stack
 * and a memo; this one has no step that loads a class or calls anything but what its {@linkplain
 * PickleHost host} offers. Every step takes at least one byte of the file and makes at most one
 * value, copies of many values count as many steps, and the number of steps is bounded, so memory
 * is too.
 */
public final class PickleMachine {
  private static final int MOST_STEPS = 1 << 21;
  private static final int NEWEST_PROTOCOL = 5;
  private static final int LONGEST_NUMBER = 128;
  private static final int LONGEST_NAME = 1024;

  private final ByteCursor in;
  private final PickleHost host;
  private final List<PythonValue> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, PythonValue> memo = new HashMap<>();
  private int steps;

  private PickleMachine(ByteCursor in, PickleHost host) {
    this.in = in;
    this.host = host;
  }

  /**
   * Runs the pickle at some place, and leaves the cursor after its end.
   *
   * @return the value it builds
   * @throws FormatException if it is damaged, too long, or asks for what is not offered
   */
  public static PythonValue run(ByteCursor in, PickleHost host) throws FormatException {
    PickleMachine machine = new PickleMachine(in, host);
    while (true) {
      long at = in.position();
      int opcode = in.unsignedByte("opcode");
      try {
        if (opcode == Opcode.STOP) {
          return machine.pop();
        }
        machine.spend(1);
        machine.step(opcode);
      } catch (FormatException wrong) {
        throw wrong.within("offset", at);
      }
    }
  }

  private void spend(int more) throws FormatException {
    steps += more;
    if (steps > MOST_STEPS) {
      throw FormatException.of("pickle: it takes too many steps")
          .fact("expected", "at most " + MOST_STEPS);
    }
  }

  private void step(int opcode) throws FormatException {
    switch (opcode) {
      case Opcode.PROTO -> protocol();
      case Opcode.FRAME -> in.skip(Long.BYTES, "frame");
      case Opcode.NONE -> stack.add(None.NONE);
      case Opcode.NEWTRUE -> stack.add(new Truth(true));
      case Opcode.NEWFALSE -> stack.add(new Truth(false));
      case Opcode.BININT -> stack.add(Whole.of(in.signedInt("number")));
      case Opcode.BININT1 -> stack.add(Whole.of(in.unsignedByte("number")));
      case Opcode.BININT2 -> stack.add(Whole.of(in.unsignedShort("number")));
      case Opcode.LONG1 -> stack.add(whole(in.unsignedByte("length")));
      case Opcode.LONG4 -> stack.add(whole(in.unsignedInt("length")));
      case Opcode.BINFLOAT ->
          stack.add(new Real(Double.longBitsToDouble(Long.reverseBytes(in.signedLong("number")))));
      case Opcode.SHORT_BINSTRING, Opcode.SHORT_BINUNICODE ->
          stack.add(text(in.unsignedByte("length")));
      case Opcode.BINSTRING, Opcode.BINUNICODE -> stack.add(text(in.unsignedInt("length")));
      case Opcode.BINUNICODE8 -> stack.add(text(in.signedLong("length")));
      case Opcode.SHORT_BINBYTES -> stack.add(bytes(in.unsignedByte("length")));
      case Opcode.BINBYTES -> stack.add(bytes(in.unsignedInt("length")));
      case Opcode.BINBYTES8 -> stack.add(bytes(in.signedLong("length")));
      case Opcode.MARK -> marks.add(stack.size());
      case Opcode.POP -> pop();
      case Opcode.POP_MARK -> popToMark();
      case Opcode.DUP -> stack.add(top());
      case Opcode.BINPUT -> memo.put((long) in.unsignedByte("memo"), top());
      case Opcode.LONG_BINPUT -> memo.put(in.unsignedInt("memo"), top());
      case Opcode.MEMOIZE -> memo.put((long) memo.size(), top());
      case Opcode.BINGET -> stack.add(remembered(in.unsignedByte("memo")));
      case Opcode.LONG_BINGET -> stack.add(remembered(in.unsignedInt("memo")));
      case Opcode.EMPTY_TUPLE -> stack.add(Sequence.tuple(List.of()));
      case Opcode.TUPLE -> stack.add(Sequence.tuple(popToMark()));
      case Opcode.TUPLE1 -> stack.add(Sequence.tuple(pop(1)));
      case Opcode.TUPLE2 -> stack.add(Sequence.tuple(pop(2)));
      case Opcode.TUPLE3 -> stack.add(Sequence.tuple(pop(3)));
      case Opcode.EMPTY_LIST -> stack.add(new Sequence(Sequence.Kind.LIST, List.of()));
      case Opcode.LIST -> stack.add(new Sequence(Sequence.Kind.LIST, popToMark()));
      case Opcode.APPEND -> append(pop(1), Sequence.Kind.LIST);
      case Opcode.APPENDS -> append(popToMark(), Sequence.Kind.LIST);
      case Opcode.EMPTY_SET -> stack.add(new Sequence(Sequence.Kind.SET, List.of()));
      case Opcode.ADDITEMS -> append(popToMark(), Sequence.Kind.SET);
      case Opcode.FROZENSET -> stack.add(new Sequence(Sequence.Kind.SET, popToMark()));
      case Opcode.EMPTY_DICT -> stack.add(new Dictionary());
      case Opcode.DICT -> {
        List<PythonValue> items = popToMark();
        stack.add(new Dictionary());
        setItems(items);
      }
      case Opcode.SETITEM -> setItems(pop(2));
      case Opcode.SETITEMS -> setItems(popToMark());
      case Opcode.GLOBAL -> stack.add(global(name(), name()));
      case Opcode.STACK_GLOBAL -> stackGlobal();
      case Opcode.REDUCE, Opcode.NEWOBJ -> call();
      case Opcode.BUILD -> build();
      case Opcode.BINPERSID -> stack.add(host.persistent(pop()));
      case Opcode.INST ->
          throw FormatException.of("pickle: an object is made in the way of protocol 0")
              .fact("found", global(name(), name()).kind());
      default ->
          throw FormatException.of("pickle: unknown opcode")
              .fact("expected", "one of protocols 2 to 5 that builds plain values")
              .fact("found", "0x%02x".formatted(opcode));
    }
  }

  private void protocol() throws FormatException {
    int protocol = in.unsignedByte("protocol");
    if (protocol > NEWEST_PROTOCOL) {
      throw FormatException.of("pickle: unknown protocol")
          .fact("expected", "at most " + NEWEST_PROTOCOL)
          .fact("found", protocol);
    }
  }

  // ---- values ----

  private Whole whole(long length) throws FormatException {
    if (length > LONGEST_NUMBER) {
      throw FormatException.of("pickle: a number is too long")
          .fact("expected", "at most " + LONGEST_NUMBER + " bytes")
          .fact("found", length + " bytes");
    }
    byte[] digits = in.take(length, "number");
    for (int i = 0, j = digits.length - 1; i < j; i++, j--) {
      byte low = digits[i];
      digits[i] = digits[j];
      digits[j] = low;
    }
    return new Whole(digits.length == 0 ? BigInteger.ZERO : new BigInteger(digits));
  }

  private Text text(long length) throws FormatException {
    return new Text(in.text(length, StandardCharsets.UTF_8, "text"));
  }

  private Bytes bytes(long length) throws FormatException {
    return new Bytes(in.take(length, "bytes"));
  }

  private String name() throws FormatException {
    return new String(in.line(LONGEST_NAME, "name"), StandardCharsets.UTF_8);
  }

  // ---- stack and memo ----

  private int floor() {
    return marks.isEmpty() ? 0 : marks.getLast();
  }

  private PythonValue top() throws FormatException {
    checkDepth(1);
    return stack.getLast();
  }

  private PythonValue pop() throws FormatException {
    checkDepth(1);
    return stack.removeLast();
  }

  private List<PythonValue> pop(int count) throws FormatException {
    checkDepth(count);
    return popFrom(stack.size() - count);
  }

  private List<PythonValue> popToMark() throws FormatException {
    if (marks.isEmpty()) {
      throw FormatException.of("pickle: no mark is on the stack");
    }
    return popFrom(marks.removeLast());
  }

  private List<PythonValue> popFrom(int first) {
    List<PythonValue> above = stack.subList(first, stack.size());
    List<PythonValue> popped = List.copyOf(above);
    above.clear();
    return popped;
  }

  private void checkDepth(int count) throws FormatException {
    if (stack.size() - floor() < count) {
      throw FormatException.of("pickle: the stack is empty")
          .fact("expected", "at least " + count + " values")
          .fact("found", stack.size() - floor());
    }
  }

  private PythonValue remembered(long key) throws FormatException {
    PythonValue value = memo.get(key);
    if (value == null) {
      throw FormatException.of("pickle: nothing was remembered here").fact("memo", key);
    }
    return value;
  }

  // ---- building ----

  private void append(List<PythonValue> items, Sequence.Kind kind) throws FormatException {
    if (!(top() instanceof Sequence list) || list.sort() != kind) {
      throw FormatException.of(
              "pickle: values are added to what is no "
                  + (kind == Sequence.Kind.LIST ? "list" : "set"))
          .fact("found", top().kind());
    }
    items.forEach(list::add);
  }

  private void setItems(List<PythonValue> items) throws FormatException {
    if (!(top() instanceof Dictionary dictionary) || items.size() % 2 != 0) {
      throw FormatException.of("pickle: keys and values are set on what is no dictionary")
          .fact("found", items.size() + " for " + top().kind());
    }
    for (int i = 0; i < items.size(); i += 2) {
      dictionary.put(key(items.get(i)), items.get(i + 1));
    }
  }

  /**
   * Keys with parts are not needed, and their hash would take as long as the file's maker likes.
   */
  private static Scalar key(PythonValue value) throws FormatException {
    if (value instanceof Scalar key) {
      return key;
    }
    throw FormatException.of("pickle: a key has parts")
        .fact("expected", "a text, a number, a truth value or None")
        .fact("found", value.kind());
  }

  private void stackGlobal() throws FormatException {
    List<PythonValue> names = pop(2);
    if (!(names.get(0) instanceof Text module) || !(names.get(1) instanceof Text name)) {
      throw FormatException.of("pickle: a name is no text").fact("found", names.get(1).kind());
    }
    stack.add(global(module.value(), name.value()));
  }

  /** Makes the containers of Python that have no opcode of their own. */
  private enum Container implements Special {
    ORDERED_DICTIONARY,
    SET;

    @Override
    public String kind() {
      return "a class of containers";
    }
  }

  private PythonValue global(String module, String name) throws FormatException {
    return switch (module + "." + name) {
      case "collections.OrderedDict" -> Container.ORDERED_DICTIONARY;
      case "builtins.set", "builtins.frozenset", "__builtin__.set", "__builtin__.frozenset" ->
          Container.SET;
      default -> host.global(module, name);
    };
  }

  private void call() throws FormatException {
    PythonValue arguments = pop();
    PythonValue called = pop();
    if (!(called instanceof Special callable) || !(arguments instanceof Sequence tuple)) {
      throw FormatException.of("pickle: " + called.kind() + " cannot be called");
    }
    stack.add(
        callable instanceof Container container
            ? container(container, tuple.items())
            : callable.call(tuple.items()));
  }

  private PythonValue container(Container container, List<PythonValue> arguments)
      throws FormatException {
    List<PythonValue> items = List.of();
    if (arguments.size() == 1 && arguments.getFirst() instanceof Sequence some) {
      items = some.items();
    } else if (!arguments.isEmpty()) {
      throw FormatException.of("pickle: a container is made of something else than a list")
          .fact("found", arguments.getFirst().kind());
    }
    spend(items.size());
    return switch (container) {
      case ORDERED_DICTIONARY -> dictionary(items);
      case SET -> new Sequence(Sequence.Kind.SET, items);
    };
  }

  private static Dictionary dictionary(List<PythonValue> pairs) throws FormatException {
    Dictionary dictionary = new Dictionary();
    for (PythonValue pair : pairs) {
      if (!(pair instanceof Sequence two) || two.items().size() != 2) {
        throw FormatException.of("pickle: a dictionary is made of something else than pairs")
            .fact("found", pair.kind());
      }
      dictionary.put(key(two.items().get(0)), two.items().get(1));
    }
    return dictionary;
  }

  /** Attributes of a dictionary, such as the versions of a state dict, mean nothing to us. */
  private void build() throws FormatException {
    PythonValue state = pop();
    if (top() instanceof Special special) {
      PythonValue built = special.withState(state);
      if (built != special) {
        pop();
        stack.add(built);
      }
    } else if (!(top() instanceof Dictionary)) {
      throw FormatException.of("pickle: " + top().kind() + " takes no state");
    }
  }
}
