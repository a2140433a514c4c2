package dev.fovea.files.python;

import dev.fovea.files.FormatException;

/** What a pickle may refer to outside itself. Whatever is not offered here does not exist. */
public interface PickleHost {
  /**
   * A class, function or constant.
   *
   * @throws FormatException naming it, if it is not offered
   */
  PythonValue global(String module, String name) throws FormatException;

  /**
   * What a file keeps beside the pickle, such as the numbers of a tensor.
   *
   * @throws FormatException if there is no such thing
   */
  PythonValue persistent(PythonValue id) throws FormatException;
}
