package dev.fovea.files.python;

import dev.fovea.files.FormatException;
import dev.fovea.files.python.PythonValue.Dictionary;
import dev.fovea.files.python.PythonValue.None;
import dev.fovea.files.python.PythonValue.Scalar;
import dev.fovea.files.python.PythonValue.Sequence;
import dev.fovea.files.python.PythonValue.Text;
import dev.fovea.files.python.PythonValue.Truth;
import dev.fovea.files.python.PythonValue.Whole;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Values as Python writes them in source: {@code {'shape': (3, 4), 'fortran_order': False}}.
 * Dictionaries, tuples, lists, texts, whole numbers, truth values and {@code None}; nothing that is
 * computed.
 */
public final class PythonLiteral {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 100;
  private static final int SHOWN = 40;

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws FormatException if the text is something else
   */
  public static PythonValue parse(String text) throws FormatException {
    PythonLiteral literal = new PythonLiteral(text);
    PythonValue value = literal.value(0);
    if (literal.next() != '\0') {
      throw literal.unexpected("the end");
    }
    return value;
  }

  private PythonValue value(int depth) throws FormatException {
    if (depth > DEEPEST) {
      throw unexpected("a depth of at most " + DEEPEST);
    }
    char first = next();
    return switch (first) {
      case '{' -> dictionary(depth);
      case '(' -> Sequence.tuple(items(')', depth));
      case '[' -> new Sequence(Sequence.Kind.LIST, items(']', depth));
      case '\'', '"' -> quoted(first);
      case 'T', 'F', 'N' -> word();
      default -> number();
    };
  }

  /** The next character that is no space; a zero at the end. */
  private char next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean take(char wanted) {
    boolean isNext = next() == wanted && at < text.length();
    at += isNext ? 1 : 0;
    return isNext;
  }

  private Dictionary dictionary(int depth) throws FormatException {
    take('{');
    Dictionary dictionary = new Dictionary();
    while (!take('}')) {
      PythonValue key = value(depth + 1);
      if (!(key instanceof Scalar scalar)
          || dictionary.entries().containsKey(scalar)
          || !take(':')) {
        throw unexpected("a key of its own and a colon");
      }
      dictionary.put(scalar, value(depth + 1));
      if (!take(',') && next() != '}') {
        throw unexpected(", or }");
      }
    }
    return dictionary;
  }

  private List<PythonValue> items(char end, int depth) throws FormatException {
    at++;
    List<PythonValue> items = new ArrayList<>();
    while (!take(end)) {
      items.add(value(depth + 1));
      if (!take(',') && next() != end) {
        throw unexpected(", or " + end);
      }
    }
    return items;
  }

  private Text quoted(char quote) throws FormatException {
    StringBuilder quoted = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return new Text(quoted.toString());
      }
      if (c == '\\') {
        throw unexpected("a text without \\");
      }
      quoted.append(c);
    }
    throw unexpected("the end of a text");
  }

  private Scalar word() throws FormatException {
    for (Scalar word : List.of(new Truth(true), new Truth(false), None.NONE)) {
      if (text.startsWith(word.toString(), at)) {
        at += word.toString().length();
        return word;
      }
    }
    throw unexpected("True, False or None");
  }

  /** Python 2 puts an L after long numbers. */
  private Whole number() throws FormatException {
    int start = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == digits || at - digits > LONGEST_NUMBER) {
      at = start;
      throw unexpected("a value");
    }
    Whole number = new Whole(new BigInteger(text.substring(start, at)));
    if (at < text.length() && text.charAt(at) == 'L') {
      at++;
    }
    return number;
  }

  private FormatException unexpected(String expected) {
    String found = text.substring(at, Math.min(text.length(), at + SHOWN));
    return FormatException.of("python: the text is no value")
        .fact("character", at)
        .fact("expected", expected)
        .fact("found", found.isEmpty() ? "the end" : found);
  }
}
